package ledger

// MonthSaid is how often one month's reports praise and blame: of a unit, or in a field of work.
type MonthSaid struct {
	Period                        Period
	Progress, Shortcomings, Tasks int
}

// ThemeTally is how a field of work stands: what a month's reports say in it, what is open in it now, and how often it was
// blamed month by month.
type ThemeTally struct {
	Theme                         string // "" for what has none
	Progress, Shortcomings, Tasks int    // of the month
	Open, Red, Yellow, Blue, Grey int    // followed now, of any month
	Months                        []MonthSaid
}

// Quiet tells whether the field has neither something of the month nor something open.
func (t ThemeTally) Quiet() bool { return t.Progress+t.Shortcomings+t.Tasks+t.Open == 0 }

// ThemeSummary is one field of work across the units.
type ThemeSummary struct {
	ThemeTally
	Period     Period // the month seen
	Units      []ThemeUnit
	Persisting []Persistence // units blamed in it more than once, the latest and longest first
	Praise     []Entry       // of the month
	Blame      []Entry
	Todo       []Entry // open tasks, the most pressing first
}

// ThemeUnit is how often one unit was praised and blamed in a field, in the months of its ThemeTally.
type ThemeUnit struct {
	Unit   Unit
	Months []MonthSaid
}

// Sum is all that the months say of the unit.
func (u ThemeUnit) Sum() (s MonthSaid) {
	for _, m := range u.Months {
		s.Progress, s.Shortcomings, s.Tasks = s.Progress+m.Progress, s.Shortcomings+m.Shortcomings, s.Tasks+m.Tasks
	}
	return s
}

// Count adds n entries of a kind.
func (m *MonthSaid) Count(k Kind, n int) {
	switch k {
	case Progress:
		m.Progress += n
	case Shortcoming:
		m.Shortcomings += n
	case Task:
		m.Tasks += n
	}
}
