package ledger

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// full gives everything that any move takes.
func full() Input {
	half := 50
	return Input{
		Note: "已办", Due: "2024-10-10", Units: []string{"1"}, Number: "2024-09-任-001", Evidence: "2024-09-成-001",
		Progress: "进展", Problems: "问题", Steps: "措施", Coordination: "协调", Percent: &half,
	}
}

// TestMoves tries every move from every status for every kind: what the table allows leads to a valid status, everything
// else is a Conflict that names where the entry stands.
func TestMoves(t *testing.T) {
	for _, m := range Moves {
		if m.Words.ZH == "" || m.Words.EN == "" || m.Past.ZH == "" || m.Past.EN == "" {
			t.Errorf("%s lacks words", m.Name)
		}
		for _, i := range Statuses {
			for _, k := range Kinds {
				e := &Entry{Kind: k, Status: i.Status, Number: "2024-09-任-001", Back: Handling}
				err := m.Check(e, full())
				allowed := slices.Contains(m.From, i.Status) && (m.Only == "" || m.Only == k)
				switch mistake := AsMistake(err); {
				case allowed && (err != nil || !m.Leads(e).Valid()):
					t.Errorf("%s from %s: %v, to %q", m.Name, i.Status, err, m.Leads(e))
				case !allowed && (mistake == nil || mistake.Code != Conflict || !strings.Contains(mistake.Words.EN, i.Words.EN) && !strings.Contains(mistake.Words.EN, k.Words().EN) || mistake.Current != e):
					t.Errorf("%s from %s: %+v", m.Name, i.Status, err)
				}
			}
		}
	}
}

func TestWhereMovesLead(t *testing.T) {
	for _, c := range []struct {
		move MoveName
		e    Entry
		want Status
	}{
		{Accept, Entry{Kind: Task, Status: Draft}, Registered},
		{Accept, Entry{Kind: Shortcoming, Status: Draft}, Registered},
		{Accept, Entry{Kind: Progress, Status: Draft}, Recorded},
		{AskMore, Entry{Kind: Task, Status: Assigned}, Assigned},
		{Undo, Entry{Kind: Task, Status: Resolved, Back: Verified}, Verified},
		{Resume, Entry{Kind: Task, Status: Suspended, Back: Assigned}, Assigned},
		{Rebound, Entry{Kind: Task, Status: Resolved, Back: Verified}, Handling},
		{Rebound, Entry{Kind: Task, Status: Resolved, Back: Verified, Children: 3}, Divided},
		{SendBack, Entry{Kind: Task, Status: Verified, Children: 3}, Divided},
	} {
		m, err := FindMove(string(c.move))
		if got := m.Leads(&c.e); err != nil || got != c.want {
			t.Errorf("%s of %+v leads to %s, want %s (%v)", c.move, c.e, got, c.want, err)
		}
	}
}

// TestWhatMovesTake leaves out one thing after the other that a move has to be given.
func TestWhatMovesTake(t *testing.T) {
	spoil := map[Field]func(*Input){
		NoteField: func(in *Input) { in.Note = " \n" }, DueField: func(in *Input) { in.Due = "" }, UnitsField: func(in *Input) { in.Units = []string{" "} },
		NumberField: func(in *Input) { in.Number = "" }, EvidenceField: func(in *Input) { in.Evidence = "" }, ProgressField: func(in *Input) { in.Progress = "" },
		ProblemsField: func(in *Input) { in.Problems = "" }, StepsField: func(in *Input) { in.Steps = "" }, CoordinationField: func(in *Input) { in.Coordination = "" },
		PercentField: func(in *Input) { in.Percent = nil },
	}
	required := 0
	for _, m := range Moves {
		for f, without := range spoil {
			in := full()
			without(&in)
			need, takes := m.Need(f)
			err := AsMistake(m.Check(&Entry{Kind: cmp.Or(m.Only, Task), Status: m.From[0]}, in))
			if wanted := takes && !need.Optional; wanted != (err != nil) || err != nil && (err.Field != string(f) || !strings.Contains(err.Words.ZH, need.Words.ZH) || !strings.Contains(err.Words.EN, need.Words.EN)) {
				t.Errorf("%s without %s: %+v", m.Name, f, err)
			} else if wanted {
				required++
			}
		}
	}
	if required < 20 {
		t.Errorf("only %d things are required", required)
	}
}

func TestInputIsBounded(t *testing.T) {
	m, err := FindMove("report")
	if err != nil {
		t.Fatal(err)
	}
	more, less := 101, -1
	for field, spoil := range map[Field]func(*Input){
		"":            func(*Input) {},
		NoteField:     func(in *Input) { in.Note = strings.Repeat("字", MaxNote+1) },
		ProblemsField: func(in *Input) { in.Problems = "\xff" },
		PercentField:  func(in *Input) { in.Percent = &more },
		DueField:      func(in *Input) { in.Due = "2024-02-30" },
	} {
		in := full()
		spoil(&in)
		if got := AsMistake(m.Check(&Entry{Kind: Task, Status: Handling}, in)); (got == nil) != (field == "") || got != nil && got.Field != string(field) {
			t.Errorf("%s: %+v", field, got)
		}
	}
	in := full()
	in.Percent = &less
	if m.Check(&Entry{Kind: Task, Status: Handling}, in) == nil {
		t.Error("less than nothing passes")
	}
	if _, err := FindMove("fly"); AsMistake(err) == nil || !strings.Contains(err.Error(), "resolve") {
		t.Errorf("an unknown move: %v", err)
	}
}

// TestWhoMayMove holds the table of moves against the roles.
func TestWhoMayMove(t *testing.T) {
	unit := "110106901"
	own := &Entry{Kind: Task, Status: Handling, Units: []Party{{UnitCode: &unit, Role: Lead}}}
	other := &Entry{Kind: Task, Status: Handling, Units: []Party{{UnitCode: &unit, Role: Support}}}
	liaison := Account{Role: Liaison, UnitCode: unit}
	for _, m := range Moves {
		if (m.Permits(liaison, own) == nil) != (m.Right == Handle) {
			t.Errorf("%s by the unit that answers: %v", m.Name, m.Permits(liaison, own))
		}
		if err := AsMistake(m.Permits(liaison, other)); err == nil || err.Code != Forbidden {
			t.Errorf("%s by a unit that helps: %v", m.Name, err)
		}
		if err := m.Permits(Account{Role: Clerk}, other); err != nil {
			t.Errorf("%s by the office: %v", m.Name, err)
		}
		for _, r := range []OfficeRole{Leader, SystemAdmin, SecurityAdmin, Auditor, ""} {
			if m.Permits(Account{Role: r}, own) == nil {
				t.Errorf("%s by %q", m.Name, r)
			}
		}
	}
	names := ""
	for _, m := range liaison.Moves(own) {
		names += string(m.Name) + " "
	}
	if names != "report submit object ask-more " {
		t.Errorf("the liaison may %s", names)
	}
}

func TestDivisionOf(t *testing.T) {
	got := DivisionOf([]Entry{{Status: Handling, Percent: 40}, {Status: Resolved, Percent: 10}, {Status: Terminated, Percent: 90}, {Status: Suspended}})
	if want := (Division{Total: 4, Open: 2, Solved: 1, Unsolved: 1, Percent: 46}); got != want || got.Closed() {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
