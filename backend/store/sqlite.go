package store

import (
	"strings"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
)

// What is SQLite's own and not every database's stands here and in the files sqlite_*.go.

var sqliteDialect = dialect{
	goose: goose.DialectSQLite3, folder: "migrations/sqlite", options: []goose.ProviderOption{goose.WithGoMigrations(people())},
	at: timeInFile, written: "NULL",
	marked:    asWritten,
	given:     "SELECT seq FROM sqlite_sequence WHERE name = 'events'",
	spelled:   func(grams string) string { return grams },
	searching: searchingFTS,
	settle:    "INSERT INTO entry_search (entry_search) VALUES ('optimize')", // https://sqlite.org/fts5.html#the_optimize_command
	loosen:    deferKeys,
	apart:     " LIMIT -1",
	damage:    damageInFile,
	size:      "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
	goOn: func(tx *gorm.DB, event int64) error {
		return tx.Exec("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'", event).Error
	},
}

// timeInFile is an event's time as text: that is how it is stored.
const timeInFile = "CAST(at AS TEXT)"

// weak writes a column so that SQLite does not drive a query by it, for a column of few values selects too much; every
// other database reads it as the column itself.
func weak(column string) string { return "CASE WHEN true THEN " + column + " END" }

// deferKeys has foreign keys checked when the transaction ends.
func deferKeys(tx *gorm.DB) (tighten func() error, err error) {
	return func() error { return nil }, failed("defer foreign keys", tx.Exec("PRAGMA defer_foreign_keys = ON").Error)
}

// searchingFTS runs over what the index finds, one row after the other by its id.
func searchingFTS(b branch, all []phrase) branch {
	by := " NOT INDEXED"
	if b.table == "reach AS e" {
		by = " INDEXED BY reach_id"
	}
	return branch{
		table: "entry_search AS s CROSS JOIN " + b.table + by,
		where: append([]condition{{"s.entry_search MATCH ? AND e.id = s.rowid", []any{match(all)}}}, b.where...),
	}
}

// match writes a search as FTS5 reads it: every phrase must be found.
func match(all []phrase) string {
	terms := make([]string, len(all))
	for i, p := range all {
		terms[i] = `"` + strings.Join(p.grams, " ") + `"`
		if p.begins {
			terms[i] += "*"
		}
	}
	return strings.Join(terms, " ")
}
