package store

import (
	"context"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// Children returns the parts of a divided entry by their numbers, with their units.
func (r *Reader) Children(ctx context.Context, id int64) ([]ledger.Entry, error) {
	return find[ledger.Entry](r.entries(ctx).Where("parent = ?", id).Order("place, id"), "parts")
}

// TasksUnder returns the tasks that are to put a shortcoming right, in the list's order, with their units.
func (r *Reader) TasksUnder(ctx context.Context, id int64) ([]ledger.Entry, error) {
	return find[ledger.Entry](r.entries(ctx).Where("under = ?", id).Order("place, id"), "tasks under a shortcoming")
}

// divide makes a part of the entry for each unit given, otherwise for each that it reaches and that has none open yet.
func (w *Writer) divide(s *step) error {
	if s.e.Parent != nil {
		return ledger.Mistake(ledger.Conflict, "move", "%[1]s 本身是分解出来的子事项，不能再分解。", "%[1]s is a part itself; it cannot be divided further.", s.e.Number)
	}
	units, err := w.divided(s)
	if err != nil {
		return err
	}
	parts := make([]ledger.Entry, len(units))
	for i, u := range units {
		parts[i] = w.part(s.e, u, s.e.Children+i+1)
	}
	if s.e.Children += len(parts); s.e.Children > maxParts {
		return ledger.Mistake(ledger.Invalid, string(ledger.UnitsField), "一个事项最多分解 %d 个子事项。", "An entry can be divided into %d parts at most.", maxParts)
	}
	if err := w.createEntries(parts); err != nil {
		return err
	}
	var numbers []string
	for i := range parts {
		numbers = append(numbers, parts[i].Number)
	}
	s.told["parts"] = numbers
	return w.enter(parts)
}

// maxParts is bounded by the digits that a place in the list has for parts.
const maxParts = 999

// part is the n-th part of an entry, sent to unit u.
func (w *Writer) part(e *ledger.Entry, u ledger.Unit, n int) ledger.Entry {
	now := w.time()
	return ledger.Entry{
		Number: ledger.PartNumber(e.Number, n), Kind: e.Kind, ReportID: e.ReportID, Article: e.Article, Period: e.Period,
		Text: e.Text, Quote: e.Quote, Start: e.Start, End: e.End, EvidenceStart: e.EvidenceStart, EvidenceEnd: e.EvidenceEnd, Rule: e.Rule,
		Theme: e.Theme, Speaker: e.Speaker, Units: parties(e, u), Due: e.Due, DueText: e.DueText, DueBasis: e.DueBasis,
		Status: ledger.Assigned, Parent: &e.ID, Version: 1, CreatedAt: now, UpdatedAt: now,
		Course: ledger.Course{Begun: w.today(), Heard: w.today()},
	}
}

// enter puts the parts into the lists, each with its event.
func (w *Writer) enter(parts []ledger.Entry) error {
	all, events := make([]*alteration, len(parts)), make([]ledger.Event, len(parts))
	for i := range parts {
		e := &parts[i]
		unlisted := *e
		unlisted.Number = ""
		all[i] = &alteration{before: &unlisted, after: e}
		var err error
		if events[i], err = eventOf(string(ledger.Divide), "entry", e.ID, "", nil, e); err != nil {
			return err
		}
	}
	if err := w.save(all); err != nil {
		return err
	}
	return w.record(events...)
}

// divided are the units that get a part.
func (w *Writer) divided(s *step) ([]ledger.Unit, error) {
	children, err := w.read.Children(w.ctx(), s.e.ID)
	if err != nil {
		return nil, err
	}
	busy := func(u ledger.Unit) bool {
		return slices.ContainsFunc(children, func(c ledger.Entry) bool { return c.Status.Class() == ledger.Open && c.AnsweredBy(u.Code) })
	}
	if len(s.in.Units) > 0 {
		units, err := w.unitsOf(s.in.Units)
		if i := slices.IndexFunc(units, busy); i >= 0 {
			return nil, ledger.Mistake(ledger.Conflict, string(ledger.UnitsField), "%[1]s 已经有一个在办的子事项，没有重复分解。", "%[1]s has an open part already; nothing was divided twice.", units[i].Name)
		}
		return units, err
	}
	register, err := w.read.Units(w.ctx())
	if err != nil {
		return nil, err
	}
	today := w.today()
	all := slices.DeleteFunc(register, func(u ledger.Unit) bool { return !s.e.AsksOf(u) || u.Ended(today) || busy(u) })
	if len(all) == 0 {
		return nil, ledger.Mistake(ledger.Invalid, string(ledger.UnitsField), "“%[1]s”没有指明哪些单位，或者都已有在办的子事项：请选择要分解到的单位。",
			"“%[1]s” tells no units, or all of them have an open part: choose the units to divide it among.", namesOf(s.e))
	}
	return all, nil
}

func namesOf(e *ledger.Entry) string {
	var all []string
	for _, p := range e.Units {
		all = append(all, p.Name)
	}
	return strings.Join(all, "、")
}
