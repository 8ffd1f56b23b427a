package export

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// linesOf estimates how many lines s takes in a column. Programs differ in whether they fit the height of rows by
// themselves, so a sheet says it; rather a line too many than words cut off.
func linesOf(s string, width float64) int {
	if float64(len(s)) < width && !strings.Contains(s, "\n") {
		return 1
	}
	if len(s) < utf8.UTFMax*64 && !strings.Contains(s, "\n") && breadth(s) <= width-0.7 {
		return 1
	}
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		n += max(1, int(math.Ceil(breadth(line)/(width-0.7))))
	}
	return n
}

// breadth is how wide s is in digits: what is not Latin is taken for Chinese.
func breadth(s string) float64 {
	chars := utf8.RuneCountInString(s)
	wide := (len(s) - chars) / 2 // a Chinese character has three bytes
	return float64(chars-wide) + 2.1*float64(wide)
}

// rowHeight is the height of so many lines in points, at most what a row may have.
func rowHeight(lines int) float64 {
	return math.Min(float64(3+15*lines), excelize.MaxRowHeight)
}
