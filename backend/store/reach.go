package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/backend/ledger"
)

// Lists by unit and the counts of every unit would need a join over most of the ledger; the table reach and some columns
// of entries hold its outcome, and what lights go by. They are worked out here and nowhere else, from entries and entry_units: in SQL for
// all of them, when the register's order changes, and from the entry itself when one changes. A test holds the two against one another.
// What was divided reaches units through its parts alone, so that nothing is counted twice.

var arrangeEntries = `
UPDATE entries SET
  class = ` + classOfStatus() + `,
  clock = CASE
    WHEN due = '' OR status NOT IN ` + quoted(ledger.Timed()) + ` THEN '9999'
    WHEN status IN ('submitted', 'verified') AND heard <> '' AND heard <= due THEN '9999'
    ELSE due END,
  silence = CASE WHEN heard <> '' AND status IN ('assigned', 'handling') THEN heard ELSE '9999' END,
  recovered = CASE WHEN status IN ` + quoted(ledger.Timed()) + ` THEN caught ELSE '' END,
  place = -CAST(substr(number, 1, 4) || substr(number, 6, 2) AS BIGINT) * 100000000000
    + CASE substr(number, 9, 1) WHEN '问' THEN 1 WHEN '任' THEN 2 ELSE 3 END * 10000000000
    + coalesce((SELECT CAST(substr(p.number, 11) AS BIGINT) * 1000 + CAST(substr(entries.number, length(p.number) + 2) AS BIGINT)
        FROM entries p WHERE p.id = entries.parent), CASE WHEN parent IS NULL THEN CAST(substr(number, 11) AS BIGINT) * 1000 END),
  due_order = CASE due WHEN '' THEN '9999' ELSE due END,
  home_order = coalesce((
    SELECT u.position FROM entry_units p JOIN units u ON u.code = p.unit_code
    WHERE p.entry_id = entries.id ORDER BY p.position LIMIT 1), 1000000000),
  scope = (
    SELECT CASE count(DISTINCT p.scope) WHEN 0 THEN '' WHEN 1 THEN min(p.scope) ELSE 'everyone' END FROM entry_units p
    WHERE p.entry_id = entries.id AND p.scope <> '')`

const arrangeReach = `
INSERT INTO reach (` + reachColumns + `)
SELECT DISTINCT coalesce(p.unit_code, ''), e.place, e.id, e.scope, e.kind, e.status, e.class, e.period, e.theme, e.report_id, e.due, e.due_order, e.home_order, e.updated_at,
  e.clock, e.silence, e.recovered, e.pace, e.span, e.seat
FROM entries e JOIN entry_units p ON p.entry_id = e.id
WHERE e.number <> '' AND e.children = 0 AND (p.unit_code IS NOT NULL OR p.scope <> '')`

const reachColumns = `unit_code, place, id, scope, kind, status, class, period, theme, report_id, due, due_order, home_order, updated_at,
  clock, silence, recovered, pace, span, seat`

// inReach are the columns of reach that follow an entry while it stays at its place and with its units.
var inReach = []string{"kind", "status", "class", "period", "theme", "report_id", "due", "due_order", "updated_at", "clock", "silence", "recovered", "pace", "span", "seat"}

// arranged is how many entries one statement arranges: what it would have to take back is held in memory.
const arranged = 1000

// arrange works out every entry anew.
func (w *Writer) arrange() error {
	const arranging = "arrange entries by unit"
	if err := w.commit.large(); err != nil {
		return err
	}
	last, err := scan[int64](w.tx.Statement.Context, w.tx, "last entry", "SELECT coalesce(max(id), 0) FROM entries")
	if err != nil {
		return err
	}
	if err := w.tx.Exec("DELETE FROM reach").Error; err != nil {
		return failed(arranging, err)
	}
	for from := int64(0); from < last[0]; from += arranged {
		for _, sql := range []string{arrangeEntries + " WHERE number <> '' AND entries.id > ? AND entries.id <= ?", arrangeReach + " AND e.id > ? AND e.id <= ?"} {
			if err := w.tx.Exec(sql, from, from+arranged).Error; err != nil {
				return failed(arranging, err)
			}
		}
	}
	return nil
}

// list adds what follows from an alteration for lists and lights: all of it where the entry comes to another place or to other units, else
// what is other than it was.
func (s *assignments) list(a *alteration, at map[string]int64) {
	if a.after.Number == "" {
		return
	}
	old, fresh := followingFrom(a.before), followingFrom(a.after)
	for i, column := range following {
		if a.reseated() || old[i] != fresh[i] {
			s.add(column, fresh[i])
		}
	}
	if a.reseated() {
		s.add("place", placeOf(a.after.Number))
		s.add("home_order", homeOf(a.after, at))
		s.add("scope", a.after.Collective())
	}
}

// following are the columns that follow from an entry's status, dates and course.
var following = [...]string{"class", "clock", "silence", "recovered", "due_order"}

func followingFrom(e *ledger.Entry) [len(following)]string {
	clock, silence, caught := e.LitBy()
	return [...]string{string(e.Status.Class()), string(orNone(clock)), string(orNone(silence)), string(caught), string(orNone(e.Due))}
}

// positions are those of the units that entries come to stand under.
func (w *Writer) positions(all []*alteration) (map[string]int64, error) {
	var codes []string
	for _, a := range all {
		if named := a.after.Named(); a.reseated() && len(named) > 0 {
			codes = append(codes, named[0])
		}
	}
	if len(codes) == 0 {
		return nil, nil
	}
	slices.Sort(codes)
	type row struct {
		Code     string
		Position int64
	}
	rows, err := scan[row](w.tx.Statement.Context, w.tx, "positions of units", "SELECT code, position FROM units WHERE code IN ?", slices.Compact(codes))
	at := map[string]int64{}
	for _, r := range rows {
		at[r.Code] = r.Position
	}
	return at, err
}

// noHome is the place of what names no unit: behind all others.
const noHome = 1_000_000_000

func homeOf(e *ledger.Entry, at map[string]int64) int64 {
	if named := e.Named(); len(named) > 0 {
		return at[named[0]]
	}
	return noHome
}

// placeOf is where a number stands among all: the newest month first, then by kind, by number and by part (2024-09-任-012-03).
func placeOf(number string) int64 {
	f := strings.Split(number+"-0", "-")
	var n [5]int64
	for i := range n {
		n[i], _ = strconv.ParseInt(f[i], 10, 64) // the kind is no figure
	}
	kind := map[string]int64{"问": 1, "任": 2, "成": 3}[f[2]]
	return -(n[0]*100+n[1])*100_000_000_000 + kind*10_000_000_000 + n[3]*1000 + n[4]
}

// reachRows are the rows of reach that an entry of the ledger has.
func reachRows(e *ledger.Entry, at map[string]int64) (rows [][]any) {
	is := followingFrom(e)
	for _, unit := range reachedBy(e) {
		rows = append(rows, []any{unit, placeOf(e.Number), e.ID, e.Collective(), e.Kind, e.Status, is[0], e.Period, e.Theme, e.ReportID, e.Due, is[4], homeOf(e, at), e.UpdatedAt,
			is[1], is[2], is[3], e.Pace, e.Span, e.Seat})
	}
	return rows
}

// classOfStatus says in SQL what Status.Class says in Go.
func classOfStatus() string {
	var b strings.Builder
	b.WriteString("CASE status")
	for _, s := range ledger.Statuses {
		fmt.Fprintf(&b, " WHEN '%s' THEN '%s'", s.Status, s.Class)
	}
	return b.String() + " ELSE '' END"
}

// quoted writes statuses, whose names are words of our own, as a list in SQL.
func quoted(all []ledger.Status) string {
	var names []string
	for _, s := range all {
		names = append(names, "'"+string(s)+"'")
	}
	return "(" + strings.Join(names, ", ") + ")"
}
