package ledger

import "slices"

// MovingSpan is a stretch of days that a filter names by where it lies from today: a list that is kept by the word selects next month
// what the word means then.
type MovingSpan struct {
	Word  string // as it stands in an address
	Words Words
	Month bool // a month that things can belong to, and not only a time at which they are due
	days  func(today Date) (from, by Date)
}

// MovingSpans lists the words in the order that a choice shows them.
var MovingSpans = []MovingSpan{
	{"today", Words{"今天", "Today"}, false, func(d Date) (Date, Date) { return d, d }},
	{"this-week", Words{"本周", "This week"}, false, func(d Date) (Date, Date) { return weekOf(d) }},
	{"next-week", Words{"下周", "Next week"}, false, func(d Date) (Date, Date) { return weekOf(d.AddDays(7)) }},
	{"this-month", Words{"本月", "This month"}, true, func(d Date) (Date, Date) { return d.Period().days() }},
	{"next-month", Words{"下月", "Next month"}, false, func(d Date) (Date, Date) { return d.Period().Add(1).days() }},
	{"last-month", Words{"上月", "Last month"}, true, func(d Date) (Date, Date) { return d.Period().Add(-1).days() }},
}

// MovingMonths lists those of MovingSpans that are months things can belong to.
func MovingMonths() []MovingSpan {
	return slices.DeleteFunc(slices.Clone(MovingSpans), func(m MovingSpan) bool { return !m.Month })
}

// MovingWords is what a word of MovingSpans is called, nothing for another.
func MovingWords(word string) Words { return movingSpan(word).Words }

func movingSpan(word string) MovingSpan {
	if i := slices.IndexFunc(MovingSpans, func(m MovingSpan) bool { return m.Word == word }); i >= 0 {
		return MovingSpans[i]
	}
	return MovingSpan{}
}

// weekOf is the Monday and the Sunday of the day's week.
func weekOf(d Date) (from, by Date) { return d.WeekEnd().AddDays(-6), d.WeekEnd() }

// days is the first and the last day of the month.
func (p Period) days() (from, by Date) { return p.First(), p.Add(1).First().AddDays(-1) }

// moving are the words by which a filter was told its month and days, each with what it meant when it was read: whoever sets the month
// or the days otherwise has done away with the word.
type moving struct{ month, closed, at, due said }

type said struct{ word, meant string }

func (s said) stillFor(value string) string {
	if s.word == "" || s.meant != value {
		return ""
	}
	return s.word
}

// Moving is the word by which the filter was told its month, closed, at or due, "" where it was told days or nothing.
func (f Filter) Moving(name string) string {
	switch name {
	case "month":
		return f.moving.month.stillFor(string(f.Month))
	case "closed":
		return f.moving.closed.stillFor(string(f.Closed))
	case "at":
		return f.moving.at.stillFor(string(f.At))
	case "due":
		return f.moving.due.stillFor(f.dueDays())
	}
	return ""
}

func (f Filter) dueDays() string { return string(f.From) + "/" + string(f.By) }

// Settled is the filter with the days that its words meant when it was read in their place: what somebody did is told so.
func (f Filter) Settled() Filter {
	f.moving = moving{}
	return f
}

// parseMonth reads a month, or the word for one.
func parseMonth(s string, today Date) (Period, said, error) {
	if m := movingSpan(s); m.Month {
		from, _ := m.days(today)
		return from.Period(), said{s, string(from.Period())}, nil
	}
	p, err := ParsePeriod(s)
	return p, said{}, err
}

// parseDue reads the word for the days on which things are due.
func (f *Filter) parseDue(word string, today Date) error {
	m := movingSpan(word)
	if m.days == nil {
		var valid []string
		for _, m := range MovingSpans {
			valid = append(valid, m.Word)
		}
		return unknownValue("due", word, valid)
	}
	f.From, f.By = m.days(today)
	f.moving.due = said{word, f.dueDays()}
	return nil
}
