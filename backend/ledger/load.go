package ledger

import "slices"

// Load is how many tasks one month's reports ask of a unit: as who leads or who helps, named, and through a collective (各街镇)
// that does not name it as well.
type Load struct{ Lead, Support, Collective int }

// Total is all that was asked.
func (l Load) Total() int { return l.Lead + l.Support + l.Collective }

// UnitLoad is a unit's load in a month and in the month before, with what it was asked twice.
type UnitLoad struct {
	Unit        Unit
	Now, Before Load
	Twice       []Twice
}

// Twice is the same thing asked of a unit a second time in a month.
type Twice struct{ First, Again Entry }

// MostCompared bounds how many tasks are compared with one another.
const MostCompared = 150

// AskedTwice finds the tasks among those of one unit and month that say what an earlier one says already.
func AskedTwice(tasks []Entry) (all []Twice) {
	tasks = tasks[:min(len(tasks), MostCompared)]
	quotes, texts := make([]saying, len(tasks)), make([]saying, len(tasks))
	for j := range tasks {
		quotes[j], texts[j] = sayingOf(tasks[j].Quote), sayingOf(tasks[j].Text)
		for i := range j {
			if quotes[i].alike(quotes[j]) || texts[i].alike(texts[j]) {
				all = append(all, Twice{tasks[i], tasks[j]})
				break
			}
		}
	}
	return all
}

// saying is a text made ready to be compared with many: its letters, and their pairs in order.
type saying struct {
	letters string
	pairs   []uint64
}

func sayingOf(text string) saying {
	x := letters(text)
	s := saying{letters: string(x)}
	for i := 1; i < len(x); i++ {
		s.pairs = append(s.pairs, uint64(x[i-1])<<32|uint64(x[i]))
	}
	slices.Sort(s.pairs)
	return s
}

// alike says of two texts what Alike does, in a fraction of the time.
func (a saying) alike(b saying) bool {
	if a.letters == "" || b.letters == "" {
		return false
	}
	if a.letters == b.letters {
		return true
	}
	needed := enough * float64(len(a.pairs)+len(b.pairs))
	if 2*float64(min(len(a.pairs), len(b.pairs))) < needed {
		return false
	}
	common := 0
	for i, j := 0, 0; i < len(a.pairs) && j < len(b.pairs); {
		switch {
		case a.pairs[i] == b.pairs[j]:
			common, i, j = common+1, i+1, j+1
		case a.pairs[i] < b.pairs[j]:
			i++
		default:
			j++
		}
	}
	return common > 0 && 2*float64(common) >= needed
}
