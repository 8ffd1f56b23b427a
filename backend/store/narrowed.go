package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// narrowed is a pool of connections, or one transaction, whose queries see what their context is within.
type narrowed struct {
	gorm.ConnPool
	query func(query string, args []any, unit string) (string, []any)
	sizes *sizes // nil where the database chooses its indexes by what it knows of the rows
}

// narrowing puts the narrowing of queries between gorm and the database.
func narrowing(db *gorm.DB) *gorm.DB {
	n := narrowed{db.ConnPool, narrowFile, &sizes{}}
	if dialectOf(db) == &postgresDialect {
		n.query, n.sizes = narrowServer, nil
	}
	db.ConnPool, db.Statement.ConnPool = n, n
	return db
}

// narrowFile writes a query for SQLite, whose arguments count from where they stand. An index cannot be named of what is no table.
func narrowFile(query string, args []any, unit string) (string, []any) {
	query, changed := narrow(query, "?", "main.")
	if !changed {
		return query, args
	}
	query = strings.NewReplacer(" NOT INDEXED", "", " INDEXED BY reach_id", "").Replace(query)
	return query, slices.Insert(slices.Clone(args), 0, any(unit))
}

// narrowServer writes a query for PostgreSQL, where the name of a table within its own expression means the table.
func narrowServer(query string, args []any, unit string) (string, []any) {
	query, changed := narrow(query, "$"+strconv.Itoa(len(args)+1), "")
	if !changed {
		return query, args
	}
	return query, append(slices.Clip(args), unit)
}

func (n narrowed) to(ctx context.Context, query string, args []any) (string, []any) {
	unit := PartOf(ctx)
	if unit == "" {
		return query, args
	}
	query, args = n.query(query, args, unit)
	if n.sizes != nil {
		query = sized(query, n.sizes.few(ctx, n.ConnPool, unit))
	}
	return query, args
}

// QueryContext runs a query that gives rows.
func (n narrowed) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	query, args = n.to(ctx, query, args)
	return n.ConnPool.QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query that gives a row.
func (n narrowed) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	query, args = n.to(ctx, query, args)
	return n.ConnPool.QueryRowContext(ctx, query, args...)
}

// BeginTx begins a transaction that narrows as well.
func (n narrowed) BeginTx(ctx context.Context, o *sql.TxOptions) (gorm.ConnPool, error) {
	var tx gorm.ConnPool
	var err error
	switch pool := n.ConnPool.(type) {
	case gorm.TxBeginner:
		tx, err = pool.BeginTx(ctx, o)
	case gorm.ConnPoolBeginner:
		tx, err = pool.BeginTx(ctx, o)
	default:
		err = gorm.ErrInvalidTransaction
	}
	if err != nil {
		return nil, err
	}
	return &narrowedTx{narrowed{tx, n.query, n.sizes}}, nil
}

// GetDBConn is the pool of connections itself.
func (n narrowed) GetDBConn() (*sql.DB, error) {
	if c, ok := n.ConnPool.(gorm.GetDBConnector); ok {
		return c.GetDBConn()
	}
	if db, ok := n.ConnPool.(*sql.DB); ok {
		return db, nil
	}
	return nil, gorm.ErrInvalidDB
}

// narrowedTx is a transaction whose queries are narrowed.
type narrowedTx struct{ narrowed }

// Commit keeps what the transaction did; Rollback undoes it.
func (t *narrowedTx) Commit() error   { return t.ConnPool.(gorm.TxCommitter).Commit() }
func (t *narrowedTx) Rollback() error { return t.ConnPool.(gorm.TxCommitter).Rollback() }
