package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Entries returns one stretch of the ledger's entries: the page that f asks for, or what follows its cursor. Units are
// filled in. A unit, a theme or a cursor that does not exist is a BadRequest.
func (r *Reader) Entries(ctx context.Context, f ledger.Filter, d ledger.Day) (ledger.Page, error) {
	s, err := r.selection(ctx, f, d)
	if err != nil {
		return ledger.Page{}, err
	}
	limit := f.Limit
	if limit <= 0 {
		limit = ledger.DefaultLimit
	}
	limit = min(limit, ledger.MaxLimit)
	offset := 0
	if f.Cursor == "" && f.Page > 1 {
		offset = (f.Page - 1) * limit
	}
	total, err := r.total(ctx, s, f, d)
	if err != nil {
		return ledger.Page{}, err
	}
	return r.page(ctx, s, limit, offset, total)
}

// mostAnew bounds how often a list is read anew whose entries were changed while it was read: where the same few are written without a pause,
// every third reading meets a change.
const mostAnew = 20

// page reads a part of a list that has total entries.
func (r *Reader) page(ctx context.Context, s *selection, limit, offset, total int) (page ledger.Page, err error) {
	for try, settled := 1, false; !settled && try <= mostAnew; try++ {
		spots, err := s.stretch(ctx, limit+1, offset, total)
		if err != nil {
			return ledger.Page{}, err
		}
		page = ledger.Page{Total: total}
		if len(spots) > limit {
			spots = spots[:limit]
			page.Next = s.order.cursor(spots[limit-1].place())
		}
		if page.Items, settled, err = r.at(ctx, spots); err != nil {
			return ledger.Page{}, err
		}
	}
	return page, nil
}

func (r *Reader) total(ctx context.Context, s *selection, f ledger.Filter, d ledger.Day) (int, error) {
	if r.totals == nil {
		return s.count(ctx)
	}
	f.Sort, f.Page, f.Limit, f.Cursor = "", 0, 0, ""
	k := totalKey{PartOf(ctx), f, d}
	revision, err := r.Revision(ctx)
	if err != nil {
		return 0, err
	}
	if n, ok := r.totals.get(revision, k); ok {
		return n, nil
	}
	n, err := s.count(ctx)
	if err == nil {
		r.totals.put(revision, k, n)
	}
	return n, err
}

// batch is how many entries are loaded at a time.
const batch = 500

// EachEntry gives yield every entry that f selects, with what was reported on it last, in the list's order and regardless of paging,
// and stops at the first error. Which entries come and in what order is settled at the start; no connection is held while yield works.
func (r *Reader) EachEntry(ctx context.Context, f ledger.Filter, d ledger.Day, yield func(*ledger.Entry) error) error {
	f.Cursor = ""
	s, err := r.selection(ctx, f, d)
	if err != nil {
		return err
	}
	keys, err := s.keys(ctx, math.MaxInt64, 0)
	if err != nil {
		return err
	}
	all := ids(keys)
	for len(all) > 0 {
		n := min(batch, len(all))
		entries, err := r.load(ctx, all[:n])
		if err == nil {
			err = r.recall(ctx, entries)
		}
		if err != nil {
			return err
		}
		for i := range entries {
			if err := yield(&entries[i]); err != nil {
				return err
			}
		}
		all = all[n:]
	}
	return nil
}

// Entry returns the entry of that number, with its units.
func (r *Reader) Entry(ctx context.Context, number string) (*ledger.Entry, error) {
	return r.oneEntry(ctx, "number = ? AND number <> ''", number,
		ledger.Mistake(ledger.NotFound, "number", "台账里没有编号 %s。", "The ledger has no number %s.", number))
}

// EntryByID returns a draft or entry by its id, with its units.
func (r *Reader) EntryByID(ctx context.Context, id int64) (*ledger.Entry, error) {
	return r.oneEntry(ctx, "id = ?", id,
		ledger.Mistake(ledger.NotFound, "id", "没有这个事项（%d）。", "There is no such entry (%d).", id))
}

// Findings returns what was read from a report, of every status, in the order of its text; the parts of what was divided are
// not among them.
func (r *Reader) Findings(ctx context.Context, reportID int64) ([]ledger.Entry, error) {
	all, err := r.withUnits(ctx, `FROM entries WHERE report_id = ? AND parent IS NULL ORDER BY start, "end", id`, reportID)
	return append([]ledger.Entry{}, all...), err // none are an empty list
}

// InOrder puts findings that were just added in the order of the text, as Findings gives them.
func InOrder(findings []ledger.Entry) []ledger.Entry {
	for i := range findings {
		if findings[i].Units == nil {
			findings[i].Units = []ledger.Party{} // as what was read has it
		}
	}
	slices.SortFunc(findings, func(a, b ledger.Entry) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.ID, b.ID))
	})
	return append([]ledger.Entry{}, findings...) // none are an empty list
}

// Events returns what happened to one subject, oldest first. Within a part of the ledger these are the entries and reports of that
// part.
func (r *Reader) Events(ctx context.Context, subject string, id int64) ([]ledger.Event, error) {
	if PartOf(ctx) != "" {
		if theirs, err := r.owns(ctx, subject, id); err != nil || !theirs {
			return []ledger.Event{}, err
		}
	}
	return find[ledger.Event](r.db.WithContext(ctx).Where("subject = ? AND subject_id = ?", subject, id).Order("id"), "events")
}

// owns tells whether an entry or a report belongs to the part of the ledger that the context is within.
func (r *Reader) owns(ctx context.Context, subject string, id int64) (bool, error) {
	table, ok := map[string]string{"entry": "entries", "report": "reports"}[subject]
	if !ok {
		return false, nil
	}
	found, err := scan[int64](ctx, r.db, "owner", "SELECT id FROM "+table+" WHERE id = ?", id)
	return len(found) > 0, err
}

func (r *Reader) entries(ctx context.Context) *gorm.DB {
	return r.db.WithContext(ctx).Preload("Units", func(db *gorm.DB) *gorm.DB { return db.Order("entry_id, position") })
}

// load returns the entries of those ids, in their order, with their units.
func (r *Reader) load(ctx context.Context, ids []int64) ([]ledger.Entry, error) {
	entries := make([]ledger.Entry, 0, len(ids))
	for len(ids) > 0 {
		n := min(batch, len(ids))
		rows, err := r.unitsThenEntries(ctx, ids[:n])
		if err != nil {
			return nil, err
		}
		entries, ids = append(entries, rows...), ids[n:]
	}
	return entries, nil
}

// unitsThenEntries returns the entries of so many ids as one query takes, in their order. The units are read first: an entry that then has
// the version that it had before has those units.
func (r *Reader) unitsThenEntries(ctx context.Context, ids []int64) ([]ledger.Entry, error) {
	asked := evened(ids)
	parties, err := rowsOf[ledger.Party](ctx, r.db, "units of entries", "FROM entry_units WHERE entry_id IN ? ORDER BY entry_id, position", asked)
	if err != nil {
		return nil, err
	}
	rows, err := rowsOf[ledger.Entry](ctx, r.db, "entries", "FROM entries WHERE id IN ?", asked)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]int, len(rows))
	for i := range rows {
		at[rows[i].ID], rows[i].Units = i, []ledger.Party{}
	}
	for _, p := range parties {
		if i, ok := at[p.EntryID]; ok {
			rows[i].Units = append(rows[i].Units, p)
		}
	}
	entries := make([]ledger.Entry, 0, len(ids))
	for _, id := range ids {
		i, ok := at[id]
		if !ok {
			return nil, fmt.Errorf("read entries: %d is gone", id)
		}
		entries = append(entries, rows[i])
	}
	return entries, nil
}

// evened repeats the last id until there are as many as a power of two, so that few different queries are prepared.
func evened(ids []int64) []int64 {
	n := 1
	for n < len(ids) {
		n *= 2
	}
	even := append(make([]int64, 0, n), ids...)
	for len(even) < n {
		even = append(even, ids[len(ids)-1])
	}
	return even
}

// withUnits reads the entries that a query finds, with their units.
func (r *Reader) withUnits(ctx context.Context, rest string, args ...any) ([]ledger.Entry, error) {
	rows, err := rowsOf[ledger.Entry](ctx, r.db, "entries", rest, args...)
	if err != nil {
		return nil, err
	}
	return rows, r.fillUnits(ctx, rows)
}

// fillUnits reads the units of entries into them.
func (r *Reader) fillUnits(ctx context.Context, entries []ledger.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	at, ids := make(map[int64]int, len(entries)), make([]int64, len(entries))
	for i := range entries {
		entries[i].Units, ids[i], at[entries[i].ID] = []ledger.Party{}, entries[i].ID, i
	}
	for some := range slices.Chunk(ids, batch) { // a database takes so many values in one query, and a report may have more findings
		parties, err := rowsOf[ledger.Party](ctx, r.db, "units of entries", "FROM entry_units WHERE entry_id IN ? ORDER BY entry_id, position", some)
		if err != nil {
			return err
		}
		for _, p := range parties {
			e := &entries[at[p.EntryID]]
			e.Units = append(e.Units, p)
		}
	}
	return nil
}

// oneEntry is the one that a query by one value finds.
func (r *Reader) oneEntry(ctx context.Context, where string, by any, missing *ledger.Error) (*ledger.Entry, error) {
	all, err := r.withUnits(ctx, "FROM entries WHERE "+where, by)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, missing
	}
	return &all[0], nil
}
