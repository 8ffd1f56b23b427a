package parts

import (
	"fmt"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// Date says a day as people do, with its year only where it is not this one.
func (v View) Date(d ledger.Date) string { return d.Said(v.Day.Today).In(v.Lang) }

// Month says a month in full: 2024 年 9 月, September 2024.
func (v View) Month(p ledger.Period) string { return v.month(p, "2006 年 1 月", "January 2006") }

// ShortMonth says a month without its year: 9 月, Sep.
func (v View) ShortMonth(p ledger.Period) string { return v.month(p, "1 月", "Jan") }

func (v View) month(p ledger.Period, zh, en string) string {
	t, err := time.Parse("2006-01", string(p))
	if err != nil {
		return ""
	}
	return t.Format(v.T(zh, en))
}

// Months says several months: 9 月、8 月.
func (v View) Months(all []ledger.Period) string {
	var said []string
	for _, p := range all {
		said = append(said, v.ShortMonth(p))
	}
	return strings.Join(said, v.T("、", ", "))
}

// Time says an instant in the district's time zone.
func (v View) Time(t time.Time) string {
	zone := v.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

// Left says how far off a due date is, in calendar days.
func (v View) Left(due ledger.Date) string {
	switch n := int(due.Time().Sub(v.Day.Today.Time()).Hours() / 24); {
	case n < -1:
		return v.T("已逾期 %d 天", "%d days overdue", -n)
	case n == -1:
		return v.T("已逾期 1 天", "1 day overdue")
	case n == 0:
		return v.T("今天到期", "due today")
	case n == 1:
		return v.T("明天到期", "due tomorrow")
	default:
		return v.T("还有 %d 天", "%d days left", n)
	}
}

// Theme says a theme in the reader's language; a name that the register lacks stays as it is.
func (v View) Theme(name string) string {
	if name == "" {
		return v.T("未归类", "no theme")
	}
	for _, t := range v.Themes {
		if t.Name == name && v.Lang == ledger.English && t.English != "" {
			return t.English
		}
	}
	return name
}

// Short is a unit's name as people say it, where the register knows it.
func (v View) Short(code, name string) string {
	if u, _ := v.Unit(code); u.Short != "" {
		return u.Short
	}
	return name
}

// Figure says a metric's value or rank with its scope and period.
func (v View) Figure(m ledger.Metric) string {
	var said []string
	if m.Value != nil {
		said = append(said, strings.TrimSpace(fmt.Sprintf("%g", *m.Value)+m.Unit))
	}
	if m.Rank != "" {
		said = append(said, v.rank(m))
	}
	if m.Period != "" {
		said = append(said, v.Span(m.Period))
	}
	return strings.Join(said, v.T("，", ", "))
}

func (v View) rank(m ledger.Metric) string {
	if strings.Trim(m.Rank, "0123456789") == "" {
		return strings.TrimSpace(v.T("%[2]s第 %[1]s", "no. %[1]s %[2]s", m.Rank, m.Scope))
	}
	return m.Scope + m.Rank
}
