package store

import (
	"context"
	"slices"

	"taizhang/backend/ledger"
)

// VersionOf is the version of what has none of its own: the number of the last event about it, 0 where there was none.
func (r *Reader) VersionOf(ctx context.Context, subject string, id int64) (int64, error) {
	all, err := scan[int64](ctx, r.db, "version", "SELECT coalesce(max(id), 0) FROM events WHERE subject = ? AND subject_id = ?", subject, id)
	if err != nil {
		return 0, err
	}
	return all[0], nil
}

// expect refuses a change of what is no longer as whoever asks has read it. Writes queue, so nobody changes it between this and that.
func (w *Writer) expect() error {
	e := w.actor.Expected
	if e == nil || e.Met {
		return nil
	}
	now, err := w.read.VersionOf(w.ctx(), e.Subject, e.ID)
	if err == nil && !slices.Contains(e.Versions, now) {
		err = ledger.ErrChanged
	}
	return err
}
