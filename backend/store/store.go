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
	far    *replica // nil where everything is read from the primary
	place  string
	queue  queue
	fallen fallen // of whoever writes at the moment
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
	s := &Store{Reader: &Reader{db: reader, now: now, totals: &totals{}, kept: &keptUnits{}, entriesKept: &entryMemory{}}, writer: writer, place: place}
	if !OnServer(place) {
		if s.memory, err = remember(ctx, place, now); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// OpenReading opens the ledger at place, on a server, and reads what pages show from a replica of it at another address, "" for none, as soon
// as that has what was written before. A replica that is not there, or dies, is done without.
func OpenReading(ctx context.Context, place, replica string, now func() time.Time) (*Store, error) {
	s, err := Open(ctx, place, now)
	if err != nil || replica == "" {
		return s, err
	}
	if s.far, err = withReplica(s.db, replica, now); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.Reader.far, s.entriesKept = s.far, nil
	return s, nil
}

// Close ends every connection; the ledger lies complete in its file then.
func (s *Store) Close() error {
	err := errors.Join(s.memory.close(), shut(s.db), shut(s.writer))
	if s.far != nil {
		err = errors.Join(err, s.far.far.Close())
	}
	return err
}

// Catch has whatever is read from now on see all that was written before, by whichever copy of the program. Without a replica it does nothing.
func (s *Store) Catch(ctx context.Context) error {
	if s.far == nil {
		return nil
	}
	_, err := s.Revision(ctx)
	return err
}

// ReadElsewhere is how often the replica was read, and whether it is of use at the moment; false where there is none.
func (s *Store) ReadElsewhere() (reads int64, now bool) {
	if s.far == nil {
		return 0, false
	}
	return s.far.reads.Load(), time.Now().UnixNano()-s.far.failed.Load() >= int64(replicaAgain)
}

// Write runs f in one transaction and keeps all that f did, or nothing when f returns an error or panics. Writes queue, on every
// database, until they are alone: so f must not take long, must not call Write, and sees all that was written before it. Where the
// actor's request is to be carried out once, that it was is kept in the same transaction.
func (s *Store) Write(ctx context.Context, actor ledger.Actor, f func(*Writer) error) error {
	c, err := s.join(ctx)
	if err != nil {
		return err
	}
	lasts, end := s.lasting(ctx)
	defer end()
	tx := c.tx.WithContext(Everywhere(lasts))
	w := &Writer{tx: tx, tip: c.tip.clone(), day: c.day, commit: c, owner: PartOf(ctx), actor: actor, now: s.now, known: s.entriesKept, read: &Reader{db: tx, now: s.now, kept: s.kept, writes: true}}
	if err := s.write(ctx, c, w, f); err != nil {
		return err
	}
	if <-c.done; c.err != nil {
		return c.err
	}
	for _, a := range w.altered {
		s.entriesKept.put(*a.after)
	}
	if s.far != nil && w.tip != nil {
		s.far.wants(w.tip.ID)
	}
	if actor.Once != nil {
		actor.Once.Done = true
	}
	if actor.Expected != nil {
		actor.Expected.Met = true
	}
	return nil
}

func shut(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return pool.Close()
}
