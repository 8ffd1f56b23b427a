package pages

import (
	"fmt"
	"slices"

	"taizhang/backend/ledger"
)

// said is what one month's reports say of the unit; nothing where they are silent.
func (p UnitPage) said(m ledger.Period) ledger.UnitMonth {
	for _, of := range p.Summary.Months {
		if of.Period == m {
			return of
		}
	}
	return ledger.UnitMonth{Period: m}
}

// course is praise and blame month by month up to the one shown, at most twelve; nothing where there are fewer than two.
func (p UnitPage) course() (months []ledger.MonthSaid) {
	if len(p.Summary.Months) < 2 {
		return nil
	}
	first := max(p.Summary.Months[len(p.Summary.Months)-1].Period, p.Period.Add(-11))
	for m := first; m <= p.Period; m = m.Add(1) {
		of := p.said(m)
		months = append(months, ledger.MonthSaid{Period: m, Progress: len(of.Progress), Shortcomings: len(of.Shortcomings), Tasks: len(of.Tasks)})
	}
	return months
}

// silent is what the month before said of the unit and the one shown does not: of a kind, in themes that it has none of.
func (p UnitPage) silent(k ledger.Kind) []ledger.Entry {
	before, now := p.said(p.Summary.Before), p.said(p.Period)
	if k == ledger.Progress {
		return ledger.Silent(before.Progress, now.Progress)
	}
	return ledger.Silent(before.Shortcomings, now.Shortcomings)
}

// mostMetrics is how many figures a unit's page draws.
const mostMetrics = 6

func (p UnitPage) metrics() []ledger.MetricTrend {
	all := ledger.NewMetricTrends(p.Summary.Months)
	return all[:min(mostMetrics, len(all))]
}

// metricFigures are a trend's figures as they are drawn: the better, the higher.
func metricFigures(t ledger.MetricTrend) (figures []*float64) {
	first, last := t.Points[0].Period, t.Last().Period
	for m := first; m <= last; m = m.Add(1) {
		i := slices.IndexFunc(t.Points, func(x ledger.MetricPoint) bool { return x.Period == m })
		if i < 0 {
			figures = append(figures, nil)
			continue
		}
		v := t.Points[i].Value
		if t.Ranked {
			v = -v
		}
		figures = append(figures, &v)
	}
	return figures
}

// metricText says a figure as it counts.
func (p UnitPage) metricText(t ledger.MetricTrend, x ledger.MetricPoint) string {
	if t.Ranked {
		return p.T("第 %s", "no. %s", figureText(x.Value))
	}
	return figureText(x.Value) + t.Unit
}

func (p UnitPage) metricWords(t ledger.MetricTrend) string {
	s := t.Name + p.T("：", ": ")
	for i, x := range t.Points {
		if i > 0 {
			s += p.T("，", ", ")
		}
		s += fmt.Sprintf("%s %s", p.ShortMonth(x.Period), p.metricText(t, x))
	}
	return s
}

// lights are the lights that the unit's open work shows, each with how many.
func (p UnitPage) lights() (all []lightCount) {
	t := p.Summary.Tally
	for _, l := range []lightCount{{ledger.Red, t.Red}, {ledger.Yellow, t.Yellow}, {ledger.Blue, t.Blue}, {ledger.Green, t.Green}, {ledger.Grey, t.Grey}} {
		if l.n > 0 {
			all = append(all, l)
		}
	}
	return all
}

type lightCount struct {
	light ledger.Light
	n     int
}
