package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
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
	watch   *sql.Conn // one for good, which never writes: its number counts what others wrote since it was opened
	version statement // nil once it is closed: a driver minds no use after that, as database/sql does
	asking  sync.Mutex

	mu   sync.Mutex
	at   int64
	kept map[remembered]any
}

// statement is a query as a driver has prepared it.
type statement interface {
	driver.Stmt
	driver.StmtQueryContext
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
	if m.watch, err = pool.Conn(ctx); err != nil {
		return err
	}
	return m.watch.Raw(func(c any) error {
		s, err := c.(driver.Conn).Prepare("PRAGMA data_version")
		if err == nil {
			m.version = s.(statement) // as both drivers' are
		}
		return err
	})
}

func (m *memory) close() error {
	if m == nil {
		return nil
	}
	m.asking.Lock()
	defer m.asking.Unlock()
	if m.version == nil {
		return nil
	}
	s := m.version
	m.version = nil
	return errors.Join(s.Close(), m.watch.Close(), shut(m.pool))
}

// moment is a number that changes with whatever is written to the file by anybody. The driver is asked itself: every request does.
func (m *memory) moment() (int64, error) {
	m.asking.Lock()
	defer m.asking.Unlock()
	if m.version == nil {
		return 0, sql.ErrConnDone
	}
	rows, err := m.version.QueryContext(context.Background(), nil) // what never waits need not be cancelled
	if err != nil {
		return 0, fmt.Errorf("watch database: %w", err)
	}
	var cell [1]driver.Value
	if err := errors.Join(rows.Next(cell[:]), rows.Close()); err != nil {
		return 0, fmt.Errorf("watch database: %w", err)
	}
	n, ok := cell[0].(int64)
	if !ok {
		return 0, fmt.Errorf("watch database: %T is no number", cell[0])
	}
	return n, nil
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
