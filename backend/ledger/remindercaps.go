package ledger

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
