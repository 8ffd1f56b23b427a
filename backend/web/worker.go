package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	"taizhang/backend/export"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

const (
	// JobsEvery is how often a worker looks for work that others left.
	JobsEvery = 5 * time.Second

	jobLease = 45 * time.Second
	jobBeat  = 2 * time.Second
	jobRuns  = 3                  // a job that was begun so often and not ended is not begun again
	jobKeeps = 3 * 24 * time.Hour // what a job made, and what became of its files
)

var errJobGone = errors.New("the job is no longer ours")

// RunJobs does what waits in the background, one job at a time, until it is told to stop; then it gives back what it is at. Any number
// of servers may do so over one ledger.
func (s *Server) RunJobs(ctx context.Context, ticks <-chan time.Time) {
	holder := rand.Text()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		case <-s.queued:
		}
		if err := s.Store.Jobs().Sweep(ctx); err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "jobs", "error", err)
		}
		for ctx.Err() == nil {
			job, err := s.Store.Jobs().Claim(ctx, holder, jobLease)
			if err != nil && ctx.Err() == nil {
				s.Log.ErrorContext(ctx, "jobs", "error", err)
			}
			if err != nil || job == nil {
				break
			}
			s.runJob(ctx, job)
		}
	}
}

// wakeWorker has this server's worker look for work at once.
func (s *Server) wakeWorker() {
	select {
	case s.queued <- struct{}{}:
	default:
	}
}

// runJob does a job and keeps how it ended.
func (s *Server) runJob(ctx context.Context, job *ledger.Job) {
	err := s.doJob(ctx, job)
	last := context.WithoutCancel(ctx)
	switch m := ledger.AsMistake(err); {
	case errors.Is(err, errJobGone):
		err = nil
	case ctx.Err() != nil && err != nil:
		err = s.Store.Jobs().GiveBack(last, job)
	case m != nil:
		err = s.Store.Jobs().Finish(last, job, m, jobKeeps)
	case err != nil:
		s.Log.ErrorContext(ctx, "job failed", "job", job.ID, "error", err)
		err = s.Store.Jobs().Finish(last, job, ledger.Mistake("internal", "", "系统出了问题，没有完成。请再试一次；如果还是这样，请联系管理员。", "Something went wrong; it was not done. Try again, and tell the administrator if it happens again."), jobKeeps)
	default:
		err = s.Store.Jobs().Finish(last, job, nil, jobKeeps)
	}
	if err != nil {
		s.Log.ErrorContext(ctx, "the end of a job is not kept", "job", job.ID, "error", err)
	}
}

func (s *Server) doJob(ctx context.Context, job *ledger.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if job.Runs > jobRuns {
		return ledger.Mistake(ledger.Conflict, "job", "开始了 %d 次都没有做完（程序中途停止），不再重试。请重新提交。", "It was begun %d times and never ended, for the program stopped in between; it is not tried again. Ask for it anew.", jobRuns)
	}
	owner, err := s.Store.User(ctx, job.Owner)
	if err != nil {
		return err
	}
	need := map[ledger.JobKind]ledger.Right{ledger.ExportJob: ledger.Read, ledger.ImportJob: ledger.Review}[job.Kind]
	if need == "" || !owner.Active || owner.Reach(need) == ledger.Nothing {
		return ledger.Mistake(ledger.Forbidden, "job", "账号已停用，或者不再有这项权限。", "The account is closed, or may do this no more.")
	}
	if owner.Bound() {
		ctx = store.Within(ctx, owner.UnitCode)
	}
	ctx, h := s.hold(ctx, job)
	defer h.release()
	if job.Kind == ledger.ImportJob {
		err = s.importFiles(ctx, job, h)
	} else {
		err = s.exportAll(ctx, job, owner.Account, h)
	}
	if h.gone.Load() {
		return errJobGone
	}
	return err
}

// holding keeps a job's lease while it is done, and ends its work when the job was cancelled or taken by another.
type holding struct {
	done, total atomic.Int64
	gone        atomic.Bool
	cancel      context.CancelFunc
	ended       chan struct{}
}

func (s *Server) hold(ctx context.Context, job *ledger.Job) (context.Context, *holding) {
	ctx, cancel := context.WithCancel(ctx)
	h := &holding{cancel: cancel, ended: make(chan struct{})}
	h.total.Store(int64(job.Total))
	go func() {
		defer close(h.ended)
		every := time.NewTicker(jobBeat)
		defer every.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-every.C:
			}
			ours, err := s.Store.Jobs().Beat(ctx, job, int(h.done.Load()), int(h.total.Load()), jobLease)
			if err == nil && !ours {
				h.gone.Store(true)
				cancel()
				return
			}
		}
	}()
	return ctx, h
}

func (h *holding) release() { h.cancel(); <-h.ended }

// exportWanted is what an export job was asked for.
type exportWanted struct {
	Query  string // the filter, as in an address
	Cols   string
	Format string
	Lang   ledger.Lang
}

// exportAll makes a file of all that was asked for, as far as the account may read it now.
func (s *Server) exportAll(ctx context.Context, job *ledger.Job, a ledger.Account, h *holding) error {
	var want exportWanted
	if err := json.Unmarshal([]byte(job.Params), &want); err != nil {
		return fmt.Errorf("read what a job is to export: %w", err)
	}
	f, x, format, err := s.toExport(ctx, want, a)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp("", "taizhang-export-*")
	if err != nil {
		return fmt.Errorf("make a file for an export: %w", err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	err = format.Write(file, x, func(yield func(*ledger.Entry) error) error {
		return s.Store.EachEntry(ctx, f, x.Day, func(e *ledger.Entry) error {
			h.done.Add(1)
			if err := ctx.Err(); err != nil {
				return err
			}
			return yield(e)
		})
	})
	if err != nil {
		return err
	}
	if _, err := file.Seek(0, 0); err != nil {
		return fmt.Errorf("read an export back: %w", err)
	}
	return s.Store.Jobs().Keep(ctx, job, x.Lang.T("台账", "ledger")+"-"+string(x.Day.Today)+"."+format.Ext, file)
}

func (s *Server) toExport(ctx context.Context, want exportWanted, a ledger.Account) (f ledger.Filter, x export.Table, format export.Format, err error) {
	if f, err = filterOf(want.Query); err != nil {
		return f, x, format, err
	}
	if a.Reach(ledger.Read) != ledger.Whole {
		f.Unit = a.UnitCode
	}
	if format, err = export.Find(want.Format); err != nil {
		return f, x, format, err
	}
	if x, err = s.tableOf(ctx, f, want.Lang); err != nil {
		return f, x, format, err
	}
	x.Shown, err = ledger.ParseShown(want.Cols)
	return f, x, format, err
}

// importWanted is what an import job was told of all its files.
type importWanted struct {
	Published ledger.Date
	Keep      bool
	Ask       Asking
	Address   string // where it was asked for
	Via       string // and how; "" for a page
	Seat      string // code of the unit whose reports they are, "" for the person's own
}

// importFiles brings in each file of a job that was not yet, each for itself: begun again, it goes on where it stopped.
func (s *Server) importFiles(ctx context.Context, job *ledger.Job, h *holding) error {
	var want importWanted
	if err := json.Unmarshal([]byte(job.Params), &want); err != nil {
		return fmt.Errorf("read what a job is to bring in: %w", err)
	}
	files, err := s.Store.Jobs().Files(ctx, job.ID)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Outcome == "" {
			err := s.importFile(ctx, job, f, want)
			if gone := ctx.Err(); gone != nil {
				return gone
			}
			if err != nil {
				return err
			}
		}
		h.done.Add(1)
	}
	return nil
}

func (s *Server) importFile(ctx context.Context, job *ledger.Job, f ledger.JobFile, want importWanted) error {
	whole, err := s.Store.Jobs().File(ctx, job.ID, f.Position)
	if err != nil {
		return err
	}
	sub := Submission{File: intake.File{Name: f.Name, FileName: f.Name, Data: whole.Data, Published: want.Published}, Ask: want.Ask, Keep: want.Keep, Seat: want.Seat}
	if sub.Seat != "" { // what the person sees may have changed since
		if _, err := s.Store.Unit(ctx, sub.Seat); err != nil {
			return err
		}
	}
	reader, err := s.reader(sub.within(ctx))
	if err != nil {
		return err
	}
	got, err := Submit(ctx, s.Store, ledger.Actor{Name: job.Owner, Via: cmp.Or(want.Via, "web"), Address: want.Address}, reader, sub)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	said, err := json.Marshal(s.becameOf(ctx, job, sub, got, err))
	if err != nil {
		return fmt.Errorf("keep what became of a file: %w", err)
	}
	return s.Store.Jobs().Settle(ctx, job.ID, f.Position, string(said))
}

func (s *Server) setAsideFor(ctx context.Context, owner string, sub Submission, life time.Duration) (string, error) {
	f := sub.File
	a := store.Aside{Key: rand.Text(), Owner: owner, Name: f.Name, FileName: f.FileName, Published: f.Published, Data: f.Data}
	return a.Key, s.Store.Asides().Keep(ctx, a, life, maxFiles, maxForm*s.MaxUpload)
}
