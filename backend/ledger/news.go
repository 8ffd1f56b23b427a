package ledger

import "slices"

// News is what happened to the ledger after a revision, as far as pages that are open want to know it.
type News struct {
	Revision int64 // up to which it tells
	Touched  []Touched
	Reports  []int64          // reports that were brought in, read again or withdrawn
	Seats    map[int64]string // whose these reports are
	Whole    bool             // more than can be told one by one, or something that changes how everything looks
}

// Touched is an entry or draft that something happened to, as it stands now, and what happened last.
type Touched struct {
	ID       int64
	Version  int
	ReportID int64
	Seat     string // whose report it is from
	Number   string // "" for a draft
	Actor    string
	Action   string
	Units    []Party // whom it concerns, and whom it concerned before
}

// For is the part of the news that an account may know of: nothing of drafts, reports and other units' entries for whoever may
// read the own unit's alone, and nothing of other districts for whoever is bound to one. units is the register.
func (n News) For(a Account, units []Unit) News {
	if a.Bound() {
		return n.within(a.UnitCode, units)
	}
	if a.Reach(Read) == Whole {
		return n
	}
	i := slices.IndexFunc(units, func(u Unit) bool { return u.Code == a.UnitCode })
	own := News{Revision: n.Revision, Whole: n.Whole}
	for _, t := range n.Touched {
		if i >= 0 && t.Number != "" && (&Entry{Seat: t.Seat, Units: t.Units}).Reaches(units[i]) {
			own.Touched = append(own.Touched, t)
		}
	}
	return own
}

// within is what of the news belongs to a unit and those below it.
func (n News) within(code string, units []Unit) News {
	theirs := map[string]bool{}
	for _, u := range units {
		theirs[u.Code] = u.Within(code)
	}
	own := News{Revision: n.Revision, Whole: n.Whole}
	for _, t := range n.Touched {
		if theirs[t.Seat] {
			own.Touched = append(own.Touched, t)
		}
	}
	for _, id := range n.Reports {
		if theirs[n.Seats[id]] {
			own.Reports = append(own.Reports, id)
		}
	}
	return own
}

// Empty tells whether there is nothing to tell.
func (n News) Empty() bool { return len(n.Touched) == 0 && len(n.Reports) == 0 && !n.Whole }
