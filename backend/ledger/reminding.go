package ledger

import "slices"

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
