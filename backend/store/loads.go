package store

import (
	"context"
	"fmt"
	"slices"

	"taizhang/backend/ledger"
)

// askedByName counts the tasks of some months by the units that they name: as who leads, else as who helps.
var askedByName = `
SELECT period, unit_code, seat, scope, sum(leads) AS lead, sum(1 - leads) AS support FROM (
  SELECT e.id, e.period, e.seat, e.scope, p.unit_code, max(CASE p.role WHEN 'support' THEN 0 ELSE 1 END) AS leads
  FROM entries AS e JOIN entry_units AS p ON p.entry_id = e.id
  WHERE ` + inLedger + ` AND e.period IN ? AND ` + weak("e.kind") + ` = ? AND p.unit_code IS NOT NULL%s AND e.children = 0 AND ` + stands + `
  GROUP BY e.id, e.period, e.seat, e.scope, p.unit_code) AS named
GROUP BY period, unit_code, seat, scope`

// askedOfAll counts those that reach somebody through a collective.
var askedOfAll = `
SELECT e.period, e.seat, e.scope, count(*) AS n FROM entries AS e
WHERE ` + inLedger + ` AND e.period IN ? AND ` + weak("e.kind") + ` = ? AND e.scope <> '' AND e.children = 0 AND ` + stands + ` GROUP BY e.period, e.seat, e.scope`

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
	months := []ledger.Period{p, p.Add(-1)}
	ofOne, args := "", []any{months, ledger.Task}
	if len(units) == 1 {
		ofOne, args = " AND p.unit_code = ?", append(args, units[0].Code)
	}
	named, err := scan[asked](ctx, r.db, "tasks by unit", fmt.Sprintf(askedByName, ofOne), args...)
	if err != nil {
		return nil, err
	}
	shared, err := scan[asked](ctx, r.db, "tasks of all", askedOfAll, months, ledger.Task)
	if err != nil {
		return nil, err
	}
	byName, bySeat := grouped(named, func(a asked) string { return a.UnitCode }), grouped(shared, func(a asked) string { return a.Seat })
	all := make([]ledger.UnitLoad, len(units))
	for i, u := range units {
		var heard []asked
		for _, seat := range u.Seats() {
			heard = append(heard, bySeat[seat]...)
		}
		all[i] = loadOf(u, p, byName[u.Code], heard)
	}
	return all, nil
}

// asked is a number of tasks of one month and one meeting, of those that name a unit or, without one, of those of a collective.
type asked struct {
	Period           ledger.Period
	UnitCode, Seat   string
	Scope            ledger.Scope
	Lead, Support, N int
}

// loadOf counts for one unit what names it, and what it hears of collectives, each task once.
func loadOf(u ledger.Unit, p ledger.Period, named, heard []asked) ledger.UnitLoad {
	l, scopes := ledger.UnitLoad{Unit: u}, u.Kind.Scopes()
	at := func(m ledger.Period) *ledger.Load {
		if m == p {
			return &l.Now
		}
		return &l.Before
	}
	for _, a := range heard {
		if slices.Contains(scopes, a.Scope) {
			at(a.Period).Collective += a.N
		}
	}
	for _, a := range named {
		m := at(a.Period)
		m.Lead, m.Support = m.Lead+a.Lead, m.Support+a.Support
		if u.Hears(a.Seat) && slices.Contains(scopes, a.Scope) { // counted among the collective's already
			m.Collective -= a.Lead + a.Support
		}
	}
	return l
}

// grouped are rows by what key says of each.
func grouped[T any](rows []T, key func(T) string) map[string][]T {
	all := map[string][]T{}
	for _, r := range rows {
		all[key(r)] = append(all[key(r)], r)
	}
	return all
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
