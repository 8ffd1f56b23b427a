package store

import (
	"cmp"
	"context"
	"slices"

	"taizhang/backend/ledger"
)

const persisting = `
SELECT DISTINCT theme, period FROM month_counts
WHERE kind = ? AND unit_code = ? AND theme <> '' AND period <= ? AND n > 0 AND ` + stands + `
ORDER BY theme, period DESC`

// Persisting tells how the shortcomings of a unit run through the months up to p, theme by theme: what was said in p first,
// the longest running first, then what is gone, the last said first.
func (r *Reader) Persisting(ctx context.Context, u ledger.Unit, p ledger.Period) ([]ledger.Persistence, error) {
	type row struct {
		Theme  string
		Period ledger.Period
	}
	rows, err := scan[row](ctx, r.db, "shortcomings over months", persisting, ledger.Shortcoming, u.Code, p)
	if err != nil {
		return nil, err
	}
	all := []ledger.Persistence{}
	for i, n := range rows {
		if i == 0 || rows[i-1].Theme != n.Theme {
			all = append(all, ledger.Persistence{Unit: u, Theme: n.Theme, At: p})
		}
		last := &all[len(all)-1]
		last.Periods = append(last.Periods, n.Period)
	}
	slices.SortFunc(all, func(a, b ledger.Persistence) int {
		return cmp.Or(cmp.Compare(b.Periods[0], a.Periods[0]), cmp.Compare(b.InARow(), a.InARow()), cmp.Compare(len(b.Periods), len(a.Periods)), cmp.Compare(a.Theme, b.Theme))
	})
	return all, nil
}

// repeatsOf are those said in more than one month.
func repeatsOf(all []ledger.Persistence) []ledger.Repeat {
	repeats := []ledger.Repeat{}
	for _, p := range all {
		if len(p.Periods) > 1 {
			repeats = append(repeats, ledger.Repeat{Unit: p.Unit, Theme: p.Theme, Periods: p.Periods, InARow: p.InARow()})
		}
	}
	return repeats
}
