package ledger

// Division counts the parts of a divided entry: how many are open, were struck off, were closed without being solved, and
// how far those that count have come on average.
type Division struct {
	Total    int `json:"total"`
	Open     int `json:"open"`
	Solved   int `json:"solved"`
	Unsolved int `json:"unsolved"`
	Percent  int `json:"percent"`
}

// DivisionOf counts an entry's parts. One that was struck off has come all the way; one closed without being solved is left out
// of the average.
func DivisionOf(children []Entry) (d Division) {
	sum := 0
	for i := range children {
		d.Total++
		switch children[i].Status.Class() {
		case Done:
			d.Solved++
			sum += 100
		case Dropped:
			d.Unsolved++
		default:
			d.Open++
			sum += children[i].Percent
		}
	}
	if n := d.Open + d.Solved; n > 0 {
		d.Percent = sum / n
	}
	return d
}

// Closed tells whether no part is open any more.
func (d Division) Closed() bool { return d.Open == 0 }
