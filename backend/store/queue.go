package store

import (
	"context"
	"slices"
	"sync"
	"time"
)

// queue lets writes in one at a time, in the order in which they came. Each is given the group that it is to join, nil for a new one.
type queue struct {
	mu      sync.Mutex
	busy    bool
	waiting []chan *commit
	waits   int64 // how many have waited so far, and how long
	waited  time.Duration
}

// enter waits for the turn; whoever has got it must pass it on.
func (q *queue) enter(ctx context.Context, now func() time.Time) (*commit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	turn := q.line()
	if turn == nil {
		return nil, nil
	}
	defer q.count(now, now())
	select {
	case c := <-turn:
		return c, nil
	case <-ctx.Done():
	}
	if q.drop(turn) {
		return nil, ctx.Err()
	}
	return <-turn, nil // it came just then
}

// line stands in line; nil where there is nobody to wait for.
func (q *queue) line() chan *commit {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.busy {
		q.busy = true
		return nil
	}
	turn := make(chan *commit, 1)
	q.waiting = append(q.waiting, turn)
	return turn
}

// drop leaves the line; false where the turn has come already.
func (q *queue) drop(turn chan *commit) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.waiting, turn)
	if i >= 0 {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
	return i >= 0
}

// pass hands the turn on, with the group to join; false where nobody waits, who would have to join it.
func (q *queue) pass(c *commit) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.busy = c != nil
		return false
	}
	q.waiting[0] <- c
	q.waiting = q.waiting[1:]
	return true
}

func (q *queue) count(now func() time.Time, since time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waits, q.waited = q.waits+1, q.waited+now().Sub(since)
}

// waitedSoFar tells how many had to wait, and how long all of them together.
func (q *queue) waitedSoFar() (int64, time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.waits, q.waited
}
