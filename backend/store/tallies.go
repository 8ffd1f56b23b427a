package store

import (
	"context"
	"fmt"
	"slices"

	"taizhang/backend/ledger"
)

// Tallies counts what every unit has, in the order of the register: praise and blame of the month p (the newest when it
// is ""), and how its open work stands on day d. Praise and blame count what names the unit; the rest counts what
// reaches it through a collective as well.
func (r *Reader) Tallies(ctx context.Context, p ledger.Period, d ledger.Day) (all []ledger.Tally, err error) {
	err = r.snapshot(ctx, func(r *Reader) error {
		if p, _, err = r.month(ctx, p); err != nil {
			return err
		}
		units, err := r.Units(ctx)
		if err != nil {
			return err
		}
		all, err = r.namedTallies(ctx, units, p, d)
		return err
	})
	return all, err
}

// Periods lists the months that have entries in the ledger, newest first.
func (r *Reader) Periods(ctx context.Context) ([]ledger.Period, error) {
	all, err := recalled(ctx, r, "months", "", func() ([]ledger.Period, error) {
		_, all, err := r.month(ctx, "")
		return all, err
	})
	return slices.Clone(all), err
}

// month settles which month is shown and lists those that have entries, newest first.
func (r *Reader) month(ctx context.Context, p ledger.Period) (ledger.Period, []ledger.Period, error) {
	all, err := scan[ledger.Period](ctx, r.db, "months", "SELECT DISTINCT period FROM counters ORDER BY period DESC")
	if p == "" && len(all) > 0 {
		p = all[0]
	}
	return p, all, err
}

// reached is how many entries of one scope name a unit, or name none.
type reached struct {
	LightCount `gorm:"embedded"`
	UnitCode   string
	Seat       string
	Scope      ledger.Scope
	Progress   int
	Resolved   int
}

// openByUnit counts what is open by units and lights; the light counts stand between its parts.
const openByUnit = "SELECT unit_code, seat, scope, %s FROM open_counts AS e WHERE e.unit_code <> '*'%%s GROUP BY unit_code, seat, scope"

const monthByUnit = `
SELECT unit_code, seat, scope,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS progress,
  CAST(sum(CASE WHEN status = ? THEN n ELSE 0 END) AS BIGINT) AS resolved
FROM month_counts WHERE period = ? AND unit_code <> '*' AND ` + stands + `%s GROUP BY unit_code, seat, scope`

const blamedByUnit = `
SELECT unit_code, theme, CAST(sum(n) AS BIGINT) AS n FROM month_counts
WHERE period = ? AND kind = ? AND unit_code NOT IN ('*', '') AND ` + stands + `%s GROUP BY unit_code, theme HAVING sum(n) > 0`

// only narrows a query, where it says %s, to the one unit that is asked for and to collectives; several units are asked
// for as the whole register.
func only(units []ledger.Unit, sql string, args ...any) (string, []any) {
	if len(units) != 1 {
		return fmt.Sprintf(sql, ""), args
	}
	return fmt.Sprintf(sql, " AND unit_code IN ?"), append(args, []string{"", units[0].Code})
}

// tallies counts for some units in a few queries, however many there are.
func (r *Reader) tallies(ctx context.Context, units []ledger.Unit, p ledger.Period, d ledger.Day) ([]ledger.Tally, error) {
	lights := lightCounts(d, "e.n")
	sql, args := only(units, fmt.Sprintf(openByUnit, lights.sql), lights.args...)
	open, err := scan[reached](ctx, r.db, "open entries", sql, args...)
	if err != nil {
		return nil, err
	}
	sql, args = only(units, monthByUnit, ledger.Progress, ledger.Resolved, p)
	month, err := scan[reached](ctx, r.db, "month's entries", sql, args...)
	if err != nil {
		return nil, err
	}
	sql, args = only(units, blamedByUnit, p, ledger.Shortcoming)
	blamed, err := scan[saidOf](ctx, r.db, "shortcomings by unit", sql, args...)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	all := make([]ledger.Tally, len(units))
	opened, said := rowsByUnit(open), rowsByUnit(month)
	for i, u := range units {
		at[u.Code] = i
		all[i] = ledger.Tally{Unit: u, Shortcomings: []ledger.Entry{}, Themes: map[string]int{}}
		addOpen(&all[i], opened.of(u))
		addMonth(&all[i], said.of(u))
	}
	for _, b := range blamed {
		if i, ok := at[b.UnitCode]; ok {
			all[i].Blamed += b.N
			all[i].Themes[b.Theme] = b.N
		}
	}
	return all, nil
}

// byUnit are rows by whom they count for: a unit by its code, a collective by the seat of the meeting that spoke of it.
type byUnit struct{ named, shared map[string][]reached }

func rowsByUnit(rows []reached) byUnit {
	all := byUnit{map[string][]reached{}, map[string][]reached{}}
	for _, n := range rows {
		if n.UnitCode != "" {
			all.named[n.UnitCode] = append(all.named[n.UnitCode], n)
		} else {
			all.shared[n.Seat] = append(all.shared[n.Seat], n)
		}
	}
	return all
}

// of are the rows that may count for a unit: those that name it, and those of the collectives that it hears.
func (b byUnit) of(u ledger.Unit) []reached {
	rows := slices.Clip(b.named[u.Code])
	for _, seat := range u.Seats() {
		rows = append(rows, b.shared[seat]...)
	}
	return rows
}

// sides tells how a row counts for a unit: as naming it, as reaching it through a collective, or both. What does both
// stands in two rows and counts once.
func (n reached) sides(u ledger.Unit) (named, shared bool) {
	reaches := u.Hears(n.Seat) && slices.Contains(u.Kind.Scopes(), n.Scope)
	return n.UnitCode == u.Code, reaches && (n.UnitCode == "" || n.UnitCode == u.Code)
}

func addOpen(t *ledger.Tally, rows []reached) {
	for _, n := range rows {
		switch named, shared := n.sides(t.Unit); {
		case named && shared: // its other row counts it, as shared; it is not, for it names the unit
			t.Shared -= n.N
		case shared:
			t.Shared += n.N
			fallthrough
		case named:
			t.Open += n.N
			t.Grey += n.Grey
			t.Red += n.Red
			t.Yellow += n.Yellow - n.Red
			t.Blue += n.Blue - n.Yellow
		}
	}
	t.Green = t.Open - t.Grey - t.Red - t.Yellow - t.Blue
}

func addMonth(t *ledger.Tally, rows []reached) {
	for _, n := range rows {
		named, shared := n.sides(t.Unit)
		if named {
			t.Progress += n.Progress
		}
		if named != shared {
			t.Resolved += n.Resolved
		}
	}
}
