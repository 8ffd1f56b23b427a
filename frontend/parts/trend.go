package parts

import (
	"fmt"
	"strconv"
	"strings"

	"taizhang/backend/ledger"
)

// The drawing of a trend: the months share its width, and their figures rise from the ground to the roof.
const (
	trendWidth  = 336
	trendLeft   = 30
	trendRoof   = 16
	trendGround = 134
	trendHigh   = 154
)

// series is one figure of the months in a trend.
type series struct {
	class string
	words ledger.Words
	of    func(ledger.MonthEnd) int
	link  func(ledger.Period) ledger.Filter
}

// The figures of a trend: each is drawn in its own way, so that colour is never alone.
var (
	struckOff = series{"closed", ledger.Words{ZH: "当月销号", EN: "struck off in it"}, func(m ledger.MonthEnd) int { return m.Closed }, func(p ledger.Period) ledger.Filter { return ledger.Filter{Closed: p} }}
	stillOpen = series{"open", ledger.Words{ZH: "月末在办", EN: "open at its end"}, func(m ledger.MonthEnd) int { return m.Open }, func(p ledger.Period) ledger.Filter { return ledger.Filter{At: p} }}
	wasLate   = series{"late", ledger.Words{ZH: "其中逾期", EN: "overdue of these"}, func(m ledger.MonthEnd) int { return m.Overdue }, func(p ledger.Period) ledger.Filter { return ledger.Filter{At: p, Light: ledger.Red} }}

	trendSeries = []series{stillOpen, wasLate, struckOff}
)

// trendOf is a trend being drawn.
type trendOf struct {
	months []ledger.MonthEnd
	top    int // what the roof stands for
}

func newTrend(months []ledger.MonthEnd) trendOf {
	most := 1
	for _, m := range months {
		most = max(most, m.Open, m.Overdue, m.Closed)
	}
	return trendOf{months, round(most)}
}

// round is the next number that a scale is easily read by: 1, 2, 4 or 5 times a power of ten.
func round(n int) int {
	for step := 1; ; step *= 10 {
		for _, m := range []int{1, 2, 4, 5} {
			if m*step >= n {
				return m * step
			}
		}
	}
}

func (t trendOf) box() string { return fmt.Sprintf("0 0 %d %d", trendWidth, trendHigh) }

// wide is the width of a month's column, middle where the figures of the month at place i stand, height where n stands.
func (t trendOf) wide() int        { return (trendWidth - trendLeft - 6) / len(t.months) }
func (t trendOf) middle(i int) int { return trendLeft + t.wide()*i + t.wide()/2 }
func (t trendOf) height(n int) int { return trendGround - (trendGround-trendRoof)*n/t.top }

// bar is how wide a month's column is drawn.
func (t trendOf) bar() int { return min(t.wide()*6/10, 22) }

// points are those of a line through a series.
func (t trendOf) points(s series) string {
	var all []string
	for i, m := range t.months {
		all = append(all, fmt.Sprintf("%d,%d", t.middle(i), t.height(s.of(m))))
	}
	return strings.Join(all, " ")
}

// marks are the numbers of the scale, from the ground to the roof.
func (t trendOf) marks() []int {
	if t.top%4 == 0 && t.top > 4 {
		return []int{0, t.top / 4, t.top / 2, t.top * 3 / 4, t.top}
	}
	if t.top%2 == 0 {
		return []int{0, t.top / 2, t.top}
	}
	return []int{0, t.top}
}

// named tells whether the month at place i is named under its column: all of a few, every other of many, and the last.
func (t trendOf) named(i int) bool { return len(t.months) <= 8 || (len(t.months)-1-i)%2 == 0 }

// trendWords says what a trend shows: how the last month stands and how that compares with the first.
func trendWords(v View, months []ledger.MonthEnd) string {
	last := months[len(months)-1]
	said := v.T("%[1]s：在办 %[2]d 项，其中逾期 %[3]d 项，当月销号 %[4]d 项。", "%[1]s: %[2]d open, %[3]d of them overdue, %[4]d struck off in the month.", v.Month(last.Period), last.Open, last.Overdue, last.Closed)
	if len(months) < 2 {
		return said
	}
	before := months[len(months)-2]
	return said + v.T("比上月在办%[1]s，逾期%[2]s。", " Against the month before: open %[1]s, overdue %[2]s.", v.rise(last.Open-before.Open), v.rise(last.Overdue-before.Overdue))
}

// monthWords says how one month of a trend ended.
func monthWords(v View, m ledger.MonthEnd) string {
	return v.T("%[1]s：月末在办 %[2]d，逾期 %[3]d，当月销号 %[4]d", "%[1]s: %[2]d open, %[3]d overdue, %[4]d struck off", v.Month(m.Period), m.Open, m.Overdue, m.Closed)
}

// rise says by how much a number is another than before.
func (v View) rise(n int) string {
	switch {
	case n > 0:
		return v.T("增加 %d 项", "up %d", n)
	case n < 0:
		return v.T("减少 %d 项", "down %d", -n)
	}
	return v.T("持平", "unchanged")
}

func num(n int) string { return strconv.Itoa(n) }
