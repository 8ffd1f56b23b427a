package web

import (
	"context"
	"fmt"
	"testing"
	"time"

	"taizhang/backend/store"
	"taizhang/backend/store/storetest"
)

// twoCopies are the attempts that two copies of the program over one ledger count, and the time that both go by.
func twoCopies(t *testing.T) (at *time.Time, one, two *attempts) {
	t.Helper()
	now := time.Date(2024, 9, 20, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	place := storetest.Place(t, func(ctx context.Context, place string) error {
		s, err := store.Open(ctx, place, clock)
		if err != nil {
			return err
		}
		return s.Close()
	})
	copyOf := func() *attempts {
		s, err := store.Open(t.Context(), place, clock)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return newAttempts(clock, s.Tries())
	}
	return &now, copyOf(), copyOf()
}

func TestLocksGrowAndAreForgotten(t *testing.T) {
	now, a, other := twoCopies(t)
	failed := func(a *attempts, address, name string) time.Duration {
		t.Helper()
		locked, err := a.failed(t.Context(), address, name)
		if err != nil {
			t.Fatal(err)
		}
		return locked
	}
	locked := func(a *attempts, address, name string) bool { return a.locked(t.Context(), address, name) != nil }
	for i, want := range []time.Duration{0, 0, 0, 0, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour} {
		if got := failed([]*attempts{a, other}[i%2], "10.0.0.1", "王芳"); got != want {
			t.Errorf("failure %d locks for %s, want %s", i+1, got, want)
		}
		if locked(a, "10.0.0.2", "王芳") != (want > 0) || locked(other, "10.0.0.2", "王芳") != (want > 0) {
			t.Errorf("failure %d: the account is locked from anywhere, at both copies, or at none", i+1)
		}
		*now = now.Add(want)
	}
	if locked(a, "10.0.0.1", "李强") {
		t.Error("a colleague at the same address is locked out")
	}
	if err := other.succeeded(t.Context(), "王芳"); err != nil || failed(a, "10.0.0.1", "王芳") != 0 {
		t.Errorf("a success does not begin anew (%v)", err)
	}
	for i := range 60 {
		failed(a, fmt.Sprintf("2001:db8::%x", i), fmt.Sprint("guess ", i)) // one machine's network
		*now = now.Add(time.Millisecond)
	}
	if !locked(other, "2001:db8::ffff", "anybody") {
		t.Error("an address that tries name after name is not locked")
	}
	*now = now.Add(2 * time.Hour)
	if locked(a, "2001:db8::1", "anybody") || failed(a, "2001:db8::1", "anybody") != 0 {
		t.Error("an address is never let in again")
	}
}
