package store

import (
	"fmt"
	"strings"

	"taizhang/backend/ledger"
)

// Lists by unit and the counts of every unit would need a join over most of the ledger; the table reach and some columns
// of entries hold its outcome, and what lights go by. They are worked out here and nowhere else, from entries and entry_units: in SQL for
// one entry or for all, and by the entry alone where a change leaves its number and its units as they were, as most do.
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
INSERT INTO reach (unit_code, place, id, scope, kind, status, class, period, theme, report_id, due, due_order, home_order, updated_at,
  clock, silence, recovered, pace, span, seat)
SELECT DISTINCT coalesce(p.unit_code, ''), e.place, e.id, e.scope, e.kind, e.status, e.class, e.period, e.theme, e.report_id, e.due, e.due_order, e.home_order, e.updated_at,
  e.clock, e.silence, e.recovered, e.pace, e.span, e.seat
FROM entries e JOIN entry_units p ON p.entry_id = e.id
WHERE e.number <> '' AND e.children = 0 AND (p.unit_code IS NOT NULL OR p.scope <> '')`

// inReach are the columns of entries that reach repeats.
var inReach = []string{"kind", "status", "class", "period", "theme", "report_id", "due", "due_order", "updated_at", "clock", "silence", "recovered", "pace", "span", "seat"}

// follow adds what follows for lists and lights from a change that leaves number and units as they were.
func (a *assignments) follow(before, after *ledger.Entry) {
	old, fresh := followingFrom(before), followingFrom(after)
	for i, column := range following {
		if old[i] != fresh[i] {
			a.add(column, fresh[i])
		}
	}
}

// following are the columns of arrangeEntries that follow from the entry alone.
var following = [...]string{"class", "clock", "silence", "recovered", "due_order"}

func followingFrom(e *ledger.Entry) [len(following)]string {
	clock, silence, caught := e.LitBy()
	return [...]string{string(e.Status.Class()), string(orNone(clock)), string(orNone(silence)), string(caught), string(orNone(e.Due))}
}

// arrange works out anew whom an entry of the ledger reaches; every entry, where id is 0.
func (w *Writer) arrange(id int64) error {
	for _, step := range arrangement(id) {
		if err := w.tx.Exec(step.sql, step.args...).Error; err != nil {
			return failed("arrange entries by unit", err)
		}
	}
	return nil
}

func arrangement(id int64) []condition {
	if id == 0 {
		return []condition{{arrangeEntries + " WHERE number <> ''", nil}, {"DELETE FROM reach", nil}, {arrangeReach, nil}}
	}
	return []condition{
		{arrangeEntries + " WHERE id = ?", []any{id}},
		{"DELETE FROM reach WHERE id = ?", []any{id}},
		{arrangeReach + " AND e.id = ?", []any{id}},
	}
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
