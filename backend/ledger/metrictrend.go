package ledger

import (
	"cmp"
	"slices"
	"strconv"
)

// MetricTrend is one figure of a unit as its reports gave it, month by month.
type MetricTrend struct {
	Name, Unit string // as the reports call it, and what it is counted in; no unit where it is a rank
	Ranked     bool   // the figures are ranks: the smaller, the better
	Points     []MetricPoint
}

// MetricPoint is the figure of one month, with the entry that says it.
type MetricPoint struct {
	Period Period
	Value  float64
	Entry  Entry
}

// NewMetricTrends gathers the figures that a unit's praise gives: values, and ranks that are numbers. Those with most months come
// first. Where a month gives a figure twice, the first counts.
func NewMetricTrends(months []UnitMonth) (all []MetricTrend) {
	at := map[string]int{}
	for _, m := range slices.Backward(months) {
		for _, e := range m.Progress {
			for _, x := range e.Metrics {
				t, v, ok := trendOf(x)
				if !ok {
					continue
				}
				key := t.Name + "\x00" + t.Unit + strconv.FormatBool(t.Ranked)
				i, known := at[key]
				if !known {
					i = len(all)
					at[key], all = i, append(all, t)
				}
				if n := len(all[i].Points); n == 0 || all[i].Points[n-1].Period != m.Period {
					all[i].Points = append(all[i].Points, MetricPoint{m.Period, v, e})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b MetricTrend) int { return cmp.Compare(len(b.Points), len(a.Points)) })
	return all
}

func trendOf(x Metric) (t MetricTrend, v float64, ok bool) {
	if x.Value != nil {
		return MetricTrend{Name: x.Name, Unit: x.Unit}, *x.Value, x.Name != ""
	}
	n, err := strconv.Atoi(x.Rank)
	return MetricTrend{Name: x.Name, Ranked: true}, float64(n), err == nil && x.Name != ""
}

// Last is the newest figure.
func (t MetricTrend) Last() MetricPoint { return t.Points[len(t.Points)-1] }
