//go:build unix

package store

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

// TestOnCluster runs every test of this package again, on a cluster.
func TestOnCluster(t *testing.T) { storetest.OnCluster(t) }

// TestClusterFailsOver kills the server that leads a cluster while four write: the ledger goes on by itself on the other server, and
// every move that was acknowledged is there.
func TestClusterFailsOver(t *testing.T) {
	c := storetest.StartCluster(t)
	s := must(Open(t.Context(), c.Address, now))(t)
	defer s.Close()
	registers(t, s)
	ids := add(t, s, "cluster", true, draft(), draft(), draft(), draft())
	t.Logf("replication: %s", must(c.Replicated(t.Context()))(t))

	var mu sync.Mutex
	acknowledged, times := map[int64]int{}, []time.Time{}
	stop, writers := make(chan struct{}), sync.WaitGroup{}
	for _, id := range ids {
		writers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				version, err := there(t, s, id)
				mu.Lock()
				if err == nil {
					acknowledged[id] = version
					times = append(times, time.Now())
				}
				mu.Unlock()
			}
		})
	}
	acks := func() int { mu.Lock(); defer mu.Unlock(); return len(times) }
	waitUntil(t, "writes before the leader is killed", func() bool { return acks() > 40 })
	killed, before := time.Now(), acks()
	leader := c.KillLeader(t)
	waitUntil(t, "writes on the other server", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(times) > 80 && times[len(times)-40].After(killed)
	})
	close(stop)
	writers.Wait()

	gap := time.Duration(0)
	for i := 1; i < len(times); i++ {
		gap = max(gap, times[i].Sub(times[i-1]))
	}
	t.Logf("node %s was killed after %d acknowledged moves; the ledger stood still for %s; %d moves in all", leader, before, gap.Round(100*time.Millisecond), len(times))
	for id, version := range acknowledged {
		if e := must(s.EntryByID(t.Context(), id))(t); e.Version < version {
			t.Errorf("entry %d was acknowledged at version %d and is at %d", id, version, e.Version)
		}
	}
	if found := must(s.VerifyAudit(t.Context(), nil))(t); found.Break != nil {
		t.Errorf("audit log: %+v", found.Break)
	}
}

// there strikes an entry off and takes that back, whichever can be done, and is the version that was acknowledged.
func there(t *testing.T, s *Store, id int64) (version int, err error) {
	for _, name := range []ledger.MoveName{ledger.Resolve, ledger.Undo} {
		e, err := do(s, clerk, id, 0, move(t, name), "办结")
		if err == nil {
			return e.Version, nil
		}
	}
	return 0, fmt.Errorf("nobody answers")
}

func waitUntil(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1200 {
		if is() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("after two minutes still no %s", what)
}
