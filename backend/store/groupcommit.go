package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Writes queue until they are alone, and what takes longest of each is that the disk keeps it. So those that wait are kept together:
// whoever has written hands the open transaction to the next in the queue, and the last commits it for all. Each write is whole, or taken
// back by itself (a savepoint), and is acknowledged when all are kept.

// together is how many writes one commit keeps, joinable how long a transaction may have been open when one more joins it, and givenUp how
// long a write on a server goes on when nobody waits for it any more: to break it off would break off those that it is kept with.
const (
	together = 32
	joinable = 50 * time.Millisecond
	givenUp  = 30 * time.Second
)

// commit is the transaction of several writes, one after the other.
type commit struct {
	tx      *gorm.DB
	tip     *tip        // the end of the audit log after the writes so far, once it is known
	day     *ledger.Day // today, with the thresholds in force, once it is known
	began   time.Time
	writes  int           // those that are to be kept
	altered []*alteration // by them
	point   bool          // there is a savepoint to go back to
	fallen  *fallen       // of the store
	done    chan struct{} // closed when they are kept, or err says why not
	err     error
}

// join waits for the turn to write, in the commit that is open or in a new one.
func (s *Store) join(ctx context.Context) (*commit, error) {
	c, err := s.queue.enter(ctx, s.now)
	if err != nil || c != nil {
		return c, err
	}
	c = &commit{began: s.now(), fallen: &s.fallen, done: make(chan struct{})}
	c.tx = s.writer.WithContext(Everywhere(context.WithoutCancel(ctx))).Begin()
	if err = failed("begin to write", c.tx.Error); err != nil {
		s.queue.pass(nil)
	}
	return c, err
}

// leave hands the turn to the next write, within the group while it takes more, and otherwise ends it first.
func (s *Store) leave(c *commit) {
	more := c.err == nil && c.writes > 0 && c.writes < together && s.now().Sub(c.began) < joinable
	if more && s.queue.pass(c) {
		return
	}
	c.end()
	s.queue.pass(nil)
}

// end commits the writes of the group, or takes all of them back.
func (c *commit) end() {
	defer close(c.done)
	if c.err == nil && c.writes > 0 {
		if c.err = c.keep(); c.err == nil {
			return
		}
	}
	c.tx.Rollback() // what a commit that failed has left of it: often nothing
}

func (c *commit) keep() error {
	if err := index(c.tx, c.altered); err != nil {
		return err
	}
	if c.tip != nil {
		if err := execute(c.tx, dialectOf(c.tx).gave, c.tip.ID); err != nil {
			return err
		}
	}
	sweeping := c.fallen.due()
	if sweeping {
		if err := c.fallen.sweep(c.tx); err != nil {
			return err
		}
	}
	err := failed("keep what was written", c.tx.Commit().Error)
	if sweeping && err == nil {
		c.fallen.clear()
	}
	return err
}

// write does all that f does in the commit, or nothing of it when f fails or panics, and then leaves it.
func (s *Store) write(ctx context.Context, c *commit, w *Writer, f func(*Writer) error) error {
	whole := false
	defer func() {
		if whole {
			c.writes, c.tip, c.day, c.altered = c.writes+1, w.tip, w.day, append(c.altered, w.altered...)
		} else if c.writes > 0 {
			c.err = c.takeBack() // where that fails, nothing is kept of the others
		}
		s.leave(c)
	}()
	for _, step := range []func() error{c.begin, w.expect, func() error { return f(w) }, w.keepCounts, w.once, ctx.Err, c.release} {
		if err := step(); err != nil {
			return err
		}
	}
	whole = true
	return nil
}

// begin prepares for one write. The first needs nothing to go back to: without it the commit is empty.
func (c *commit) begin() error {
	if c.writes == 0 {
		return execute(c.tx, dialectOf(c.tx).queue)
	}
	c.point = true
	return execute(c.tx, "SAVEPOINT one_write")
}

func (c *commit) release() error {
	if !c.point {
		return nil
	}
	c.point = false
	return execute(c.tx, "RELEASE SAVEPOINT one_write")
}

// takeBack goes back to before the write; one that gave up its savepoint takes the others with it.
func (c *commit) takeBack() error {
	if !c.point {
		return errors.New("take back a large write: what was kept with it goes too")
	}
	c.point = false
	return execute(c.tx, "ROLLBACK TO SAVEPOINT one_write; RELEASE SAVEPOINT one_write")
}

// large gives up what the write could go back to by itself, before it changes most of the ledger: that would be held in memory. It is kept, or
// taken back, with all of its commit.
func (c *commit) large() error { return c.release() }

// lasting is the context of a write: it outlasts the request that asked for it, on a server for a while only, for that may not answer.
func (s *Store) lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	if !OnServer(s.place) {
		return context.WithoutCancel(ctx), func() {}
	}
	lasts, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(givenUp, cancel) })
	return lasts, func() { stop(); cancel() }
}

// execute runs a statement, where there is one.
func execute(tx *gorm.DB, sql string, args ...any) error {
	if sql == "" {
		return nil
	}
	_, err := run(tx, sql, args...)
	return failed("write", err)
}
