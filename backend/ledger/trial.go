package ledger

// Trial is what a register as it would be changes in the reading of reports; nothing of it is saved.
type Trial struct {
	Report        Report // the one read both ways
	Before, After int    // how many findings it has either way
	Differences   []Difference
	Newest        []TrialCount // the newest reports, among them those that stay as they are
}

// TrialCount is how many findings of a report would be new, gone and read otherwise.
type TrialCount struct {
	Report               Report
	Added, Gone, Changed int
}

// Same tells whether the report stays as it is.
func (t TrialCount) Same() bool { return t.Added+t.Gone+t.Changed == 0 }

// CountDifferences tells how many findings are new, gone and read otherwise.
func CountDifferences(all []Difference) (added, gone, changed int) {
	for _, d := range all {
		switch {
		case d.Before == nil:
			added++
		case d.After == nil:
			gone++
		default:
			changed++
		}
	}
	return added, gone, changed
}
