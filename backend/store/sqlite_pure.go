//go:build !(cgo && sqlite_fts5)

package store

import (
	"errors"
	"fmt"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	modernc "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// Driver names the SQLite driver compiled in: this one is pure Go and needs no C compiler.
const Driver = "sqlite (pure Go)"

// pragmas spells the connection settings as this driver reads them. Times are written as the other driver writes them,
// so that one file serves both.
func pragmas(c connection) string {
	s := fmt.Sprintf("_time_format=sqlite&_timezone=UTC&_pragma=busy_timeout(%d)&_pragma=foreign_keys(1)&_pragma=synchronous(FULL)&_pragma=cache_size(-%d)", busyTimeout, c.cacheKB)
	if c.readOnly {
		return s + "&mode=ro&_pragma=query_only(1)"
	}
	return s + "&mode=rwc&_pragma=journal_mode(WAL)&_txlock=immediate"
}

// pure is the usual dialector with this driver's error codes, which it cannot read by itself.
type pure struct{ *sqlite.Dialector }

func dialector(dsn string) gorm.Dialector {
	return pure{sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: dsn}).(*sqlite.Dialector)}
}

// Translate turns the driver's errors into gorm's.
func (p pure) Translate(err error) error {
	var e *modernc.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case codes.SQLITE_CONSTRAINT_UNIQUE, codes.SQLITE_CONSTRAINT_PRIMARYKEY:
		return gorm.ErrDuplicatedKey
	case codes.SQLITE_CONSTRAINT_FOREIGNKEY:
		return gorm.ErrForeignKeyViolated
	}
	return err
}
