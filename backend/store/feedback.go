package store

import (
	"context"

	"taizhang/backend/ledger"
)

// Feedback returns what was reported on an entry, the newest first.
func (r *Reader) Feedback(ctx context.Context, id int64) ([]ledger.Feedback, error) {
	return find[ledger.Feedback](r.db.WithContext(ctx).Where("entry_id = ?", id).Order("id DESC"), "feedback")
}

// report adds what a unit says of its work.
func (w *Writer) report(s *step) error {
	f := ledger.Feedback{
		EntryID: s.e.ID, Progress: s.in.Progress, Problems: s.in.Problems, Steps: s.in.Steps, Coordination: s.in.Coordination,
		Percent: *s.in.Percent, Version: s.e.Version + 1, CreatedAt: w.time(), CreatedBy: w.actor.Name,
	}
	s.e.Percent, s.told["feedback"] = f.Percent, &f
	return w.create("feedback", &f)
}
