package ledger

import (
	"slices"
	"strconv"
)

// ReturnedFile is what a file of the ledger that came back, changed, would do to the ledger as it stands.
type ReturnedFile struct {
	Name     string
	Rows     int             // that name an entry
	Unmarked int             // of them those without the mark of an export: nothing tells what the ledger changed meanwhile
	Entries  []ReturnedEntry // what would change, in the file's order
	Troubles []ReturnedTrouble
}

// ReturnedEntry is what one row of a file would change of an entry.
type ReturnedEntry struct {
	Entry    Entry // as it stands
	Line     int   // of the file, counted from one
	Twins    []int // the other lines that name the entry and say something else
	Changes  []ReturnedChange
	Change   *Change // what of it an edit takes, nil for none
	Feedback *Input  // what of it a feedback takes, nil for none
}

// ReturnedChange is what a cell would change. Conflict tells that the ledger changed the same after the export; Refused why the cell
// cannot be taken, nothing where it can.
type ReturnedChange struct {
	Field    string
	Words    Words // of the column
	Now, New string
	Conflict bool
	Refused  Words
}

// ReturnedTrouble is something in a file that comes to no change: a row that names no entry, a cell that is not to be changed.
type ReturnedTrouble struct {
	Line   int
	Number string // "" where the row has none
	Words  Words
}

// Takes counts the changes that can be made, Conflicts those of them that a person has to decide on.
func (e ReturnedEntry) Takes() (n int) {
	for _, c := range e.Changes {
		if c.Refused == (Words{}) {
			n++
		}
	}
	return n
}

// Conflicts counts the changes that a person has to decide on.
func (e ReturnedEntry) Conflicts() (n int) {
	for _, c := range e.Changes {
		if c.Refused == (Words{}) && c.Conflict {
			n++
		}
	}
	return n
}

// Only leaves those of its changes that can be made and that take says yes to.
func (e ReturnedEntry) Only(take func(ReturnedChange) bool) ReturnedEntry {
	e.Changes = slices.DeleteFunc(slices.Clone(e.Changes), func(c ReturnedChange) bool { return c.Refused != (Words{}) || !take(c) })
	return e
}

// edited are the fields that an edit takes, each with how it gets there; every other belongs to a feedback.
var edited = map[string]func(*Change, string){
	"text":   func(c *Change, s string) { c.Text = s },
	"theme":  func(c *Change, s string) { c.Theme = s },
	"leader": func(c *Change, s string) { c.Leader = s },
	"remark": func(c *Change, s string) { c.Remark = s },
	"due": func(c *Change, s string) {
		if c.Due, c.DueBasis = Date(s), DueFromPerson; s == "" {
			c.DueBasis = ""
		}
	},
}

var reported = map[string]func(*Input, string){
	string(ProgressField):     func(in *Input, s string) { in.Progress = s },
	string(ProblemsField):     func(in *Input, s string) { in.Problems = s },
	string(StepsField):        func(in *Input, s string) { in.Steps = s },
	string(CoordinationField): func(in *Input, s string) { in.Coordination = s },
	string(PercentField): func(in *Input, s string) {
		n, _ := strconv.Atoi(s) // a change that cannot be read is refused before
		in.Percent = &n
	},
}

// Settle says what of the entry's changes the account makes by an edit and what by a feedback, and refuses those that it may not make
// or that the entry's status does not allow: a file moves nothing that its page would not. themes are those of the register.
func (e *ReturnedEntry) Settle(a Account, themes []string) {
	change, in := ChangeOf(&e.Entry), lastSaid(&e.Entry)
	edits, reports := 0, 0
	for i := range e.Changes {
		c := &e.Changes[i]
		if c.Refused != (Words{}) {
			continue
		}
		if set := edited[c.Field]; set != nil {
			if c.Refused = e.mayEdit(a, *c, themes); c.Refused == (Words{}) {
				set(&change, c.New)
				edits++
			}
			continue
		}
		reported[c.Field](&in, c.New)
		reports++
	}
	if e.Change = nil; edits > 0 && e.refuse(change.Check(), func(f string) bool { return edited[f] != nil }) {
		e.Change = &change
	}
	if e.Feedback = nil; reports > 0 && e.refuse(e.mayReport(a, in), func(f string) bool { return edited[f] == nil }) {
		e.Feedback = &in
	}
}

// lastSaid is a feedback that says what the last one said.
func lastSaid(e *Entry) Input {
	in := Input{Percent: &e.Percent}
	if e.Last != nil {
		in.Progress, in.Problems, in.Steps, in.Coordination = e.Last.Progress, e.Last.Problems, e.Last.Steps, e.Last.Coordination
	}
	return in
}

func (e *ReturnedEntry) mayEdit(a Account, c ReturnedChange, themes []string) Words {
	switch {
	case a.Reach(Review) != Whole && c.Field == "due":
		return Words{"时限由督查室调整；要延期请在事项页上申请。", "The office sets due dates; ask for more time on the entry's page."}
	case a.Reach(Review) != Whole:
		return Words{"这一栏由督查室修改。", "The office changes this column."}
	case c.Field == "theme" && c.New != "" && !slices.Contains(themes, c.New):
		return Words{"领域名录里没有这个领域。", "The register has no such theme."}
	}
	return Words{}
}

func (e *ReturnedEntry) mayReport(a Account, in Input) error {
	m, err := FindMove(string(ReportBack))
	if err == nil {
		err = m.Permits(a, &e.Entry)
	}
	if err == nil {
		err = m.Check(&e.Entry, in)
	}
	return err
}

// refuse refuses the changes of those fields for err; true where there is none.
func (e *ReturnedEntry) refuse(err error, of func(field string) bool) bool {
	m := AsMistake(err)
	if m == nil {
		return true
	}
	for i := range e.Changes {
		if c := &e.Changes[i]; of(c.Field) && c.Refused == (Words{}) {
			c.Refused = m.Words
		}
	}
	return false
}
