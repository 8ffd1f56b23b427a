package ledger

import "time"

// Date is a calendar day in the district's time zone, written 2024-09-05; "" is no date. Days compare as strings do.
// A due date is a day and no instant: it does not move with a time zone.
type Date string

const dayLayout = "2006-01-02"

// ParseDate reads 2024-09-05 and refuses days that the calendar lacks.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(dayLayout, s); err != nil {
		return "", Mistake(Invalid, "date", "“%s”不是日期，请写成 2024-09-05 的样子。", "“%s” is no date; write it like 2024-09-05.", s)
	}
	return Date(s), nil
}

// DateOf is the calendar day of t in t's own location.
func DateOf(t time.Time) Date { return Date(t.Format(dayLayout)) }

// Time is midnight UTC of the day, for arithmetic; the zero time for no date.
func (d Date) Time() time.Time {
	t, _ := time.Parse(dayLayout, string(d))
	return t
}

// AddDays moves by n calendar days; no date stays none.
func (d Date) AddDays(n int) Date {
	if d == "" {
		return ""
	}
	return DateOf(d.Time().AddDate(0, 0, n))
}

// DaysTo is how many days later than d the day e is; 0 where either is no date.
func (d Date) DaysTo(e Date) int {
	if d == "" || e == "" {
		return 0
	}
	return int(e.Time().Sub(d.Time()).Hours() / 24)
}

// Period is the month the day lies in, "" for no date.
func (d Date) Period() Period {
	if len(d) < 7 {
		return ""
	}
	return Period(d[:7])
}

// Period is a month, written 2024-09; "" is none.
type Period string

// ParsePeriod reads 2024-09.
func ParsePeriod(s string) (Period, error) {
	if _, err := time.Parse("2006-01", s); err != nil {
		return "", Mistake(BadRequest, "month", "“%s”不是月份，请写成 2024-09 的样子。", "“%s” is no month; write it like 2024-09.", s)
	}
	return Period(s), nil
}

// Add moves by n months; no period stays none.
func (p Period) Add(n int) Period {
	t, err := time.Parse("2006-01", string(p))
	if err != nil {
		return ""
	}
	return Period(t.AddDate(0, n, 0).Format("2006-01"))
}

// First is the month's first day, "" for no period.
func (p Period) First() Date {
	if p == "" {
		return ""
	}
	return Date(p + "-01")
}

// WeekEnd is the Sunday of the day's week, the day itself where it is one.
func (d Date) WeekEnd() Date { return d.AddDays((7 - int(d.Time().Weekday())) % 7) }

// Day is what "today" means to lights and counts: the day itself, the last day that still counts as soon (so many working days
// on, by the calendar), and the thresholds in force.
type Day struct {
	Today, Soon Date
	Thresholds
}
