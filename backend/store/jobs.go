package store

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Jobs keeps work in the background. It is no part of the ledger and has no events: what a job changes in the ledger has its own.
type Jobs struct{ s *Store }

// Jobs returns the work in the background.
func (s *Store) Jobs() *Jobs { return &Jobs{s} }

// Bounds of what one person has at a time, and of what is listed.
const (
	mostActive = 5
	mostListed = 50
)

// JobPiece is how many bytes of a result stand in one row.
const JobPiece = 1 << 20

func (j *Jobs) write(ctx context.Context) *gorm.DB { return j.s.writer.WithContext(ctx) }

// Add queues a job with the files that it reads, and returns how many those were; an error of files' own adds nothing. Somebody with
// too many unfinished jobs is told so.
func (j *Jobs) Add(ctx context.Context, job *ledger.Job, files iter.Seq2[ledger.JobFile, error]) (n int, err error) {
	err = j.write(ctx).Transaction(func(tx *gorm.DB) error {
		var active int64
		if err := tx.Model(&ledger.Job{}).Where("owner = ? AND state IN ('waiting', 'running')", job.Owner).Count(&active).Error; err != nil {
			return err
		}
		if active >= mostActive {
			return ledger.Mistake(ledger.TooMany, "job", "您已有 %d 项任务在后台，请等它们完成或先取消。", "You have %d jobs in the background; wait for them or cancel some.", active)
		}
		job.State, job.CreatedAt = ledger.JobWaiting, stored(j.s.now())
		if err := tx.Create(job).Error; err != nil {
			return err
		}
		for f, err := range files {
			if err != nil {
				return err
			}
			f.JobID, f.Position, f.Size = job.ID, n, int64(len(f.Data))
			if err := tx.Create(&f).Error; err != nil {
				return err
			}
			n++
		}
		if n > 0 {
			return tx.Model(job).Update("total", n).Error
		}
		return nil
	})
	return n, failed("queue a job", err)
}

// Of lists somebody's jobs, the newest first.
func (j *Jobs) Of(ctx context.Context, owner string) ([]ledger.Job, error) {
	return find[ledger.Job](j.s.db.WithContext(ctx).Where("owner = ? AND expires_at > ?", owner, stored(j.s.now())).Order("id DESC").Limit(mostListed), "jobs")
}

// Find returns a job of owner's; NotFound for any other.
func (j *Jobs) Find(ctx context.Context, owner string, id int64) (*ledger.Job, error) {
	return first[ledger.Job](j.s.db.WithContext(ctx).Where("id = ? AND owner = ? AND expires_at > ?", id, owner, stored(j.s.now())), "job",
		ledger.Mistake(ledger.NotFound, "job", "没有这项任务，或者结果已经过期。", "There is no such job, or its result has expired."))
}

// Files lists what a job reads, without the bytes.
func (j *Jobs) Files(ctx context.Context, id int64) ([]ledger.JobFile, error) {
	return find[ledger.JobFile](j.s.db.WithContext(ctx).Select("job_id", "position", "name", "size", "outcome").Where("job_id = ? AND NOT result", id).Order("position"), "files of a job")
}

// File returns one of the files that a job reads.
func (j *Jobs) File(ctx context.Context, id int64, position int) (*ledger.JobFile, error) {
	return first[ledger.JobFile](j.s.db.WithContext(ctx).Where("job_id = ? AND NOT result AND position = ?", id, position), "file of a job", ledger.Mistake(ledger.NotFound, "job", "没有这个文件。", "There is no such file."))
}

const claimJob = `
UPDATE jobs SET state = 'running', holder = ?, lease_until = ?, runs = runs + 1, started_at = ?
WHERE id = (SELECT id FROM jobs WHERE state = 'waiting' OR state = 'running' AND (lease_until < ? OR lease_until > ?) ORDER BY id LIMIT 1)
  AND (state = 'waiting' OR lease_until < ? OR lease_until > ?)
RETURNING *`

// Claim gives holder the job that waits longest, or one whose holder fell silent, for as long as life; nil where there is none. What was
// made of its result is gone. A lease of more than twice life is from before the clock was set back.
func (j *Jobs) Claim(ctx context.Context, holder string, life time.Duration) (job *ledger.Job, err error) {
	now := stored(j.s.now())
	odd := stored(now.Add(2 * life))
	err = j.write(ctx).Transaction(func(tx *gorm.DB) error {
		got, err := scan[ledger.Job](ctx, tx, "job", claimJob, holder, stored(now.Add(life)), now, now, odd, now, odd)
		if err != nil || len(got) == 0 {
			return err
		}
		job = &got[0]
		return tx.Where("job_id = ? AND result", job.ID).Delete(&ledger.JobFile{}).Error
	})
	return job, failed("claim a job", err)
}

// held selects the job as long as holder has it.
func (j *Jobs) held(ctx context.Context, job *ledger.Job) *gorm.DB {
	return j.write(ctx).Model(&ledger.Job{}).Where("id = ? AND holder = ? AND state = 'running'", job.ID, job.Holder)
}

// Beat says how far a job is and prolongs its lease; false where it was cancelled or another has it.
func (j *Jobs) Beat(ctx context.Context, job *ledger.Job, done, total int, life time.Duration) (bool, error) {
	q := j.held(ctx, job).Updates(map[string]any{"done": done, "total": total, "lease_until": stored(j.s.now().Add(life))})
	return q.RowsAffected == 1, failed("keep how far a job is", q.Error)
}

// Settle keeps what became of a file that a job reads; its bytes go.
func (j *Jobs) Settle(ctx context.Context, id int64, position int, outcome string) error {
	return failed("keep what became of a file", j.write(ctx).Model(&ledger.JobFile{}).Where("job_id = ? AND NOT result AND position = ?", id, position).
		Updates(map[string]any{"outcome": outcome, "data": nil}).Error)
}

// Resettle keeps what became of a file that waited for a person's word under key.
func (j *Jobs) Resettle(ctx context.Context, owner, key, outcome string) error {
	return failed("keep what became of a file", j.write(ctx).Exec(`
UPDATE job_files SET outcome = ? WHERE NOT result AND outcome LIKE ? AND job_id IN (SELECT id FROM jobs WHERE owner = ?)`, outcome, `%"`+key+`"%`, owner).Error)
}

// Keep stores what a job made, read from r, under name.
func (j *Jobs) Keep(ctx context.Context, job *ledger.Job, name string, r io.Reader) error {
	for n := 0; ; n++ {
		piece := make([]byte, JobPiece)
		size, err := io.ReadFull(r, piece)
		if size > 0 {
			row := ledger.JobFile{JobID: job.ID, Result: true, Position: n, Name: name, Size: int64(size), Data: piece[:size]}
			if err := j.write(ctx).Create(&row).Error; err != nil {
				return failed("keep what a job made", err)
			}
		}
		switch err {
		case nil:
		case io.EOF, io.ErrUnexpectedEOF:
			return nil
		default:
			return failed("read what a job made", err)
		}
	}
}

// Result tells the name and the size of what a job made; "" where it made nothing.
func (j *Jobs) Result(ctx context.Context, id int64) (name string, size int64, err error) {
	all, err := find[ledger.JobFile](j.s.db.WithContext(ctx).Select("name", "size").Where("job_id = ? AND result", id), "result of a job")
	for _, f := range all {
		name, size = f.Name, size+f.Size
	}
	return name, size, err
}

// Send writes what a job made to w.
func (j *Jobs) Send(ctx context.Context, id int64, w io.Writer) error {
	for n := 0; ; n++ {
		piece, err := find[ledger.JobFile](j.s.db.WithContext(ctx).Where("job_id = ? AND result AND position = ?", id, n), "result of a job")
		if err != nil || len(piece) == 0 {
			return err
		}
		if _, err := w.Write(piece[0].Data); err != nil {
			return failed("send what a job made", err)
		}
	}
}

// Finish ends a job that its holder still has: done, or failed for a reason. A job that was cancelled stays so.
func (j *Jobs) Finish(ctx context.Context, job *ledger.Job, why *ledger.Error, keep time.Duration) error {
	now := stored(j.s.now())
	end := map[string]any{"state": ledger.JobDone, "holder": "", "finished_at": now, "expires_at": stored(now.Add(keep))}
	if why != nil {
		words, err := json.Marshal(why.Words)
		if err != nil {
			return failed("end a job", err)
		}
		end["state"], end["trouble"] = ledger.JobFailed, string(words)
	} else {
		end["done"] = gorm.Expr("total")
	}
	return failed("end a job", j.held(ctx, job).Updates(end).Error)
}

// GiveBack lets another take a job up at once.
func (j *Jobs) GiveBack(ctx context.Context, job *ledger.Job) error {
	return failed("give a job back", j.held(ctx, job).Updates(map[string]any{"state": ledger.JobWaiting, "holder": ""}).Error)
}

// Cancel ends a job of owner's before it is done; what it made goes. One that has ended stays as it is.
func (j *Jobs) Cancel(ctx context.Context, owner string, id int64) error {
	return failed("cancel a job", j.write(ctx).Transaction(func(tx *gorm.DB) error {
		q := tx.Model(&ledger.Job{}).Where("id = ? AND owner = ? AND state IN ('waiting', 'running')", id, owner).
			Updates(map[string]any{"state": ledger.JobCancelled, "holder": "", "finished_at": stored(j.s.now())})
		if q.Error != nil || q.RowsAffected == 0 {
			return q.Error
		}
		if err := tx.Where("job_id = ? AND result", id).Delete(&ledger.JobFile{}).Error; err != nil {
			return err
		}
		return tx.Model(&ledger.JobFile{}).Where("job_id = ?", id).Update("data", nil).Error
	}))
}

// Sweep forgets the jobs that have expired, with their files.
func (j *Jobs) Sweep(ctx context.Context) error {
	return failed("forget old jobs", j.write(ctx).Where("expires_at <= ? AND state NOT IN ('waiting', 'running')", stored(j.s.now())).Delete(&ledger.Job{}).Error)
}
