package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Reader reads the ledger. Its connections cannot write.
type Reader struct {
	db          *gorm.DB
	now         func() time.Time
	totals      *totals // nil within a transaction
	kept        *keptUnits
	far         *replica     // nil within a transaction, and where there is none
	writes      bool         // within a transaction that writes
	memory      *memory      // nil within a transaction, and on a server
	entriesKept *entryMemory // nil within a transaction, and where there is a replica
}

// Revision grows with every change: two reads at one revision see the same ledger.
func (r *Reader) Revision(ctx context.Context) (int64, error) {
	return recalled(ctx, r, "revision", "", func() (n int64, err error) {
		if err := r.db.WithContext(ctx).Raw("SELECT coalesce(max(id), 0) FROM events").Row().Scan(&n); err != nil {
			return 0, fmt.Errorf("read revision: %w", err)
		}
		if r.far != nil {
			r.far.wants(n)
		}
		return n, nil
	})
}

// oneMoment is a transaction that reads the ledger as it stood when it began.
var oneMoment = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}

// snapshot lets f read the ledger as it stands at one moment; anew from the beginning, where a replica dies under it.
func (r *Reader) snapshot(ctx context.Context, f func(*Reader) error) error {
	err := r.atOneMoment(ctx, f)
	if r.far != nil && ctx.Value(primaryKey{}) == nil && lost(ctx, err) {
		r.far.gone(err)
		err = r.atOneMoment(onPrimary(ctx), f)
	}
	return err
}

func (r *Reader) atOneMoment(ctx context.Context, f func(*Reader) error) error {
	return r.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return f(&Reader{db: tx, now: r.now, kept: r.kept, writes: r.writes}) }, oneMoment)
}

// first loads the one row that q selects, or fails with missing where there is none.
func first[T any](q *gorm.DB, what string, missing *ledger.Error) (*T, error) {
	var row T
	switch err := q.Take(&row).Error; {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil, missing
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	return &row, nil
}

// find loads every row that q selects.
func find[T any](q *gorm.DB, what string) ([]T, error) {
	rows := []T{}
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	return rows, nil
}

// scan runs a query of our own wording.
func scan[T any](ctx context.Context, db *gorm.DB, what, sql string, args ...any) ([]T, error) {
	switch reflect.TypeFor[T]().Kind() {
	case reflect.Int, reflect.Int64, reflect.String:
		return cells[T](ctx, db, what, sql, args...)
	}
	var rows []T
	if err := db.WithContext(ctx).Raw(sql, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	return rows, nil
}

// cells runs a query of one column, past gorm, which takes longer to find out what that is than such a query takes.
func cells[T any](ctx context.Context, db *gorm.DB, what, query string, args ...any) (all []T, err error) {
	rows, err := db.WithContext(ctx).Raw(query, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, translated(db, err))
	}
	defer rows.Close()
	for rows.Next() {
		var one sql.Null[T] // nothing reads as zero
		if err := rows.Scan(&one); err != nil {
			return nil, fmt.Errorf("read %s: %w", what, err)
		}
		all = append(all, one.V)
	}
	return all, failed("read "+what, rows.Err())
}

// totals remembers how many entries a filter matches while the ledger stays at one revision.
type totals struct {
	mu       sync.Mutex
	revision int64
	counts   map[totalKey]int
}

type totalKey struct {
	part   string
	filter ledger.Filter
	day    ledger.Day
}

// mostTotals bounds the totals remembered at a time.
const mostTotals = 1000

func (t *totals) get(revision int64, k totalKey) (int, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, ok := t.counts[k]
	return n, ok && t.revision == revision
}

func (t *totals) put(revision int64, k totalKey, n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if revision < t.revision {
		return
	}
	if revision > t.revision || t.counts == nil || len(t.counts) >= mostTotals {
		t.revision, t.counts = revision, map[totalKey]int{}
	}
	t.counts[k] = n
}
