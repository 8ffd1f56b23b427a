package ledger

// Tally counts what a unit has: what it was praised and blamed for in a period, and how its open work stands today.
// Its lights count entries addressed to the unit by name or through a collective that reaches it.
type Tally struct {
	Unit         Unit           `json:"unit"`
	Progress     int            `json:"progress"`
	Blamed       int            `json:"blamed"`       // shortcomings of the period
	Shortcomings []Entry        `json:"shortcomings"` // of these the first four in the list's order, where units are told of side by side; only ID, Number, Text, Theme, Status are filled
	Themes       map[string]int `json:"-"`            // how many of them each theme has
	Open         int            `json:"open"`         // tasks and shortcomings of any period that are still followed
	Shared       int            `json:"shared"`       // of Open, those that come through a collective (各街镇, 属地)
	Green        int            `json:"green"`
	Blue         int            `json:"blue"`
	Yellow       int            `json:"yellow"`
	Red          int            `json:"red"`
	Grey         int            `json:"grey"`     // of Open, those whose clock stands
	Resolved     int            `json:"resolved"` // resolved so far, of the period's entries
}

// Quiet tells whether the period's reports say nothing of the unit.
func (t Tally) Quiet() bool { return t.Progress == 0 && t.Blamed == 0 }

// Overview is the first page's figures for one month.
type Overview struct {
	Period  Period   // the month shown
	Periods []Period // months that have entries, newest first
	Open    int      // followed now, of any month
	Red     int
	Yellow  int
	Blue    int
	// OpenShortcomings is how many shortcomings of any month are still followed.
	OpenShortcomings int
	ResolvedInPeriod int // entries resolved within the month by the calendar
	Drafts           int // findings waiting for review
	Units            []Tally
	Places           []PlaceTally // where there are several districts, the places at the top in place of Units and Others
	Others           []Tally      // departments and other units that have something
	Unassigned       int          // open tasks whose text names nobody
	Overdue          []Entry      // the longest overdue, at most five
	Until            Date         // the end of the week, or later where what is due soon reaches further
	DueInWeek        int          // open and due from today to Until
	DueSoon          []Entry      // of these the earliest, at most eight
	Newest           []Entry      // lately registered or resolved, at most six
	Themes           []ThemeCount
	Trend            []MonthEnd // how the months up to Period ended, at most twelve, oldest first
	Repeats          []Repeat
}

// ThemeCount is how often a theme came up as a shortcoming in the month, unit by unit.
type ThemeCount struct {
	Theme string
	Units map[string]int // by unit code
	Total int
}

// MonthCount is what one month's reports brought and what was resolved of it.
type MonthCount struct {
	Period                                      Period
	Progress, Shortcomings, Tasks, Open, Closed int
}

// MonthEnd is how a month ended: what its reports and those before had said and was open then, what of that was overdue, and
// what was struck off in the month.
type MonthEnd struct {
	Period                Period
	Open, Overdue, Closed int
}

// Repeat is a shortcoming of the same unit and theme found in more than one month.
type Repeat struct {
	Unit    Unit
	Theme   string
	Periods []Period // newest first
	InARow  int      // months in a row up to the newest, 1 when the month before it lacks it
}

// UnitSummary is what one unit's page shows.
type UnitSummary struct {
	Tally
	Months  []UnitMonth `json:"months"` // newest first
	Open    []Entry     `json:"open"`   // what is followed, red first, then by due date, then newest
	Repeats []Repeat    `json:"-"`
	// Persisting is how its shortcomings run through the months, theme by theme, seen from the month shown.
	Persisting []Persistence `json:"-"`
	Before     Period        `json:"-"` // the newest month before the one shown that has entries, of whatever unit; "" for none
}

// UnitMonth is what one month's reports say of a unit: praise and blame side by side, and what it was asked for by name.
type UnitMonth struct {
	Period       Period  `json:"period"`
	Progress     []Entry `json:"progress"`
	Shortcomings []Entry `json:"shortcomings"`
	Tasks        []Entry `json:"tasks"`
}

// ReportCount is a report (without its text) with how far its review has come.
type ReportCount struct {
	Report
	Drafts, Accepted, Rejected, Linked int
	Gave                               MonthSaid // what of it is in the ledger, by kinds
}

// PlaceTally tells of a place with all that stands below it: Tally counts what its own meetings and those of the places below said and asked,
// each entry once; Below is how many units there are.
type PlaceTally struct {
	Tally
	Below int `json:"below"`
}

// Figure is a number with the list of what it counts.
type Figure struct {
	N      int
	Filter Filter
}

// Figures are the place's numbers as pages show them, those of month p among them: what is praised and faulted, what is open, in all and by its
// light from red to green, what is resolved.
func (t PlaceTally) Figures(p Period) []Figure {
	place := t.Unit.Code
	all := []Figure{
		{t.Progress, Filter{Under: place, Kind: Progress, Month: p}}, {t.Blamed, Filter{Under: place, Kind: Shortcoming, Month: p}},
		{t.Open, Filter{Under: place, Status: string(Open)}},
	}
	for i, n := range []int{t.Red, t.Yellow, t.Blue, t.Green} {
		all = append(all, Figure{n, Filter{Under: place, Light: []Light{Red, Yellow, Blue, Green}[i]}})
	}
	return append(all, Figure{t.Resolved, Filter{Under: place, Status: string(Resolved), Month: p}})
}
