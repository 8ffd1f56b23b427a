package store

import (
	"context"
	"maps"
	"slices"

	"taizhang/backend/ledger"
)

// Feedback returns what was reported on an entry, the newest first.
func (r *Reader) Feedback(ctx context.Context, id int64) ([]ledger.Feedback, error) {
	return find[ledger.Feedback](r.db.WithContext(ctx).Where("entry_id = ?", id).Order("id DESC"), "feedback")
}

// recall fills in what was reported last on each of the entries.
func (r *Reader) recall(ctx context.Context, entries []ledger.Entry) error {
	at := make(map[int64]*ledger.Entry, len(entries))
	for i := range entries {
		at[entries[i].ID] = &entries[i]
	}
	last, err := find[ledger.Feedback](r.db.WithContext(ctx).Where("id IN (SELECT max(id) FROM feedback WHERE entry_id IN ? GROUP BY entry_id)", slices.Collect(maps.Keys(at))), "feedback")
	for i := range last {
		at[last[i].EntryID].Last = &last[i]
	}
	return err
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
