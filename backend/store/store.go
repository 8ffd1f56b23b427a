// Package store keeps the ledger in SQLite through gorm. One connection writes, several read, and the two are different
// types: a Reader has no way to write, and a Writer lives only within the one transaction that Write opens. Every change
// carries its audit event in the same transaction.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Store is an open ledger. It reads through the Reader and writes through Write.
type Store struct {
	*Reader
	writer *gorm.DB
}

// Open opens the ledger in the SQLite file at path, made with its folder where missing, and brings its schema up to
// date. A file of a newer program, one that is no ledger and a place that cannot be written are each refused with a
// ledger.Error and left as they are. now tells the time; its location is the district's, by which days are counted.
func Open(ctx context.Context, path string, now func() time.Time) (*Store, error) {
	if err := prepare(ctx, path); err != nil {
		return nil, err
	}
	writer, err := connect(path, connection{cacheKB: 64 << 10}, now)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, writer); err != nil {
		return nil, errors.Join(err, shut(writer))
	}
	reader, err := connect(path, connection{cacheKB: 32 << 10, readOnly: true}, now)
	if err != nil {
		return nil, errors.Join(err, shut(writer))
	}
	return &Store{Reader: &Reader{db: reader, now: now, totals: &totals{}}, writer: writer}, nil
}

// Close ends every connection; the ledger lies complete in its file then.
func (s *Store) Close() error { return errors.Join(shut(s.db), shut(s.writer)) }

// Write runs f in one transaction and keeps all that f did, or nothing when f returns an error or panics. Writes queue
// for the one writing connection, so f must not take long, and must not call Write.
func (s *Store) Write(ctx context.Context, actor ledger.Actor, f func(*Writer) error) error {
	return s.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return f(&Writer{tx: tx, actor: actor, now: s.now, read: &Reader{db: tx, now: s.now}})
	})
}

func shut(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return pool.Close()
}
