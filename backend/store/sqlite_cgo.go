//go:build cgo && sqlite_fts5

package store

import (
	"fmt"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// Driver names the SQLite driver compiled in: this one is C and the faster of the two.
const Driver = "sqlite3 (cgo)"

// pragmas spells the connection settings as this driver reads them.
func pragmas(c connection) string {
	s := fmt.Sprintf("_busy_timeout=%d&_foreign_keys=on&_synchronous=FULL&_stmt_cache_size=100&_cache_size=-%d", busyTimeout, c.cacheKB)
	if c.readOnly {
		return s + "&mode=ro&_query_only=on"
	}
	return s + "&mode=rwc&_journal_mode=WAL&_txlock=immediate"
}

func dialector(dsn string) gorm.Dialector { return sqlite.Open(dsn) }
