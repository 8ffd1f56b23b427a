package pages

import (
	"slices"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// order puts the fields first that were blamed most in the month, then those with most open; those of which there is nothing to
// say are left out.
func (p ThemesPage) order() (all []ledger.ThemeTally) {
	for _, t := range p.Tallies {
		if !t.Quiet() {
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(a, b ledger.ThemeTally) int {
		if a.Shortcomings != b.Shortcomings {
			return b.Shortcomings - a.Shortcomings
		}
		return b.Open - a.Open
	})
	return all
}

// quiet are the fields of which there is nothing to say.
func (p ThemesPage) quiet() (names []string) {
	for _, t := range p.Tallies {
		if t.Quiet() {
			names = append(names, t.Theme)
		}
	}
	return names
}

// state says in words which field was blamed most in the month, and in which most is overdue.
func (p ThemesPage) state() []piece {
	var blamed, late ledger.ThemeTally
	for _, t := range p.Tallies {
		if t.Shortcomings > blamed.Shortcomings && t.Theme != "" {
			blamed = t
		}
		if t.Red > late.Red && t.Theme != "" {
			late = t
		}
	}
	all := []piece{plain(p.Plural(len(p.order()), "%d 个领域有成绩、问题、任务或在办事项", "%d field of work has something said or open", "%d fields of work have something said or open", len(p.order())))}
	if blamed.Shortcomings > 1 {
		all = append(all, plain(p.T("；", "; ")), counting(p.T("%[1]s“%[2]s”问题最多，%[3]d 项", "%[2]s was faulted most in %[1]s, %[3]d times", p.Month(p.Period), p.Theme(blamed.Theme), blamed.Shortcomings),
			ledger.Filter{Theme: blamed.Theme, Kind: ledger.Shortcoming, Month: p.Period}))
	}
	if late.Red > 1 {
		all = append(all, plain(p.T("；", "; ")), counting(p.T("“%[1]s”逾期最多，%[2]d 项", "most is overdue in %[1]s, %[2]d", p.Theme(late.Theme), late.Red), ledger.Filter{Theme: late.Theme, Light: ledger.Red}))
	}
	return append(all, plain(p.T("。", ".")))
}

// blames are how often a field was blamed month by month, to be drawn.
func blames(months []ledger.MonthSaid) (figures []*float64) {
	for _, m := range months {
		n := float64(m.Shortcomings)
		figures = append(figures, &n)
	}
	return figures
}

func (p ThemesPage) sparkWords(t ledger.ThemeTally) string {
	last, most := 0, 0
	for _, m := range t.Months {
		last, most = m.Shortcomings, max(most, m.Shortcomings)
	}
	return p.T("%[1]s近 %[2]d 个月的问题：最多 %[3]d 项，最近 %[4]d 项", "%[1]s over %[2]d months: at most %[3]d shortcomings, %[4]d in the last", p.Theme(t.Theme), len(t.Months), most, last)
}

func themeMonthURL(name string, m ledger.Period) templ.SafeURL {
	return parts.ThemeURL(name) + templ.SafeURL("?month="+string(m))
}

// state says in words how the field stands.
func (p ThemePage) state() []piece {
	s := p.Summary
	all := []piece{counting(p.T("在办 %d 项", "%d open", s.Open), ledger.Filter{Theme: s.Theme, Status: string(ledger.Open)}), plain(p.T("，", ", "))}
	if s.Red > 0 {
		late := counting(p.T("%d 项逾期", "%d overdue", s.Red), ledger.Filter{Theme: s.Theme, Light: ledger.Red})
		late.class = "over"
		all = append(all, late)
	} else {
		all = append(all, plain(p.T("没有逾期", "none overdue")))
	}
	if s.Period != "" {
		praised, blamed := p.named(true), p.named(false)
		all = append(all, plain(p.T("。%[1]s：%[2]d 个单位受到肯定，%[3]d 个单位被指出问题", ". %[1]s: units praised %[2]d, faulted %[3]d", p.Month(s.Period), praised, blamed)))
	}
	return append(all, plain(p.T("。", ".")))
}

// named counts the units praised, or blamed, in the month seen.
func (p ThemePage) named(praised bool) (n int) {
	for _, u := range p.Summary.Units {
		m := u.Months[len(u.Months)-1]
		if praised && m.Progress > 0 || !praised && m.Shortcomings > 0 {
			n++
		}
	}
	return n
}

// units are those most often blamed in the months first, then those most often praised.
func (p ThemePage) units() []ledger.ThemeUnit {
	all := slices.Clone(p.Summary.Units)
	slices.SortStableFunc(all, func(a, b ledger.ThemeUnit) int {
		x, y := a.Sum(), b.Sum()
		if x.Shortcomings != y.Shortcomings {
			return y.Shortcomings - x.Shortcomings
		}
		return y.Progress - x.Progress
	})
	return all
}
