package store

import (
	"cmp"
	"context"

	"taizhang/backend/ledger"
)

// belowPlace selects what belongs to the unit of a code or to one below it.
const belowPlace = "seat IN (SELECT b.code FROM units AS a JOIN units AS b ON b.path >= a.path AND b.path < a.path || '~' WHERE a.code = ?)"

// mostFew is how many entries of a place are read and sorted at once; where there are more, a list in its order comes upon them soon enough.
const mostFew = 5_000

// hold holds the selection to what the meetings of the filter's place said, and of the places below it. A place that has few entries in a
// ledger of very many is read by itself, whether the filter names it or the reader sees no other.
func (s *selection) hold(ctx context.Context, r *Reader, f ledger.Filter) error {
	place := cmp.Or(f.Under, PartOf(ctx))
	if place == "" {
		return nil
	}
	if f.Under != "" {
		if _, err := r.Unit(ctx, f.Under); err != nil {
			return asFilter(err, "under")
		}
		for i := range s.counted {
			s.counted[i].where = append(s.counted[i].where, condition{"e." + belowPlace, []any{f.Under}})
		}
	}
	few := f.Unit == "" && f.Query == "" && dialectOf(r.db).apart != ""
	if few {
		var err error
		if few, err = r.few(ctx, place); err != nil {
			return err
		}
	}
	for i := range s.branches {
		b := &s.branches[i]
		switch {
		case few:
			b.table, b.args = "(SELECT * FROM entries WHERE "+belowPlace+dialectOf(r.db).apart+") AS e", []any{place}
		case f.Under != "":
			b.where = append(b.where, condition{weak("e.seat") + belowPlace[len("seat"):], []any{f.Under}})
		}
	}
	return nil
}

// few tells whether the meetings held in a place and below it gave few entries.
func (r *Reader) few(ctx context.Context, place string) (bool, error) {
	n, err := recalled(ctx, r, "entries of a place", place, func() (int, error) {
		all, err := scan[int](ctx, r.db, "entries of a place", fewBelow, place, mostFew+1)
		if err != nil {
			return 0, err
		}
		return all[0], nil
	})
	return n <= mostFew, err
}
