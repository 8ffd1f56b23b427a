// Package store keeps the ledger in SQLite or PostgreSQL through gorm. Some connections write, others read, and the two are
// different types: a Reader has no way to write, and a Writer lives only within the one transaction that Write opens. Every
// change carries its audit event in the same transaction.
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
	place  string
}

// Open opens the ledger at place and brings its schema up to date: an SQLite file, made with its folder where missing, or a
// PostgreSQL database by its address (postgres://…). A ledger of a newer program, one that is no ledger and a place that cannot
// be reached or written are each refused with a ledger.Error and left as they are. now tells the time; its location is the
// district's, by which days are counted.
func Open(ctx context.Context, place string, now func() time.Time) (*Store, error) {
	open := openFile
	if OnServer(place) {
		open = openServer
	}
	writer, reader, err := open(ctx, place, now)
	if err != nil {
		return nil, err
	}
	return &Store{Reader: &Reader{db: reader, now: now, totals: &totals{}}, writer: writer, place: place}, nil
}

// Close ends every connection; the ledger lies complete in its file then.
func (s *Store) Close() error { return errors.Join(shut(s.db), shut(s.writer)) }

// Write runs f in one transaction and keeps all that f did, or nothing when f returns an error or panics. Writes queue, on every
// database, until they are alone: so f must not take long, must not call Write, and sees all that was written before it. Where the
// actor's request is to be carried out once, that it was is kept in the same transaction.
func (s *Store) Write(ctx context.Context, actor ledger.Actor, f func(*Writer) error) error {
	d := dialectOf(s.writer)
	err := s.writer.WithContext(Everywhere(ctx)).Transaction(func(tx *gorm.DB) error {
		w := &Writer{tx: tx, owner: PartOf(ctx), actor: actor, now: s.now, read: &Reader{db: tx, now: s.now}}
		if err := w.exec(d.queue); err != nil {
			return err
		}
		if err := f(w); err != nil {
			return err
		}
		if err := w.keepCounts(); err != nil {
			return err
		}
		if err := w.once(actor.Once); err != nil || w.tip == nil {
			return err
		}
		return w.exec(d.gave, w.tip.ID)
	})
	if err == nil && actor.Once != nil {
		actor.Once.Done = true
	}
	return err
}

// exec runs a statement of the dialect, where it has one.
func (w *Writer) exec(sql string, args ...any) error {
	if sql == "" {
		return nil
	}
	return failed("queue for writing", w.tx.Exec(sql, args...).Error)
}

func shut(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return pool.Close()
}
