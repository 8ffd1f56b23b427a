package pages

import (
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

func monthPageURL(m ledger.Period) templ.SafeURL { return templ.SafeURL("/months/" + string(m)) }

// monthUnderURL is the address of a month of a place, "" for all.
func monthUnderURL(place string, m ledger.Period) templ.SafeURL {
	if place == "" {
		return monthPageURL(m)
	}
	return monthPageURL(m) + templ.SafeURL("?under="+url.QueryEscape(place))
}

// state says in words what the month brought and how much of it is done.
func (p MonthPage) state() string {
	n := 0
	for _, k := range p.Figures.Kinds {
		n += k.Total
	}
	if p.Under != "" {
		return p.T("%[1]s，%[2]s，已销号 %[3]d 项。按台账现在的样子。", "%[1]s, %[2]s, %[3]d of them resolved, as the ledger is now.", p.Lang.Count(p.Figures.Reports, "份报告", "report", "reports"), p.Lang.Count(n, "项事项", "entry", "entries"), p.resolved())
	}
	return p.T("%[1]s，%[2]s，已销号 %[3]d 项。尚未封账。", "%[1]s, %[2]s, %[3]d of them resolved. Not sealed yet.", p.Lang.Count(p.Figures.Reports, "份报告", "report", "reports"), p.Lang.Count(n, "项事项", "entry", "entries"), p.resolved())
}

func (p MonthPage) sealWords() string {
	return p.T("%[1]s 于 %[2]s 封账。封账后 %[3]s。", "by %[1]s at %[2]s. Since then %[3]s.", p.Seal.SealedBy, p.Time(p.Seal.SealedAt), p.Lang.Count(len(p.Corrections), "处改动", "change", "changes"))
}

func (p MonthPage) open() (n int) {
	for _, k := range p.Figures.Kinds {
		n += k.Open
	}
	return n
}

// resolvedWords names the figure of what was resolved, with how much of it had been overdue.
func (p MonthPage) resolvedWords() string {
	late := 0
	for _, k := range p.Figures.Kinds {
		late += k.Late
	}
	if late > 0 {
		return p.T("已销号（曾逾期 %d）", "resolved (%d once overdue)", late)
	}
	return p.T("已销号", "resolved")
}

func (p MonthPage) resolved() (n int) {
	for _, k := range p.Figures.Kinds {
		n += k.Resolved
	}
	return n
}

// cautions say what to think of before sealing.
func (p MonthPage) cautions() (all []string) {
	if p.Drafts > 0 {
		all = append(all, p.Plural(p.Drafts, "还有 %d 条读出的事项没有核对，不在数字里。", "%d finding waits for review and is not among the figures.", "%d findings wait for review and are not among the figures.", p.Drafts))
	}
	if p.Figures.Period >= p.Day.Today.Period() {
		all = append(all, p.T("这个月还没有过完。", "The month is not over yet."))
	}
	return all
}

// indicators are those of the month's scores, in order.
func (p MonthPage) indicators() (names []string) {
	for _, s := range p.Figures.Scores {
		if !slices.Contains(names, s.Indicator) {
			names = append(names, s.Indicator)
		}
	}
	return names
}

func (p MonthPage) score(code, indicator string) string {
	for _, s := range p.Figures.Scores {
		if s.Code == code && s.Indicator == indicator {
			return figureText(s.Value)
		}
	}
	return ""
}

// mostWanting is how many units are listed of a month that names more than can be listed.
const mostWanting = 50

// units are those that the reports name, then those that have scores only.
func (p MonthPage) units() []ledger.UnitFigure {
	all := slices.Clone(p.Figures.Units)
	for _, s := range p.Figures.Scores {
		if !slices.ContainsFunc(all, func(u ledger.UnitFigure) bool { return u.Code == s.Code }) {
			all = append(all, ledger.UnitFigure{Code: s.Code, Name: s.Name})
		}
	}
	if len(all) > ledger.MostOffered { // a whole country's: those that most was found wanting with
		slices.SortStableFunc(all, func(a, b ledger.UnitFigure) int { return b.Shortcomings - a.Shortcomings })
		all = all[:mostWanting]
	}
	return all
}

func (p MonthPage) repeats() (all []ledger.Repeat) {
	for _, r := range p.Figures.Repeats {
		all = append(all, ledger.Repeat{Unit: ledger.Unit{Code: r.Code, Name: r.Name}, Theme: r.Theme, Periods: r.Months, InARow: r.InARow})
	}
	return all
}

// changes are the figures that are others now, for people: as sealed, and now.
func (p MonthPage) changes() (all []figureChange) {
	for _, c := range p.Changes {
		all = append(all, figureChange{p.In(c.Name), figureText(c.Sealed), figureText(c.Now)})
	}
	return all
}
