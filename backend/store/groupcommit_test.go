package store

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"sync"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// lined does the writes at once, the first of which waits until all others stand in line: so one commit keeps them together. It
// tells what became of each.
func lined(t *testing.T, s *Store, writes ...func(*Writer) error) []error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	became := make([]error, len(writes))
	var all sync.WaitGroup
	standing := func(n int) bool {
		s.queue.mu.Lock()
		defer s.queue.mu.Unlock()
		return s.queue.busy && len(s.queue.waiting) == n
	}
	wait := func(n int) {
		for !standing(n) && ctx.Err() == nil {
			runtime.Gosched()
		}
	}
	for i, f := range writes {
		if i == 0 {
			first := f
			f = func(w *Writer) error { wait(len(writes) - 1); return first(w) }
		}
		all.Go(func() {
			defer func() {
				if v := recover(); v != nil {
					became[i] = errPanicked
				}
			}()
			became[i] = s.Write(ctx, clerk, f)
		})
		wait(i)
	}
	all.Wait()
	return became
}

var errPanicked = errors.New("panicked")

// TestWritesKeptTogether fails where one of several writes that are kept by one commit takes something of another with it, or
// leaves something of its own.
func TestWritesKeptTogether(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "f", true, draft(), draft(), draft(), draft(), draft())
	broken := errors.New("broken")
	began := must(s.Revision(t.Context()))(t)
	resolve := func(i int, and func() error) func(*Writer) error {
		return func(w *Writer) error {
			if _, err := w.Move(ids[i], 0, move(t, ledger.Resolve), "办结"); err != nil {
				return err
			}
			return and()
		}
	}
	fine := func() error { return nil }
	became := lined(t, s, resolve(0, fine), resolve(1, func() error { return broken }), resolve(2, fine), resolve(3, func() error { panic("broken") }), resolve(4, fine), resolve(4, fine))
	for i, want := range []error{nil, broken, nil, errPanicked, nil} {
		if !errors.Is(became[i], want) {
			t.Errorf("write %d: %v, want %v", i, became[i], want)
		}
		e := must(s.EntryByID(t.Context(), ids[i]))(t)
		if kept := e.Status == ledger.Resolved; kept != (want == nil) {
			t.Errorf("write %d, which became %v, left the entry %s", i, want, e.Status)
		}
	}
	wantMistake(t, became[5], ledger.Conflict, "move") // it sees what the one before it did
	if n := must(s.Revision(t.Context()))(t) - began; n != 3 {
		t.Errorf("%d events for three writes", n)
	}
	if a := must(s.VerifyAudit(t.Context(), nil))(t); a.Break != nil {
		t.Errorf("the audit log: %+v", a.Break)
	}
	wantArranged(t, s)
}

// TestNothingKeptIsAcknowledged has the commit of several writes fail: none of them may be told that it was kept.
func TestNothingKeptIsAcknowledged(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "f", true, draft(), draft(), draft())
	before := dump(t, s)
	resolve := func(i int) func(*Writer) error {
		return func(w *Writer) error {
			_, err := w.Move(ids[i], 0, move(t, ledger.Resolve), "办结")
			return err
		}
	}
	lost := func(w *Writer) error {
		return errors.Join(w.tx.Exec("ROLLBACK").Error, errors.New("the database took all of it back"))
	}
	for i, err := range lined(t, s, resolve(0), resolve(1), lost) {
		if err == nil {
			t.Errorf("write %d was acknowledged", i)
		}
	}
	if !reflect.DeepEqual(before, dump(t, s)) {
		t.Error("something was kept")
	}
	must(do(s, clerk, ids[2], 0, move(t, ledger.Resolve), "办结"))(t) // and the ledger goes on
}

// TestLargeWritesTakeOthersWithThem has a write that changes most of the ledger fail, and one go well, among others of one commit: what it cannot
// go back to by itself is taken back with them, and nobody is told otherwise.
func TestLargeWritesTakeOthersWithThem(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "f", true, draft(), draft(), draft(), draft())
	before := dump(t, s)
	resolve := func(i int) func(*Writer) error {
		return func(w *Writer) error {
			_, err := w.Move(ids[i], 0, move(t, ledger.Resolve), "办结")
			return err
		}
	}
	broken := errors.New("broken")
	arrange := func(then error) func(*Writer) error {
		return func(w *Writer) error { return errors.Join(w.arrange(), then) }
	}
	for i, err := range lined(t, s, resolve(0), resolve(1), arrange(broken)) {
		if err == nil {
			t.Errorf("write %d was acknowledged", i)
		}
	}
	if !reflect.DeepEqual(before, dump(t, s)) {
		t.Error("something was kept")
	}
	for i, err := range lined(t, s, resolve(0), arrange(nil), resolve(1)) {
		if err != nil {
			t.Errorf("write %d: %v", i, err)
		}
	}
	wantArranged(t, s)
}

// TestWritesNobodyWaitsFor leaves the line where the request that asked for them is over.
func TestWritesNobodyWaitsFor(t *testing.T) {
	s := open(t)
	registers(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	var gone error
	write(t, s, func(*Writer) error {
		var other sync.WaitGroup
		other.Go(func() { gone = s.Write(ctx, clerk, func(*Writer) error { return errors.New("written all the same") }) })
		cancel()
		other.Wait()
		return nil
	})
	if !errors.Is(gone, context.Canceled) {
		t.Errorf("the write became %v", gone)
	}
	midway, cancel := context.WithCancel(t.Context())
	before := dump(t, s)
	err := s.Write(midway, clerk, func(w *Writer) error {
		cancel()
		return w.Log(ledger.Event{Action: "sign-in", Subject: "user"})
	})
	if !errors.Is(err, context.Canceled) || !reflect.DeepEqual(before, dump(t, s)) {
		t.Errorf("the write became %v", err)
	}
	registers(t, s) // the turn was passed on each time
}
