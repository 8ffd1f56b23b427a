package store

import (
	"context"
	"slices"

	"taizhang/backend/ledger"
)

// LastMoves returns, for each of the entries, the last event that was a move on it.
func (r *Reader) LastMoves(ctx context.Context, ids []int64) (map[int64]ledger.Event, error) {
	var moves []ledger.MoveName
	for _, m := range ledger.Moves {
		moves = append(moves, m.Name)
	}
	all := map[int64]ledger.Event{}
	last := r.db.Model(&ledger.Event{}).Select("max(id)").Where("subject = ? AND subject_id IN ? AND action IN ?", "entry", ids, moves).Group("subject_id")
	events, err := find[ledger.Event](r.db.WithContext(ctx).Where("id IN (?)", last), "last moves")
	for _, e := range events {
		all[e.SubjectID] = e
	}
	return all, err
}

// LastFeedback returns what was reported last on each of the entries.
func (r *Reader) LastFeedback(ctx context.Context, ids []int64) (map[int64]ledger.Feedback, error) {
	all := map[int64]ledger.Feedback{}
	last := r.db.Model(&ledger.Feedback{}).Select("max(id)").Where("entry_id IN ?", ids).Group("entry_id")
	rows, err := find[ledger.Feedback](r.db.WithContext(ctx).Where("id IN (?)", last), "last feedback")
	for _, f := range rows {
		all[f.EntryID] = f
	}
	return all, err
}

// AskingForTime lists the extensions that were asked for and wait for a decision, the oldest first.
func (r *Reader) AskingForTime(ctx context.Context) ([]ledger.Extension, error) {
	return find[ledger.Extension](r.db.WithContext(ctx).Where("decision = ?", ledger.Undecided).Order("id"), "extensions")
}

// EntriesByID returns the entries of those ids, in their order, with their units.
func (r *Reader) EntriesByID(ctx context.Context, ids []int64) ([]ledger.Entry, error) {
	return r.load(ctx, ids)
}

// EntriesFound returns those entries of the ledger that have one of the ids, in the order of these; whatever is a draft still, or
// is not there, is left out.
func (r *Reader) EntriesFound(ctx context.Context, ids []int64) ([]ledger.Entry, error) {
	there, err := scan[int64](ctx, r.db, "entries", "SELECT e.id FROM entries AS e WHERE e.id IN ? AND "+inLedger, ids)
	if err != nil {
		return nil, err
	}
	return r.load(ctx, slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return !slices.Contains(there, id) }))
}
