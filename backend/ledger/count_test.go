package ledger

import "testing"

func TestCountsInTheReadersForm(t *testing.T) {
	for _, c := range []struct {
		n      int
		zh, en string
	}{
		{0, "0 项", "0 entries"}, {1, "1 项", "1 entry"}, {2, "2 项", "2 entries"}, {999, "999 项", "999 entries"},
		{1000, "1000 项", "1,000 entries"}, {12345, "12,345 项", "12,345 entries"}, {1234567, "1,234,567 项", "1,234,567 entries"}, {-3, "-3 项", "-3 entries"},
	} {
		if zh, en := Chinese.Count(c.n, "项", "entry", "entries"), English.Count(c.n, "项", "entry", "entries"); zh != c.zh || en != c.en {
			t.Errorf("%d: %q, %q", c.n, zh, en)
		}
	}
	if one, two := English.Plural(1, "", "%d waits", "%d wait", 1), English.Plural(2, "", "%d waits", "%d wait", 2); one != "1 waits" || two != "2 wait" {
		t.Errorf("%q, %q", one, two)
	}
}
