package zh

import (
	"testing"

	"taizhang/backend/zh/zhtest"
)

// TestLongInputs holds the time to what a linear reading takes.
func TestLongInputs(t *testing.T) {
	for _, unit := range []string{"1", "一", "十", "第", "今年", "前", "“", "（", "；", "\n", "\r", " ", "、", "1,", "2024", "每月", "|", "年", "1月至", "是，\n", "a|b\n", "（一）"} {
		zhtest.Linear(t, unit, 60_000, func(text string) {
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
