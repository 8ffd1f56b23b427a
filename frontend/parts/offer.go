package parts

import (
	"slices"

	"taizhang/backend/ledger"
)

// foremost are the moves that stand open on an entry's page, by where it stands: those of the unit that answers, and those of
// the office. All others that may be made are in the menu.
var foremost = map[ledger.Status]struct{ unit, office []ledger.MoveName }{
	ledger.Registered:  {[]ledger.MoveName{ledger.ReportBack, ledger.Submit}, []ledger.MoveName{ledger.Assign, ledger.Divide, ledger.Resolve}},
	ledger.Assigned:    {[]ledger.MoveName{ledger.Acknowledge, ledger.Object}, []ledger.MoveName{ledger.Resolve}},
	ledger.Objected:    {nil, []ledger.MoveName{ledger.Reassign, ledger.Overrule}},
	ledger.Handling:    {[]ledger.MoveName{ledger.ReportBack, ledger.Submit}, []ledger.MoveName{ledger.Resolve}},
	ledger.Divided:     {nil, []ledger.MoveName{ledger.Verify}},
	ledger.Submitted:   {nil, []ledger.MoveName{ledger.Verify, ledger.SendBack}},
	ledger.Verified:    {nil, []ledger.MoveName{ledger.Strike, ledger.SendBack}},
	ledger.Suspended:   {nil, []ledger.MoveName{ledger.Resume}},
	ledger.Resolved:    {nil, []ledger.MoveName{ledger.Undo, ledger.Rebound}},
	ledger.Terminated:  {nil, []ledger.MoveName{ledger.Reopen}},
	ledger.Merged:      {nil, []ledger.MoveName{ledger.Reopen}},
	ledger.Transferred: {nil, []ledger.MoveName{ledger.Reopen}},
}

// asked are those of the office for what the text asks of nobody by name: it is divided rather than assigned.
var asked = []ledger.MoveName{ledger.Divide, ledger.Assign, ledger.Resolve}

// offer is what a reader is offered to do with an entry.
type offer struct {
	first  []ledger.Move // prominent, in order
	unit   []ledger.Move // in the menu: what the unit that answers does
	office []ledger.Move // and what the office does
}

func (o offer) menu() bool { return len(o.unit)+len(o.office) > 0 }

// offer sorts the moves that the reader may make now. What has a form of its own on the page is not offered again, and closing
// only where no part is open.
func (v View) offer(r Record) (o offer) {
	may := slices.DeleteFunc(v.Moves(r.Entry), func(m ledger.Move) bool {
		switch m.Name {
		case ledger.AskMore:
			return r.Waiting() != nil || !v.MayAskMore(r.Entry)
		case ledger.Extend, ledger.RefuseMore:
			return true // has a form of its own where one was asked for
		case ledger.Verify, ledger.Resolve:
			return !ledger.DivisionOf(r.Children).Closed()
		}
		return r.Form != nil && r.Form.Move.Name == m.Name
	})
	names := foremost[r.Entry.Status].office
	if v.Reach(ledger.Decide) == ledger.Nothing {
		names = foremost[r.Entry.Status].unit
	}
	if r.Entry.Status == ledger.Registered && len(r.Entry.Answering()) == 0 {
		names = asked
	}
	for _, name := range names {
		if i := slices.IndexFunc(may, func(m ledger.Move) bool { return m.Name == name }); i >= 0 {
			o.first = append(o.first, may[i])
			may = slices.Delete(may, i, i+1)
		}
	}
	for _, m := range may {
		if m.Right == ledger.Handle {
			o.unit = append(o.unit, m)
		} else {
			o.office = append(o.office, m)
		}
	}
	return o
}

// usual are the moves whose line stands open on the entry's page: what is done most days.
var usual = []ledger.MoveName{ledger.Resolve, ledger.Verify, ledger.Submit}

// MayAskMore tells whether more time can be asked for e: it has a due date, and that has not passed.
func (v View) MayAskMore(e ledger.Entry) bool { return e.Due != "" && v.Day.Today <= e.Due }

// simple tells whether a move needs nothing but a press of its button.
func simple(m ledger.Move) bool {
	return !slices.ContainsFunc(m.Needs, func(n ledger.Need) bool { return !n.Optional })
}

// quick lists the moves that a list offers on e.
func (v *View) quick(e *ledger.Entry) []ledger.Move {
	return v.Account.MovesThat(e, func(m *ledger.Move) bool { return m.Quick })
}

// takesLine tells whether one of a row's moves has a form for a line of words.
func takesLine(moves []ledger.Move) bool { return slices.ContainsFunc(moves, ledger.Move.Line) }
