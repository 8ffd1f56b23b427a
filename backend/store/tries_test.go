package store

import (
	"sync"
	"testing"
	"time"
)

// Failures are counted one after the other whoever counts them, and forgotten in time; what is counted of one key is not of another.
func TestTriesAreCountedTogether(t *testing.T) {
	s := open(t)
	none := func(n int) time.Duration { return time.Duration(max(n-8, 0)) * time.Minute }
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if _, err := s.Tries().Failed(t.Context(), now(), "a", time.Hour, none); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	at := now()
	if until := must(s.Tries().Locked(t.Context(), "b", "a"))(t); !until.Equal(stored(at.Add(2 * time.Minute))) {
		t.Errorf("after ten locked until %s, not two minutes from %s on", until, at)
	}
	if until := must(s.Tries().Locked(t.Context(), "b"))(t); !until.IsZero() {
		t.Errorf("another is locked until %s", until)
	}
	if got := must(s.Tries().Failed(t.Context(), at.Add(2*time.Hour), "a", time.Hour, func(n int) time.Duration { return time.Duration(n) }))(t); got != 1 {
		t.Errorf("two hours later %d failures are counted", got)
	}
	must(s.Tries().Failed(t.Context(), at.Add(48*time.Hour), "c", time.Hour, none))(t)
	var left int64
	if err := s.db.Model(&try{}).Count(&left).Error; err != nil || left != 1 {
		t.Errorf("%d are kept after two days (%v)", left, err)
	}
	if err := s.Tries().Forget(t.Context(), "c"); err != nil {
		t.Error(err)
	}
}
