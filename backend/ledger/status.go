package ledger

// Status is where an entry stands.
type Status string

const (
	Draft       Status = "draft"       // found in a report, not looked at yet
	Rejected    Status = "rejected"    // looked at, not taken into the ledger
	Linked      Status = "linked"      // looked at, and a further source of an entry that is in the ledger already
	Recorded    Status = "recorded"    // a progress in the ledger: kept, nothing to follow
	Registered  Status = "registered"  // 已立项: a shortcoming or task that is followed
	Assigned    Status = "assigned"    // 已交办: sent to the unit that answers, which has not acknowledged it
	Objected    Status = "objected"    // 有异议: the unit says that it is not its own
	Handling    Status = "handling"    // 办理中
	Divided     Status = "divided"     // 已分解: followed through its children alone
	Submitted   Status = "submitted"   // 待审核: the unit says that it is done
	Verified    Status = "verified"    // 已核查: the office found it done; it waits to be struck off
	Suspended   Status = "suspended"   // 挂起: its clock stands
	Resolved    Status = "resolved"    // 已销号
	Terminated  Status = "terminated"  // closed without being solved: it is not followed any more
	Merged      Status = "merged"      // closed without being solved: another entry follows it
	Transferred Status = "transferred" // closed without being solved: a body outside the ledger follows it
	Withdrawn   Status = "withdrawn"   // closed without being solved: the report that said it was withdrawn
)

// Class groups the statuses: what is not yet in the ledger, what is followed, what is done, what is only kept, what was closed
// without being solved.
type Class string

const (
	Pending Class = "pending"
	Open    Class = "open"
	Done    Class = "done"
	Kept    Class = "kept"
	Dropped Class = "dropped"

	// Standing is no class of its own: it is every status of the ledger but Withdrawn, what figures of praise and blame count.
	Standing Class = "standing"
)

// StatusInfo describes a status: its class and what it is called and means.
type StatusInfo struct {
	Status  Status
	Class   Class
	Words   Words
	Meaning Words
}

// Statuses lists every status in the order of an entry's life.
var Statuses = []StatusInfo{
	{Draft, Pending, Words{"待核", "To review"}, Words{"从报告中读出，还没有人核对", "Read from a report; nobody has checked it yet"}},
	{Rejected, Pending, Words{"不采纳", "Rejected"}, Words{"核对后没有列入台账", "Checked and left out of the ledger"}},
	{Linked, Pending, Words{"已并入", "Linked"}, Words{"与台账中的一条相同，作为它的又一处来源", "The same as an entry of the ledger; kept as a further source of it"}},
	{Recorded, Kept, Words{"已记录", "Recorded"}, Words{"成绩，留存备查，无需办理", "Progress, kept on record; nothing to be done"}},
	{Registered, Open, Words{"已立项", "Registered"}, Words{"已列入台账，尚未交办", "In the ledger and followed; not yet sent to a unit"}},
	{Assigned, Open, Words{"已交办", "Assigned"}, Words{"已交给承办单位，等待签收", "Sent to the unit that answers; it has not acknowledged it yet"}},
	{Objected, Open, Words{"有异议", "Objected"}, Words{"承办单位有异议，等待督查室裁定", "The unit objects; the office is to decide"}},
	{Handling, Open, Words{"办理中", "In hand"}, Words{"承办单位正在办理", "The unit is at work on it"}},
	{Divided, Open, Words{"已分解", "Divided"}, Words{"已分解到各单位，按子事项跟踪；子事项全部办结后才能销号", "Divided among units and followed through its parts; it can be struck off once all of them are closed"}},
	{Submitted, Open, Words{"待审核", "Submitted"}, Words{"承办单位已报请销号，等待督查室核查", "The unit says it is done; the office is to verify it"}},
	{Verified, Open, Words{"已核查", "Verified"}, Words{"督查室已核查属实，等待销号", "The office found it done; it waits to be struck off"}},
	{Suspended, Open, Words{"挂起", "Suspended"}, Words{"暂缓办理，时限停止计算", "Put on hold; its clock stands"}},
	{Resolved, Done, Words{"已销号", "Resolved"}, Words{"已核查办结并销号，附有办理情况", "Verified, done and struck off, with a note of what was done"}},
	{Terminated, Dropped, Words{"已终止", "Terminated"}, Words{"不再办理，未算销号", "Not followed any more; closed without being solved"}},
	{Merged, Dropped, Words{"已合并", "Merged"}, Words{"已合并到另一事项继续跟踪，未算销号", "Followed as part of another entry; closed without being solved"}},
	{Transferred, Dropped, Words{"已移送", "Transferred"}, Words{"已移送其他机关处理，未算销号", "Handed over to another body; closed without being solved"}},
	{Withdrawn, Dropped, Words{"已撤回", "Withdrawn"}, Words{"所依据的报告已撤回，不再办理，未算销号", "The report it rests on was withdrawn; closed without being solved"}},
}

func (s Status) info() StatusInfo {
	for _, i := range Statuses {
		if i.Status == s {
			return i
		}
	}
	return StatusInfo{}
}

// Words names the status, Meaning explains it, Class groups it; all zero for an unknown one.
func (s Status) Words() Words   { return s.info().Words }
func (s Status) Meaning() Words { return s.info().Meaning }
func (s Status) Class() Class   { return s.info().Class }
func (s Status) Valid() bool    { return s.info().Status != "" }

// InLedger tells whether an entry of this status has a number and stands in the ledger.
func (s Status) InLedger() bool { return s.Valid() && s.Class() != Pending }

// Of lists the statuses of class c.
func (c Class) Of() (all []Status) {
	for _, i := range Statuses {
		if i.Class == c || c == Standing && i.Class != Pending && i.Status != Withdrawn {
			all = append(all, i.Status)
		}
	}
	return all
}

// Words names the class.
func (c Class) Words() Words { return classWords[c] }

var classWords = map[Class]Words{
	Pending: {"未入台账", "Outside the ledger"}, Open: {"在办", "Open"}, Done: {"已销号", "Resolved"}, Kept: {"留存", "Kept"},
	Dropped: {"未办结而关闭", "Closed unsolved"}, Standing: {"未撤回", "Not withdrawn"},
}

// Timed lists the statuses whose clock runs: every open one but those on hold.
func Timed() (all []Status) {
	for _, s := range Open.Of() {
		if s != Suspended {
			all = append(all, s)
		}
	}
	return all
}
