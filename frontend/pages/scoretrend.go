package pages

import (
	"fmt"
	"math"
	"strings"

	"taizhang/backend/ledger"
)

// sparkBounds are the lowest and the highest of some figures.
func sparkBounds(marks []*ledger.Mark) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, m := range marks {
		if m != nil {
			low, high = min(low, m.Value), max(high, m.Value)
		}
	}
	return low, high
}

// sparkY is where a figure stands in a drawing 30 high.
func sparkY(marks []*ledger.Mark, v float64) string {
	low, high := sparkBounds(marks)
	if high == low {
		return "15.0"
	}
	return fmt.Sprintf("%.1f", 26-22*(v-low)/(high-low))
}

// sparkLines are the points of a drawing's lines: one for each stretch of months without a gap.
func sparkLines(marks []*ledger.Mark) (lines []string) {
	var points []string
	end := func() {
		if len(points) > 1 {
			lines = append(lines, strings.Join(points, " "))
		}
		points = nil
	}
	for i, m := range marks {
		if m == nil {
			end()
			continue
		}
		points = append(points, fmt.Sprintf("%.1f,%s", 5+121*float64(i)/float64(max(len(marks)-1, 1)), sparkY(marks, m.Value)))
	}
	end()
	return lines
}

// sparkWords says what a drawing shows.
func sparkWords(b Base, t ledger.ScoreTrend, name string) string {
	low, high := sparkBounds(t.Marks[name])
	return b.T("%[1]s近十二个月的走势，最低 %[2]s，最高 %[3]s", "%[1]s over twelve months, lowest %[2]s, highest %[3]s", name, figureText(low), figureText(high))
}
