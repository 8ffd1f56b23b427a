package pages

import (
	"math"

	"taizhang/backend/ledger"
)

// marksOf are the figures of an indicator as they are drawn; nil where a month has none.
func marksOf(marks []*ledger.Mark) []*float64 {
	figures := make([]*float64, len(marks))
	for i, m := range marks {
		if m != nil {
			figures[i] = &m.Value
		}
	}
	return figures
}

// sparkWords says what a drawing shows.
func sparkWords(b Base, t ledger.ScoreTrend, name string) string {
	low, high := math.Inf(1), math.Inf(-1)
	for _, m := range t.Marks[name] {
		if m != nil {
			low, high = min(low, m.Value), max(high, m.Value)
		}
	}
	return b.T("%[1]s近十二个月的走势，最低 %[2]s，最高 %[3]s", "%[1]s over twelve months, lowest %[2]s, highest %[3]s", name, figureText(low), figureText(high))
}
