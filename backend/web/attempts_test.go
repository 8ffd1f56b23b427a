package web

import (
	"fmt"
	"testing"
	"time"
)

func TestLocksGrowAndAreForgotten(t *testing.T) {
	now := time.Date(2024, 9, 20, 9, 0, 0, 0, time.UTC)
	a := newAttempts(func() time.Time { return now })
	for i, want := range []time.Duration{0, 0, 0, 0, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour} {
		if got := a.failed("10.0.0.1", "王芳"); got != want {
			t.Errorf("failure %d locks for %s, want %s", i+1, got, want)
		}
		now = now.Add(a.locked("10.0.0.2", "王芳")) // the account is locked from anywhere
	}
	if a.locked("10.0.0.1", "李强") != 0 {
		t.Error("a colleague at the same address is locked out")
	}
	a.succeeded("王芳")
	if a.failed("10.0.0.1", "王芳") != 0 {
		t.Error("a success does not begin anew")
	}
	for range 60 {
		a.failed("10.0.0.9", fmt.Sprint("guess ", now.Nanosecond()))
		now = now.Add(time.Millisecond)
	}
	if a.locked("10.0.0.9", "anybody") == 0 {
		t.Error("an address that tries name after name is not locked")
	}
	now = now.Add(2 * time.Hour)
	if a.locked("10.0.0.9", "anybody") != 0 || a.failed("10.0.0.9", "anybody") != 0 {
		t.Error("an address is never let in again")
	}
}

func TestAttemptsAreBounded(t *testing.T) {
	now := time.Date(2024, 9, 20, 9, 0, 0, 0, time.UTC)
	a := newAttempts(func() time.Time { return now })
	for range ofAccount.failures {
		a.failed("10.0.0.1", "王芳")
	}
	for i := range 2*mostAttempts + 50 {
		now = now.Add(time.Millisecond)
		a.failed(fmt.Sprint("10.1.", i), "王芳")
	}
	if n := len(a.tries); n > mostAttempts {
		t.Errorf("%d are remembered", n)
	}
	if a.locked("10.0.0.1", "王芳") == 0 {
		t.Error("a flood from everywhere unlocks the account that it is after")
	}
}
