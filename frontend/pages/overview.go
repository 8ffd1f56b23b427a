package pages

import (
	"slices"

	"taizhang/backend/ledger"
)

// order puts the units first of which there is something to say, each part in the register's order.
func (p OverviewPage) order(units []ledger.Tally) []ledger.Tally {
	said := slices.Clone(units)
	slices.SortStableFunc(said, func(a, b ledger.Tally) int { return rank(a) - rank(b) })
	return said
}

func rank(t ledger.Tally) int {
	if t.Quiet() && t.Red == 0 {
		return 1
	}
	return 0
}

// common is the theme that was raised with the most units, where they are more than one.
func (p OverviewPage) common() (most ledger.ThemeCount) {
	for _, t := range p.Overview.Themes {
		if len(t.Units) > max(1, len(most.Units)) {
			most = t
		}
	}
	return most
}

// longest is the shortcoming that has been raised most months in a row.
func (p OverviewPage) longest() (most ledger.Repeat) {
	for _, r := range p.Overview.Repeats {
		if r.InARow > most.InARow {
			most = r
		}
	}
	return most
}

// monthName names a month in a row of months, with its year where that is another than the shown one's.
func monthName(b Base, m, now ledger.Period) string {
	if len(m) >= 4 && len(now) >= 4 && m[:4] == now[:4] {
		return b.ShortMonth(m)
	}
	return b.Month(m)
}
