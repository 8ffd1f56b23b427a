package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"taizhang/backend/ledger"
)

// most is how many entries a short list of the first page has.
const most = 8

// Overview gathers the first page's figures for the month p, the newest with entries when it is "", as the ledger stands
// at one moment. Lights are those of day d.
func (r *Reader) Overview(ctx context.Context, p ledger.Period, d ledger.Day) (*ledger.Overview, error) {
	o := &ledger.Overview{}
	err := r.snapshot(ctx, func(r *Reader) (err error) {
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

const openFigures = `
SELECT %s,
  coalesce(sum(CASE WHEN e.kind = ? THEN 1 ELSE 0 END), 0) AS shortcomings,
  coalesce(sum(CASE WHEN e.kind = ? AND e.home_order = 1000000000 AND e.scope = '' THEN 1 ELSE 0 END), 0) AS nobody
FROM entries AS e WHERE ` + inLedger + ` AND e.class = 'open'`

func (r *Reader) openFigures(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, d ledger.Day) error {
	type row struct {
		LightCount           `gorm:"embedded"`
		Shortcomings, Nobody int
	}
	lights := lightCounts(d)
	rows, err := scan[row](ctx, r.db, "open entries", fmt.Sprintf(openFigures, lights.sql), append(lights.args, ledger.Shortcoming, ledger.Task)...)
	if err != nil {
		return err
	}
	n := rows[0]
	o.Open, o.Red, o.Yellow, o.Blue, o.OpenShortcomings, o.Unassigned = n.N, n.Red, n.Yellow-n.Red, n.Blue-n.Yellow, n.Shortcomings, n.Nobody
	return nil
}

func (r *Reader) otherFigures(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, _ ledger.Day) error {
	drafts, err := scan[int](ctx, r.db, "drafts", "SELECT count(*) FROM entries WHERE status IN ('draft', 'rejected', 'linked') AND status = ?", ledger.Draft)
	if err != nil {
		return err
	}
	o.Drafts = drafts[0]
	start, err := time.ParseInLocation("2006-01", string(o.Period), r.now().Location())
	if err != nil {
		return nil // no month yet
	}
	done, err := scan[int](ctx, r.db, "resolved entries", "SELECT count(*) FROM entries WHERE resolved_at >= ? AND resolved_at < ?", start.UTC(), start.AddDate(0, 1, 0).UTC())
	if err != nil {
		return err
	}
	o.ResolvedInPeriod = done[0]
	return nil
}

// unitFigures fills in the units reviewed every month, and of the others those that have something.
func (r *Reader) unitFigures(ctx context.Context, o *ledger.Overview, units []ledger.Unit, d ledger.Day) error {
	tallies, err := r.tallies(ctx, units, o.Period, d)
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

func (r *Reader) shortLists(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, d ledger.Day) (err error) {
	pressing, err := scan[int64](ctx, r.db, "pressing entries",
		"SELECT id FROM entries AS e WHERE "+inLedger+" AND class = 'open' AND due_order <= ? AND clock <= ? ORDER BY due_order, place LIMIT ?", d.Soon, d.Soon, most)
	if err != nil {
		return err
	}
	newest, err := scan[int64](ctx, r.db, "newest entries",
		"SELECT id FROM entries AS e WHERE "+inLedger+" AND "+weak("status")+" IN ? ORDER BY updated_at DESC, id DESC LIMIT ?", append(ledger.Open.Of(), ledger.Done.Of()...), most)
	if err != nil {
		return err
	}
	entries, err := r.load(ctx, slices.Concat(pressing, newest))
	if err != nil {
		return err
	}
	o.DueSoon, o.Newest = entries[:len(pressing)], entries[len(pressing):]
	return nil
}

// themeFigures counts the month's shortcomings by theme, in all and as the units' tallies have them.
func (r *Reader) themeFigures(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, _ ledger.Day) error {
	type row struct {
		Theme string
		Total int
	}
	rows, err := scan[row](ctx, r.db, "themes", themeTotals, o.Period, ledger.Shortcoming)
	if err != nil {
		return err
	}
	at := map[string]int{}
	totals := make([]ledger.ThemeCount, len(rows))
	for i, n := range rows {
		totals[i], at[n.Theme] = ledger.ThemeCount{Theme: n.Theme, Total: n.Total, Units: map[string]int{}}, i
	}
	for _, t := range slices.Concat(o.Units, o.Others) {
		for _, s := range t.Shortcomings {
			if i, ok := at[s.Theme]; ok {
				totals[i].Units[t.Unit.Code]++
			}
		}
	}
	o.Themes = totals
	return nil
}

var themeTotals = `
SELECT theme, count(*) AS total FROM entries AS e
WHERE ` + inLedger + ` AND period = ? AND ` + weak("kind") + ` = ? AND theme <> '' AND ` + stands + ` GROUP BY theme ORDER BY 2 DESC, 1`

const trend = `
SELECT period,
  sum(CASE WHEN kind = ? THEN 1 ELSE 0 END) AS progress,
  sum(CASE WHEN kind = ? THEN 1 ELSE 0 END) AS shortcomings,
  sum(CASE WHEN kind = ? THEN 1 ELSE 0 END) AS tasks,
  sum(CASE WHEN status IN ? THEN 1 ELSE 0 END) AS open,
  sum(CASE WHEN status IN ? THEN 1 ELSE 0 END) AS closed
FROM entries AS e WHERE ` + inLedger + ` AND ` + stands + ` AND period IN ? GROUP BY period ORDER BY period`

// trend counts the last twelve months up to the one shown that have any entries.
func (r *Reader) trend(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, _ ledger.Day) (err error) {
	var months []ledger.Period
	for _, p := range o.Periods {
		if p <= o.Period && len(months) < 12 {
			months = append(months, p)
		}
	}
	if len(months) == 0 {
		return nil
	}
	o.Trend, err = scan[ledger.MonthCount](ctx, r.db, "trend", trend,
		ledger.Progress, ledger.Shortcoming, ledger.Task, ledger.Open.Of(), ledger.Done.Of(), months)
	return err
}
