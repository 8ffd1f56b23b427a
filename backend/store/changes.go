package store

import (
	"errors"

	"taizhang/backend/ledger"
)

// checkChange tells what is wrong with a change of e against the registers, and fills in the names of units given by
// their code alone.
func (w *Writer) checkChange(e *ledger.Entry, c *ledger.Change) error {
	if err := c.Check(); err != nil {
		return err
	}
	if c.Due == "" {
		c.DueBasis = ""
	} else if _, err := ledger.ParseDate(string(c.Due)); err != nil {
		return asInvalid(err, "due")
	}
	if c.Theme != "" && c.Theme != e.Theme {
		if _, err := w.read.theme(w.ctx(), c.Theme); err != nil {
			return asInvalid(err, "theme")
		}
	}
	units := append([]ledger.Party{}, c.Units...)
	for i := range units {
		if err := w.checkParty(&units[i]); err != nil {
			return err
		}
	}
	c.Units = units
	return nil
}

func (w *Writer) checkParty(p *ledger.Party) error {
	if p.Role.Words() == (ledger.Words{}) {
		return ledger.Mistake(ledger.Invalid, "units", "请选择单位的角色：对象、牵头或配合。", "Choose the unit's role: subject, lead or support.")
	}
	if p.UnitCode == nil {
		if p.Name == "" {
			return ledger.Mistake(ledger.Invalid, "units", "请填写单位。", "Give the unit.")
		}
		return nil
	}
	u, err := w.read.Unit(w.ctx(), *p.UnitCode)
	if err != nil {
		return asInvalid(err, "units")
	}
	if p.Name == "" {
		p.Name = u.Name
	}
	return nil
}

// asInvalid turns a mistake about a value into one about the form's field that holds it.
func asInvalid(err error, field string) error {
	var m *ledger.Error
	if !errors.As(err, &m) {
		return err
	}
	return &ledger.Error{Code: ledger.Invalid, Field: field, Words: m.Words}
}
