package store

import (
	"context"
	"slices"

	"taizhang/backend/ledger"
)

// Terms returns the words that the office has added to the genre's, by list.
func (r *Reader) Terms(ctx context.Context) ([]ledger.Term, error) {
	return find[ledger.Term](r.db.WithContext(ctx).Order("list, word"), "terms")
}

// Register returns the units, themes and terms as they stand at one moment.
func (r *Reader) Register(ctx context.Context) (all ledger.Register, err error) {
	err = r.snapshot(ctx, func(r *Reader) error {
		if all.Units, err = r.Units(ctx); err != nil {
			return err
		}
		if all.Themes, err = r.Themes(ctx); err != nil {
			return err
		}
		all.Terms, err = r.Terms(ctx)
		return err
	})
	return all, err
}

// SaveTerms replaces the office's words of one list by those given, and tells how many are new and how many are gone.
func (w *Writer) SaveTerms(list string, words []string) (added, removed int, err error) {
	terms, err := w.read.Terms(w.ctx())
	if err != nil {
		return 0, 0, err
	}
	was := ledger.Register{Terms: terms}
	is, err := was.WithTerms(list, words)
	if err != nil {
		return 0, 0, err
	}
	before, after := was.Own(list), slices.Sorted(slices.Values(is.Own(list)))
	added, removed = lacking(before, after), lacking(after, before)
	if added+removed == 0 {
		return 0, 0, nil
	}
	if err := w.tx.Where("list = ?", list).Delete(&ledger.Term{}).Error; err != nil {
		return 0, 0, failed("replace terms", err)
	}
	for _, word := range after {
		if err := w.create("term", &ledger.Term{List: list, Word: word}); err != nil {
			return 0, 0, err
		}
	}
	return added, removed, w.log("save", "terms", 0, list, map[string]any{list: before}, map[string]any{list: after})
}

// lacking counts the words of b that a lacks.
func lacking(a, b []string) (n int) {
	for _, word := range b {
		if !slices.Contains(a, word) {
			n++
		}
	}
	return n
}
