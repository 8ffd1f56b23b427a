package ledger

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

// MostCompared bounds how many tasks are compared with one another: each with each takes its time.
const MostCompared = 150

// AskedTwice finds the tasks among those of one unit and month that say what an earlier one says already.
func AskedTwice(tasks []Entry) (all []Twice) {
	tasks = tasks[:min(len(tasks), MostCompared)]
	for j := range tasks {
		for i := range j {
			if similarLength(tasks[i].Quote, tasks[j].Quote) && Alike(tasks[i].Quote, tasks[j].Quote) || similarLength(tasks[i].Text, tasks[j].Text) && Alike(tasks[i].Text, tasks[j].Text) {
				all = append(all, Twice{tasks[i], tasks[j]})
				break
			}
		}
	}
	return all
}

// similarLength tells texts that cannot be alike apart without reading them.
func similarLength(a, b string) bool { return 2*min(len(a), len(b)) >= max(len(a), len(b)) }
