// Package storetest gives tests places for ledgers: files, or schemas on a PostgreSQL server.
package storetest

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Server names the environment variable with the address of a PostgreSQL server, by a superuser. Where it is set, every Place is a
// schema of its own there.
const Server = "TAIZHANG_TEST_POSTGRES"

// OnServer tells whether the tests run on PostgreSQL.
func OnServer() bool { return os.Getenv(Server) != "" }

// Place is where a ledger of the test may be opened that has nothing in it: an address on the server, if there is one, else a file.
// open opens a ledger and closes it again.
func Place(t testing.TB, open func(ctx context.Context, place string) error) string {
	t.Helper()
	if !OnServer() {
		return filepath.Join(t.TempDir(), "台账 100%?.db")
	}
	s := taken(t, open)
	t.Cleanup(func() { s.giveBack(t) })
	return s.address
}

// InFile skips a test of what only a file can suffer, when the tests run on a server.
func InFile(t testing.TB) {
	t.Helper()
	if OnServer() {
		t.Skip("only a file can be treated so")
	}
}

// free are the schemas that earlier tests have done with: to empty one takes a fraction of what it takes to make one.
var free struct {
	sync.Mutex
	all []*schema
}

func taken(t testing.TB, open func(context.Context, string) error) *schema {
	t.Helper()
	free.Lock()
	defer free.Unlock()
	if n := len(free.all); n > 0 {
		s := free.all[n-1]
		free.all = free.all[:n-1]
		return s
	}
	s, err := newSchema(context.Background(), open)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// giveBack empties the schema for the next test, or drops it where the test has made it another.
func (s *schema) giveBack(t testing.TB) {
	ctx := context.Background() // the test's own has ended
	same, err := s.empty(ctx)
	if err == nil && same {
		free.Lock()
		defer free.Unlock()
		free.all = append(free.all, s)
		return
	}
	if err != nil {
		t.Error(err)
	}
	if err := s.drop(ctx); err != nil {
		t.Error(err)
	}
}

// Lasting is a Place that several benchmarks share; gone takes it away.
func Lasting(b testing.TB, open func(context.Context, string) error) (place string, gone func()) {
	b.Helper()
	if OnServer() {
		s := taken(b, open)
		return s.address, func() { s.giveBack(b) }
	}
	folder, err := os.MkdirTemp("", "taizhang-bench-*")
	if err != nil {
		b.Fatal(err)
	}
	return filepath.Join(folder, "t.db"), func() { os.RemoveAll(folder) }
}

// Close drops what is left on a server that goes on after the tests; call it in TestMain.
func Close() error {
	for _, s := range free.all {
		if err := s.drop(context.Background()); err != nil {
			return err
		}
	}
	return nil
}

func at(schema string) (string, error) {
	u, err := url.Parse(os.Getenv(Server))
	if err != nil {
		return "", err
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String(), nil
}
