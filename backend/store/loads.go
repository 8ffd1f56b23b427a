package store

import (
	"context"
	"slices"

	"taizhang/backend/ledger"
)

// askedByName counts the tasks of some months by the units that they name: as who leads, else as who helps.
var askedByName = `
SELECT period, unit_code, scope, sum(leads) AS lead, sum(1 - leads) AS support FROM (
  SELECT e.id, e.period, e.scope, p.unit_code, max(CASE p.role WHEN 'support' THEN 0 ELSE 1 END) AS leads
  FROM entries AS e JOIN entry_units AS p ON p.entry_id = e.id
  WHERE ` + inLedger + ` AND e.period IN ? AND ` + weak("e.kind") + ` = ? AND p.unit_code IS NOT NULL AND e.children = 0 AND ` + stands + `
  GROUP BY e.id, e.period, e.scope, p.unit_code) AS named
GROUP BY period, unit_code, scope`

// askedOfAll counts those that reach somebody through a collective.
var askedOfAll = `
SELECT e.period, e.scope, count(*) AS n FROM entries AS e
WHERE ` + inLedger + ` AND e.period IN ? AND ` + weak("e.kind") + ` = ? AND e.scope <> '' AND e.children = 0 AND ` + stands + ` GROUP BY e.period, e.scope`

// Loads counts what each unit was asked in month p and in the month before, in the register's order.
func (r *Reader) Loads(ctx context.Context, p ledger.Period) (all []ledger.UnitLoad, err error) {
	err = r.snapshot(ctx, func(r *Reader) error {
		units, err := r.Units(ctx)
		if err != nil {
			return err
		}
		all, err = r.loads(ctx, units, p)
		return err
	})
	return all, err
}

func (r *Reader) loads(ctx context.Context, units []ledger.Unit, p ledger.Period) ([]ledger.UnitLoad, error) {
	type asked struct {
		Period           ledger.Period
		UnitCode         string
		Scope            ledger.Scope
		Lead, Support, N int
	}
	months := []ledger.Period{p, p.Add(-1)}
	named, err := scan[asked](ctx, r.db, "tasks by unit", askedByName, months, ledger.Task)
	if err != nil {
		return nil, err
	}
	shared, err := scan[asked](ctx, r.db, "tasks of all", askedOfAll, months, ledger.Task)
	if err != nil {
		return nil, err
	}
	all := make([]ledger.UnitLoad, len(units))
	for i, u := range units {
		all[i].Unit = u
		at := func(m ledger.Period) *ledger.Load {
			if m == p {
				return &all[i].Now
			}
			return &all[i].Before
		}
		scopes := u.Kind.Scopes()
		for _, a := range shared {
			if slices.Contains(scopes, a.Scope) {
				at(a.Period).Collective += a.N
			}
		}
		for _, a := range named {
			if a.UnitCode != u.Code {
				continue
			}
			l := at(a.Period)
			l.Lead, l.Support = l.Lead+a.Lead, l.Support+a.Support
			if slices.Contains(scopes, a.Scope) { // counted among the collective's already
				l.Collective -= a.Lead + a.Support
			}
		}
	}
	return all, nil
}

// UnitLoad counts what one unit was asked in month p and the month before, and finds what it was asked twice in p.
func (r *Reader) UnitLoad(ctx context.Context, code string, p ledger.Period) (l ledger.UnitLoad, err error) {
	err = r.snapshot(ctx, func(r *Reader) error {
		u, err := r.Unit(ctx, code)
		if err != nil {
			return err
		}
		loads, err := r.loads(ctx, []ledger.Unit{*u}, p)
		if err != nil {
			return err
		}
		l = loads[0]
		tasks, err := r.asked(ctx, code, p)
		l.Twice = ledger.AskedTwice(tasks)
		return err
	})
	return l, err
}

// asked lists the tasks of month p that reach a unit, in the order of their numbers.
func (r *Reader) asked(ctx context.Context, code string, p ledger.Period) ([]ledger.Entry, error) {
	if p == "" {
		return nil, nil
	}
	s, err := r.selection(ctx, ledger.Filter{Unit: code, Kind: ledger.Task, Month: p}, ledger.Day{})
	if err != nil {
		return nil, err
	}
	keys, err := s.keys(ctx, ledger.MostCompared, 0)
	if err != nil {
		return nil, err
	}
	return r.load(ctx, ids(keys))
}
