package store

import (
	"context"
	"fmt"
	"slices"

	"taizhang/backend/ledger"
)

// How many entries the short lists of the first page have.
const (
	mostOverdue = 5
	mostDue     = 8
	mostNew     = 6
)

// Overview gathers the first page's figures for the month p, the newest with entries when it is "", as the ledger stands
// at one moment. Lights are those of day d.
func (r *Reader) Overview(ctx context.Context, p ledger.Period, d ledger.Day) (*ledger.Overview, error) {
	o := &ledger.Overview{}
	err := r.snapshot(ctx, func(r *Reader) (err error) {
		*o = ledger.Overview{}
		if o.Period, o.Periods, err = r.month(ctx, p); err != nil {
			return err
		}
		units, err := r.Units(ctx)
		if err != nil {
			return err
		}
		for _, part := range []func(context.Context, *ledger.Overview, []ledger.Unit, ledger.Day) error{
			r.openFigures, r.otherFigures, r.unitFigures, r.shortLists, r.themeFigures, r.trend,
		} {
			if err := part(ctx, o, units, d); err != nil {
				return err
			}
		}
		o.Repeats, err = r.repeats(ctx, units, o.Period)
		return err
	})
	return o, err
}

var openFigures = "SELECT %s, " + sumOf("e.n", "e.kind = ?") + " AS shortcomings, " + sumOf("e.n", "e.kind = ? AND e.nobody = 1") + " AS nobody, " +
	sumOf("e.n", "e.due_order BETWEEN ? AND ?") + " AS week FROM open_counts AS e WHERE e.unit_code = '*'"

func (r *Reader) openFigures(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, d ledger.Day) error {
	type row struct {
		LightCount                 `gorm:"embedded"`
		Shortcomings, Nobody, Week int
	}
	o.Until = max(d.Today.WeekEnd(), d.Soon)
	lights := lightCounts(d, "e.n")
	rows, err := scan[row](ctx, r.db, "open entries", fmt.Sprintf(openFigures, lights.sql), append(lights.args, ledger.Shortcoming, ledger.Task, d.Today, o.Until)...)
	if err != nil {
		return err
	}
	n := rows[0]
	o.Open, o.Red, o.Yellow, o.Blue, o.OpenShortcomings, o.Unassigned, o.DueInWeek = n.N, n.Red, n.Yellow-n.Red, n.Blue-n.Yellow, n.Shortcomings, n.Nobody, n.Week
	return nil
}

func (r *Reader) otherFigures(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, _ ledger.Day) error {
	drafts, err := scan[int](ctx, r.db, "drafts", "SELECT count(*) FROM entries WHERE status IN ('draft', 'rejected', 'linked') AND status = ?", ledger.Draft)
	if err != nil {
		return err
	}
	o.Drafts = drafts[0]
	return nil
}

// unitFigures fills in the units reviewed every month, and of the others those that have something; where there are several districts,
// these in place of their units.
func (r *Reader) unitFigures(ctx context.Context, o *ledger.Overview, units []ledger.Unit, d ledger.Day) (err error) {
	if o.Places, err = r.places(ctx, units, "", o.Period, d); err != nil || len(o.Places) > 0 {
		return err
	}
	tallies, err := r.namedTallies(ctx, units, o.Period, d)
	for _, t := range tallies {
		switch {
		case t.Unit.Kind.Local():
			o.Units = append(o.Units, t)
		case t.Open > 0 || t.Resolved > 0 || !t.Quiet():
			o.Others = append(o.Others, t)
		}
	}
	return err
}

// shortLists picks what is longest overdue, what is due this week and what is newest.
func (r *Reader) shortLists(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, d ledger.Day) error {
	lists := []struct {
		to          *[]ledger.Entry
		name, where string
		args        []any
	}{
		{&o.Overdue, "overdue entries", "class = 'open' AND due_order < ? AND clock < ? ORDER BY due_order, place LIMIT ?", []any{d.Today, d.Today, mostOverdue}},
		{&o.DueSoon, "entries due", "class = 'open' AND due_order BETWEEN ? AND ? ORDER BY due_order, place LIMIT ?", []any{d.Today, o.Until, mostDue}},
		{&o.Newest, "newest entries", weak("status") + " IN ? ORDER BY updated_at DESC, id DESC LIMIT ?", []any{append(ledger.Open.Of(), ledger.Done.Of()...), mostNew}},
	}
	var all []int64
	ends := []int{0}
	for _, l := range lists {
		ids, err := scan[int64](ctx, r.db, l.name, "SELECT id FROM entries AS e WHERE "+inLedger+" AND "+l.where, l.args...)
		if err != nil {
			return err
		}
		all = append(all, ids...)
		ends = append(ends, len(all))
	}
	entries, err := r.load(ctx, all)
	if err != nil {
		return err
	}
	for i, l := range lists {
		*l.to = entries[ends[i]:ends[i+1]]
	}
	return nil
}

// themeFigures counts the month's shortcomings by theme, in all and as the units' tallies have them.
func (r *Reader) themeFigures(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, _ ledger.Day) error {
	type row struct {
		Theme string
		Total int
	}
	rows, err := scan[row](ctx, r.db, "themes", themeTotals, ledger.Shortcoming, o.Period)
	if err != nil {
		return err
	}
	at := map[string]int{}
	totals := make([]ledger.ThemeCount, len(rows))
	for i, n := range rows {
		totals[i], at[n.Theme] = ledger.ThemeCount{Theme: n.Theme, Total: n.Total, Units: map[string]int{}}, i
	}
	for _, t := range slices.Concat(o.Units, o.Others) {
		for theme, n := range t.Themes {
			if i, ok := at[theme]; ok {
				totals[i].Units[t.Unit.Code] = n
			}
		}
	}
	o.Themes = totals
	return nil
}

var themeTotals = `
SELECT theme, CAST(sum(n) AS BIGINT) AS total FROM month_counts
WHERE unit_code = '*' AND kind = ? AND period = ? AND theme <> '' AND ` + stands + ` GROUP BY theme HAVING sum(n) > 0 ORDER BY 2 DESC, 1`
