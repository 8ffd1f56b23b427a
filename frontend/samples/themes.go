package samples

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func themeTallies() (all []ledger.ThemeTally) {
	for i, t := range themes {
		x := ledger.ThemeTally{Theme: t.Name, Progress: i % 3, Shortcomings: max(0, 4-i), Tasks: i % 4, Open: 9 - i, Red: i % 2, Blue: i % 3}
		for j, m := range []ledger.Period{"2024-06", "2024-07", "2024-08", "2024-09"} {
			x.Months = append(x.Months, ledger.MonthSaid{Period: m, Progress: (i + j) % 3, Shortcomings: max(0, 4-i-j%2), Tasks: j})
		}
		all = append(all, x)
	}
	all[7].Progress, all[7].Tasks, all[7].Open = 0, 0, 0
	return append(all, ledger.ThemeTally{Progress: 1, Open: 2, Months: all[7].Months})
}

func themeSummary() ledger.ThemeSummary {
	s := ledger.ThemeSummary{ThemeTally: themeTallies()[1], Period: "2024-09"}
	tally := ledger.Tally{}
	for _, e := range entries() {
		if e.Theme != s.Theme {
			continue
		}
		switch count(&tally, e); e.Kind {
		case ledger.Progress:
			s.Praise = append(s.Praise, e)
		case ledger.Shortcoming:
			s.Blame = append(s.Blame, e)
		default:
			s.Todo = append(s.Todo, e)
		}
	}
	s.Progress, s.Shortcomings, s.Tasks = len(s.Praise), len(s.Blame), len(s.Todo)
	s.Open, s.Red, s.Blue = tally.Open, tally.Red, tally.Blue
	for i, u := range units()[:6] {
		of := ledger.ThemeUnit{Unit: u}
		for j, m := range s.Months {
			of.Months = append(of.Months, ledger.MonthSaid{Period: m.Period, Progress: (i + j) % 2, Shortcomings: (i * j) % 3})
		}
		now := &of.Months[len(of.Months)-1]
		now.Progress, now.Shortcomings = saidOf(s.Praise, u), saidOf(s.Blame, u)
		s.Units = append(s.Units, of)
	}
	for i, months := range [][]ledger.Period{{"2024-09", "2024-08", "2024-07"}, {"2024-09", "2024-07"}, {"2024-08", "2024-07"}} {
		s.Persisting = append(s.Persisting, ledger.Persistence{Unit: units()[i], Theme: s.Theme, Periods: months, At: "2024-09"})
	}
	return s
}

// saidOf counts the entries that name the unit first.
func saidOf(all []ledger.Entry, u ledger.Unit) (n int) {
	for _, e := range all {
		if e.Units[0].UnitCode != nil && *e.Units[0].UnitCode == u.Code {
			n++
		}
	}
	return n
}

func besides() ledger.Beside {
	u := units()
	return ledger.Beside{
		Before: "2024-08", Now: "2024-09",
		New:   []ledger.Raised{{Unit: u[0], Theme: "城市环境", Now: 1}, {Unit: u[2], Theme: "安全生产", Now: 2}},
		Again: []ledger.Raised{{Unit: u[1], Theme: "接诉即办", Before: 1, Now: 1}},
		Gone:  []ledger.Raised{{Unit: u[3], Theme: "物业管理", Before: 1}},
	}
}

func compareUnits(b pages.Base) pages.ComparePage {
	other := summary()
	other.Tally, other.Months = tallies()[1], other.Months[1:]
	return pages.ComparePage{
		Base: b, A: "990101001", B: "990101002", Period: "2024-09", Periods: overview().Periods,
		Units: []pages.CompareUnit{{Summary: summary(), Load: loads()[0], Trend: trend()}, {Summary: other, Load: loads()[1]}},
	}
}

func compareMonths(b pages.Base) pages.ComparePage {
	before := figuresOf()
	before.Period, before.Units, before.Themes = "2024-08", before.Units[2:6], before.Themes[:2]
	return pages.ComparePage{Base: b, A: "2024-08", B: "2024-09", Period: "2024-09", Periods: overview().Periods, Months: []ledger.MonthFigures{before, figuresOf()}, Beside: besides()}
}

func brief(b pages.Base) pages.BriefPage {
	return pages.BriefPage{Base: b, Period: "2024-09", Summary: summary(), Load: loads()[0], Trend: trend()}
}

// fullBrief is of a unit of which there is more to say than its page has room for.
func fullBrief(b pages.Base) pages.BriefPage {
	p := brief(b)
	long := func(all []ledger.Entry, n int) (out []ledger.Entry) {
		for i := range n {
			e := all[i%len(all)]
			e.Text += "，" + strings.Repeat("压实主体责任，逐项建立台账，限期整改到位，", 6)
			out = append(out, e)
		}
		return out
	}
	m := &p.Summary.Months[0]
	m.Progress, m.Shortcomings = long(m.Progress, 9), long(m.Shortcomings, 9)
	p.Summary.Open = long(p.Summary.Open, 40)
	t := ledger.Tally{Unit: p.Summary.Unit}
	for _, e := range slices.Concat(m.Progress, m.Shortcomings, p.Summary.Open) {
		count(&t, e)
	}
	t.Open, t.Blamed, t.Shortcomings = len(p.Summary.Open), len(m.Shortcomings), m.Shortcomings
	p.Summary.Tally = t
	p.Summary.Persisting = slices.Repeat(p.Summary.Persisting[:2], 5)
	return p
}

func themePages(b func(string) pages.Base) []Sample {
	return []Sample{
		{"compare", pages.Compare(pages.ComparePage{Base: b("/compare"), Period: "2024-09", Periods: overview().Periods})},
		{"compare-units", pages.Compare(compareUnits(b("/compare?a=990101001&b=990101002")))},
		{"compare-months", pages.Compare(compareMonths(b("/compare?a=2024-08&b=2024-09")))},
		{"compare-wrong", pages.Compare(pages.ComparePage{Base: b("/compare?a=1&b=1"), A: "1", B: "1", Period: "2024-09", Periods: overview().Periods, Err: ledger.Mistake(ledger.BadRequest, "b", "请选两个不同的单位或月份。", "Choose two different units or months.")})},
		{"brief", pages.Brief(brief(b("/units/990101001/brief")))},
		{"brief-full", pages.Brief(fullBrief(b("/units/990101001/brief")))},
		{"brief-quiet", pages.Brief(pages.BriefPage{Base: b("/units/990101009/brief"), Period: "2024-09", Summary: ledger.UnitSummary{Tally: ledger.Tally{Unit: units()[8]}}})},
		{"themes", pages.Themes(pages.ThemesPage{Base: b("/themes"), Period: "2024-09", Periods: overview().Periods, Tallies: themeTallies()})},
		{"themes-none", pages.Themes(pages.ThemesPage{Base: b("/themes")})},
		{"theme", pages.Theme(pages.ThemePage{Base: b("/themes/城市环境"), Periods: overview().Periods, Summary: themeSummary()})},
		{"theme-quiet", pages.Theme(pages.ThemePage{Base: b("/themes/接诉即办"), Periods: overview().Periods, Summary: ledger.ThemeSummary{ThemeTally: ledger.ThemeTally{Theme: "接诉即办"}, Period: "2024-09"}})},
	}
}
