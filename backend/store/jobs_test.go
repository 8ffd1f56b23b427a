package store

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

func noFiles(func(ledger.JobFile, error) bool) {}

func queuedJob(t *testing.T, s *Store, owner string) ledger.Job {
	t.Helper()
	job := ledger.Job{Owner: owner, Kind: ledger.ExportJob, Title: "台账", ExpiresAt: s.now().Add(time.Hour)}
	if _, err := s.Jobs().Add(t.Context(), &job, noFiles); err != nil {
		t.Fatal(err)
	}
	return job
}

// However many claim at once, a job is one's only, until that one falls silent or gives it back.
func TestJobsAreClaimedOnce(t *testing.T) {
	s := open(t)
	for n := range 8 {
		queuedJob(t, s, fmt.Sprint("甲", n))
	}
	var mu sync.Mutex
	had := map[int64]int{}
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for {
				job, err := s.Jobs().Claim(t.Context(), fmt.Sprint("worker ", n), time.Minute)
				if err != nil {
					t.Error(err)
				}
				if err != nil || job == nil {
					return
				}
				mu.Lock()
				had[job.ID]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(had) != 8 {
		t.Errorf("%d jobs were claimed: %v", len(had), had)
	}
	for id, n := range had {
		if n != 1 {
			t.Errorf("job %d was claimed %d times", id, n)
		}
	}
}

func TestAJobGoesOn(t *testing.T) {
	s := open(t)
	queuedJob(t, s, "甲")
	claim := func(holder string) *ledger.Job {
		t.Helper()
		job, err := s.Jobs().Claim(t.Context(), holder, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		return job
	}
	first := claim("a")
	if first == nil || first.Runs != 1 || claim("b") != nil {
		t.Fatalf("claimed %+v", first)
	}
	if ours, err := s.Jobs().Beat(t.Context(), first, 3, 10, -time.Second); err != nil || !ours {
		t.Fatal(ours, err)
	}
	if err := s.Jobs().Keep(t.Context(), first, "x.xlsx", strings.NewReader("half")); err != nil {
		t.Fatal(err)
	}
	second := claim("b") // the first fell silent
	if second == nil || second.Runs != 2 {
		t.Fatalf("taken up: %+v", second)
	}
	if ours, err := s.Jobs().Beat(t.Context(), first, 4, 10, time.Minute); err != nil || ours {
		t.Errorf("the one that fell silent still has it: %v", err)
	}
	if name, _, err := s.Jobs().Result(t.Context(), second.ID); err != nil || name != "" {
		t.Errorf("half a result is left: %q, %v", name, err)
	}
	if err := s.Jobs().GiveBack(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	third := claim("c")
	made := strings.Repeat("台账", JobPiece/4)
	if err := s.Jobs().Keep(t.Context(), third, "台账.xlsx", strings.NewReader(made)); err != nil {
		t.Fatal(err)
	}
	if err := s.Jobs().Finish(t.Context(), third, nil, time.Hour); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := s.Jobs().Send(t.Context(), third.ID, &out); err != nil || out.String() != made {
		t.Errorf("%d bytes of %d came back, %v", out.Len(), len(made), err)
	}
	job, err := s.Jobs().Find(t.Context(), "甲", third.ID)
	if err != nil || job.State != ledger.JobDone || job.Runs != 3 {
		t.Errorf("%+v, %v", job, err)
	}
	if _, err := s.Jobs().Find(t.Context(), "乙", third.ID); ledger.AsMistake(err) == nil {
		t.Errorf("another finds it: %v", err)
	}
}

func TestJobsAreCancelledAndBounded(t *testing.T) {
	s := open(t)
	var last ledger.Job
	for range mostActive {
		last = queuedJob(t, s, "甲")
	}
	if _, err := s.Jobs().Add(t.Context(), &ledger.Job{Owner: "甲"}, noFiles); ledger.AsMistake(err) == nil {
		t.Errorf("one too many: %v", err)
	}
	running, err := s.Jobs().Claim(t.Context(), "a", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{running.ID, last.ID} {
		if err := s.Jobs().Cancel(t.Context(), "乙", id); err != nil {
			t.Fatal(err)
		}
		if job, err := s.Jobs().Find(t.Context(), "甲", id); err != nil || !job.State.Active() {
			t.Errorf("another cancelled %d: %v", id, err)
		}
		if err := s.Jobs().Cancel(t.Context(), "甲", id); err != nil {
			t.Fatal(err)
		}
	}
	if ours, err := s.Jobs().Beat(t.Context(), running, 1, 2, time.Minute); err != nil || ours {
		t.Errorf("a cancelled job goes on: %v", err)
	}
	if err := s.Jobs().Finish(t.Context(), running, nil, time.Hour); err != nil {
		t.Fatal(err)
	}
	if job, err := s.Jobs().Find(t.Context(), "甲", running.ID); err != nil || job.State != ledger.JobCancelled {
		t.Errorf("%+v, %v", job, err)
	}
}
