package pages

import (
	"slices"

	"taizhang/backend/ledger"
)

// What one printed page has room for: entries of praise and of blame, which stand side by side, and to do, with the characters of
// each; what keeps coming back; indicators. A browser test prints a page that has more of everything.
const (
	briefSaid  = 3
	briefShort = 34
	briefTodo  = 5
	briefLong  = 58
	briefAgain = 3
	briefRates = 5
)

// todo is what the unit has to do, what names it first and in it the most pressing.
func (p BriefPage) todo() []ledger.Entry {
	u := UnitPage{Base: p.Base, Summary: p.Summary}
	return slices.Concat(u.named(true), u.named(false))
}

// month is what the month's reports say of the unit.
func (p BriefPage) month() ledger.UnitMonth {
	return UnitPage{Base: p.Base, Summary: p.Summary}.said(p.Period)
}

// again are the shortcomings that keep coming back.
func (p BriefPage) again() (all []ledger.Persistence) {
	for _, x := range p.Summary.Persisting {
		if len(x.Periods) > 1 {
			all = append(all, x)
		}
	}
	return all[:min(briefAgain, len(all))]
}

// figures is the unit in numbers, in the order of the paper of the same name.
func (p BriefPage) figures() []briefFigure {
	t, code := p.Summary.Tally, p.Summary.Unit.Code
	return []briefFigure{
		{p.T("在办", "Open"), t.Open, ledger.Filter{Unit: code, Status: string(ledger.Open)}},
		{p.T("逾期", "Overdue"), t.Red, ledger.Filter{Unit: code, Light: ledger.Red}},
		{p.T("滞后", "Behind"), t.Yellow, ledger.Filter{Unit: code, Light: ledger.Yellow}},
		{p.T("临期", "Due soon"), t.Blue, ledger.Filter{Unit: code, Light: ledger.Blue}},
		{p.T("本月成绩", "Praise"), t.Progress, ledger.Filter{Unit: code, Kind: ledger.Progress, Month: p.Period}},
		{p.T("本月问题", "Shortcomings"), len(t.Shortcomings), ledger.Filter{Unit: code, Kind: ledger.Shortcoming, Month: p.Period}},
		{p.T("本月已销号", "Resolved"), t.Resolved, ledger.Filter{Unit: code, Status: string(ledger.Resolved), Month: p.Period}},
		{p.T("本月交办", "Asked"), p.Load.Now.Total(), ledger.Filter{Unit: code, Kind: ledger.Task, Month: p.Period}},
	}
}

type briefFigure struct {
	words string
	n     int
	of    ledger.Filter
}

// rates are the indicators that have a figure in the newest month.
func (p BriefPage) rates() (names []string) {
	for _, name := range p.Trend.Indicators {
		if _, ok := p.Trend.Last(name); ok && len(names) < briefRates {
			names = append(names, name)
		}
	}
	return names
}
