package calendar

import (
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"taizhang/backend/ledger"
)

func shipped(t testing.TB) *Calendar {
	t.Helper()
	f, err := os.Open("../../seeds/holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The meeting of 5 September 2024 and what its due dates are: the Mid-Autumn and National Day holidays and the days worked
// in their place lie in the way.
func TestAdd(t *testing.T) {
	c := shipped(t)
	for _, x := range []struct {
		from ledger.Date
		n    int
		want ledger.Date
	}{
		{"2024-09-05", 5, "2024-09-12"},
		{"2024-09-05", 7, "2024-09-14"}, // a Saturday that is worked
		{"2024-09-05", 10, "2024-09-20"},
		{"2024-09-05", 15, "2024-09-27"},
		{"2024-09-05", 20, "2024-10-10"},
		{"2024-09-05", 30, "2024-10-23"},
		{"2024-09-05", 0, "2024-09-05"},
		{"2024-10-23", -30, "2024-09-05"},
		{"2024-09-15", 1, "2024-09-18"}, // from a day off
		{"2025-01-27", 1, "2025-02-05"},
		{"2025-12-31", 1, "2026-01-04"}, // a Sunday that is worked
		{"2026-02-13", 2, "2026-02-24"},
		{"", 5, ""},
		{"nonsense", 5, "nonsense"},
	} {
		if got := c.Add(x.from, x.n); got != x.want {
			t.Errorf("Add(%s, %d) = %s, want %s", x.from, x.n, got, x.want)
		}
	}
}

func TestIsWorkday(t *testing.T) {
	c := shipped(t)
	for day, want := range map[ledger.Date]bool{
		"2024-02-04": true, "2024-02-18": true, "2024-04-07": true, "2024-04-28": true, "2024-05-11": true,
		"2024-09-14": true, "2024-09-29": true, "2024-10-12": true,
		"2025-01-26": true, "2025-02-08": true, "2025-04-27": true, "2025-09-28": true, "2025-10-11": true,
		"2026-01-04": true, "2026-02-14": true, "2026-02-28": true, "2026-05-09": true, "2026-09-20": true, "2026-10-10": true,
		"2024-09-16": false, "2024-10-07": false, "2024-10-08": true, "2024-09-21": false, "2024-09-28": false,
		"2025-10-08": false, "2026-09-27": false, "": false,
	} {
		if got := c.IsWorkday(day); got != want {
			t.Errorf("IsWorkday(%s) = %v", day, got)
		}
	}
}

// A whole year's working days: 366 days, 104 weekend days, and the notice's days on either side.
func TestYearsAddUp(t *testing.T) {
	c := shipped(t)
	for year, want := range map[string]int{"2024": 251, "2025": 248, "2026": 248} {
		eve := (ledger.Date(year + "-01-01")).AddDays(-1)
		if got := c.Between(eve, ledger.Date(year+"-12-31")); got != want {
			t.Errorf("%s has %d working days, want %d", year, got, want)
		}
	}
}

func TestBetweenTurnsAddRound(t *testing.T) {
	c := shipped(t)
	for n := -40; n <= 40; n++ {
		if got := c.Between("2024-09-05", c.Add("2024-09-05", n)); got != n {
			t.Errorf("Between(…, Add(%d)) = %d", n, got)
		}
	}
	if got := c.Between("", "2024-09-05"); got != 0 {
		t.Errorf("Between of no date = %d", got)
	}
}

// Between must come to what counting day by day comes to, over years that are known and years that are not.
func TestBetweenCountsEveryDay(t *testing.T) {
	c := shipped(t)
	for _, from := range []ledger.Date{"1965-03-07", "2023-12-29", "2024-09-13", "2025-01-25", "2026-09-30"} {
		n, day := 0, from
		for range 900 {
			if day = day.AddDays(1); c.IsWorkday(day) {
				n++
			}
			if got := c.Between(from, day); got != n {
				t.Fatalf("Between(%s, %s) = %d, want %d", from, day, got, n)
			}
		}
	}
}

func TestYearNotCoveredIsPlainWeekends(t *testing.T) {
	c := shipped(t)
	for year, want := range map[int]bool{2023: false, 2024: true, 2025: true, 2026: true, 2027: false} {
		if c.Covered(year) != want {
			t.Errorf("Covered(%d) = %v", year, !want)
		}
	}
	for _, c := range []*Calendar{c, {}} {
		if got := c.Add("2027-09-30", 5); got != "2027-10-07" {
			t.Errorf("five working days on from 2027-09-30 = %s", got)
		}
	}
}

func TestDay(t *testing.T) {
	if got, want := shipped(t).Day("2024-09-13", ledger.Thresholds{SoonDays: 3}), (ledger.Day{Today: "2024-09-13", Soon: "2024-09-19", Thresholds: ledger.Thresholds{SoonDays: 3}}); got != want {
		t.Errorf("Day = %v, want %v", got, want)
	}
}

func TestReadNamesTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "Line 1 of the holidays file: the first line must be date,kind,name.",
		"day,kind,name\n":                  "Line 1 of the holidays file: the first line must be date,kind,name.",
		Head + "\n2024-02-30,off,x\n":      "Line 2 of the holidays file: “2024-02-30” is no date; write it like 2024-09-05.",
		Head + "\n\n2024-10-01,rest,国庆节\n": "Line 3 of the holidays file: the kind is off or work, not “rest”.",
		Head + "\n2024-10-01,off\n":        "Line 2 of the holidays file: three columns are wanted: date, kind, name.",
		Head + "\n2024-09-13,work,中秋节\n":   "Line 2 of the holidays file: 2024-09-13 is a working day as it is.",
		Head + "\n2024-10-01,\"off,国庆节\n":  "Line 2 of the holidays file: a quotation mark is missing or misplaced.",
		Head + strings.Repeat("\n2024-10-01,off,国庆节", 2): "Line 3 of the holidays file: 2024-10-01 is given twice.",
	} {
		_, err := Read(strings.NewReader(text))
		if m := ledger.AsMistake(err); m == nil || m.Words.EN != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		} else if !strings.Contains(m.Words.ZH, "行：") {
			t.Errorf("%q: no line in Chinese: %s", text, m.Words.ZH)
		}
	}
	if _, err := Read(iotest.ErrReader(os.ErrPermission)); err == nil || ledger.AsMistake(err) != nil {
		t.Errorf("a file that cannot be read: %v", err)
	}
	if _, err := Read(strings.NewReader("\ufeff" + Head + "\r\n2024-10-01,off,国庆节\r\n")); err != nil {
		t.Errorf("a byte order mark and CRLF: %v", err)
	}
}

func BenchmarkAdd30(b *testing.B) {
	c := shipped(b)
	for b.Loop() {
		c.Add("2024-09-05", 30)
	}
}
