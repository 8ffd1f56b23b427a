package store

import (
	"context"

	"taizhang/backend/ledger"
)

const raisedIn = `
SELECT unit_code, theme, period, CAST(sum(n) AS BIGINT) AS n FROM month_counts
WHERE period IN ? AND unit_code NOT IN ('*', '') AND kind = ? AND ` + stands + ` GROUP BY unit_code, theme, period HAVING sum(n) > 0 ORDER BY theme`

// Beside sets the shortcomings of month now beside those of month before; "" for before is the newest month before now that has
// entries.
func (r *Reader) Beside(ctx context.Context, before, now ledger.Period) (ledger.Beside, error) {
	return recalled(ctx, r, "beside", string(before+" "+now), func() (ledger.Beside, error) { return r.beside(ctx, before, now) })
}

func (r *Reader) beside(ctx context.Context, before, now ledger.Period) (b ledger.Beside, err error) {
	err = r.snapshot(ctx, func(r *Reader) error {
		b = ledger.Beside{Before: before, Now: now}
		if before == "" {
			if b.Before, err = r.before(ctx, now); err != nil {
				return err
			}
		}
		units, err := r.Units(ctx)
		if err != nil {
			return err
		}
		said, err := scan[saidOf](ctx, r.db, "shortcomings of two months", raisedIn, []ledger.Period{b.Before, now}, ledger.Shortcoming)
		if err != nil {
			return err
		}
		of := grouped(said, func(n saidOf) string { return n.UnitCode })
		for _, u := range units {
			for _, x := range raisedBy(u, of[u.Code], now) {
				b.Sort(x)
			}
		}
		return nil
	})
	return b, err
}

// before is the newest month before p that has entries, "" where there is none.
func (r *Reader) before(ctx context.Context, p ledger.Period) (ledger.Period, error) {
	_, all, err := r.month(ctx, p)
	for _, m := range all {
		if m < p {
			return m, err
		}
	}
	return "", err
}

// raisedBy is what was raised with a unit in either month, by themes; rows of a theme follow one another.
func raisedBy(u ledger.Unit, said []saidOf, now ledger.Period) (all []ledger.Raised) {
	for _, n := range said {
		if len(all) == 0 || all[len(all)-1].Theme != n.Theme {
			all = append(all, ledger.Raised{Unit: u, Theme: n.Theme})
		}
		if x := &all[len(all)-1]; n.Period == now {
			x.Now += n.N
		} else {
			x.Before += n.N
		}
	}
	return all
}
