package store

import (
	"maps"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// Pages show far more often how many entries there are than which: so how many there are of each sort is kept in two tables, in the
// transaction of the change. Their columns are named as those of entries and reach, so that the same conditions select from them.

// Each count stands under the seat of the entries that it counts, so that a district's part of the ledger is a part of the counts, and what is
// asked of a collective counts for those alone who hear it.

// whole is the unit of the rows that count every entry once.
const whole = "*"

// bucket is a row of a table of counts without its number.
type bucket interface{ values() []any }

// openBucket is what is followed and alike in all that lights go by.
type openBucket struct {
	unit, seat                        string
	scope                             ledger.Scope
	period                            ledger.Period
	kind                              ledger.Kind
	status                            ledger.Status
	nobody                            int
	dueOrder, clock, silence, recover ledger.Date
	pace, span                        int64
}

func (b openBucket) values() []any {
	return []any{b.unit, b.seat, b.scope, b.period, b.kind, b.status, b.status.Class(), b.nobody, b.dueOrder, b.clock, b.silence, b.recover, b.pace, b.span}
}

// monthBucket is what is in the ledger and alike in what months are counted by.
type monthBucket struct {
	unit, seat  string
	scope       ledger.Scope
	period      ledger.Period
	kind        ledger.Kind
	theme       string
	status      ledger.Status
	due, closed ledger.Period
}

func (b monthBucket) values() []any {
	return []any{b.unit, b.seat, b.scope, b.period, b.kind, b.theme, b.status, b.status.Class(), b.due, b.closed}
}

// rollup is a table of counts: its columns but the number, of which each combination stands once, and the queries that count anew.
type rollup struct {
	table, columns string
	count          []string
}

var rollups = []rollup{
	{"open_counts", "unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span", []string{
		`SELECT '*', seat, '', period, kind, status, class, CASE WHEN home_order = 1000000000 AND scope = '' THEN 1 ELSE 0 END,
  due_order, clock, silence, recovered, pace, span, count(*) FROM entries WHERE number <> '' AND class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14`,
		`SELECT unit_code, seat, scope, '', kind, status, class, 0, due_order, clock, silence, recovered, pace, span, count(*)
FROM reach WHERE class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14`,
	}},
	{"month_counts", "unit_code, seat, scope, period, kind, theme, status, class, due, closed", []string{
		`SELECT '*', seat, '', period, kind, theme, status, class, substr(due_order, 1, 7),
  CASE WHEN class IN ('done', 'dropped') THEN coalesce(substr(CAST(resolved_at AS TEXT), 1, 7), '') ELSE '' END, count(*)
FROM entries WHERE number <> '' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`,
		"SELECT unit_code, seat, scope, period, kind, theme, status, class, '', '', count(*) FROM reach GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
	}},
}

// counts are what a transaction has changed of the counts so far, written when it ends.
type counts [2]map[bucket]int

func (c counts) clone() counts { return counts{maps.Clone(c[0]), maps.Clone(c[1])} }

// count adds an entry to the counts, or takes it away: by is 1 or -1. What is not in the ledger counts nowhere.
func (c *counts) count(e *ledger.Entry, by int) {
	if !e.Status.InLedger() {
		return
	}
	add := func(i int, b bucket) {
		if c[i] == nil {
			c[i] = map[bucket]int{}
		}
		if c[i][b] += by; c[i][b] == 0 {
			delete(c[i], b)
		}
	}
	open, month := openBucketOf(e), monthBucketOf(e)
	follow := e.Status.Class() == ledger.Open
	if add(1, month); follow {
		add(0, open)
	}
	month.due, month.closed, month.scope = "", "", e.Collective()
	open.period, open.nobody, open.scope = "", 0, month.scope
	for _, unit := range reachedBy(e) {
		month.unit, open.unit = unit, unit
		if add(1, month); follow {
			add(0, open)
		}
	}
}

// reachedBy lists the units under which the table reach has an entry.
func reachedBy(e *ledger.Entry) (units []string) {
	if e.Children > 0 {
		return nil
	}
	units = e.Named()
	if slices.ContainsFunc(e.Units, func(p ledger.Party) bool { return p.UnitCode == nil && p.Scope != ledger.Nobody }) {
		units = append(units, "")
	}
	return units
}

func openBucketOf(e *ledger.Entry) openBucket {
	b := openBucket{unit: whole, seat: e.Seat, period: e.Period, kind: e.Kind, status: e.Status, dueOrder: orNone(e.Due), pace: e.Pace, span: e.Span}
	clock, silence, caught := e.LitBy()
	b.clock, b.silence, b.recover = orNone(clock), orNone(silence), caught
	if len(e.Named()) == 0 && e.Collective() == ledger.Nobody {
		b.nobody = 1
	}
	return b
}

func monthBucketOf(e *ledger.Entry) monthBucket {
	b := monthBucket{unit: whole, seat: e.Seat, period: e.Period, kind: e.Kind, theme: e.Theme, status: e.Status, due: none}
	if e.Due != "" {
		b.due = e.Due.Period()
	}
	if c := e.Status.Class(); e.ResolvedAt != nil && (c == ledger.Done || c == ledger.Dropped) {
		b.closed = ledger.Period(e.ResolvedAt.UTC().Format("2006-01"))
	}
	return b
}

// none is the day, or month, of what has none: behind all others.
const none = "9999"

func orNone(d ledger.Date) ledger.Date {
	if d == "" {
		return none
	}
	return d
}

// atOnce is how many rows of counts one statement writes.
const atOnce = 100

// keepCounts writes what the transaction changed of the counts.
func (w *Writer) keepCounts() error {
	for i, r := range rollups {
		rows := slices.Collect(maps.Keys(w.counts[i]))
		for some := range slices.Chunk(rows, atOnce) {
			if err := w.addCounts(r, some, w.counts[i]); err != nil {
				return err
			}
		}
		w.commit.fallen.note(i, w.counts[i])
	}
	return nil
}

func (w *Writer) addCounts(r rollup, rows []bucket, by map[bucket]int) error {
	args := make([]any, 0, len(rows)*(strings.Count(r.columns, ",")+2))
	for _, b := range rows {
		args = append(append(args, b.values()...), by[b])
	}
	one := "(" + strings.Repeat("?, ", len(args)/len(rows)-1) + "?)"
	_, err := run(w.tx, "INSERT INTO "+r.table+" ("+r.columns+", n) VALUES "+one+strings.Repeat(", "+one, len(rows)-1)+
		" ON CONFLICT ("+r.columns+") DO UPDATE SET n = "+r.table+".n + excluded.n", args...)
	return failed("keep counts", err)
}
