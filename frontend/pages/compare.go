package pages

import (
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// CompareUnit is what is compared of a unit.
type CompareUnit struct {
	Summary ledger.UnitSummary
	Load    ledger.UnitLoad
	Trend   ledger.ScoreTrend
}

// compared is a column's head: what stands in it.
type compared struct {
	name, lang string
	to         templ.SafeURL
}

// compareGroup is rows under one head.
type compareGroup struct {
	words string
	rows  []compareRow
}

// compareRow is one thing of both sides. Its numbers lead to what they count where a filter says so; texts stand for what is no
// number.
type compareRow struct {
	words string
	lang  string // "zh-CN" where the words are the ledger's own
	cells [2]compareCell
}

type compareCell struct {
	text string
	n    float64
	is   bool // whether there is a number
	of   *ledger.Filter
}

func cellOf(l ledger.Lang, n int, f ledger.Filter) compareCell {
	c := compareCell{text: l.Number(n), n: float64(n), is: true}
	if n > 0 {
		c.of = &f
	}
	return c
}

// difference is how much more the second side has; "" where either has no number.
func (r compareRow) difference() string {
	a, b := r.cells[0], r.cells[1]
	if !a.is || !b.is {
		return ""
	}
	switch d := b.n - a.n; {
	case d > 0:
		return "+" + figureText(d)
	case d < 0:
		return "−" + figureText(-d)
	}
	return "0"
}

// sides are the two heads.
func (p ComparePage) sides() (all []compared) {
	for _, u := range p.Units {
		all = append(all, compared{u.Summary.Unit.Name, "zh-CN", parts.UnitURL(u.Summary.Unit.Code)})
	}
	for _, f := range p.Months {
		all = append(all, compared{p.Month(f.Period), p.T("zh-CN", "en"), parts.MonthURL(f.Period)})
	}
	return all
}

func (p ComparePage) groups() []compareGroup {
	if len(p.Units) == 2 {
		return []compareGroup{p.unitsOpen(), p.unitsMonth(), p.unitsScores(), p.unitsThemes()}
	}
	return []compareGroup{p.monthsKinds(), p.monthsThemes(), p.monthsUnits()}
}

// of makes a row of what both units have.
func (p ComparePage) of(words string, cell func(u CompareUnit, code string) compareCell) compareRow {
	r := compareRow{words: words}
	for i, u := range p.Units {
		r.cells[i] = cell(u, u.Summary.Unit.Code)
	}
	return r
}

func (p ComparePage) unitsOpen() compareGroup {
	g := compareGroup{words: p.T("现在在办", "Open now")}
	g.rows = append(g.rows, p.of(p.T("在办", "Open"), func(u CompareUnit, code string) compareCell {
		return cellOf(p.Lang, u.Summary.Tally.Open, ledger.Filter{Unit: code, Status: string(ledger.Open)})
	}))
	for _, l := range []struct {
		light ledger.Light
		n     func(ledger.Tally) int
	}{{ledger.Red, func(t ledger.Tally) int { return t.Red }}, {ledger.Yellow, func(t ledger.Tally) int { return t.Yellow }}, {ledger.Blue, func(t ledger.Tally) int { return t.Blue }}, {ledger.Green, func(t ledger.Tally) int { return t.Green }}} {
		g.rows = append(g.rows, p.of(p.In(l.light.Words()), func(u CompareUnit, code string) compareCell {
			return cellOf(p.Lang, l.n(u.Summary.Tally), ledger.Filter{Unit: code, Status: string(ledger.Open), Light: l.light})
		}))
	}
	return g
}

func (p ComparePage) unitsMonth() compareGroup {
	of := func(words string, n func(CompareUnit) int, f ledger.Filter) compareRow {
		f.Month = p.Period
		return p.of(words, func(u CompareUnit, code string) compareCell { f.Unit = code; return cellOf(p.Lang, n(u), f) })
	}
	return compareGroup{p.Month(p.Period), []compareRow{
		of(p.T("成绩", "Praise"), func(u CompareUnit) int { return u.Summary.Progress }, ledger.Filter{Kind: ledger.Progress}),
		of(p.T("问题", "Shortcomings"), func(u CompareUnit) int { return len(u.Summary.Shortcomings) }, ledger.Filter{Kind: ledger.Shortcoming}),
		of(p.T("已销号", "Resolved"), func(u CompareUnit) int { return u.Summary.Resolved }, ledger.Filter{Status: string(ledger.Resolved)}),
		of(p.T("交办的任务", "Tasks asked"), func(u CompareUnit) int { return u.Load.Now.Total() }, ledger.Filter{Kind: ledger.Task}),
	}}
}

func (p ComparePage) unitsScores() compareGroup {
	g := compareGroup{words: p.T("考评成绩", "Scores")}
	var names []string
	for _, u := range p.Units {
		for _, name := range u.Trend.Indicators {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, name := range names {
		r := p.of(name, func(u CompareUnit, _ string) compareCell {
			if m, ok := u.Trend.Last(name); ok {
				return compareCell{text: figureText(m.Value), n: m.Value, is: true}
			}
			return compareCell{text: p.T("无", "none")}
		})
		r.lang = "zh-CN"
		g.rows = append(g.rows, r)
	}
	return g
}

// unitsThemes says of every field that either was blamed in how that runs through the months.
func (p ComparePage) unitsThemes() compareGroup {
	g := compareGroup{words: p.T("问题按领域", "Shortcomings by theme")}
	var names []string
	for _, u := range p.Units {
		for _, x := range u.Summary.Persisting {
			if !slices.Contains(names, x.Theme) {
				names = append(names, x.Theme)
			}
		}
	}
	for _, name := range names {
		g.rows = append(g.rows, p.of(p.Theme(name), func(u CompareUnit, code string) compareCell {
			for _, x := range u.Summary.Persisting {
				if x.Theme == name {
					return compareCell{text: p.In(x.Words(p.ShortMonth)), of: &ledger.Filter{Unit: code, Theme: name, Kind: ledger.Shortcoming}}
				}
			}
			return compareCell{text: "—"}
		}))
	}
	return g
}

// row makes a row of what both months have.
func (p ComparePage) row(words string, cell func(ledger.MonthFigures) compareCell) compareRow {
	r := compareRow{words: words}
	for i, f := range p.Months {
		r.cells[i] = cell(f)
	}
	return r
}

func (p ComparePage) monthsKinds() compareGroup {
	g := compareGroup{words: p.T("总体", "In all")}
	g.rows = append(g.rows, p.row(p.T("报告", "Reports"), func(f ledger.MonthFigures) compareCell {
		return compareCell{text: p.Lang.Number(f.Reports), n: float64(f.Reports), is: true}
	}))
	for i, k := range ledger.Kinds {
		g.rows = append(g.rows, p.row(p.In(k.Words()), func(f ledger.MonthFigures) compareCell {
			return cellOf(p.Lang, f.Kinds[i].Total, ledger.Filter{Kind: k, Month: f.Period})
		}))
	}
	for _, x := range []struct {
		words string
		n     func(ledger.KindFigure) int
		f     ledger.Filter
	}{
		{p.T("仍在办", "Still open"), func(k ledger.KindFigure) int { return k.Open }, ledger.Filter{Status: string(ledger.Open)}},
		{p.T("已销号", "Resolved"), func(k ledger.KindFigure) int { return k.Resolved }, ledger.Filter{Status: string(ledger.Done)}},
		{p.T("未解决办结", "Closed unsolved"), func(k ledger.KindFigure) int { return k.Dropped }, ledger.Filter{Status: string(ledger.Dropped)}},
	} {
		g.rows = append(g.rows, p.row(x.words, func(f ledger.MonthFigures) compareCell {
			n := 0
			for _, k := range f.Kinds {
				n += x.n(k)
			}
			x.f.Month = f.Period
			return cellOf(p.Lang, n, x.f)
		}))
	}
	return g
}

func (p ComparePage) monthsThemes() compareGroup {
	g := compareGroup{words: p.T("问题按领域", "Shortcomings by theme")}
	var names []string
	for _, f := range p.Months {
		for _, t := range f.Themes {
			if t.Shortcomings > 0 && !slices.Contains(names, t.Theme) {
				names = append(names, t.Theme)
			}
		}
	}
	for _, name := range names {
		g.rows = append(g.rows, p.row(p.Theme(name), func(f ledger.MonthFigures) compareCell {
			i := slices.IndexFunc(f.Themes, func(t ledger.ThemeFigure) bool { return t.Theme == name })
			if i < 0 {
				return cellOf(p.Lang, 0, ledger.Filter{})
			}
			return cellOf(p.Lang, f.Themes[i].Shortcomings, ledger.Filter{Kind: ledger.Shortcoming, Theme: name, Month: f.Period})
		}))
	}
	return g
}

func (p ComparePage) monthsUnits() compareGroup {
	g := compareGroup{words: p.T("各单位：成绩、问题", "Units: praise, shortcomings")}
	said := func(f ledger.MonthFigures, code string) (u ledger.UnitFigure) {
		for _, x := range f.Units {
			if x.Code == code {
				return x
			}
		}
		return u
	}
	for _, u := range p.named() {
		r := p.row(u.Name, func(f ledger.MonthFigures) compareCell {
			x := said(f, u.Code)
			if x.Progress+x.Shortcomings == 0 {
				return compareCell{text: "—"}
			}
			return compareCell{text: fmt.Sprintf("+%d −%d", x.Progress, x.Shortcomings), of: &ledger.Filter{Unit: u.Code, Month: f.Period}}
		})
		r.lang = "zh-CN"
		g.rows = append(g.rows, r)
	}
	return g
}

// named are the units that the reports of either month praise or blame, in the register's order.
func (p ComparePage) named() (some []ledger.Unit) {
	for _, u := range p.Base.Units {
		if slices.ContainsFunc(p.Months, func(f ledger.MonthFigures) bool {
			return slices.ContainsFunc(f.Units, func(x ledger.UnitFigure) bool { return x.Code == u.Code && x.Progress+x.Shortcomings > 0 })
		}) {
			some = append(some, u)
		}
	}
	return some
}

// chosen is the month to begin with in a choice: the one asked for, else the nth newest.
func (p ComparePage) chosen(asked string, n int) string {
	if slices.Contains(p.Periods, ledger.Period(asked)) || n >= len(p.Periods) {
		return asked
	}
	return string(p.Periods[n])
}

// other is the unit to begin with in the second choice: the one asked for, else one that is not the first.
func (p ComparePage) other() string {
	if _, ok := p.Unit(p.B); ok {
		return p.B
	}
	if p.Many() {
		return ""
	}
	for i, u := range p.Base.Units {
		if u.Code != p.A && (i > 0 || p.A != "") {
			return u.Code
		}
	}
	return ""
}
