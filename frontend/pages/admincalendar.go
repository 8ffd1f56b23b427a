package pages

import (
	"fmt"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

func yearURL(y int) templ.SafeURL {
	return templ.SafeURL("/admin/calendar?year=" + strconv.Itoa(y))
}

// cell is one place in a month's grid: a day, or none before the first and after the last.
type cell struct {
	day     int
	class   string
	mark    string // 休 or 班, "" for a usual day
	name    string
	current bool
}

// weeks are a month's days by weeks, Monday first.
func (p AdminCalendarPage) weeks(month int) (all [][]cell) {
	special := map[ledger.Date]ledger.SpecialDay{}
	for _, d := range p.Days {
		special[d.Date] = d
	}
	first := time.Date(p.Year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	week := make([]cell, (int(first.Weekday())+6)%7)
	for t := first; t.Month() == first.Month(); t = t.AddDate(0, 0, 1) {
		if week = append(week, p.cell(t, special)); len(week) == 7 {
			all, week = append(all, week), nil
		}
	}
	if len(week) > 0 {
		all = append(all, append(week, make([]cell, 7-len(week))...))
	}
	return all
}

func (p AdminCalendarPage) cell(t time.Time, special map[ledger.Date]ledger.SpecialDay) cell {
	c := cell{day: t.Day(), current: ledger.DateOf(t) == p.Day.Today}
	d, set := special[ledger.DateOf(t)]
	switch weekend := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday; {
	case set && d.Worked:
		c.class, c.mark, c.name = "d-work", p.T("班", "W"), p.In(d.Words())+" "+d.Name
	case set:
		c.class, c.mark, c.name = "d-off", p.T("休", "H"), p.In(d.Words())+" "+d.Name
	case weekend:
		c.class = "d-end"
	}
	return c
}

func (p AdminCalendarPage) monthTitle(m int) string {
	return p.ShortMonth(ledger.Period(fmt.Sprintf("%04d-%02d", p.Year, m)))
}

var weekdays = []ledger.Words{
	{ZH: "一", EN: "Mo"}, {ZH: "二", EN: "Tu"}, {ZH: "三", EN: "We"}, {ZH: "四", EN: "Th"}, {ZH: "五", EN: "Fr"}, {ZH: "六", EN: "Sa"}, {ZH: "日", EN: "Su"},
}

// dayChoices are what a day may be set to.
var dayChoices = []struct {
	value string
	words ledger.Words
}{
	{"off", ledger.Words{ZH: "放假", EN: "off"}},
	{"work", ledger.Words{ZH: "调休上班", EN: "make-up day"}},
	{"usual", ledger.Words{ZH: "恢复平常", EN: "as any other"}},
}

// was says what a day is before a change or after it; d is nil where it is as any other.
func (p AdminCalendarPage) was(d *ledger.SpecialDay) string {
	if d == nil {
		return p.T("平常", "as any other")
	}
	return p.In(d.Words()) + " " + d.Name
}

// date is the day that changes.
func (c DayChange) date() ledger.Date {
	if c.After != nil {
		return c.After.Date
	}
	return c.Before.Date
}

// relit and recounted tell how many open entries a change concerns: those whose light would be another, and those whose due
// date would.
func (p AdminCalendarPage) relit() (n int) {
	for _, m := range p.Moves {
		if m.Before != m.After {
			n++
		}
	}
	return n
}

func (p AdminCalendarPage) recounted() (n int) {
	for _, m := range p.Moves {
		if m.Proposed != "" {
			n++
		}
	}
	return n
}

func (p AdminCalendarPage) concerned() string {
	l, d := p.relit(), p.recounted()
	if l+d == 0 {
		return p.T("没有在办事项受影响。", "No open entry is concerned.")
	}
	return p.T("%[1]d 项在办事项的亮灯会变（随日历即时计算）；%[2]d 项按工作日计的时限会是另一天：原定日期不会自动移动，由督查室逐项决定。",
		"%[1]d open with another light, for lights follow the calendar at once; %[2]d with another due date, counted in working days: none moves by itself, the supervision office decides on each.", l, d)
}
