package ledger

import "slices"

// MaxBulk is how many entries may be moved at once.
const MaxBulk = 500

// Pick is an entry among several that are to be moved, with the version that the person saw; 0 is whatever it is now.
type Pick struct {
	ID      int64
	Version int
}

// Attempt is what becomes of one entry among several: how it stood, how it stands then, or why it was left as it was.
type Attempt struct {
	Before Entry
	After  *Entry // nil where it was left
	Err    *Error
	Units  []string // of a reminder: the codes of the units asked
}

// InBulk tells whether the move can be made on several entries at once: nothing has to be said that is of one entry alone.
func (m Move) InBulk() bool {
	if m.Name == Divide || slices.Contains(m.From, Draft) || m.To == Draft {
		return false
	}
	return !slices.ContainsFunc(m.Needs, func(n Need) bool { return n.Field == ProgressField || n.Field == PercentField })
}

// Given is the move without what has to be given for it and is not yet, and those fields: so it can be tried before.
func (m Move) Given(in Input) (Move, []Field) {
	in = in.Trimmed()
	var lacking []Field
	m.Needs = slices.DeleteFunc(slices.Clone(m.Needs), func(n Need) bool {
		if n.Optional || in.Has(n.Field) {
			return false
		}
		lacking = append(lacking, n.Field)
		return true
	})
	return m, lacking
}
