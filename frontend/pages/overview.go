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

// state says in words how the district stands.
func (p OverviewPage) state() []piece {
	o := p.Overview
	all := []piece{counting(p.T("在办 %s 项", "%s open", p.Lang.Number(o.Open)), ledger.Filter{Status: string(ledger.Open)}), plain(p.T("，", ", "))}
	if o.Red > 0 {
		late := counting(p.T("%s 项逾期", "%s overdue", p.Lang.Number(o.Red)), ledger.Filter{Light: ledger.Red})
		late.class = "over"
		all = append(all, late)
	} else {
		all = append(all, plain(p.T("没有逾期", "none overdue")))
	}
	if o.Yellow > 0 {
		all = append(all, plain(p.T("，", ", ")), counting(p.T("%s 项滞后", "%s behind", p.Lang.Number(o.Yellow)), ledger.Filter{Light: ledger.Yellow}))
	}
	all = append(all, plain(p.T("，", ", ")), p.soon(), plain(p.T("。", ". ")))
	if t := p.common(); t.Total > 0 {
		all = append(all, counting(p.T("“%s”在 %d 个单位被点名", "%s was raised with %d units", p.Theme(t.Theme), len(t.Units)), ledger.Filter{Kind: ledger.Shortcoming, Theme: t.Theme, Month: o.Period}), plain(p.T("。", ". ")))
	}
	if r := p.longest(); r.InARow > 1 {
		all = append(all, counting(p.T("%s的“%s”已连续 %d 个月被指出", "%s has had %s raised for %d months running", r.Unit.Name, p.Theme(r.Theme), r.InARow), ledger.Filter{Kind: ledger.Shortcoming, Unit: r.Unit.Code, Theme: r.Theme}), plain(p.T("。", ".")))
	}
	return all
}

// soon says how many are due within the working days that count as soon.
func (p OverviewPage) soon() piece {
	if n := p.Overview.Blue; n > 0 {
		return counting(p.T("%[1]d 项将在 %[2]d 个工作日内到期", "%[1]d due within %[2]d working days", n, p.Day.SoonDays), ledger.Filter{Light: ledger.Blue})
	}
	return plain(p.T("%d 个工作日内没有到期的", "none due within %d working days", p.Day.SoonDays))
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
