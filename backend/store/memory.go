package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"
)

// memory keeps what every request asks for: the session, the person, the revision. It can never be stale: SQLite tells by one number, at a
// tenth of what a query costs, whether anything was written to the file since, by this process or another, and then nothing is kept any
// longer. A server's database tells no such thing, and is asked each time.
type memory struct {
	pool    *gorm.DB
	version *sql.Stmt // on one connection for good, which never writes: the number counts what others wrote since it was opened
	asking  sync.Mutex

	mu   sync.Mutex
	at   int64
	kept map[remembered]any
}

// remembered names what was read: of which part of the ledger, by what.
type remembered struct{ part, what, by string }

// mostRemembered bounds what is kept at a time.
const mostRemembered = 10_000

func remember(ctx context.Context, path string, now func() time.Time) (*memory, error) {
	pool, err := connect(path, connection{readOnly: true, cacheKB: 64}, now)
	if err != nil {
		return nil, err
	}
	m := &memory{pool: pool}
	if err := m.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("watch database: %w", err), shut(pool))
	}
	return m, nil
}

func (m *memory) prepare(ctx context.Context) error {
	pool, err := m.pool.DB()
	if err != nil {
		return err
	}
	c, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	m.version, err = c.PrepareContext(ctx, "PRAGMA data_version")
	return err
}

func (m *memory) close() error {
	if m == nil {
		return nil
	}
	return errors.Join(m.version.Close(), shut(m.pool))
}

// moment is a number that changes with whatever is written to the file by anybody.
func (m *memory) moment() (n int64, err error) {
	m.asking.Lock()
	defer m.asking.Unlock()
	return n, m.version.QueryRow().Scan(&n)
}

type momentKey struct{}

// heldMoment is the moment that the reads of one request share.
type heldMoment struct {
	once sync.Once
	at   int64
	err  error
}

// AtOnce is a context for a short while in which nothing is written: whether anything was, is asked once, at the first reading, for all of
// them. Without it every reading asks.
func AtOnce(ctx context.Context) context.Context {
	return context.WithValue(ctx, momentKey{}, &heldMoment{})
}

func (m *memory) now(ctx context.Context) (int64, error) {
	h, ok := ctx.Value(momentKey{}).(*heldMoment)
	if !ok {
		return m.moment()
	}
	h.once.Do(func() { h.at, h.err = m.moment() })
	return h.at, h.err
}

// recalled is what read has read since anything was written, or reads now. The moment is asked for before that: what is kept is never older
// than it says.
func recalled[T any](ctx context.Context, r *Reader, what, by string, read func() (T, error)) (T, error) {
	if r.memory == nil {
		return read()
	}
	at, err := r.memory.now(ctx)
	if err != nil { // the query itself will say what is wrong
		return read()
	}
	name := remembered{PartOf(ctx), what, by}
	if v, ok := r.memory.get(at, name); ok {
		return v.(T), nil
	}
	v, err := read()
	if err == nil {
		r.memory.put(at, name, v)
	}
	return v, err
}

func (m *memory) get(at int64, name remembered) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.kept[name]
	return v, ok && m.at == at
}

func (m *memory) put(at int64, name remembered, v any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.at != at || m.kept == nil || len(m.kept) >= mostRemembered {
		m.at, m.kept = at, map[remembered]any{}
	}
	m.kept[name] = v
}
