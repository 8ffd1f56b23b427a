package store

import (
	"testing"

	"taizhang/backend/ledger"
)

func withdraw(t *testing.T, s *Store, report int64) {
	t.Helper()
	write(t, s, func(w *Writer) error { return w.Withdraw(report, " 数字有误 ") })
}

func putBack(t *testing.T, s *Store, report int64) {
	t.Helper()
	write(t, s, func(w *Writer) error { return w.PutBack(report) })
}

func TestWithdrawnReportIsPutBackAsItWas(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "f", false, draft(), draft(), draft(), draft(), ledger.Entry{Kind: ledger.Progress, Text: "好", Quote: "好", Units: draft().Units}, blame("2024-09", unitA, "城市环境", "乱"))
	for i, m := range map[int]ledger.MoveName{1: ledger.Reject, 2: ledger.Accept, 3: ledger.Accept, 4: ledger.Accept, 5: ledger.Accept} {
		must(do(s, clerk, ids[i], 0, move(t, m), ""))(t)
	}
	must(do(s, clerk, ids[3], 0, move(t, ledger.Resolve), "已办"))(t)
	before := state(t, s, 1)
	tally := func() ledger.Tally { return must(s.Tallies(t.Context(), "2024-09", testDay))(t)[0] }
	counted := tally()
	wd := must(s.Withdrawal(t.Context(), 1))(t)
	if len(wd.Closing) != 3 || len(wd.Staying) != 0 || wd.Drafts != 1 || wd.Resolved != 1 {
		t.Errorf("it would do %+v", wd)
	}

	withdraw(t, s, 1)
	if got := statuses(t, s, ids); got != "rejected rejected withdrawn resolved withdrawn withdrawn" {
		t.Fatalf("withdrawn, they are %s", got)
	}
	e := must(s.EntryByID(t.Context(), ids[2]))(t)
	if e.Number == "" || e.Outcome != "数字有误" || e.Light(testDay) != ledger.Grey {
		t.Errorf("the entry stands as %+v", e)
	}
	if n := tally(); n.Open != 0 || n.Progress != 0 || n.Blamed != 0 || n.Resolved != 1 {
		t.Errorf("it is counted still: %+v", n)
	}
	for status, want := range map[string]int{"": 4, "open": 0, "dropped": 3, "done": 1, "kept": 0} {
		if page := must(s.Entries(t.Context(), ledger.Filter{Status: status}, testDay))(t); page.Total != want {
			t.Errorf("the list of %q has %d, not %d", status, page.Total, want)
		}
	}
	o := must(s.Overview(t.Context(), "2024-09", testDay))(t)
	if o.Open != 0 || o.Drafts != 0 || len(o.Themes) != 0 || len(o.Trend) != 1 || o.Trend[0].Open != 0 || o.Trend[0].Closed != 1 {
		t.Errorf("the overview counts %+v", o)
	}
	_, said := remarks(t, s, 1)
	if said[ids[0]].Reason != "数字有误" {
		t.Errorf("the desk says %+v", said[ids[0]])
	}
	for _, id := range ids[:2] {
		_, err := do(s, clerk, id, 0, move(t, ledger.Restore), "")
		wantMistake(t, err, ledger.Conflict, "move")
	}
	_, err := do(s, clerk, ids[3], 0, move(t, ledger.Undo), "")
	wantMistake(t, err, ledger.Conflict, "move")
	err = s.Write(t.Context(), leader, func(w *Writer) error { return w.Withdraw(1, "再次") })
	wantMistake(t, err, ledger.Conflict, "report")
	err = s.Write(t.Context(), leader, func(w *Writer) error { return w.Withdraw(1, " ") })
	wantMistake(t, err, ledger.Invalid, "reason")
	err = s.Write(t.Context(), leader, func(w *Writer) error { _, err := w.AddFinding(1, ledger.Task, 0, 2); return err })
	wantMistake(t, err, ledger.Conflict, "report")

	putBack(t, s, 1)
	if got := state(t, s, 1); got != before {
		t.Errorf("put back, they are %s, and were %s", got, before)
	}
	if n := tally(); n.Open != counted.Open || n.Progress != counted.Progress || n.Blamed != counted.Blamed {
		t.Errorf("put back, it counts %+v, and counted %+v", n, counted)
	}
	if e = must(s.EntryByID(t.Context(), ids[2]))(t); e.Outcome != "" || e.Was != "" {
		t.Errorf("put back, the entry stands as %+v", e)
	}
	err = s.Write(t.Context(), leader, func(w *Writer) error { return w.PutBack(1) })
	wantMistake(t, err, ledger.Conflict, "report")
	events := must(s.Events(t.Context(), "entry", ids[2]))(t)
	if len(events) != 3 || events[1].Action != "withdraw" || events[1].Note != "数字有误" || events[2].Action != "put-back" {
		t.Errorf("events are %+v", events)
	}
}

// TestWhatAnotherReportSaysTooGoesOn withdraws both reports that an entry rests on, one after the other, and puts them back in
// that order.
func TestWhatAnotherReportSaysTooGoesOn(t *testing.T) {
	s, entry, finding := twice(t)
	must(do(s, clerk, finding, 0, move(t, ledger.Link), "2024-09-任-001"))(t)
	if wd := must(s.Withdrawal(t.Context(), 1))(t); len(wd.Closing) != 0 || len(wd.Staying) != 1 {
		t.Errorf("it would do %+v", wd)
	}
	check := func(want string) {
		t.Helper()
		if got := statuses(t, s, []int64{entry, finding}); got != want {
			t.Errorf("entry and finding are %s, not %s", got, want)
		}
	}
	withdraw(t, s, 1)
	check("registered linked")
	must(do(s, clerk, entry, 0, move(t, ledger.Resolve), "已办"))(t)
	must(do(s, clerk, entry, 0, move(t, ledger.Undo), ""))(t)
	_, err := do(s, clerk, finding, 0, move(t, ledger.Restore), "") // the entry rests on it alone now
	wantMistake(t, err, ledger.Conflict, "move")
	withdraw(t, s, 2)
	check("withdrawn rejected")
	putBack(t, s, 2)
	check("registered linked")
	putBack(t, s, 1)
	check("registered linked")
	withdraw(t, s, 2)
	check("registered rejected")
	withdraw(t, s, 1)
	check("withdrawn rejected")
	putBack(t, s, 1)
	check("registered rejected")
	putBack(t, s, 2)
	check("registered linked")
}

func statuses(t *testing.T, s *Store, ids []int64) (said string) {
	t.Helper()
	for i, id := range ids {
		if i > 0 {
			said += " "
		}
		said += string(must(s.EntryByID(t.Context(), id))(t).Status)
	}
	return said
}
