package web

import (
	"context"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// PaperFacts gathers what a paper about what f selects is made of, as of a day. x is as for every export.
func PaperFacts(ctx context.Context, db *store.Store, p *export.Paper, f ledger.Filter, x export.Table) (*export.Facts, error) {
	if err := p.Check(f); err != nil {
		return nil, err
	}
	facts := &export.Facts{Table: x, Filter: f}
	if err := settleMonth(ctx, db, facts); err != nil {
		return nil, err
	}
	if f.Unit != "" {
		sum, err := db.UnitSummary(ctx, f.Unit, facts.Period, x.Day)
		if err != nil {
			return nil, err
		}
		facts.Unit = sum
	}
	if p.OfMonth {
		facts.Filter.Month = facts.Period
		o, err := db.Overview(ctx, facts.Period, x.Day)
		if err != nil {
			return nil, err
		}
		facts.Repeats = o.Repeats
	}
	if p.Narrow == nil {
		return facts, nil
	}
	facts.Filter = p.Narrow(facts.Filter)
	var err error
	facts.Entries, err = export.Collect(func(yield func(*ledger.Entry) error) error {
		return db.EachEntry(ctx, facts.Filter, x.Day, yield)
	})
	return facts, err
}

// settleMonth takes the filter's month, or the newest that has entries.
func settleMonth(ctx context.Context, db *store.Store, f *export.Facts) error {
	if f.Period = f.Filter.Month; f.Period != "" {
		return nil
	}
	months, err := db.Periods(ctx)
	if len(months) > 0 {
		f.Period = months[0]
	}
	return err
}
