package store

import (
	"context"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// namedTallies are tallies with the first of the shortcomings that they count.
func (r *Reader) namedTallies(ctx context.Context, units []ledger.Unit, p ledger.Period, d ledger.Day) ([]ledger.Tally, error) {
	all, err := r.tallies(ctx, units, p, d)
	if err != nil {
		return nil, err
	}
	return all, r.nameBlame(ctx, all, p)
}

// mostNamed is how many of a unit's shortcomings a tally names, and inOneQuery for how many units one query finds them: SQLite joins 500
// queries at most.
const (
	mostNamed  = 4
	inOneQuery = 200
)

// placesOfMonth is how many places in the list's order one month takes (see reach.go).
const placesOfMonth = 100_000_000_000

// firstBlamed finds the first shortcomings of a unit and a month, of which the list's order begins with them.
const firstBlamed = "SELECT * FROM (SELECT unit_code, place, id FROM reach WHERE unit_code = ? AND place BETWEEN ? AND ? AND period = ? AND " +
	"kind = 'shortcoming' AND " + stands + " ORDER BY place LIMIT ?) AS one"

// nameBlame names the first of each unit's shortcomings in month p.
func (r *Reader) nameBlame(ctx context.Context, all []ledger.Tally, p ledger.Period) error {
	month := -monthID(p) * placesOfMonth
	for some := range slices.Chunk(all, inOneQuery) {
		var queries []string
		var args []any
		at := map[string]*ledger.Tally{}
		for i := range some {
			if t := &some[i]; t.Blamed > 0 {
				queries, args = append(queries, firstBlamed), append(args, t.Unit.Code, month, month+placesOfMonth-1, p, mostNamed)
				at[t.Unit.Code] = t
			}
		}
		if len(queries) == 0 {
			continue
		}
		type blame struct {
			UnitCode, Number, Text, Theme string
			ID                            int64
			Status                        ledger.Status
		}
		rows, err := scan[blame](ctx, r.db, "shortcomings", "SELECT f.unit_code, e.id, e.number, e.text, e.theme, e.status FROM ("+
			strings.Join(queries, " UNION ALL ")+") AS f JOIN entries AS e ON e.id = f.id ORDER BY f.unit_code, f.place", args...)
		if err != nil {
			return err
		}
		for _, b := range rows {
			t := at[b.UnitCode]
			t.Shortcomings = append(t.Shortcomings,
				ledger.Entry{ID: b.ID, Number: b.Number, Text: b.Text, Theme: b.Theme, Status: b.Status, Kind: ledger.Shortcoming, Period: p, Units: []ledger.Party{}})
		}
	}
	return nil
}
