package store

import (
	"context"

	"taizhang/backend/ledger"
)

// EntriesNumbered returns the entries of those numbers, by number, with what was reported on each last; those that the ledger does not
// have are left out.
func (r *Reader) EntriesNumbered(ctx context.Context, numbers []string) (map[string]*ledger.Entry, error) {
	all := make(map[string]*ledger.Entry, len(numbers))
	for len(numbers) > 0 {
		n := min(batch, len(numbers))
		rows, err := find[ledger.Entry](r.entries(ctx).Where("number IN ? AND number <> ''", numbers[:n]), "entries")
		if err == nil {
			err = r.recall(ctx, rows)
		}
		if err != nil {
			return nil, err
		}
		for i := range rows {
			all[rows[i].Number] = &rows[i]
		}
		numbers = numbers[n:]
	}
	return all, nil
}

// TakeReturned makes the changes of a file of the ledger that came back, as they were settled for the account: each entry's edit and
// feedback with its event, and one event for the file. An entry that was changed since it was compared is a Conflict.
func (w *Writer) TakeReturned(by ledger.Account, file string, all []ledger.ReturnedEntry) error {
	for _, e := range all {
		if err := w.takeReturned(by, e); err != nil {
			return err
		}
	}
	return w.log("import", "entries", 0, file, nil, map[string]any{"entries": len(all)})
}

func (w *Writer) takeReturned(by ledger.Account, e ledger.ReturnedEntry) error {
	version := e.Entry.Version
	if e.Change != nil {
		change := *e.Change
		if e.Entry.Recurs != nil {
			former, err := w.read.EntryByID(w.ctx(), *e.Entry.Recurs)
			if err != nil {
				return err
			}
			change.Recurs = former.Number
		}
		saved, err := w.Edit(e.Entry.ID, version, change)
		if err != nil {
			return err
		}
		version = saved.Version
	}
	if e.Feedback == nil {
		return nil
	}
	m, err := ledger.FindMove(string(ledger.ReportBack))
	if err == nil {
		_, err = w.MoveAs(by, e.Entry.ID, version, m, *e.Feedback)
	}
	return err
}
