package ledger

import (
	"strings"
	"time"
)

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

// ReadDate reads a day as people and their programs write it: 2024-09-05, 2024/9/5, 2024.9.5, 2024年9月5日, 20240905, with or without
// an hour after it. False for anything else.
func ReadDate(s string) (Date, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) == 1 && len(s) == 8 && len(parts[0]) == 8 {
		parts = []string{s[:4], s[4:6], s[6:]}
	}
	if len(parts) < 3 || len(parts[0]) != 4 || strings.Trim(s, "0123456789-/.年月日 :T") != "" {
		return "", false
	}
	t, err := time.Parse("2006-1-2", strings.Join(parts[:3], "-"))
	if err != nil {
		return "", false
	}
	return DateOf(t), true
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

// Said is the day as people say it, with its year only where it is not today's: 9 月 5 日, 5 Sep; nothing for no date.
func (d Date) Said(today Date) Words {
	if len(d) != len(dayLayout) {
		return Words{}
	}
	month, day := d.Time().Month(), strings.TrimPrefix(string(d[8:]), "0")
	w := Words{strings.TrimPrefix(string(d[5:7]), "0") + " 月 " + day + " 日", day + " " + month.String()[:3]}
	if year := string(d[:4]); !strings.HasPrefix(string(today), year) {
		w = Words{year + " 年 " + w.ZH, w.EN + " " + year}
	}
	return w
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
