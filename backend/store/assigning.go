package store

import (
	"slices"

	"taizhang/backend/ledger"
)

// assign sends the entry to the units given, otherwise to those that it names.
func (w *Writer) assign(s *step) error {
	if len(s.in.Units) > 0 {
		units, err := w.unitsOf(s.in.Units)
		if err != nil {
			return err
		}
		s.e.Units = parties(s.e, units...)
		return nil
	}
	answering := s.e.Answering()
	if len(answering) == 0 {
		return ledger.Mistake(ledger.Invalid, string(ledger.UnitsField), "%[1]s 没有指明由哪个单位承办：请选择单位，或者先分解。", "%[1]s names no unit that answers for it: choose one, or divide it.", s.e.Label())
	}
	_, err := w.unitsOf(answering)
	return err
}

// unitsOf looks units up and refuses those that are no more.
func (w *Writer) unitsOf(codes []string) (all []ledger.Unit, err error) {
	today := w.today()
	for _, code := range codes {
		u, err := w.read.Unit(w.ctx(), code)
		if err != nil {
			return nil, asInvalid(err, string(ledger.UnitsField))
		}
		if u.Ended(today) {
			return nil, ledger.Mistake(ledger.Invalid, string(ledger.UnitsField), "%[1]s 已于 %[2]s 撤销，不能承办，请选择其他单位。", "%[1]s ended on %[2]s and cannot answer; choose another unit.", u.Name, u.ValidTo)
		}
		all = append(all, *u)
	}
	return all, nil
}

// parties are the units given in the part that answers for e, and those that help it.
func parties(e *ledger.Entry, units ...ledger.Unit) (all []ledger.Party) {
	for _, u := range units {
		all = append(all, ledger.Party{UnitCode: &u.Code, Name: u.Name, Role: e.Kind.MainRole()})
	}
	for _, p := range e.Units {
		answers := p.UnitCode != nil && slices.ContainsFunc(units, func(u ledger.Unit) bool { return u.Code == *p.UnitCode })
		if p.Role == ledger.Support && !answers {
			all = append(all, p)
		}
	}
	return all
}
