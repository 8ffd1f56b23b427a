package ledger

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// MoveName names a change of status that a person may make.
type MoveName string

const (
	Accept  MoveName = "accept"  // a draft enters the ledger
	Recur   MoveName = "recur"   // a draft enters the ledger as a former shortcoming that is there again
	Link    MoveName = "link"    // a draft says the same as an entry: it becomes a further source of it
	Reject  MoveName = "reject"  // a draft is left out
	Restore MoveName = "restore" // a draft that was left out or linked is taken up again

	Assign      MoveName = "assign"      // sent to the unit that answers
	Divide      MoveName = "divide"      // a part for each unit
	Acknowledge MoveName = "acknowledge" // 签收
	Object      MoveName = "object"      // 异议
	Overrule    MoveName = "overrule"    // an objection refused
	ReportBack  MoveName = "report"      // 反馈
	Submit      MoveName = "submit"      // 报请销号
	SendBack    MoveName = "send-back"   // 退办
	AskMore     MoveName = "ask-more"    // 申请延期
	Extend      MoveName = "extend"      // 同意延期
	RefuseMore  MoveName = "refuse-more" // 不同意延期
	Suspend     MoveName = "suspend"     // 挂起
	Resume      MoveName = "resume"      // 恢复办理
	Reassign    MoveName = "reassign"    // 改派: to other units of the register
	Transfer    MoveName = "transfer"    // 移送: to a body outside the ledger
	MergeInto   MoveName = "merge-into"  // followed as part of another entry
	Terminate   MoveName = "terminate"   // 终止
	Reopen      MoveName = "reopen"      // a closing without solution taken back
	PutUnder    MoveName = "put-under"   // a task is what puts a shortcoming right
	Verify      MoveName = "verify"      // 核查
	Strike      MoveName = "strike"      // 销号 of what was verified
	Resolve     MoveName = "resolve"     // verified and struck off at once, with one line of what was done
	Undo        MoveName = "undo"        // a striking off taken back
	Rebound     MoveName = "rebound"     // 反弹: what was struck off is there again
)

// Where a move leads that leads to no status of its own.
const (
	Same    Status = ""     // stays where it is
	Earlier Status = "back" // where it stood before it was suspended or closed
)

// Move is one row of the table of moves: which statuses it leaves, where it leads, which right it takes, what has to be given
// for it. Quick ones are offered in lists.
type Move struct {
	Name  MoveName
	From  []Status
	To    Status
	Right Right // whoever has it for the own unit only makes the move where that unit answers
	Needs []Need
	Words Words // as on a button
	Past  Words // as in the timeline
	Quick bool
	If    Words // what has to hold beside, where anything has
	Only  Kind  // where it is for entries of one kind alone, that kind
}

var (
	underWay = []Status{Registered, Assigned, Objected, Handling, Submitted, Verified} // open, with its clock running and no parts
	atHand   = []Status{Registered, Assigned, Handling}                                // what a unit may work on

	remark   = Need{NoteField, Words{"说明", "Remark"}, true}
	reason   = Need{NoteField, Words{"理由", "Reason"}, false}
	done     = Need{NoteField, Words{"办理情况", "What was done"}, false}
	finding  = Need{NoteField, Words{"核查情况", "What was found"}, false}
	number   = Need{NumberField, Words{"台账中的编号", "Number in the ledger"}, false}
	newDue   = Need{DueField, Words{"新的办理时限", "New due date"}, true}
	someone  = Need{UnitsField, Words{"承办单位", "Units"}, false}
	anyone   = Need{UnitsField, Words{"承办单位", "Units"}, true}
	evidence = Need{EvidenceField, Words{"佐证", "Evidence"}, true}
)

var feedback = []Need{
	{ProgressField, Words{"本期进展", "Progress"}, false}, {ProblemsField, Words{"存在问题", "Problems"}, true}, {StepsField, Words{"下步措施", "Next steps"}, true},
	{CoordinationField, Words{"需协调事项", "To be coordinated"}, true}, {PercentField, Words{"完成度", "Percent done"}, false},
}

var extension = []Need{reason, {DueField, Words{"预计完成时间", "Expected date"}, false}, {ProgressField, Words{"目前进展", "Progress so far"}, false}}

// Moves is the table of every move there is.
var Moves = []Move{
	{Accept, []Status{Draft}, Registered, Review, nil, Words{"采纳", "Accept"}, Words{"采纳立项", "Accepted into the ledger"}, false, Words{}, ""},
	{Recur, []Status{Draft}, Registered, Review, []Need{number}, Words{"采纳并关联", "Accept as recurring"}, Words{"采纳立项，与上一次关联", "Accepted as a recurrence"}, false, Words{"另一条是以前月份的问题", "The other is a shortcoming of an earlier month"}, Shortcoming},
	{Link, []Status{Draft}, Linked, Review, []Need{number}, Words{"并入", "Link"}, Words{"并入台账中相同的一条", "Linked to the same entry"}, false, Words{"同类，没有撤回", "The other is of the same kind and was not withdrawn"}, ""},
	{Reject, []Status{Draft}, Rejected, Review, []Need{remark}, Words{"不采纳", "Reject"}, Words{"不采纳", "Rejected"}, false, Words{}, ""},
	{Restore, []Status{Rejected, Linked}, Draft, Review, nil, Words{"恢复", "Restore"}, Words{"恢复待核", "Restored for review"}, false, Words{"没有事项只以它为据", "No entry rests on it alone"}, ""},

	{Assign, []Status{Registered}, Assigned, Decide, []Need{anyone, newDue, remark}, Words{"交办", "Assign"}, Words{"交办", "Assigned"}, false, Words{"有具体的承办单位", "A unit is named"}, ""},
	{Divide, []Status{Registered, Assigned, Objected, Handling, Divided}, Divided, Decide, []Need{anyone, newDue, remark}, Words{"分解", "Divide"}, Words{"分解到各单位", "Divided among units"}, false, Words{"本身不是子事项；每个单位只有一个在办的子事项", "It is no part itself; no unit has two open parts"}, ""},
	{Acknowledge, []Status{Assigned}, Handling, Handle, []Need{remark}, Words{"签收", "Acknowledge"}, Words{"签收", "Acknowledged"}, false, Words{}, ""},
	{ReportBack, atHand, Handling, Handle, feedback, Words{"反馈进展", "Report back"}, Words{"反馈进展", "Reported back"}, false, Words{}, ""},
	{Submit, atHand, Submitted, Handle, []Need{done, evidence}, Words{"报请销号", "Submit"}, Words{"报请销号", "Submitted for closure"}, false, Words{}, ""},
	{SendBack, []Status{Submitted, Verified}, Handling, Decide, []Need{reason, newDue}, Words{"退办", "Send back"}, Words{"退回重办", "Sent back"}, false, Words{}, ""},
	{Verify, []Status{Submitted, Divided}, Verified, Decide, []Need{finding, evidence}, Words{"核查通过", "Verify"}, Words{"核查通过", "Verified"}, false, Words{"问题要有佐证；子事项全部关闭", "A shortcoming takes evidence; no part is open"}, ""},
	{Strike, []Status{Verified}, Resolved, Decide, []Need{remark}, Words{"核准销号", "Strike off"}, Words{"核查后销号", "Struck off after verification"}, false, Words{}, ""},
	{Resolve, []Status{Registered, Assigned, Handling, Submitted, Divided}, Resolved, Decide, []Need{done, evidence}, Words{"销号", "Resolve"}, Words{"办结销号", "Resolved"}, true, Words{"子事项全部关闭", "No part is open"}, ""},
	{Undo, []Status{Resolved}, Earlier, Decide, []Need{remark}, Words{"撤销", "Undo"}, Words{"撤销销号", "Resolving taken back"}, true, Words{"上级事项没有关闭", "What it is a part of is not closed"}, ""},
	{Rebound, []Status{Resolved}, Handling, Decide, []Need{reason, newDue}, Words{"反弹重办", "Rebound"}, Words{"反弹，重新办理", "Came back and was reopened"}, false, Words{"上级事项没有关闭", "What it is a part of is not closed"}, ""},

	{Object, []Status{Assigned, Handling}, Objected, Handle, []Need{reason}, Words{"提出异议", "Object"}, Words{"提出异议", "Objected"}, false, Words{}, ""},
	{Overrule, []Status{Objected}, Assigned, Decide, []Need{reason}, Words{"驳回异议", "Overrule"}, Words{"驳回异议，仍由原单位办理", "Objection overruled"}, false, Words{}, ""},
	{Reassign, underWay, Assigned, Decide, []Need{someone, reason, newDue}, Words{"改派", "Reassign"}, Words{"改派其他单位", "Assigned to other units"}, false, Words{}, ""},
	{AskMore, atHand, Same, Handle, extension, Words{"申请延期", "Ask for more time"}, Words{"申请延期", "More time asked for"}, false, Words{"时限未过，没有待批的申请", "Its due date has not passed, and nothing waits for a decision"}, ""},
	{Extend, underWay, Same, Decide, []Need{{DueField, Words{"新的办理时限", "New due date"}, false}, remark}, Words{"同意延期", "Extend"}, Words{"同意延期", "Extended"}, false, Words{"有待批的申请；新时限晚于原时限", "Something was asked for; the new date is later"}, ""},
	{RefuseMore, underWay, Same, Decide, []Need{reason}, Words{"不同意延期", "Refuse more time"}, Words{"不同意延期", "More time refused"}, false, Words{"有待批的申请", "Something was asked for"}, ""},
	{Suspend, underWay, Suspended, Decide, []Need{reason}, Words{"挂起", "Suspend"}, Words{"挂起，停止计时", "Suspended"}, false, Words{}, ""},
	{Resume, []Status{Suspended}, Earlier, Decide, []Need{remark}, Words{"解除挂起", "Resume"}, Words{"解除挂起，恢复计时", "Resumed"}, false, Words{"时限按挂起天数顺延", "The due date moves by the days on hold"}, ""},
	{Transfer, append(underWay, Suspended), Transferred, Decide, []Need{reason}, Words{"移送", "Transfer"}, Words{"移送其他机关", "Transferred to another body"}, false, Words{}, ""},
	{MergeInto, append(underWay, Suspended), Merged, Decide, []Need{number, reason}, Words{"并入其他事项", "Merge into another"}, Words{"并入其他事项", "Merged into another entry"}, false, Words{"另一事项在办且同类", "The other is open and of the same kind"}, ""},
	{Terminate, append(underWay, Suspended, Divided), Terminated, Decide, []Need{reason}, Words{"终止", "Terminate"}, Words{"终止办理", "Terminated"}, false, Words{"子事项全部关闭", "No part is open"}, ""},
	{Reopen, []Status{Terminated, Merged, Transferred}, Earlier, Decide, []Need{reason}, Words{"恢复办理", "Reopen"}, Words{"恢复办理", "Reopened"}, false, Words{"上级事项没有关闭", "What it is a part of is not closed"}, ""},
	{PutUnder, append(underWay, Suspended, Divided), Same, Decide, []Need{{NumberField, Words{"问题的编号", "Number of the shortcoming"}, true}, remark}, Words{"挂到问题下", "Put under a shortcoming"}, Words{"挂到问题下", "Put under a shortcoming"}, false, Words{"不填编号就取下", "Without a number it is taken off"}, Task},
}

// Leads is the status that the move leads e to. Praise is only kept, and what was divided is followed through its parts
// wherever others would be in hand.
func (m Move) Leads(e *Entry) Status {
	to := m.To
	switch to {
	case Same:
		to = e.Status
	case Earlier:
		to = e.Back
	}
	switch {
	case to == Registered && e.Kind == Progress:
		return Recorded
	case to == Handling && e.Children > 0:
		return Divided
	}
	return to
}

// Need returns what the move takes of that name; false where it takes none.
func (m Move) Need(f Field) (Need, bool) {
	for _, n := range m.Needs {
		if n.Field == f {
			return n, true
		}
	}
	return Need{}, false
}

// Line tells whether the one thing that has to be given is a line of words.
func (m Move) Line() bool {
	n, ok := m.Need(NoteField)
	return ok && !n.Optional && !slices.ContainsFunc(m.Needs, func(n Need) bool { return !n.Optional && n.Field != NoteField })
}

// With is the input of a move that takes no more than a line: the number of the entry that it leads to, or a note.
func (m Move) With(line string) Input {
	if _, leads := m.Need(NumberField); leads {
		return Input{Number: line}
	}
	return Input{Note: line}
}

// FindMove looks a move up by name; a name that is none is a BadRequest that lists the valid ones.
func FindMove(name string) (Move, error) {
	names := make([]string, 0, len(Moves))
	for _, m := range Moves {
		if string(m.Name) == name {
			return m, nil
		}
		names = append(names, string(m.Name))
	}
	return Move{}, Mistake(BadRequest, "move", "没有“%s”这种操作，可用：%s。", "There is no move “%s”; the moves are %s.", name, strings.Join(names, ", "))
}

// MovesFrom lists the moves that lead on from a status; the list is everybody's and must not be changed.
func MovesFrom(s Status) []Move { return movesFrom()[s] }

var movesFrom = sync.OnceValue(func() map[Status][]Move {
	all := map[Status][]Move{}
	for _, m := range Moves {
		for _, s := range m.From {
			all[s] = append(all[s], m)
		}
	}
	return all
})

// Moves lists what the account may do with e as it stands, in the table's order.
func (a Account) Moves(e *Entry) []Move { return a.MovesThat(e, func(*Move) bool { return true }) }

// MovesThat lists those of Moves that want picks.
func (a Account) MovesThat(e *Entry, want func(*Move) bool) (all []Move) {
	from := MovesFrom(e.Status)
	for i := range from {
		if m := &from[i]; want(m) && m.suits(e.Kind) && m.permitted(a, e) {
			all = append(all, *m)
		}
	}
	return all
}

func (m *Move) suits(k Kind) bool { return m.Only == "" || m.Only == k }

// permitted tells whether the account may make the move on e, wherever that stands.
func (m *Move) permitted(a Account, e *Entry) bool {
	r := a.Reach(m.Right)
	return r == Whole || r == OwnUnit && e.AnsweredBy(a.UnitCode)
}

// Permits is nothing where the account may make the move on e, wherever that stands, else Forbidden.
func (m Move) Permits(a Account, e *Entry) error {
	switch {
	case m.permitted(a, e):
		return nil
	case a.Reach(m.Right) == OwnUnit:
		return Mistake(Forbidden, "move", "%[1]s 不由本单位承办，您不能%[2]s。", "%[1]s is not your unit's to answer; “%[3]s” cannot be done.", e.Label(), m.Words.ZH, m.Words.EN)
	}
	return Mistake(Forbidden, "move", "您的角色是“%[1]s”，不能%[3]s。", "Your role is “%[2]s”; “%[4]s” is not yours to do.", a.Role.Words().ZH, a.Role.Words().EN, m.Words.ZH, m.Words.EN)
}

// Check tells what stands against making move m on e with what is given: nothing, a Conflict (the status does not allow it)
// or an Invalid field.
func (m Move) Check(e *Entry, in Input) error {
	now, kind := e.Status.Words(), e.Kind.Words()
	switch {
	case slices.Contains(m.From, e.Status) && m.suits(e.Kind):
		return in.Trimmed().check(m)
	case !m.suits(e.Kind):
		return e.conflict("move", fmt.Sprintf("是“%s”，不能%s。", kind.ZH, m.Words.ZH), fmt.Sprintf("is of the kind “%s”; “%s” cannot be done.", kind.EN, m.Words.EN))
	}
	return e.conflict("move", fmt.Sprintf("现在是“%s”，不能%s。", now.ZH, m.Words.ZH), fmt.Sprintf("is “%s” now; “%s” cannot be done.", now.EN, m.Words.EN))
}

// conflict says of e why something cannot be done with it as it stands.
func (e *Entry) conflict(field, zh, en string) error {
	return &Error{Code: Conflict, Field: field, Current: e, Words: Words{ZH: e.Label() + " " + zh, EN: e.Label() + " " + en}}
}

// Label is the number, or the quote's beginning for a draft that has none yet.
func (e *Entry) Label() string {
	if e.Number != "" {
		return e.Number
	}
	return "“" + Shorten(e.Quote, 16) + "”"
}

// Shorten cuts s after n characters and says so with an ellipsis.
func Shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
