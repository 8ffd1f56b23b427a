package zh

import (
	"strings"
	"testing"
	"time"
)

// TestLongInputs holds the time to what a linear reading takes, with room for a slow machine.
func TestLongInputs(t *testing.T) {
	for _, unit := range []string{"1", "一", "十", "第", "今年", "前", "“", "（", "；", "\n", "\r", " ", "、", "1,", "2024", "每月", "|", "年", "1月至", "是，\n"} {
		s := strings.Repeat(unit, 2_000_000/len(unit))
		start := time.Now()
		x := New(s, nil)
		for _, c := range Clauses(x.S, 0, len(x.S)) {
			Segments(x.S, c.Start, c.End)
			List(x.S[c.Start:c.End])
		}
		FindDays(x.S, published, Future)
		Number(x.S)
		if d := time.Since(start); d > 4*time.Second {
			t.Errorf("2 MB of %q: %v", unit, d)
		} else if d > time.Second {
			t.Logf("2 MB of %q: %v", unit, d)
		}
	}
}
