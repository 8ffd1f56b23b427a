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

// linear holds fn to linear time on unit after unit: twice the text takes less than three times as long, in the best of
// several tries. What takes no time worth measuring passes.
func linear(t *testing.T, unit string, fn func(text string)) {
	t.Helper()
	half := strings.Repeat(unit, 125_000/len(unit))
	var once, twice time.Duration
	for try := range 8 {
		a, b := timed(fn, half), timed(fn, half+half)
		if try == 0 || a < once {
			once = a
		}
		if try == 0 || b < twice {
			twice = b
		}
		if try > 0 && twice < 3*once+20*time.Millisecond {
			return
		}
	}
	t.Errorf("%q: %v, twice as much %v", unit, once, twice)
}

func timed(fn func(string), text string) time.Duration {
	start := time.Now()
	fn(text)
	return time.Since(start)
}
