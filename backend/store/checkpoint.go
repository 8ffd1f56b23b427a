package store

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"taizhang/backend/ledger"
)

// checkpoints returns what was trimmed off the audit log so far, the first first.
func (r *Reader) checkpoints(ctx context.Context) (all []ledger.Checkpoint, err error) {
	rows, err := scan[string](ctx, r.db, "checkpoints", `SELECT "after" FROM events WHERE subject = 'events' AND action = ? ORDER BY id`, ledger.Trim)
	for _, after := range rows {
		c, wrong := ledger.ReadCheckpoint(after)
		if wrong != nil { // was changed by force; the walk names the row
			continue
		}
		all = append(all, c)
	}
	return all, err
}

// WriteArchive writes the rows of the audit log from before a day, those after the last checkpoint, into an archive, and
// returns the checkpoint that would seal them. A log that is not whole, rows that are too young and a day with nothing
// before it are refused, and nothing is changed.
func (r *Reader) WriteArchive(ctx context.Context, before ledger.Date, archive io.Writer) (c ledger.Checkpoint, err error) {
	if err := ledger.MayTrim(before, ledger.DateOf(r.now())); err != nil {
		return c, err
	}
	err = r.snapshot(onPrimary(ctx), func(s *Reader) error {
		found, err := s.walk(ctx, nil, nil)
		if err != nil {
			return err
		}
		if b := found.Break; b != nil {
			return ledger.Mistake(ledger.Conflict, "audit", "审计记录不完整（第 %[1]d 条%[2]s），先查明原因，没有清理。",
				"The audit log is not whole (row %[1]d %[3]s); find out why first. Nothing was trimmed.", b.ID, b.Words.ZH, b.Words.EN)
		}
		c, err = s.archive(ctx, r.midnight(before), archive)
		return err
	})
	return c, err
}

func (r *Reader) archive(ctx context.Context, before time.Time, to io.Writer) (c ledger.Checkpoint, err error) {
	past, err := r.checkpoints(ctx)
	if err != nil {
		return c, err
	}
	from := int64(0)
	if len(past) > 0 {
		from = past[len(past)-1].Through
	}
	if c, err = r.through(ctx, from, before); err != nil {
		return c, err
	}
	a, err := newArchiver(to)
	if err != nil {
		return c, fmt.Errorf("write archive: %w", err)
	}
	if c.Rows, err = r.eachSealed(ctx, from, c.Through, a.add); err != nil {
		return c, err
	}
	if c.Archive, err = a.close(); err != nil {
		return c, fmt.Errorf("write archive: %w", err)
	}
	c.Kept, c.Digest, err = r.digest(ctx, c.Through)
	return c, err
}

// through is the last row of those before the first that is too young, where there are any after row from.
func (r *Reader) through(ctx context.Context, from int64, before time.Time) (c ledger.Checkpoint, err error) {
	q := r.db.WithContext(ctx).Where("id > ? AND id < coalesce((SELECT min(id) FROM events WHERE id > ? AND at >= ?), (SELECT max(id) + 1 FROM events))", from, from, before)
	last, err := first[ledger.Event](q.Order("id DESC"), "last row to trim",
		ledger.Mistake(ledger.NotFound, "before", "那一天之前没有可清理的审计记录。", "There is nothing to trim from before that day."))
	if err != nil {
		return c, err
	}
	return ledger.Checkpoint{Through: last.ID, Last: last.At.UTC(), Hash: last.Hash}, nil
}

// eachSealed gives each the rows after from up to through, and tells how many.
func (r *Reader) eachSealed(ctx context.Context, from, through int64, each func(sealedRow) error) (n int64, err error) {
	rows, err := r.db.WithContext(ctx).Raw("SELECT "+sealedFields(dialectOf(r.db).at)+", CAST(hash AS TEXT) FROM events WHERE id > ? AND id <= ? ORDER BY events.id", from, through).Rows()
	if err != nil {
		return 0, fmt.Errorf("read audit log: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		row, err := readSealed(rows)
		if err != nil {
			return n, err
		}
		if err := each(row); err != nil {
			return n, fmt.Errorf("read audit log: %w", err)
		}
		n++
	}
	return n, rows.Err()
}

// digest chains the rows up to through that are not trimmed.
func (r *Reader) digest(ctx context.Context, through int64) (kept int64, digest string, err error) {
	_, err = r.eachSealed(ctx, math.MinInt64, through, func(row sealedRow) error {
		if stays(row) {
			kept, digest = kept+1, ledger.Chain(digest, row[:]...)
		}
		return nil
	})
	return kept, digest, err
}

// stays tells whether a row stays in the log when those around it are trimmed (as Trim says it to the database).
func stays(row sealedRow) bool {
	return row[5] == ledger.Trim || !slices.Contains(ledger.Passing(), row[6])
}

// CheckArchive reads back what WriteArchive wrote and tells whether it is what the checkpoint says, every row of it.
func (r *Reader) CheckArchive(ctx context.Context, c ledger.Checkpoint, file io.Reader) error {
	past, err := r.checkpoints(ctx)
	if err != nil {
		return err
	}
	a, err := readArchive(file, newTrimmed(past).starts(), nil, func(int64, sealedRow) {})
	switch {
	case err != nil:
		return err
	case a.broken != nil || a.sum != c.Archive || a.rows != c.Rows || a.last[0] != strconv.FormatInt(c.Through, 10) || a.last[11] != c.Hash:
		return errArchive
	}
	return nil
}

// Trim takes the rows that the checkpoint covers off the audit log, but for those that stay, seals the checkpoint into it
// and tells how many went. Call it only once the archive is safe. A log that has changed since is a Conflict.
func (w *Writer) Trim(c ledger.Checkpoint) (int64, error) {
	last, err := find[ledger.Event](w.tx.Where("id = ? AND hash = ?", c.Through, c.Hash), "last row to trim")
	if err != nil {
		return 0, err
	}
	kept, digest, err := w.read.digest(w.ctx(), c.Through)
	if err != nil {
		return 0, err
	}
	if len(last) == 0 || !last[0].At.Equal(c.Last) || kept != c.Kept || digest != c.Digest || ledger.Early(c.Last, w.now()) {
		return 0, ledger.Mistake(ledger.Conflict, "audit", "审计记录刚刚有了变化，没有清理，请重新执行。", "The audit log has changed meanwhile; nothing was trimmed. Run it again.")
	}
	if err := w.log(ledger.Trim, "events", c.Through, "", nil, c); err != nil {
		return 0, err
	}
	q := w.tx.Where("id <= ? AND subject IN ? AND action <> ?", c.Through, ledger.Passing(), ledger.Trim).Delete(&ledger.Event{})
	return q.RowsAffected, failed("trim audit log", q.Error)
}
