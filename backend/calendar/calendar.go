// Package calendar counts working days as the State Council's notices set them: Monday to Friday, less the holidays, with
// the weekend days that are worked in their place (调休).
package calendar

import (
	"slices"
	"sync"
	"time"

	"taizhang/backend/ledger"
)

// Calendar knows the holidays and the make-up working days of the years it was given; every other year is plain weekends.
// The zero Calendar knows none.
type Calendar struct {
	days  map[time.Time]ledger.SpecialDay // what differs from Monday to Friday, or confirms it
	years map[int]bool

	once   sync.Once
	shifts []shift
}

// shift is how many more days than Monday to Friday are worked among all special days up to a day; fewer, where it is negative.
type shift struct{ day, more int }

// workedUpTo counts the working days up to t and with it from some Monday on, long before any date.
func (c *Calendar) workedUpTo(t time.Time) int {
	c.once.Do(c.sum)
	day := int(t.Unix() / (24 * 60 * 60))
	i, found := slices.BinarySearchFunc(c.shifts, day, func(s shift, day int) int { return s.day - day })
	if found {
		i++
	}
	const monday = 7*200_000 - 4 // days before 1970-01-05; t is later than that
	weeks, rest := (day+monday)/7, (day+monday)%7
	n := weeks*5 + min(rest+1, 5)
	if i > 0 {
		n += c.shifts[i-1].more
	}
	return n
}

// sum makes the shifts.
func (c *Calendar) sum() {
	for t, d := range c.days {
		switch day := int(t.Unix() / (24 * 60 * 60)); {
		case d.Worked && !weekday(t):
			c.shifts = append(c.shifts, shift{day, 1})
		case !d.Worked && weekday(t):
			c.shifts = append(c.shifts, shift{day, -1})
		}
	}
	slices.SortFunc(c.shifts, func(a, b shift) int { return a.day - b.day })
	for i := 1; i < len(c.shifts); i++ {
		c.shifts[i].more += c.shifts[i-1].more
	}
}

// Covered tells whether the holidays of year are known. Where they are not, a count may be off by the holidays in it.
func (c *Calendar) Covered(year int) bool { return c.years[year] }

// IsWorkday tells whether d is worked; no date is not.
func (c *Calendar) IsWorkday(d ledger.Date) bool {
	t := d.Time()
	return !t.IsZero() && c.worked(t)
}

// Add goes n working days on from d, which is not counted itself: the fifth working day after a meeting is Add(d, 5).
// A negative n goes back; zero is d itself; no date stays none.
func (c *Calendar) Add(d ledger.Date, n int) ledger.Date {
	t := d.Time()
	if t.IsZero() || n == 0 {
		return d
	}
	step := sign(n)
	for n != 0 {
		if t = t.AddDate(0, 0, step); c.worked(t) {
			n -= step
		}
	}
	return ledger.DateOf(t)
}

// Between counts the working days after from up to and with to: Add turned round. It is negative when to comes first, and
// zero when either is no date.
func (c *Calendar) Between(from, to ledger.Date) int {
	t, end := from.Time(), to.Time()
	if t.IsZero() || end.IsZero() {
		return 0
	}
	if end.Before(t) {
		return -c.Between(to, from)
	}
	return c.workedUpTo(end) - c.workedUpTo(t)
}

// Day is today as lights and counts take it under some thresholds.
func (c *Calendar) Day(today ledger.Date, t ledger.Thresholds) ledger.Day {
	return ledger.Day{Today: today, Soon: c.Add(today, t.SoonDays), Thresholds: t}
}

func (c *Calendar) worked(t time.Time) bool {
	if d, known := c.days[t]; known {
		return d.Worked
	}
	return weekday(t)
}

func weekday(t time.Time) bool { return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday }

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}
