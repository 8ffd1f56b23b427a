package store

import (
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// forAll is a ledger with one task for every 街镇, beside which the department helps.
func forAll(t *testing.T) (*Store, int64) {
	s := open(t)
	registers(t, s)
	e := draft()
	e.Due, e.Units = "2024-09-20", []ledger.Party{{Name: "各街镇", Role: ledger.Lead, Scope: ledger.AllLocal}, named(dept, "区城管委", ledger.Support)}
	return s, add(t, s, "f", true, e)[0]
}

func TestDivide(t *testing.T) {
	s, id := forAll(t)
	parent := must(as(s, office, id, ledger.Divide, ledger.Input{}))(t)
	children := must(s.Children(t.Context(), id))(t)
	if parent.Status != ledger.Divided || parent.Children != 2 || len(children) != 2 {
		t.Fatalf("divided as %+v into %+v", parent, children)
	}
	for i, want := range []struct{ number, unit string }{{"2024-09-任-001-01", unitA}, {"2024-09-任-001-02", unitB}} {
		c := children[i]
		if c.Number != want.number || !c.AnsweredBy(want.unit) || c.Status != ledger.Assigned || c.Due != "2024-09-20" || *c.Parent != id || len(c.Units) != 2 || c.Quote != parent.Quote {
			t.Errorf("part %+v", c)
		}
		if events := must(s.Events(t.Context(), "entry", c.ID))(t); len(events) != 1 || events[0].Action != "divide" {
			t.Errorf("events of a part: %+v", events)
		}
	}
	wantArranged(t, s)
	page := must(s.Entries(t.Context(), ledger.Filter{Unit: unitA}, testDay))(t)
	if page.Total != 1 || page.Items[0].Number != "2024-09-任-001-01" {
		t.Errorf("unit A has %+v", page)
	}
	if page = must(s.Entries(t.Context(), ledger.Filter{Unit: dept}, testDay))(t); page.Total != 2 {
		t.Errorf("the department helps with %d", page.Total)
	}
	var numbers []string
	for _, e := range everything(t, s) {
		numbers = append(numbers, e.Number)
	}
	if !slices.Equal(numbers, []string{"2024-09-任-001", "2024-09-任-001-01", "2024-09-任-001-02"}) {
		t.Errorf("listed as %v", numbers)
	}
	if found := must(s.Findings(t.Context(), parent.ReportID))(t); len(found) != 1 {
		t.Errorf("the desk shows %d findings", len(found))
	}
	_, err := as(s, office, id, ledger.Divide, ledger.Input{})
	wantMistake(t, err, ledger.Invalid, "units")
	_, err = as(s, office, id, ledger.Divide, ledger.Input{Units: []string{unitB}})
	wantMistake(t, err, ledger.Conflict, "units")
	_, err = as(s, office, children[0].ID, ledger.Divide, ledger.Input{Units: []string{unitB}})
	wantMistake(t, err, ledger.Conflict, "move")
	must(as(s, office, id, ledger.Divide, ledger.Input{Units: []string{dept}, Due: "2024-09-18"}))(t)
	if children = must(s.Children(t.Context(), id))(t); children[2].Number != "2024-09-任-001-03" || children[2].Due != "2024-09-18" || len(children[2].Units) != 1 {
		t.Errorf("a further part %+v", children[2])
	}
}

func TestAParentIsNeverDoneBeforeItsParts(t *testing.T) {
	s, id := forAll(t)
	must(as(s, office, id, ledger.Divide, ledger.Input{}))(t)
	children := must(s.Children(t.Context(), id))(t)
	closings := []ledger.MoveName{ledger.Resolve, ledger.Verify, ledger.Terminate}
	refused := func() {
		t.Helper()
		for _, m := range closings {
			_, err := as(s, office, id, m, note("x"))
			wantMistake(t, err, ledger.Conflict, "move")
		}
	}
	refused()
	must(as(s, liaisonA, children[0].ID, ledger.ReportBack, said30("开工")))(t)
	must(as(s, office, children[0].ID, ledger.Resolve, note("办结")))(t)
	refused()
	must(as(s, office, children[1].ID, ledger.Terminate, note("无此情形")))(t)
	if d := ledger.DivisionOf(must(s.Children(t.Context(), id))(t)); d != (ledger.Division{Total: 2, Solved: 1, Unsolved: 1, Percent: 100}) {
		t.Errorf("counted as %+v", d)
	}
	must(as(s, office, id, ledger.Verify, note("逐一核对")))(t)
	for child, m := range map[int64]ledger.MoveName{children[0].ID: ledger.Undo, children[1].ID: ledger.Reopen} {
		_, err := as(s, office, child, m, note("x"))
		if e := wantMistake(t, err, ledger.Conflict, "move"); !strings.Contains(e.Words.ZH, "2024-09-任-001 ") || e.Current.Status.Class() == ledger.Open {
			t.Errorf("%s: %+v", m, e)
		}
	}
	must(as(s, office, id, ledger.Strike, ledger.Input{}))(t)
	_, err := as(s, office, children[0].ID, ledger.Rebound, note("又来了"))
	wantMistake(t, err, ledger.Conflict, "move")
	if e := must(as(s, office, id, ledger.Rebound, note("又来了")))(t); e.Status != ledger.Divided {
		t.Errorf("the parent came back as %+v", e)
	}
	if e := must(as(s, office, children[0].ID, ledger.Rebound, note("又来了")))(t); e.Status != ledger.Handling || e.Rebounds != 1 {
		t.Errorf("the part came back as %+v", e)
	}
	refused()
}

func TestPartsGoAndComeWithTheirReport(t *testing.T) {
	s, id := forAll(t)
	must(as(s, office, id, ledger.Divide, ledger.Input{}))(t)
	same := draft()
	same.Units = []ledger.Party{{Name: "各街镇", Role: ledger.Lead, Scope: ledger.AllLocal}}
	finding := add(t, s, "other paper", false, inMonth("2024-09", same))[0]
	if _, all := remarks(t, s, 2); all[finding].Same == nil || all[finding].Same.ID != id {
		t.Errorf("what was divided is not known: %+v", all[finding].Same)
	}
	states := func() (all []ledger.Status) {
		for _, e := range everything(t, s) {
			all = append(all, e.Status)
		}
		return all
	}
	withdraw := func(report int64) { write(t, s, func(w *Writer) error { return w.Withdraw(report, "作废") }) }
	withdraw(1)
	if got := states(); !slices.Equal(got, []ledger.Status{ledger.Withdrawn, ledger.Withdrawn, ledger.Withdrawn}) {
		t.Errorf("withdrawn to %v", got)
	}
	write(t, s, func(w *Writer) error { return w.PutBack(1) })
	alive := []ledger.Status{ledger.Divided, ledger.Assigned, ledger.Assigned}
	if got := states(); !slices.Equal(got, alive) {
		t.Errorf("put back to %v", got)
	}
	must(do(s, clerk, finding, 0, move(t, ledger.Link), "2024-09-任-001"))(t)
	withdraw(1)
	if got := states(); !slices.Equal(got, alive) {
		t.Errorf("another report says it still: %v", got)
	}
	must(as(s, liaisonA, must(s.Children(t.Context(), id))(t)[0].ID, ledger.Acknowledge, ledger.Input{}))(t)
	withdraw(2)
	if got := states(); got[0] != ledger.Withdrawn || got[2] != ledger.Withdrawn {
		t.Errorf("no report says it: %v", got)
	}
}
