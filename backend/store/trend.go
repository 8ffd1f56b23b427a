package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// trendMonths is how many months a trend reaches back.
const trendMonths = 12

// openSince counts what is open by the month that said it and the month that it is due in.
const openSince = `
SELECT period, due, CAST(sum(n) AS BIGINT) AS n FROM month_counts WHERE unit_code = '*' AND class = 'open' GROUP BY period, due`

// closedSince counts what was closed since a month of UTC began by the same, and by the month of UTC that it was closed in.
const closedSince = `
SELECT class, period, due, closed, CAST(sum(n) AS BIGINT) AS n FROM month_counts
WHERE unit_code = '*' AND closed >= ? AND ` + stands + ` GROUP BY class, period, due, closed`

// closedBetween counts what was closed while it was one month by UTC already and another in the district.
const closedBetween = `
SELECT class, period, substr(due_order, 1, 7) AS due, CAST(? AS BIGINT) AS ended, count(*) AS n FROM entries
WHERE resolved_at >= ? AND resolved_at < ? AND class IN ('done', 'dropped') AND ` + stands + ` GROUP BY class, period, substr(due_order, 1, 7)`

// spell is a number of entries that stood from the month that said them until they were closed.
type spell struct {
	Class  ledger.Class
	Period ledger.Period
	Due    ledger.Period // 9999 for no date
	Closed ledger.Period // the month of UTC that it was closed in
	Ended  int           // the place of the month that it was closed in; beyond the last for what is open, or was closed later
	N      int
}

// trend tells how the months up to the one shown ended, at most twelve: of what their reports and those before had said, what
// was open then, what of it was overdue, and what was struck off in the month. Due dates are those of now. A month that is not
// over yet is as it stands on day d.
func (r *Reader) trend(ctx context.Context, o *ledger.Overview, _ []ledger.Unit, d ledger.Day) error {
	if len(o.Periods) == 0 {
		return nil
	}
	months := monthsTo(o.Period, o.Periods[len(o.Periods)-1])
	if len(months) == 0 {
		return nil
	}
	all, err := scan[spell](ctx, r.db, "open entries by month", openSince)
	if err != nil {
		return err
	}
	for i := range all {
		all[i].Ended = len(months)
	}
	closed, err := r.closedSince(ctx, months)
	if err != nil {
		return err
	}
	for i, m := range months {
		end := ended(m, i, append(all, closed...))
		switch {
		case m >= d.Today.Period() && m >= o.Periods[0]:
			end.Overdue = o.Red
		case m >= d.Today.Period():
			if end.Overdue, err = r.overdueOf(ctx, m, d); err != nil {
				return err
			}
		}
		o.Trend = append(o.Trend, end)
		o.ResolvedInPeriod = end.Closed // of the last, the one shown
	}
	return nil
}

// monthsTo are the months from the first, or so many as a trend reaches back, to the last.
func monthsTo(last, first ledger.Period) (all []ledger.Period) {
	for m := max(first, last.Add(1-trendMonths)); m <= last; m = m.Add(1) {
		all = append(all, m)
	}
	return all
}

// closedSince counts what was closed in some months that follow one another, and later. The counts know months of UTC; what was closed in
// the hours between those and the district's is counted by itself, and moved from the one month to the other.
func (r *Reader) closedSince(ctx context.Context, months []ledger.Period) ([]spell, error) {
	all, err := scan[spell](ctx, r.db, "closed entries by month", closedSince, months[0])
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Ended = slices.Index(months, all[i].Closed); all[i].Ended < 0 {
			all[i].Ended = len(months)
		}
	}
	var queries []string
	var args []any
	later := false // whether months begin later here than by UTC
	for i := range len(months) + 1 {
		here, there := began(months[0].Add(i), r.now().Location()), began(months[0].Add(i), time.UTC)
		if here.Equal(there) {
			continue
		}
		if later = here.After(there); later {
			here, there = there, here
		}
		queries, args = append(queries, closedBetween), append(args, i, here, there)
	}
	if len(queries) == 0 {
		return all, nil
	}
	between, err := scan[spell](ctx, r.db, "entries closed between months", strings.Join(queries, " UNION ALL "), args...)
	for _, s := range between {
		from, to := s, s
		if from.Ended, from.N = s.Ended-1, -s.N; later {
			from.Ended, to.Ended = s.Ended, s.Ended-1
		}
		all = append(all, from, to)
	}
	return all, err
}

// ended counts how a month ended, whose place among the months is i.
func ended(m ledger.Period, i int, all []spell) ledger.MonthEnd {
	end := ledger.MonthEnd{Period: m}
	for _, s := range all {
		switch {
		case s.Ended > i && s.Period <= m:
			end.Open += s.N
			if s.Due <= m {
				end.Overdue += s.N
			}
		case s.Ended == i && s.Class == ledger.Done:
			end.Closed += s.N
		}
	}
	return end
}

// overdueOf counts what of a month and those before is overdue on day d.
func (r *Reader) overdueOf(ctx context.Context, m ledger.Period, d ledger.Day) (int, error) {
	s, err := r.selection(ctx, ledger.Filter{At: m, Light: ledger.Red}, d)
	if err != nil {
		return 0, err
	}
	return s.count(ctx)
}
