package store

import (
	"fmt"

	"taizhang/backend/ledger"
)

// The rules of lights in SQL, over the columns that reach.go works out: what Entry.Light says in Go, in the same order.

// lighting is a rule in SQL.
type lighting struct {
	light ledger.Light
	holds condition
}

// never is more points than anything can be behind.
const never = 1 << 30

// lightings are the rules among what is open on day d; the first that holds lights the light, and green is the rest.
func lightings(d ledger.Day) []lighting {
	behind := d.Behind
	if behind == 0 {
		behind = never
	}
	return []lighting{
		{ledger.Grey, condition{"e.status = 'suspended'", nil}},
		{ledger.Red, condition{"(e.clock < ? OR e.silence < ?)", []any{d.Today, d.HeardBy()}}},
		{ledger.Yellow, condition{"(e.recovered >= ? OR e.span > 0 AND e.pace + ? * e.span <= ?)", []any{d.CaughtBy(), behind, 100 * d.Number()}}},
		{ledger.Blue, condition{"e.clock <= ?", []any{d.Soon}}},
	}
}

// lightOf is the light in one expression.
func lightOf(d ledger.Day) condition {
	c := condition{sql: "CASE"}
	for _, l := range lightings(d) {
		c.sql += " WHEN " + l.holds.sql + " THEN '" + string(l.light) + "'"
		c.args = append(c.args, l.holds.args...)
	}
	c.sql += " ELSE 'green' END"
	return c
}

// lit selects what shows a light.
func lit(l ledger.Light, d ledger.Day) []condition {
	if l == ledger.Grey {
		return []condition{{weak("e.status") + " NOT IN ?", []any{ledger.Timed()}}}
	}
	is := lightOf(d)
	all := []condition{isOpen, {is.sql + " = ?", append(is.args, l)}}
	if l == ledger.Blue { // an index has these days side by side
		all = append(all, condition{"e.due_order BETWEEN ? AND ?", []any{d.Today, d.Soon}})
	}
	return all
}

// isOpen selects what is open. Indexes lead with the class.
var isOpen = condition{"e.class = 'open'", nil}

// lightCounts counts entries in all, and those that show one of the lights up to each: of red, of red or yellow, and so on. What is
// suspended holds none of those rules, so that each row is looked at in few steps. n is how many entries a row is: 1, or the column that
// tells.
func lightCounts(d ledger.Day, n string) condition {
	c := condition{sql: sumOf(n, "true") + " AS n, " + sumOf(n, "e.status = 'suspended'") + " AS grey"}
	upTo := condition{}
	for i, l := range lightings(d)[1:] {
		if i > 0 {
			upTo.sql += " OR "
		}
		upTo = condition{upTo.sql + l.holds.sql, append(upTo.args, l.holds.args...)}
		c.sql += ", " + sumOf(n, upTo.sql) + " AS " + string(l.light)
		c.args = append(c.args, upTo.args...)
	}
	return c
}

// sumOf adds up a column over the rows of which a condition holds.
func sumOf(n, when string) string {
	return fmt.Sprintf("coalesce(CAST(sum(CASE WHEN %s THEN %s END) AS BIGINT), 0)", when, n)
}

// LightCount is what lightCounts counts. gorm reads embedded structs only where their names are exported.
type LightCount struct{ N, Grey, Red, Yellow, Blue int }
