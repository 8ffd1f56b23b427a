package ledger

import (
	"net/url"
	"testing"
)

// What a filter was told by a word is another stretch of days on another day, and stays the word in the address until somebody says it
// otherwise.
func TestFilterMovesWithTheDay(t *testing.T) {
	v := url.Values{"month": {"last-month"}, "due": {"this-week"}, "closed": {"this-month"}}
	for today, want := range map[Date]Filter{
		"2024-09-22": {Month: "2024-08", Closed: "2024-09", From: "2024-09-16", By: "2024-09-22", Page: 1, Limit: DefaultLimit}, // a Sunday ends its week
		"2024-09-30": {Month: "2024-08", Closed: "2024-09", From: "2024-09-30", By: "2024-10-06", Page: 1, Limit: DefaultLimit},
		"2025-01-01": {Month: "2024-12", Closed: "2025-01", From: "2024-12-30", By: "2025-01-05", Page: 1, Limit: DefaultLimit},
	} {
		f, err := ParseFilter(v, today)
		if err != nil || f.Settled() != want {
			t.Errorf("on %s: %+v, %v", today, f, err)
		}
		if got := f.WithoutPaging().Values().Encode(); got != v.Encode() {
			t.Errorf("it is kept as %s", got)
		}
		f.Month, f.By = "2024-07", ""
		if got := f.Values().Get("month") + f.Values().Get("due") + f.Moving("due"); got != "2024-07" {
			t.Errorf("said otherwise it is still %s", got)
		}
	}
}

func TestMovingSpans(t *testing.T) {
	for word, want := range map[string][2]Date{
		"today": {"2024-12-31", "2024-12-31"}, "this-week": {"2024-12-30", "2025-01-05"}, "next-week": {"2025-01-06", "2025-01-12"},
		"this-month": {"2024-12-01", "2024-12-31"}, "next-month": {"2025-01-01", "2025-01-31"}, "last-month": {"2024-11-01", "2024-11-30"},
	} {
		if from, by := movingSpan(word).days("2024-12-31"); from != want[0] || by != want[1] {
			t.Errorf("%s is %s to %s", word, from, by)
		}
	}
}
