package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

const repeated = `
SELECT unit_code, theme, string_agg(period, ',') AS months FROM (
  SELECT unit_code, theme, period FROM month_counts
  WHERE kind = 'shortcoming' AND unit_code <> '*' AND unit_code > '' AND theme <> '' AND period <= ? AND n > 0 AND ` + stands + `%s
  GROUP BY unit_code, theme, period) AS found
GROUP BY unit_code, theme HAVING count(*) > 1`

// repeats finds the shortcomings of the same unit and theme in several months up to p: the latest and longest first.
func (r *Reader) repeats(ctx context.Context, units []ledger.Unit, p ledger.Period) ([]ledger.Repeat, error) {
	type row struct{ UnitCode, Theme, Months string }
	sql, args := only(units, repeated, p)
	rows, err := scan[row](ctx, r.db, "repeats", sql, args...)
	if err != nil {
		return nil, err
	}
	at := map[string]ledger.Unit{}
	for _, u := range units {
		at[u.Code] = u
	}
	all := []ledger.Repeat{}
	for _, n := range rows {
		all = append(all, repeat(at[n.UnitCode], n.Theme, strings.Split(n.Months, ",")))
	}
	slices.SortFunc(all, func(a, b ledger.Repeat) int {
		return cmp.Or(cmp.Compare(b.Periods[0], a.Periods[0]), cmp.Compare(b.InARow, a.InARow),
			cmp.Compare(len(b.Periods), len(a.Periods)), cmp.Compare(a.Unit.Position, b.Unit.Position), cmp.Compare(a.Theme, b.Theme))
	})
	return all, nil
}

func repeat(u ledger.Unit, theme string, months []string) ledger.Repeat {
	slices.Sort(months)
	r := ledger.Repeat{Unit: u, Theme: theme}
	for _, m := range slices.Backward(months) {
		r.Periods = append(r.Periods, ledger.Period(m))
	}
	for r.InARow < len(r.Periods) && r.Periods[r.InARow] == r.Periods[0].Add(-r.InARow) {
		r.InARow++
	}
	return r
}
