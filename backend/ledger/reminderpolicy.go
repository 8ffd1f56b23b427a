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
