package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"taizhang/backend/ledger"
)

const saidByTheme = `
SELECT theme, period, kind, CAST(sum(n) AS BIGINT) AS n FROM month_counts
WHERE unit_code = '*' AND ` + stands + ` AND period IN ? GROUP BY theme, period, kind HAVING sum(n) > 0`

const openByTheme = "SELECT e.theme, %s FROM entries AS e WHERE " + inLedger + " AND e.class = 'open' GROUP BY e.theme"

// saidOf is a number of entries of one kind, of a month, in a field of work or of a unit.
type saidOf struct {
	Theme, UnitCode string
	Period          ledger.Period
	Kind            ledger.Kind
	N               int
}

// ThemeTallies counts how each field of work stands in the month p (the newest when it is "") and on day d, in the register's
// order; what has no theme comes last, where there is any.
func (r *Reader) ThemeTallies(ctx context.Context, p ledger.Period, d ledger.Day) (all []ledger.ThemeTally, err error) {
	err = r.snapshot(ctx, func(r *Reader) error {
		themes, err := r.Themes(ctx)
		if err != nil {
			return err
		}
		names := []string{}
		for _, t := range themes {
			names = append(names, t.Name)
		}
		all, err = r.themeTallies(ctx, append(names, ""), p, d)
		return err
	})
	if n := len(all); n > 0 && all[n-1].Quiet() {
		all = all[:n-1]
	}
	return all, err
}

func (r *Reader) themeTallies(ctx context.Context, names []string, p ledger.Period, d ledger.Day) ([]ledger.ThemeTally, error) {
	p, periods, err := r.month(ctx, p)
	if err != nil || len(periods) == 0 {
		return nil, err
	}
	months := monthsTo(p, periods[len(periods)-1])
	said, err := scan[saidOf](ctx, r.db, "entries by theme", saidByTheme, append(months, p))
	if err != nil {
		return nil, err
	}
	type row struct {
		LightCount `gorm:"embedded"`
		Theme      string
	}
	lights := lightCounts(d, "1")
	open, err := scan[row](ctx, r.db, "open entries by theme", fmt.Sprintf(openByTheme, lights.sql), lights.args...)
	if err != nil {
		return nil, err
	}
	all := make([]ledger.ThemeTally, len(names))
	for i, name := range names {
		t := ledger.ThemeTally{Theme: name, Months: saidIn(months, said, func(s saidOf) bool { return s.Theme == name })}
		of := saidIn([]ledger.Period{p}, said, func(s saidOf) bool { return s.Theme == name })[0]
		t.Progress, t.Shortcomings, t.Tasks = of.Progress, of.Shortcomings, of.Tasks
		for _, n := range open {
			if n.Theme == name {
				t.Open, t.Grey, t.Red, t.Yellow, t.Blue = n.N, n.Grey, n.Red, n.Yellow-n.Red, n.Blue-n.Yellow
			}
		}
		all[i] = t
	}
	return all, nil
}

// saidIn sets out by months what counts.
func saidIn(months []ledger.Period, all []saidOf, counts func(saidOf) bool) []ledger.MonthSaid {
	out := make([]ledger.MonthSaid, len(months))
	for i, m := range months {
		out[i].Period = m
	}
	for _, s := range all {
		if i := slices.Index(months, s.Period); i >= 0 && counts(s) {
			out[i].Count(s.Kind, s.N)
		}
	}
	return out
}

const unitsOfTheme = `
SELECT unit_code, period, kind, CAST(sum(n) AS BIGINT) AS n FROM month_counts
WHERE theme = ? AND kind IN ? AND period <= ? AND unit_code NOT IN ('*', '') AND ` + stands + ` GROUP BY unit_code, period, kind HAVING sum(n) > 0`

// How many entries the page of a field lists of each kind.
const mostOfTheme = 20

// ThemeSummary tells of one field of work how it stands across the units, seen from the month p (the newest when it is "").
func (r *Reader) ThemeSummary(ctx context.Context, name string, p ledger.Period, d ledger.Day) (*ledger.ThemeSummary, error) {
	s := &ledger.ThemeSummary{}
	err := r.snapshot(ctx, func(r *Reader) error {
		*s = ledger.ThemeSummary{}
		if _, err := r.theme(ctx, name); err != nil {
			return err
		}
		var err error
		if s.Period, _, err = r.month(ctx, p); err != nil {
			return err
		}
		tallies, err := r.themeTallies(ctx, []string{name}, s.Period, d)
		if err != nil {
			return err
		}
		s.Theme = name
		if len(tallies) > 0 {
			s.ThemeTally = tallies[0]
		}
		if err := r.themeUnits(ctx, s); err != nil {
			return err
		}
		return r.themeEntries(ctx, s, d)
	})
	return s, err
}

func (r *Reader) themeUnits(ctx context.Context, s *ledger.ThemeSummary) error {
	units, err := r.Units(ctx)
	if err != nil {
		return err
	}
	said, err := scan[saidOf](ctx, r.db, "units of a theme", unitsOfTheme, s.Theme, []ledger.Kind{ledger.Progress, ledger.Shortcoming}, s.Period)
	if err != nil {
		return err
	}
	var months []ledger.Period
	for _, m := range s.Months {
		months = append(months, m.Period)
	}
	byUnit := grouped(said, func(n saidOf) string { return n.UnitCode })
	for _, u := range units {
		said := byUnit[u.Code]
		if len(said) == 0 {
			continue
		}
		of := ledger.ThemeUnit{Unit: u, Months: saidIn(months, said, func(saidOf) bool { return true })}
		if sum := of.Sum(); sum.Progress+sum.Shortcomings > 0 {
			s.Units = append(s.Units, of)
		}
		run := ledger.Persistence{Unit: u, Theme: s.Theme, At: s.Period}
		for _, n := range said {
			if n.Kind == ledger.Shortcoming {
				run.Periods = append(run.Periods, n.Period)
			}
		}
		slices.SortFunc(run.Periods, func(a, b ledger.Period) int { return cmp.Compare(b, a) })
		if len(run.Periods) > 1 {
			s.Persisting = append(s.Persisting, run)
		}
	}
	slices.SortStableFunc(s.Persisting, func(a, b ledger.Persistence) int {
		return cmp.Or(cmp.Compare(b.Periods[0], a.Periods[0]), cmp.Compare(b.InARow(), a.InARow()), cmp.Compare(len(b.Periods), len(a.Periods)))
	})
	return nil
}

func (r *Reader) themeEntries(ctx context.Context, s *ledger.ThemeSummary, d ledger.Day) error {
	lists, err := r.heads(ctx, d, mostOfTheme,
		ledger.Filter{Theme: s.Theme, Kind: ledger.Progress, Month: s.Period, Sort: "unit"},
		ledger.Filter{Theme: s.Theme, Kind: ledger.Shortcoming, Month: s.Period, Sort: "unit"},
		ledger.Filter{Theme: s.Theme, Kind: ledger.Task, Status: string(ledger.Open), Sort: "due"})
	if err == nil {
		s.Praise, s.Blame, s.Todo = lists[0], lists[1], lists[2]
	}
	return err
}
