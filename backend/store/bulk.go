package store

import (
	"context"
	"errors"

	"taizhang/backend/ledger"
)

// errTried takes back what was only tried.
var errTried = errors.New("tried only")

// Try runs f as Write does and takes everything back again: what f found is what Write would do now.
func (s *Store) Try(ctx context.Context, actor ledger.Actor, f func(*Writer) error) error {
	err := s.Write(ctx, actor, func(w *Writer) error {
		if err := f(w); err != nil {
			return err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}

// MoveAll makes a move on each of several entries, if the account may, and tells what became of each. What is refused leaves the
// others as they are; any other error ends all of it.
func (w *Writer) MoveAll(by ledger.Account, picks []ledger.Pick, m ledger.Move, in ledger.Input) ([]ledger.Attempt, error) {
	return w.each(picks, func(a *ledger.Attempt, p ledger.Pick) (err error) {
		a.After, err = w.MoveAs(by, p.ID, p.Version, m, in)
		return err
	})
}

// each does something with every entry picked; what a mistake stands against is taken back and told, and the rest goes on.
func (w *Writer) each(picks []ledger.Pick, do func(*ledger.Attempt, ledger.Pick) error) ([]ledger.Attempt, error) {
	if len(picks) > ledger.MaxBulk {
		return nil, ledger.Mistake(ledger.Invalid, "pick", "一次最多办理 %[1]d 项，现在选了 %[2]d 项，请分批办理。", "%[1]d entries at most can be done at once; %[2]d were chosen. Do them in several goes.", ledger.MaxBulk, len(picks))
	}
	ids := make([]int64, len(picks))
	for i, p := range picks {
		ids[i] = p.ID
	}
	before, err := w.read.load(w.ctx(), ids)
	if err != nil {
		return nil, err
	}
	all := make([]ledger.Attempt, len(picks))
	for i, p := range picks {
		all[i].Before = before[i]
		err := w.wholly(func() error { return do(&all[i], p) })
		if all[i].Err = ledger.AsMistake(err); err != nil && all[i].Err == nil {
			return nil, err
		}
		if err != nil {
			all[i].After, all[i].Units = nil, nil
		}
	}
	return all, nil
}

// wholly does all of what f does, or nothing of it where a mistake stands against that; the transaction goes on either way.
func (w *Writer) wholly(f func() error) error {
	before, counted, altered := w.tip.clone(), w.counts.clone(), len(w.altered)
	if err := w.tx.Exec("SAVEPOINT wholly").Error; err != nil {
		return failed("begin one of several", err)
	}
	mistaken := f()
	switch {
	case mistaken == nil:
		return failed("end one of several", w.tx.Exec("RELEASE SAVEPOINT wholly").Error)
	case ledger.AsMistake(mistaken) == nil:
		return mistaken
	}
	w.tip, w.counts, w.altered = before, counted, w.altered[:altered]
	if err := w.tx.Exec("ROLLBACK TO SAVEPOINT wholly").Error; err != nil {
		return failed("take one of several back", err)
	}
	return mistaken
}
