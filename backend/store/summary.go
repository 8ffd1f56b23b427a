package store

import (
	"context"
	"fmt"

	"taizhang/backend/ledger"
)

// How much of a unit's past its page shows.
const (
	summaryMonths = 12
	summaryOpen   = 100
)

// UnitSummary gathers what one unit's page shows: its tally for the month p (the newest when it is ""), what the twelve
// latest months that name it say, what it has to do (the hundred most pressing; the tally counts them all) and its
// repeated shortcomings. Units of months' and open entries are filled in.
func (r *Reader) UnitSummary(ctx context.Context, code string, p ledger.Period, d ledger.Day) (*ledger.UnitSummary, error) {
	s := &ledger.UnitSummary{}
	err := r.snapshot(ctx, func(r *Reader) error {
		*s = ledger.UnitSummary{}
		u, err := r.Unit(ctx, code)
		if err != nil {
			return err
		}
		if p, _, err = r.month(ctx, p); err != nil {
			return err
		}
		tallies, err := r.tallies(ctx, []ledger.Unit{*u}, p, d)
		if err != nil {
			return err
		}
		s.Tally = tallies[0]
		if s.Months, err = r.unitMonths(ctx, code, p); err != nil {
			return err
		}
		if s.Open, err = r.unitOpen(ctx, code, d); err != nil {
			return err
		}
		if s.Persisting, err = r.Persisting(ctx, *u, p); err != nil {
			return err
		}
		s.Repeats = repeatsOf(s.Persisting)
		s.Before, err = r.before(ctx, p)
		return err
	})
	return s, err
}

// unitOpen lists a unit's open entries by due date, which puts the red ones first.
func (r *Reader) unitOpen(ctx context.Context, code string, d ledger.Day) ([]ledger.Entry, error) {
	lists, err := r.heads(ctx, d, summaryOpen, ledger.Filter{Unit: code, Status: string(ledger.Open), Sort: "due"})
	if err != nil {
		return nil, err
	}
	return lists[0], nil
}

// heads loads the first entries that each filter selects, in its order, all at once.
func (r *Reader) heads(ctx context.Context, d ledger.Day, most int, filters ...ledger.Filter) (lists [][]ledger.Entry, err error) {
	var all []int64
	ends := []int{0}
	for _, f := range filters {
		s, err := r.selection(ctx, f, d)
		if err != nil {
			return nil, err
		}
		keys, err := s.keys(ctx, most, 0)
		if err != nil {
			return nil, err
		}
		all = append(all, ids(keys)...)
		ends = append(ends, len(all))
	}
	entries, err := r.load(ctx, all)
	if err != nil {
		return nil, err
	}
	for i := range filters {
		lists = append(lists, entries[ends[i]:ends[i+1]])
	}
	return lists, nil
}

const unitMonths = `
SELECT id FROM reach WHERE unit_code = ? AND ` + stands + ` AND period IN (
  SELECT DISTINCT period FROM reach WHERE unit_code = ? AND period <= ? ORDER BY period DESC LIMIT ?)
ORDER BY period DESC, place`

func (r *Reader) unitMonths(ctx context.Context, code string, p ledger.Period) ([]ledger.UnitMonth, error) {
	named, err := scan[int64](ctx, r.db, "unit's entries", unitMonths, code, code, p, summaryMonths)
	if err != nil {
		return nil, err
	}
	entries, err := r.load(ctx, named)
	if err != nil {
		return nil, err
	}
	months := []ledger.UnitMonth{}
	for _, e := range entries {
		if n := len(months); n == 0 || months[n-1].Period != e.Period {
			months = append(months, ledger.UnitMonth{Period: e.Period, Progress: []ledger.Entry{}, Shortcomings: []ledger.Entry{}, Tasks: []ledger.Entry{}})
		}
		m := &months[len(months)-1]
		switch e.Kind {
		case ledger.Progress:
			m.Progress = append(m.Progress, e)
		case ledger.Shortcoming:
			m.Shortcomings = append(m.Shortcomings, e)
		case ledger.Task:
			m.Tasks = append(m.Tasks, e)
		default:
			return nil, fmt.Errorf("read unit's entries: %s is of no kind", e.Number)
		}
	}
	return months, nil
}
