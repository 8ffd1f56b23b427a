package ledger

// Beside is one month's shortcomings beside another's, by unit and field of work: what is new in Now, what was said in both, and
// what was said in Before and is not said any more.
type Beside struct {
	Before, Now      Period // Before is "" where there is no earlier month
	New, Again, Gone []Raised
}

// Raised is how often a shortcoming of one unit and field was said in each of two months.
type Raised struct {
	Unit        Unit
	Theme       string
	Before, Now int
}

// Sort puts something raised among what is new, what was said in both months, or what is gone.
func (b *Beside) Sort(r Raised) {
	switch {
	case r.Before == 0:
		b.New = append(b.New, r)
	case r.Now == 0:
		b.Gone = append(b.Gone, r)
	default:
		b.Again = append(b.Again, r)
	}
}

// Silent are what the month before said of a unit and now does not say any more: its entries of a kind in fields of work that
// now has none of.
func Silent(before, now []Entry) (gone []Entry) {
	said := map[string]bool{}
	for _, e := range now {
		said[e.Theme] = true
	}
	for _, e := range before {
		if !said[e.Theme] {
			gone = append(gone, e)
		}
	}
	return gone
}
