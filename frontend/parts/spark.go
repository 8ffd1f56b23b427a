package parts

import (
	"fmt"
	"math"
	"strings"
)

// The drawing of a spark line.
const (
	sparkWide = 132
	sparkHigh = 30
)

// sparkBounds are the lowest and the highest of some figures; a nil is none.
func sparkBounds(figures []*float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, f := range figures {
		if f != nil {
			low, high = min(low, *f), max(high, *f)
		}
	}
	return low, high
}

// sparkAt is where the figure at place i stands.
func sparkAt(figures []*float64, i int) (x, y string) {
	low, high := sparkBounds(figures)
	share := .5
	if high > low {
		share = (*figures[i] - low) / (high - low)
	}
	return fmt.Sprintf("%.1f", 5+(sparkWide-11)*float64(i)/float64(max(len(figures)-1, 1))), fmt.Sprintf("%.1f", sparkHigh-4-(sparkHigh-8)*share)
}

// sparkLines are the points of a drawing's lines: one for each stretch of figures without a gap.
func sparkLines(figures []*float64) (lines []string) {
	var points []string
	end := func() {
		if len(points) > 1 {
			lines = append(lines, strings.Join(points, " "))
		}
		points = nil
	}
	for i, f := range figures {
		if f == nil {
			end()
			continue
		}
		x, y := sparkAt(figures, i)
		points = append(points, x+","+y)
	}
	end()
	return lines
}

// lastOf is the place of the last figure that there is, -1 for none.
func lastOf(figures []*float64) int {
	for i := len(figures) - 1; i >= 0; i-- {
		if figures[i] != nil {
			return i
		}
	}
	return -1
}
