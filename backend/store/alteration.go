package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// detail is what an event says beside what changed of the entry itself.
type detail map[string]any

// alteration is an entry as it was and as it is to be, and what its event tells.
type alteration struct {
	before, after *ledger.Entry
	action, note  string
	told          detail
}

// change loads an entry, lets work alter it and keeps the outcome with its event. An entry that work left as it was stays as
// it is.
func (w *Writer) change(id int64, version int, action, note string, work func(*ledger.Entry) error) (*ledger.Entry, error) {
	return w.alter(id, version, action, note, func(e *ledger.Entry) (detail, error) { return nil, work(e) })
}

// alter is change for work that has more to tell in the event; with anything to tell it is kept in any case.
func (w *Writer) alter(id int64, version int, action, note string, work func(*ledger.Entry) (detail, error)) (*ledger.Entry, error) {
	before, err := w.entry(id)
	if err != nil {
		return nil, err
	}
	if version != 0 && version != before.Version {
		return nil, w.stale(before)
	}
	a, err := w.alteration(before, action, note, work)
	switch {
	case err != nil:
		return nil, err
	case a == nil:
		return before, nil
	}
	return a.after, w.keep(a)
}

// entry is an entry as it stands: from memory, where that has the version that the ledger has.
func (w *Writer) entry(id int64) (*ledger.Entry, error) {
	at := spot{id: id}
	err := ask(w.ctx(), w.tx, "SELECT e.version, "+dialectOf(w.tx).written+" FROM entries AS e WHERE e.id = ?", id).Scan(&at.version, &at.written)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, failed("read version", translated(w.tx, err))
	}
	if known, missing := w.known.get([]spot{at}); err == nil && len(missing) == 0 {
		return &known[0], nil
	}
	return w.read.EntryByID(w.ctx(), id)
}

// alteration is what work makes of an entry; nil where it left it as it was.
func (w *Writer) alteration(before *ledger.Entry, action, note string, work func(*ledger.Entry) (detail, error)) (*alteration, error) {
	after := *before
	after.Units = slices.Clone(before.Units)
	told, err := work(&after)
	if err != nil {
		return nil, err
	}
	if told == nil {
		if same, err := alike(before, &after); same || err != nil {
			return nil, err
		}
	}
	after.Version, after.UpdatedAt = before.Version+1, w.time()
	return &alteration{before, &after, action, note, told}, w.follow(before, &after, action)
}

// keep writes what was altered, the events in the same order.
func (w *Writer) keep(all ...*alteration) error {
	if err := w.save(all); err != nil {
		return err
	}
	events := make([]ledger.Event, len(all))
	for i, a := range all {
		was, is, err := differing(a.before, a.after)
		if err == nil && len(a.told) > 0 {
			err = is.add(a.told)
		}
		e := ledger.Event{Action: a.action, Subject: "entry", SubjectID: a.after.ID, Note: a.note}
		if err == nil {
			e.Before, err = was.written()
		}
		if err == nil {
			e.After, err = is.written()
		}
		if err != nil {
			return fmt.Errorf("record event: %w", err)
		}
		events[i] = e
	}
	return w.record(events...)
}

func (w *Writer) save(all []*alteration) error {
	at, err := w.positions(all)
	if err != nil {
		return err
	}
	var found, reached [][]any
	for _, a := range all {
		if err := w.saveRow(a, at); err != nil {
			return err
		}
		w.altered = append(w.altered, a)
		w.counts.count(a.before, -1)
		w.counts.count(a.after, 1)
		if a.reworded() && a.before.Number == "" {
			found = append(found, []any{a.after.ID, dialectOf(w.tx).spelled(words(a.after))})
		}
		if a.reseated() {
			reached = append(reached, reachRows(a.after, at)...)
		}
	}
	if err := w.insert("entry_search", "rowid, grams", found...); err != nil {
		return err
	}
	return w.insert("reach", reachColumns, reached...)
}

// saveRow writes the entry itself with its units, and of its rows in reach what becomes of those that are there.
func (w *Writer) saveRow(a *alteration, at map[string]int64) error {
	set, err := changed(a.before, a.after)
	if err != nil {
		return err
	}
	set.list(a, at)
	switch n, err := set.update(w.tx, "entries", "id = ? AND version = ?", a.after.ID, a.before.Version); {
	case err != nil:
		return err
	case n == 0:
		return fmt.Errorf("save entry %d: version %d is gone", a.after.ID, a.before.Version)
	}
	if err := w.saveParties(a); err != nil || a.before.Number == "" {
		return err
	}
	if a.reseated() {
		return failed("arrange entries by unit", w.tx.Exec("DELETE FROM reach WHERE id = ?", a.after.ID).Error)
	}
	_, err = set.of(inReach).update(w.tx, "reach", "id = ?", a.after.ID)
	return err
}

// index has a search find entries by the words that they have after all alterations. It is done at the end of a commit, for all of its writes: the
// index of SQLite sorts what it was told each time that a savepoint begins. No Writer searches.
func index(tx *gorm.DB, all []*alteration) error {
	last := map[int64]*alteration{}
	for _, a := range all {
		if a.reworded() && a.before.Number != "" || last[a.after.ID] != nil {
			last[a.after.ID] = a
		}
	}
	for _, a := range all {
		if last[a.after.ID] != a {
			continue
		}
		if _, err := run(tx, "UPDATE entry_search SET grams = ? WHERE rowid = ?", dialectOf(tx).spelled(words(a.after)), a.after.ID); err != nil {
			return failed("index entry", err)
		}
	}
	return nil
}

func (w *Writer) saveParties(a *alteration) error {
	if sameParties(a.before, a.after) {
		return nil
	}
	if err := w.tx.Where("entry_id = ?", a.after.ID).Delete(&ledger.Party{}).Error; err != nil {
		return failed("replace units of entry", err)
	}
	return w.createParties(place(a.after))
}

// reworded tells whether a search looks through other words now.
func (a *alteration) reworded() bool {
	return a.after.Number != "" && (a.before.Number == "" || !sameWords(a.before, a.after))
}

// reseated tells whether the entry stands at another place in lists now, or reaches other units.
func (a *alteration) reseated() bool {
	return a.after.Number != "" && (a.before.Number == "" || !sameParties(a.before, a.after) || a.before.Children != a.after.Children)
}
