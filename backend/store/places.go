package store

import (
	"context"
	"fmt"

	"taizhang/backend/ledger"
)

const openBySeat = "SELECT seat, %s FROM open_counts AS e WHERE e.unit_code = '*' GROUP BY seat"

const monthBySeat = `
SELECT seat,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS progress,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS blamed,
  CAST(sum(CASE WHEN status = ? THEN n ELSE 0 END) AS BIGINT) AS resolved
FROM month_counts WHERE period = ? AND unit_code = '*' AND ` + stands + ` GROUP BY seat`

// Places counts what the places right below a unit, "" for the top, have with all that stands below each, by what the meetings held there
// said; none where the unit has no places of several districts below it. Month and day are as Tallies has them.
func (r *Reader) Places(ctx context.Context, under string, p ledger.Period, d ledger.Day) (all []ledger.PlaceTally, err error) {
	err = r.snapshot(ctx, func(r *Reader) error {
		if p, _, err = r.month(ctx, p); err != nil {
			return err
		}
		units, err := r.Units(ctx)
		if err != nil {
			return err
		}
		all, err = r.places(ctx, units, under, p, d)
		return err
	})
	return all, err
}

func (r *Reader) places(ctx context.Context, units []ledger.Unit, under string, p ledger.Period, d ledger.Day) ([]ledger.PlaceTally, error) {
	_, places := ledger.Places(units, under)
	if len(places) == 0 {
		return nil, nil
	}
	type row struct {
		LightCount                 `gorm:"embedded"`
		Seat                       string
		Progress, Blamed, Resolved int
	}
	lights := lightCounts(d, "e.n")
	open, err := scan[row](ctx, r.db, "open entries by places", fmt.Sprintf(openBySeat, lights.sql), lights.args...)
	if err != nil {
		return nil, err
	}
	month, err := scan[row](ctx, r.db, "month's entries by places", monthBySeat, ledger.Progress, ledger.Shortcoming, ledger.Resolved, p)
	if err != nil {
		return nil, err
	}
	all := make([]ledger.PlaceTally, len(places))
	at := placesOf(units, places, all)
	for _, n := range open {
		if i, ok := at[n.Seat]; ok {
			t := &all[i].Tally
			t.Open, t.Grey, t.Red, t.Yellow, t.Blue = t.Open+n.N, t.Grey+n.Grey, t.Red+n.Red, t.Yellow+n.Yellow-n.Red, t.Blue+n.Blue-n.Yellow
		}
	}
	for _, n := range month {
		if i, ok := at[n.Seat]; ok {
			t := &all[i].Tally
			t.Progress, t.Blamed, t.Resolved = t.Progress+n.Progress, t.Blamed+n.Blamed, t.Resolved+n.Resolved
		}
	}
	for i := range all {
		t := &all[i].Tally
		t.Green = t.Open - t.Grey - t.Red - t.Yellow - t.Blue
	}
	return all, nil
}

// placesOf names the places in all, counts what stands below each, and tells by every unit's code in which of them it is.
func placesOf(units, places []ledger.Unit, all []ledger.PlaceTally) map[string]int {
	at := make(map[string]int, len(units))
	for i, u := range places {
		all[i].Tally = ledger.Tally{Unit: u, Shortcomings: []ledger.Entry{}}
		at[u.Code] = i
	}
	for _, u := range units {
		for _, code := range u.Above() {
			if i, ok := at[code]; ok {
				at[u.Code] = i
				all[i].Below++
				break
			}
		}
	}
	return at
}
