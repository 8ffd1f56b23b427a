package ledger

// Status is where an entry stands.
type Status string

const (
	Draft      Status = "draft"      // found in a report, not looked at yet
	Rejected   Status = "rejected"   // looked at, not taken into the ledger
	Linked     Status = "linked"     // looked at, and a further source of an entry that is in the ledger already
	Recorded   Status = "recorded"   // a progress in the ledger: kept, nothing to follow
	Registered Status = "registered" // 已立项: a shortcoming or task that is followed
	Resolved   Status = "resolved"   // 已销号
	Withdrawn  Status = "withdrawn"  // closed without being solved: the report that said it was withdrawn
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
	{Registered, Open, Words{"已立项", "Registered"}, Words{"已列入台账，正在办理", "In the ledger and being followed"}},
	{Resolved, Done, Words{"已销号", "Resolved"}, Words{"已办结并销号，附有办理情况", "Done and struck off, with a note of what was done"}},
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
		if i.Class == c {
			all = append(all, i.Status)
		}
	}
	return all
}
