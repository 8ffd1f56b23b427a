package zh

import (
	"strings"
	"testing"
	"time"
)

// TestLongInputs holds the time to what a linear reading takes.
func TestLongInputs(t *testing.T) {
	for _, unit := range []string{"1", "一", "十", "第", "今年", "前", "“", "（", "；", "\n", "\r", " ", "、", "1,", "2024", "每月", "|", "年", "1月至", "是，\n", "a|b\n", "（一）"} {
		linear(t, unit, func(text string) {
			x := New(text, nil)
			for _, c := range Clauses(x.S, 0, len(x.S)) {
				Segments(x.S, c.Start, c.End)
				List(x.S[c.Start:c.End])
			}
			FindDays(x.S, published, Future)
			Number(x.S)
		})
	}
}

// linear holds fn to linear time on unit after unit: four times the text takes less than ten times as long, in the best of
// several tries (sixteen would be the square). What takes no time worth measuring passes.
func linear(t *testing.T, unit string, fn func(text string)) {
	t.Helper()
	text := strings.Repeat(unit, 60_000/len(unit))
	var once, four time.Duration
	for try := range 12 {
		a, b := timed(fn, text), timed(fn, strings.Repeat(text, 4))
		if try == 0 || a < once {
			once = a
		}
		if try == 0 || b < four {
			four = b
		}
		if four < 10*once+50*time.Millisecond {
			return
		}
	}
	t.Errorf("%q: %v, four times as much %v", unit, once, four)
}

func timed(fn func(string), text string) time.Duration {
	start := time.Now()
	fn(text)
	return time.Since(start)
}
