package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

// TestReplica reads from a replica that streams, is paused, dies under load and comes back. What was written is seen at once all the while,
// by whoever wrote it and by another copy of the program, and nobody gets an error.
func TestReplica(t *testing.T) {
	if testing.Short() || storetest.OnServer() {
		t.Skip("it starts two servers of its own")
	}
	primary := storetest.Start(t)
	s := must(Open(t.Context(), primary.Address, spring))(t)
	registers(t, s)
	add(t, s, "f", true, draft(), draft(), draft())
	s.Close()
	second := primary.Replica(t)
	s = must(OpenReading(t.Context(), primary.Address, second.Address, spring))(t)
	other := must(OpenReading(t.Context(), primary.Address, second.Address, spring))(t)
	t.Cleanup(func() { s.Close(); other.Close() })
	far := must(sql.Open("pgx", second.Address))(t)
	defer far.Close()
	admin := must(sql.Open("pgx", second.Address))(t)
	defer admin.Close()

	n := 3
	writeAndSee := func(when string) {
		t.Helper()
		n++
		add(t, s, when+fmt.Sprint(n), true, draft())
		for name, copy := range map[string]*Store{"the copy that wrote": s, "the other": other} {
			check(t, copy.Catch(t.Context()))
			page, err := copy.Entries(t.Context(), ledger.Filter{Limit: 1}, testDay)
			if err != nil || page.Total != n {
				t.Errorf("%s: %s sees %d entries of %d, %v", when, name, page.Total, n, err)
			}
			o, err := copy.Overview(t.Context(), "", testDay)
			if err != nil || o.Open != n {
				t.Errorf("%s: %s counts %d open of %d, %v", when, name, o.Open, n, err)
			}
		}
	}
	writeAndSee("while it streams")
	caughtUp(t, s)
	writeAndSee("while it streams")
	caughtUp(t, s)

	must(admin.Exec("SELECT pg_wal_replay_pause()"))(t)
	before, _ := s.ReadElsewhere()
	for range 5 {
		writeAndSee("while it is paused")
	}
	if after, _ := s.ReadElsewhere(); after != before {
		t.Errorf("a replica that is behind was read %d times", after-before)
	}
	must(admin.Exec("SELECT pg_wal_replay_resume()"))(t)
	caughtUp(t, s)

	var asked, failed atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				_, err1 := s.Entries(context.Background(), ledger.Filter{Limit: 50}, testDay)
				_, err2 := s.Overview(context.Background(), "", testDay)
				asked.Add(2)
				for _, err := range []error{err1, err2} {
					if err != nil {
						failed.Add(1)
						t.Error(err)
					}
				}
			}
		})
	}
	time.Sleep(300 * time.Millisecond)
	second.Pause()
	writeAndSee("while it is down")
	time.Sleep(300 * time.Millisecond)
	second.Resume(t)
	writeAndSee("as it comes back")
	caughtUp(t, s)
	stop()
	readers.Wait()
	reads, _ := s.ReadElsewhere()
	t.Logf("%d reads while the replica died and came back, %d failed; it was read %d times in all", asked.Load(), failed.Load(), reads)
	if _, err := far.Exec("DELETE FROM events"); err == nil {
		t.Error("the replica takes writes")
	}
}

// caughtUp waits until the replica is read again.
func caughtUp(t *testing.T, s *Store) {
	t.Helper()
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(30 * time.Millisecond) {
		before, _ := s.ReadElsewhere()
		must(s.Overview(t.Context(), "", testDay))(t)
		if after, _ := s.ReadElsewhere(); after > before {
			return
		}
	}
	t.Fatal("the replica is never read")
}
