package store

import (
	"context"
	"strings"
)

// What belongs to whom is decided here, for every statement that reads: in a context that Within made, the tables of the ledger hold
// only the rows that belong to a unit and to those below it. A statement that names such a table reads it through a common table
// expression of the same name, which both databases fold into the statement: so no query can forget it.

type withinKey struct{}

// Within is a context in which the ledger is what belongs to the unit of that code and to those below it, for reading and, within
// Write, for what a Writer looks at before it writes; everything, where the code is "".
func Within(ctx context.Context, unit string) context.Context {
	return context.WithValue(ctx, withinKey{}, unit)
}

// Everywhere is a context in which the ledger is whole again, for what is of everybody or must be unique.
func Everywhere(ctx context.Context) context.Context { return Within(ctx, "") }

// PartOf is the code of the unit that a context is within; "" where it is everywhere.
func PartOf(ctx context.Context) string {
	unit, _ := ctx.Value(withinKey{}).(string)
	return unit
}

// part is a table of which a unit has a part: where says which rows. $ stands before a table that is meant whole.
type part struct{ table, where string }

// of names the rows of a table that hang on an entry.
func ofEntry(table, column string) part {
	return part{table: table, where: "EXISTS (SELECT 1 FROM $entries x WHERE x.id = " + column + " AND x.seat IN (SELECT code FROM seats))"}
}

// parts are the tables that are parted, each after those that it is made of.
var parts = func() []part {
	const theirs = " IN (SELECT code FROM seats)"
	all := []part{
		{table: "units", where: "code" + theirs},
		{table: "unit_aliases", where: "unit_code" + theirs},
		{table: "scores", where: "unit_code" + theirs},
		{table: "reports", where: "unit_code" + theirs},
		{table: "originals", where: "report_id IN (SELECT id FROM $reports WHERE unit_code" + theirs + ")"},
		{table: "entries", where: "seat" + theirs},
		{table: "reach", where: "seat" + theirs},
		ofEntry("entry_units", "entry_id"), ofEntry("feedback", "entry_id"), ofEntry("attachments", "entry_id"), ofEntry("extensions", "entry_id"),
		ofEntry("due_questions", "entry_id"), ofEntry("reminders", "entry_id"), ofEntry("delivery_reminders", "(SELECT m.entry_id FROM $reminders m WHERE m.id = reminder_id)"),
		{table: "deliveries", where: "id IN (SELECT delivery_id FROM delivery_reminders)"},
		{table: "ties", where: ofEntry("", "from_id").where + " AND " + ofEntry("", "to_id").where},
		// A month is sealed, and a ranking approved, for everybody together.
		{table: "seals", where: "1 = 0"},
		{table: "sealed_bulletins", where: "1 = 0"},
		{table: "approvals", where: "1 = 0"},
	}
	for _, r := range rollups {
		all = append(all, part{table: r.table, where: "seat" + theirs})
	}
	return all
}()

// seats are the codes of the unit and of those below it. The column of paths sorts by bytes, of which ~ comes after all others in codes.
const seats = "seats (code) AS (SELECT b.code FROM $units a JOIN $units b ON b.path >= a.path AND b.path < a.path || '~' WHERE a.code = %s)"

// shared are the tables that are everybody's, or of one person, and whose rows stand for no district.
var shared = []string{
	"themes", "terms", "score_rules", "days", "light_rules", "reminder_settings", "paper_templates", "letterhead", "channels", "counters", "events",
	"users", "tokens", "links", "sessions", "tries", "two_steps", "recovery_codes", "two_step_roles", "saved_views", "list_settings", "feeds", "asked_once",
	"asides", "jobs", "job_files", "leases", "last_event", "contents", "entry_search", "entry_texts",
}

// narrow writes a query so that it sees the part of a unit alone; placeholder is how the database writes the code's argument, and whole
// what stands before the name of a table that is meant itself.
func narrow(query, placeholder, whole string) (narrowed string, changed bool) {
	word := strings.TrimLeft(query, " \n\t(")
	if !hasWord(word, "SELECT") && !hasWord(word, "WITH") {
		return query, false
	}
	named, need := wordsOf(query), map[string]bool{}
	for i := len(parts) - 1; i >= 0; i-- { // the last are made of those before them
		p := parts[i]
		if named[p.table] || need[p.table] {
			need[p.table] = true
			for name := range wordsOf(strings.ReplaceAll(p.where, "$", "whole_")) {
				need[name] = true
			}
		}
	}
	with := []string{seats}
	for _, p := range parts {
		if need[p.table] {
			with = append(with, p.table+" AS NOT MATERIALIZED (SELECT * FROM $"+p.table+" WHERE "+p.where+")")
		}
	}
	if len(with) == 1 {
		return query, false
	}
	if hasWord(word, "WITH") {
		query = "SELECT * FROM (" + query + ") AS narrowed"
	}
	return "WITH " + strings.NewReplacer("$", whole, "%s", placeholder).Replace(strings.Join(with, ", ")) + " " + query, true
}

func hasWord(s, word string) bool {
	return len(s) > len(word) && strings.EqualFold(s[:len(word)], word) && !letter(s[len(word)])
}

func letter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// wordsOf are the words of a query that may name a table.
func wordsOf(query string) map[string]bool {
	all, from := map[string]bool{}, -1
	for i := 0; i <= len(query); i++ {
		switch in := i < len(query) && letter(query[i]); {
		case in && from < 0:
			from = i
		case !in && from >= 0:
			all[query[from:i]], from = true, -1
		}
	}
	return all
}
