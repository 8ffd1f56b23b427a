package store

import "gorm.io/gorm"

// What is SQLite's own and not every database's stands here and in the files sqlite_*.go.

// weak writes a column so that SQLite does not drive a query by it, for a column of few values selects too much; every
// other database reads it as the column itself.
func weak(column string) string { return "CASE WHEN true THEN " + column + " END" }

// lastGiven is the last number that an event ever had, even one that is gone.
const lastGiven = "SELECT seq FROM sqlite_sequence WHERE name = 'events'"

// searching makes a branch run over what the search finds, one row after the other by its id.
func searching(b branch, m string) branch {
	by := " NOT INDEXED"
	if b.table == "reach AS e" {
		by = " INDEXED BY reach_id"
	}
	return branch{
		table: "entry_search AS s CROSS JOIN " + b.table + by,
		where: append([]condition{{"s.entry_search MATCH ? AND e.id = s.rowid", []any{m}}}, b.where...),
	}
}

// putSearch replaces the search row of an entry.
func putSearch(tx *gorm.DB, id int64, grams string) error {
	return tx.Exec("INSERT OR REPLACE INTO entry_search (rowid, grams) VALUES (?, ?)", id, grams).Error
}
