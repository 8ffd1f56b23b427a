package web

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// listening tells open pages what others did: a look at the ledger's revision for all of them together, whenever the database says that
// somebody wrote, and else every second, so that it works from one copy of the program to the other. It looks only while somebody listens.
type listening struct {
	db    *store.Store
	log   *slog.Logger
	every time.Duration

	mu      sync.Mutex
	all     map[*listener]bool
	looking bool
	ended   chan struct{} // closed when the server stops
	closed  bool
}

// seldom is how many looks by the clock are left out while the database tells.
const seldom = 15

// Bounds of how many pages may listen at a time: one person's, and all.
const (
	maxListening    = 500
	maxListeningOne = 12
)

// listener is a page that listens. news is closed when it falls behind: it asks again then from where it was.
type listener struct {
	user string
	news chan ledger.News
}

func newListening(c Config) *listening {
	return &listening{db: c.Store, log: c.Log, every: c.LiveEvery, all: map[*listener]bool{}, ended: make(chan struct{})}
}

// join has a page of a person's listen to what comes after a revision; nil where there are too many already.
func (l *listening) join(user string, now int64) *listener {
	l.mu.Lock()
	defer l.mu.Unlock()
	own := 0
	for p := range l.all {
		if p.user == user {
			own++
		}
	}
	if l.closed || own >= maxListeningOne || len(l.all) >= maxListening {
		return nil
	}
	p := &listener{user, make(chan ledger.News, 8)}
	l.all[p] = true
	if !l.looking {
		l.looking = true
		go l.look(now)
	}
	return p
}

// leave ends a page's listening.
func (l *listening) leave(p *listener) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.all, p)
}

// end sends everybody home, for good.
func (l *listening) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		l.closed = true
		close(l.ended)
	}
}

// over tells whether everybody was sent home.
func (l *listening) over() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.closed
}

// look looks at the revision until nobody listens any more; what is after at has been told to nobody.
func (l *listening) look(at int64) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	told := make(chan bool, 1)
	go l.db.Listen(ctx, func(listening bool) {
		select {
		case told <- listening:
		case <-ctx.Done():
		}
	})
	ticks := time.NewTicker(l.every)
	defer ticks.Stop()
	for quiet, telling := 0, false; ; {
		select {
		case <-l.ended:
			return
		case telling = <-told:
		case <-ticks.C:
			if quiet++; telling && quiet < seldom && !l.nobody() {
				continue
			}
		}
		quiet = 0
		if l.nobody() {
			return
		}
		var err error
		if at, err = l.lookOnce(ctx, at); err != nil {
			l.log.Warn("nobody can be told what is new", "error", err)
		}
	}
}

func (l *listening) lookOnce(ctx context.Context, at int64) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	now, err := l.db.Revision(ctx)
	if err != nil || now <= at {
		return at, err
	}
	n, err := l.db.News(ctx, at)
	if err != nil {
		return at, err
	}
	l.tell(n)
	return n.Revision, nil
}

// nobody tells whether nobody listens. Whoever joins next starts another look.
func (l *listening) nobody() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.looking = len(l.all) > 0
	return !l.looking
}

// tell hands the news to everybody; whoever has not taken the last ones yet is sent away, to ask again.
func (l *listening) tell(n ledger.News) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for p := range l.all {
		select {
		case p.news <- n:
		default:
			close(p.news)
			delete(l.all, p)
		}
	}
}
