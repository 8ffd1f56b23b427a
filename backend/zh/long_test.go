package zh

import (
	"strings"
	"testing"
	"time"
)

// TestLongInputs holds the time to what a linear reading takes, with room for a slow machine.
func TestLongInputs(t *testing.T) {
	for _, unit := range []string{"1", "一", "十", "第", "今年", "前", "“", "（", "；", "\n", "\r", " ", "、", "1,", "2024", "每月", "|", "年", "1月至", "是，\n"} {
		s := strings.Repeat(unit, 500_000/len(unit))
		start := time.Now()
		x := New(s, nil)
		for _, c := range Clauses(x.S, 0, len(x.S)) {
			Segments(x.S, c.Start, c.End)
			List(x.S[c.Start:c.End])
		}
		FindDays(x.S, published, Future)
		Number(x.S)
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("half a megabyte of %q: %v", unit, d)
		}
	}
}
