package calendar

import (
	"slices"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// mostNamed is how many characters a holiday's name may have.
const mostNamed = 40

// New makes a calendar of special days.
func New(days []ledger.SpecialDay) *Calendar {
	c := &Calendar{days: make(map[time.Time]ledger.SpecialDay, len(days)), years: map[int]bool{}}
	for _, d := range days {
		c.put(d)
	}
	return c
}

func (c *Calendar) put(d ledger.SpecialDay) {
	c.days[d.Date.Time()] = d
	if !d.Worked {
		c.years[d.Date.Time().Year()] = true
	}
}

// Check tells what is wrong with a special day, or nothing.
func Check(d ledger.SpecialDay) error {
	switch {
	case d.Worked && weekday(d.Date.Time()):
		return wrong("%s 本来就是工作日，不用列为上班。", "%s is a working day as it is.", string(d.Date))
	case len([]rune(d.Name)) > mostNamed:
		return wrong("名称最多 %d 字。", "The name may have %d characters at most.", mostNamed)
	}
	return nil
}

// Days lists the special days of a year, in order.
func (c *Calendar) Days(year int) (all []ledger.SpecialDay) {
	for t, d := range c.days {
		if t.Year() == year {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b ledger.SpecialDay) int { return strings.Compare(string(a.Date), string(b.Date)) })
	return all
}

// Years lists the years that have special days, in order.
func (c *Calendar) Years() (all []int) {
	for t := range c.days {
		if !slices.Contains(all, t.Year()) {
			all = append(all, t.Year())
		}
	}
	slices.Sort(all)
	return all
}

// With is the calendar with days in place of its own in each year that they speak of; other years stay.
func (c *Calendar) With(days []ledger.SpecialDay) *Calendar {
	said := New(days)
	years := said.Years()
	for t, d := range c.days {
		if !slices.Contains(years, t.Year()) {
			said.put(d)
		}
	}
	return said
}

// Change is a day that one calendar has otherwise than another; nil where it is none of the special days.
type Change struct{ Before, After *ledger.SpecialDay }

// Date is the day.
func (c Change) Date() ledger.Date {
	if c.After != nil {
		return c.After.Date
	}
	return c.Before.Date
}

// Changes lists the days that after has otherwise than c, in order.
func (c *Calendar) Changes(after *Calendar) (all []Change) {
	for t, d := range c.days {
		if n, ok := after.days[t]; !ok {
			all = append(all, Change{Before: &d})
		} else if n != d {
			all = append(all, Change{&d, &n})
		}
	}
	for t, d := range after.days {
		if _, ok := c.days[t]; !ok {
			all = append(all, Change{After: &d})
		}
	}
	slices.SortFunc(all, func(a, b Change) int { return strings.Compare(string(a.Date()), string(b.Date())) })
	return all
}

// Moves lists those of some open entries that another calendar would make otherwise: in their light today, or in a due date that
// was counted in working days from the day their report was published. asked are the questions that wait for an answer.
func (c *Calendar) Moves(after *Calendar, today ledger.Date, t ledger.Thresholds, open []ledger.Entry, published map[int64]ledger.Date, asked []ledger.DueQuestion) (all []ledger.DueMove) {
	before, then := c.Day(today, t), after.Day(today, t)
	for _, e := range open {
		m := ledger.DueMove{Entry: e, Before: e.Light(before), After: e.Light(then)}
		if n := c.counted(e, published[e.ReportID], asked); n > 0 {
			if due := after.Add(published[e.ReportID], n); due != e.Due {
				m.Proposed, m.Days = due, n
			}
		}
		if m.Before != m.After || m.Proposed != "" {
			all = append(all, m)
		}
	}
	return all
}

// counted is how many working days from the report's publication an entry's due date was counted by; 0 where it was not.
func (c *Calendar) counted(e ledger.Entry, from ledger.Date, asked []ledger.DueQuestion) int {
	for _, q := range asked {
		if q.EntryID == e.ID && q.Was == e.Due {
			return q.Days
		}
	}
	if e.DueBasis == ledger.DueFromPerson || e.Due == "" || from == "" || !strings.Contains(e.DueText, "工作日") {
		return 0
	}
	if n := c.Between(from, e.Due); n > 0 && c.Add(from, n) == e.Due {
		return n
	}
	return 0
}
