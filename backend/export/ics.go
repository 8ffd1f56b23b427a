package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"taizhang/backend/ledger"
)

// icsFile is a calendar of due dates: a day's event for each entry that is followed and has one. An entry keeps its event
// from one export to the next, so that a calendar which takes it again changes what it has and adds nothing twice.
var icsFile = Format{
	Name: "ics", Ext: "ics", MIME: "text/calendar; charset=utf-8",
	Words: ledger.Words{ZH: "日历（完成时限）", EN: "Calendar of due dates"}, Write: writeICS,
}

// calendarEnd closes a calendar; events go before it one by one.
const calendarEnd = "END:VCALENDAR\r\n"

func writeICS(w io.Writer, x Table, each Entries) error {
	out := bufio.NewWriter(w) // keeps the first error, which the library drops now and then
	cal := ics.NewCalendar()
	cal.SetProductId("-//Taizhang//" + string(x.Lang) + "//")
	cal.SetXWRCalName(calendarText(x.Title))
	if x.Site != "" { // it is fetched again and again
		cal.SetRefreshInterval("PT1H", ics.WithValue("DURATION"))
		cal.SetXPublishedTTL("PT1H")
	}
	_, _ = out.WriteString(strings.TrimSuffix(cal.Serialize(folded), calendarEnd))
	err := each(func(e *ledger.Entry) error {
		if e.Due == "" || e.Status.Class() != ledger.Open {
			return nil
		}
		event := row{e, 0, &x}.event()
		return event.SerializeTo(out, folded)
	})
	if err == nil {
		_, _ = out.WriteString(calendarEnd)
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("write ics: %w", err)
	}
	return nil
}

// folded is how long a line may be and how it ends.
var folded = &ics.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: "\r\n"}

func (r row) event() *ics.VEvent {
	e := ics.NewEvent(fmt.Sprintf("entry-%d@taizhang", r.ID))
	e.SetDtStampTime(r.UpdatedAt)
	e.SetSequence(r.Version)
	e.SetAllDayStartAt(r.Due.Time())
	e.SetAllDayEndAt(r.Due.Time().Add(24 * time.Hour))
	e.SetSummary(calendarText(ledger.Shorten(r.Text, 60) + r.x.Lang.T("（", " (") + r.Number + r.x.Lang.T("）", ")")))
	e.SetDescription(calendarText(strings.Join([]string{r.Text, r.parties(r.Kind.MainRole()), r.source() + r.x.Lang.T("，", ", ") + r.place()}, "\n")))
	if r.x.Site != "" {
		e.SetURL(entryAddress(r.x.Site, r.Entry))
	}
	if r.Theme != "" {
		e.AddCategory(calendarText(r.Theme))
	}
	e.SetTimeTransparency(ics.TransparencyTransparent)
	return e
}

// calendarText is s without the control characters that a calendar has no room for; ends of lines are kept as one kind.
func calendarText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, s)
}
