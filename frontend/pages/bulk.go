package pages

import (
	"slices"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// Remind stands among the moves of several entries: to ask the units that answer for them.
var Remind = ledger.Move{
	Name: "remind", Right: ledger.Decide, To: ledger.Same, Words: ledger.Words{ZH: "催办", EN: "Remind"}, Past: ledger.Words{ZH: "催办", EN: "Asked"},
	Needs: []ledger.Need{{Field: ledger.NoteField, Words: ledger.Words{ZH: "说明", EN: "Remark"}, Optional: true}},
}

// BulkActions lists what somebody may do with several entries at once, in the order of the table of moves.
func BulkActions(a ledger.Account) (all []ledger.Move) {
	for _, m := range append(slices.Clone(ledger.Moves), Remind) {
		if m.InBulk() && a.May(m.Right) {
			all = append(all, m)
		}
	}
	return all
}

// actions are the moves that lead on from what the list may hold.
func (p EntriesPage) actions() []ledger.Move {
	statuses := p.Filter.Statuses()
	return slices.DeleteFunc(BulkActions(p.Account), func(m ledger.Move) bool {
		from := m.From
		if m.Name == Remind.Name {
			from = ledger.AskableStatuses()
		}
		return !slices.ContainsFunc(from, func(s ledger.Status) bool { return slices.Contains(statuses, s) })
	})
}

// BulkPage is what would become of several entries, or, once Done, what became of them.
type BulkPage struct {
	Base
	Form     parts.MoveForm // the move with what was given for it; Back is the list that it was begun from
	Filter   ledger.Filter  // of that list
	Attempts []ledger.Attempt
	Absent   int  // picked, but not there or not to be read
	Done     bool // else nothing is saved yet
}

// can and cannot part what is done from what is left as it was. Where something is not given yet, what hangs on it is not known.
func (p BulkPage) can() []ledger.Attempt {
	return p.those(func(a ledger.Attempt) bool { return a.Err == nil })
}
func (p BulkPage) cannot() []ledger.Attempt {
	return p.those(func(a ledger.Attempt) bool { return a.Err != nil })
}

func (p BulkPage) those(which func(ledger.Attempt) bool) []ledger.Attempt {
	return slices.DeleteFunc(slices.Clone(p.Attempts), func(a ledger.Attempt) bool { return !which(a) })
}

// verb is the move as it stands in a sentence's middle.
func (p BulkPage) verb() string { return p.In(p.Form.Move.Words) }

// rest says behind the count of what can be done all that a preview has to say beside.
func (p BulkPage) rest() string {
	said := ""
	if n := len(p.cannot()); n > 0 {
		said = p.T("，%d 项不能", "; %d cannot", n)
	}
	said += p.T("。尚未保存任何改动。", ". Nothing is saved yet.")
	if p.Absent > 0 {
		said += p.T("另有 %d 项已不存在，或不属于您。", " %d more are not there, or not yours.", p.Absent)
	}
	return said
}
