package ledger

import (
	"net/url"
	"slices"
	"strings"
)

// ReminderPolicy says when reminders go out by rule, and how many at most.
type ReminderPolicy struct {
	Before   []int  `json:"before"`    // working days before the due date, the most first
	AtDue    bool   `json:"at_due"`    // on the due date, or the last working day before it
	Every    int    `json:"every"`     // days from one to the next once overdue, 0 for none
	Hour     int    `json:"hour"`      // from which the day's reminders go out
	PerEntry int    `json:"per_entry"` // most in a month about one entry to one unit, by hand too
	PerUnit  int    `json:"per_unit"`  // most entries that one unit is asked about in a day
	Brief    bool   `json:"brief"`     // messages to robots give numbers and dates only, for those services lie outside the office
	Site     string `json:"site"`      // the address of this system, for links in messages; "" for none
}

// UsualReminders is the policy of an office that has set none.
var UsualReminders = ReminderPolicy{Before: []int{3}, AtDue: true, Every: 7, Hour: 9, PerEntry: 4, PerUnit: 20, Brief: true}

// Check tells what is wrong with the policy: nothing, or an Invalid field.
func (p ReminderPolicy) Check() error {
	outside := func(n, least, most int) bool { return n < least || n > most }
	site, err := url.Parse(p.Site)
	switch {
	case len(p.Before) > 3 || slices.ContainsFunc(p.Before, func(n int) bool { return outside(n, 1, 30) }):
		return Mistake(Invalid, "before", "提前天数最多写 3 个，每个 1 到 30 个工作日。", "Give three leads at most, each of 1 to 30 working days.")
	case p.Every != 0 && outside(p.Every, 3, 60):
		return Mistake(Invalid, "every", "逾期后间隔 3 到 60 天；0 为不催。", "Once overdue: every 3 to 60 days, or 0 for never.")
	case outside(p.Hour, 6, 20):
		return Mistake(Invalid, "hour", "发送时刻在 6 到 20 点之间。", "The hour is from 6 to 20.")
	case outside(p.PerEntry, 1, 31):
		return Mistake(Invalid, "per_entry", "每项每月 1 到 31 次。", "About one entry: 1 to 31 in a month.")
	case outside(p.PerUnit, 1, 500):
		return Mistake(Invalid, "per_unit", "每单位每天 1 到 500 项。", "To one unit: 1 to 500 entries in a day.")
	case p.Site != "" && (err != nil || site.Scheme != "https" && site.Scheme != "http" || site.Host == "" || len(p.Site) > 200):
		return Mistake(Invalid, "site", "网址要写成 https://duban.example.gov.cn 的样子。", "Write the address like https://duban.example.gov.cn.")
	}
	return nil
}

// Tidy is the policy with its leads in order, each once, in a list of their own, and no slash at the end of the address.
func (p ReminderPolicy) Tidy() ReminderPolicy {
	p.Before = slices.Clone(p.Before)
	slices.SortFunc(p.Before, func(a, b int) int { return b - a })
	p.Before = slices.Compact(p.Before)
	p.Site = strings.TrimRight(strings.TrimSpace(p.Site), "/")
	return p
}

// Workdays is the calendar that reminders go by.
type Workdays interface {
	IsWorkday(Date) bool
	Add(Date, int) Date
}

// Horizon is the last due date that any rule looks at today.
func (p ReminderPolicy) Horizon(days Workdays, today Date) Date {
	most := 5 // a due date within a long holiday is told on the last working day before it
	if len(p.Before) > 0 {
		most = max(most, slices.Max(p.Before))
	}
	return days.Add(today, most)
}

// Rule tells which rule asks a unit about e today, given what that unit was asked about it before; "" for none. It follows from
// state and date alone: asked again on the same day, or after days on which nobody asked, it says what is due now and nothing twice.
func (p ReminderPolicy) Rule(e *Entry, before []Reminder, days Workdays, today Date) (rule ReminderRule, lead int) {
	if !e.Askable() || e.Due == "" || !days.IsWorkday(today) || asked(before, func(r Reminder) bool { return r.Day == today }) {
		return "", 0
	}
	if today > e.Due {
		return p.overdue(e, before, today), 0
	}
	last := e.Due // on which the unit can still be told in time
	if !days.IsWorkday(last) {
		last = days.Add(last, -1)
	}
	switch {
	case today >= last:
		if p.AtDue && !asked(before, func(r Reminder) bool { return r.Rule == AtDue && r.Due == e.Due }) {
			return AtDue, 0
		}
	default:
		return p.early(e, before, days, today)
	}
	return "", 0
}

func (p ReminderPolicy) overdue(e *Entry, before []Reminder, today Date) ReminderRule {
	last := e.Due
	for _, r := range before {
		last = max(last, r.Day)
		if r.AnsweredAt != nil {
			last = max(last, DateOf(*r.AnsweredAt)) // whoever has just answered is left alone for as long
		}
	}
	if p.Every > 0 && today >= last.AddDays(p.Every) {
		return AfterDue
	}
	return ""
}

// early finds the shortest lead that has begun: where several began while nobody asked, the unit is asked once.
func (p ReminderPolicy) early(e *Entry, before []Reminder, days Workdays, today Date) (ReminderRule, int) {
	for _, n := range slices.Backward(p.Tidy().Before) {
		if today < days.Add(e.Due, -n) {
			continue
		}
		if asked(before, func(r Reminder) bool { return r.Rule == BeforeDue && r.Lead <= n && r.Due == e.Due }) {
			return "", 0
		}
		return BeforeDue, n
	}
	return "", 0
}

func asked(before []Reminder, how func(Reminder) bool) bool { return slices.ContainsFunc(before, how) }

// PlannedReminder is what a rule asks today. Held says which cap keeps it back until another day; none where it goes out.
type PlannedReminder struct {
	Entry    Entry
	UnitCode string
	UnitName string
	Rule     ReminderRule
	Lead     int
	Held     Words
}

// Caps counts what was asked, to keep within the most.
type Caps struct {
	policy ReminderPolicy
	month  map[askKey]int
	day    map[string]int
	today  Date
}

type askKey struct {
	entry int64
	unit  string
}

// Caps starts counting with what was asked in today's month.
func (p ReminderPolicy) Caps(month []Reminder, today Date) *Caps {
	c := &Caps{policy: p, month: map[askKey]int{}, day: map[string]int{}, today: today}
	for _, r := range month {
		if r.Day.Period() == today.Period() {
			c.month[askKey{r.EntryID, r.UnitCode}]++
		}
		if r.Day == today {
			c.day[r.UnitCode]++
		}
	}
	return c
}

// Take counts one more reminder and returns no words, or says which cap stands against it.
func (c *Caps) Take(entry int64, unit string) Words {
	k := askKey{entry, unit}
	switch {
	case c.month[k] >= c.policy.PerEntry:
		return Mistake(Conflict, "", "本月就这一项已催办 %d 次，达到上限", "asked %d times about this entry this month, the most there may be", c.month[k]).Words
	case c.day[unit] >= c.policy.PerUnit:
		return Mistake(Conflict, "", "今天已向该单位催办 %d 项，达到上限", "asked about %d entries today, the most there may be for one unit", c.day[unit]).Words
	}
	c.month[k]++
	c.day[unit]++
	return Words{}
}
