package export

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"taizhang/backend/ledger"
)

func calendarOf(t *testing.T, list []ledger.Entry) string {
	t.Helper()
	var b bytes.Buffer
	if err := icsFile.Write(&b, table(ledger.Chinese), each(list)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// due are entries of which the first two are due and followed; their words are all that a line may trip over.
func due() []ledger.Entry {
	all := entries()
	all[1].Text = strings.Repeat("整改，落实；报告\\n", 20) + "\r\n第二行\x01"
	all[1].UpdatedAt = time.Date(2024, 9, 20, 12, 0, 0, 0, time.UTC)
	all[3].ID, all[3].UpdatedAt = 4, all[1].UpdatedAt
	return all
}

func TestTheCalendarReadsBack(t *testing.T) {
	list := due()
	cal, err := ics.ParseCalendar(strings.NewReader(calendarOf(t, list)))
	if err != nil {
		t.Fatal(err)
	}
	events := cal.Events()
	if len(events) != 2 {
		t.Fatalf("%d events; what is done, and what has no day, has none", len(events))
	}
	seen := map[string]bool{}
	for i, e := range []ledger.Entry{list[1], list[3]} {
		start, err := events[i].GetAllDayStartAt()
		if err != nil || ledger.DateOf(start) != e.Due {
			t.Errorf("%s is due on %v, %v", e.Number, start, err)
		}
		if stamp, err := events[i].GetDtStampTime(); err != nil || !stamp.Equal(e.UpdatedAt) {
			t.Errorf("%s is stamped %v, %v", e.Number, stamp, err)
		}
		said := events[i].GetProperty(ics.ComponentPropertyDescription).Value
		if want, _, _ := strings.Cut(calendarText(e.Text), "\n"); !strings.HasPrefix(said, want) {
			t.Errorf("%s says %q", e.Number, said)
		}
		if seen[events[i].Id()] {
			t.Errorf("%s stands twice", events[i].Id())
		}
		seen[events[i].Id()] = true
	}
}

// RFC 5545: lines end with CRLF, none is longer than 75 octets, and none is cut within a character.
func TestTheCalendarsLines(t *testing.T) {
	lines := strings.SplitAfter(calendarOf(t, due()), "\r\n")
	if lines[0] != "BEGIN:VCALENDAR\r\n" || lines[len(lines)-2] != calendarEnd || lines[len(lines)-1] != "" {
		t.Errorf("the calendar begins with %q and ends with %q", lines[0], lines[len(lines)-2])
	}
	for _, line := range lines[:len(lines)-1] {
		body, ok := strings.CutSuffix(line, "\r\n")
		if !ok || len(body) > 75 || !utf8.ValidString(body) || strings.ContainsAny(body, "\r\n\x01") {
			t.Errorf("%d octets: %q", len(body), line)
		}
	}
	unfolded := strings.ReplaceAll(strings.Join(lines, ""), "\r\n ", "")
	if !strings.Contains(unfolded, `DESCRIPTION:`+strings.Repeat(`整改，落实；报告\\n`, 20)+`\n第二行\n区房屋管理局`) {
		t.Errorf("words are changed on the way: %s", unfolded)
	}
	for _, want := range []string{"VERSION:2.0", "PRODID:", "X-WR-CALNAME:2024-09 台账 & 更多", "DTSTART;VALUE=DATE:20241008", "DTEND;VALUE=DATE:20241009", "UID:entry-2@taizhang"} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("the calendar lacks %s", want)
		}
	}
}

func TestACalendarWithoutEvents(t *testing.T) {
	if s := calendarOf(t, nil); !strings.HasPrefix(s, "BEGIN:VCALENDAR\r\n") || !strings.HasSuffix(s, calendarEnd) || strings.Contains(s, "VEVENT") {
		t.Errorf("%q", s)
	}
}
