package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// What every move writes goes past gorm, which takes longer to put a short statement together than the database to carry it out. The
// arguments of such a statement are single values.

// run carries out a statement and tells how many rows it changed.
func run(tx *gorm.DB, statement string, args ...any) (int64, error) {
	done, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, dialectOf(tx).marked(statement), args...)
	if err != nil {
		return 0, translated(tx, err)
	}
	return done.RowsAffected()
}

// ask runs a query that gives one row, or none.
func ask(ctx context.Context, db *gorm.DB, query string, args ...any) *sql.Row {
	return db.Statement.ConnPool.QueryRowContext(ctx, dialectOf(db).marked(query), args...)
}

// asWritten leaves the places of arguments as they are: ?.
func asWritten(statement string) string { return statement }

// numbered writes the places of arguments as PostgreSQL reads them: $1, $2 and so on. No statement of ours holds a question mark otherwise.
func numbered(statement string) string {
	parts := strings.Split(statement, "?")
	var b strings.Builder
	for i, part := range parts[:len(parts)-1] {
		b.WriteString(part)
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(i + 1))
	}
	b.WriteString(parts[len(parts)-1])
	return b.String()
}
