package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
)

// Pages read from a replica of the server where there is one, and see there whatever was written before they were asked for: the ledger's
// revision, which every request takes from the primary, must have arrived at the replica, or the primary is read. What is written without an
// event has no revision, so it is always read from the primary; and so is everything while the replica does not answer.

// How long a replica that failed is left alone, how long it may take to say how far it is, and how often one that is behind is asked.
const (
	replicaAgain = 2 * time.Second
	replicaSigns = time.Second
	replicaAsked = 20 * time.Millisecond
)

// replicated are the tables that are read from a replica: each change of theirs has its event in the same transaction.
var replicated = map[string]bool{
	"entries": true, "entry_units": true, "reach": true, "reports": true, "originals": true, "units": true, "unit_aliases": true, "themes": true, "terms": true,
	"open_counts": true, "month_counts": true, "entry_search": true, "entry_texts": true, "ties": true, "scores": true, "counters": true, "feedback": true, "extensions": true,
}

type primaryKey struct{}

// onPrimary is a context in which nothing is read from a replica.
func onPrimary(ctx context.Context) context.Context {
	return context.WithValue(ctx, primaryKey{}, true)
}

// replica is a pool of connections that reads from a replica where that will do, and from the primary otherwise.
type replica struct {
	*sql.DB          // the primary
	far              *sql.DB
	wanted, replayed atomic.Int64 // the newest revision known of, and the one that the replica had when it was asked last
	asked, failed    atomic.Int64 // when that was, and when it failed last: nanoseconds of the clock
	reads            atomic.Int64 // how often it was read
}

// withReplica lets a reader's connections read from the server at that address where they may.
func withReplica(db *gorm.DB, address string, now func() time.Time) (*replica, error) {
	there, err := dialBy(address, true, now, func(c driver.Connector) driver.Connector { return aheadConnector{c} })
	if err != nil {
		return nil, err
	}
	far, err := there.DB()
	if err != nil {
		return nil, err
	}
	near, err := db.DB()
	if err != nil {
		return nil, err
	}
	r := &replica{DB: near, far: far}
	n := narrowed{r, narrowServer, nil}
	db.ConnPool, db.Statement.ConnPool = n, n
	return r, nil
}

// GetDBConn is the primary's pool.
func (r *replica) GetDBConn() (*sql.DB, error) { return r.DB, nil }

// wants notes that the ledger is at a revision, which reads must see from now on.
func (r *replica) wants(revision int64) {
	for {
		was := r.wanted.Load()
		if revision <= was || r.wanted.CompareAndSwap(was, revision) {
			return
		}
	}
}

// serves tells whether the replica has all that must be seen.
func (r *replica) serves(ctx context.Context) bool {
	now := time.Now().UnixNano()
	if ctx.Value(primaryKey{}) != nil || now-r.failed.Load() < int64(replicaAgain) {
		return false
	}
	wanted := r.wanted.Load()
	if r.replayed.Load() >= wanted {
		return true
	}
	if last := r.asked.Load(); now-last < int64(replicaAsked) || !r.asked.CompareAndSwap(last, now) {
		return false
	}
	ctx, stop := context.WithTimeout(ctx, replicaSigns)
	defer stop()
	var revision int64
	if err := r.far.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM events").Scan(&revision); err != nil {
		r.gone(err)
		return false
	}
	r.replayed.Store(revision)
	return revision >= wanted
}

// gone leaves the replica alone for a while. What it had replayed it may not have after: it could be another one.
func (r *replica) gone(error) {
	r.failed.Store(time.Now().UnixNano())
	r.replayed.Store(-1)
}

// readable tells whether a query reads nothing but what a replica has.
func readable(query string) bool {
	found := false
	for word := range wordsOf(query) {
		found = found || replicated[word]
		if tableNames[word] && !replicated[word] {
			return false
		}
	}
	return found
}

// tableNames are those of all tables.
var tableNames = func() map[string]bool {
	all := map[string]bool{}
	for _, p := range parts {
		all[p.table] = true
	}
	for _, name := range shared {
		all[name] = true
	}
	return all
}()

// QueryContext runs a query on the replica, and on the primary where that will not do. The first rows are there when it returns, so that a
// replica that dies is noticed while there is another to ask.
func (r *replica) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if readable(query) && r.serves(ctx) {
		rows, err := r.far.QueryContext(ctx, query, args...)
		if !lost(ctx, err) {
			r.reads.Add(1)
			return rows, err
		}
		r.gone(err)
	}
	return r.DB.QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query that gives a row on the primary: its error would come too late to ask elsewhere.
func (r *replica) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return r.DB.QueryRowContext(ctx, query, args...)
}

// BeginTx begins to read at one moment, on the replica where that will do.
func (r *replica) BeginTx(ctx context.Context, o *sql.TxOptions) (gorm.ConnPool, error) {
	if o != nil && o.ReadOnly && r.serves(ctx) {
		tx, err := r.far.BeginTx(ctx, o)
		if !lost(ctx, err) {
			r.reads.Add(1)
			return tx, err
		}
		r.gone(err)
	}
	return r.DB.BeginTx(ctx, o)
}

// lost tells whether an error is a server's that is gone, going or behind, and not of what it was asked.
func lost(ctx context.Context, err error) bool {
	if err == nil || ctx.Err() != nil || errors.Is(err, sql.ErrNoRows) {
		return false
	}
	var said *pgconn.PgError
	if !errors.As(err, &said) {
		var n interface{ Timeout() bool }
		return errors.Is(err, sql.ErrConnDone) || errors.As(err, &n) || pgconn.SafeToRetry(err) || brokenOff(err)
	}
	switch said.Code[:2] {
	case "08", "40", "53", "57", "58", "XX":
		return true
	}
	return false
}
