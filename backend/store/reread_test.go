package store

import (
	"testing"

	"taizhang/backend/ledger"
)

// at is e at another place of the text.
func at(start int, e ledger.Entry) ledger.Entry {
	e.Start, e.End, e.Rule = start, start+10, "task"
	return e
}

func reread(t *testing.T, s *Store, fresh ...ledger.Entry) *ledger.Rereading {
	t.Helper()
	diff := must(s.Rereading(t.Context(), 1, fresh))(t)
	write(t, s, func(w *Writer) error { return w.Reread(&ledger.Report{ID: 1}, fresh, must(diff.Digest())(t)) })
	return diff
}

func TestReadingAgainLeavesAloneWhatAPersonHasTouched(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "f", false, at(0, draft()), at(20, draft()), at(40, draft()), at(60, draft()), at(80, draft()))
	must(do(s, clerk, ids[1], 0, move(t, ledger.Accept), ""))(t)
	must(do(s, clerk, ids[2], 0, move(t, ledger.Reject), "不是任务"))(t)
	write(t, s, func(w *Writer) error {
		_, err := w.Edit(ids[3], 0, ledger.Change{Kind: ledger.Task, Text: "人工改过"})
		if err == nil {
			_, err = w.AddFinding(1, ledger.Progress, 0, 2)
		}
		return err
	})
	other := draft()
	other.Theme, other.Units = "城市环境", []ledger.Party{named(unitB, "西山镇", ledger.Lead)}
	diff := reread(t, s, at(0, other), at(20, other), at(60, other), at(100, other))
	if len(diff.Apply) != 3 || len(diff.Tell) != 3 { // accepted and edited: read otherwise; rejected: gone; what was added is no matter of reading
		t.Errorf("it applies %d and tells %d", len(diff.Apply), len(diff.Tell))
	}
	findings := must(s.Findings(t.Context(), 1))(t)
	got := map[int64]ledger.Entry{}
	for _, e := range findings {
		got[e.ID] = e
	}
	if len(findings) != 7 {
		t.Errorf("%d findings", len(findings))
	}
	if e := got[ids[0]]; e.Theme != "城市环境" || e.Version != 2 || e.Status != ledger.Draft || *e.Units[0].UnitCode != unitB {
		t.Errorf("an untouched draft is %+v", e)
	}
	if e := got[ids[1]]; e.Theme != "接诉即办" || e.Status != ledger.Registered || *e.Units[0].UnitCode != unitA {
		t.Errorf("an accepted one is %+v", e)
	}
	if e := got[ids[3]]; e.Text != "人工改过" || e.Status != ledger.Draft {
		t.Errorf("an edited one is %+v", e)
	}
	if e := got[ids[4]]; e.Status != ledger.Rejected {
		t.Errorf("one that is not found any more is %+v", e)
	}
	if _, said := remarks(t, s, 1); said[ids[4]].Reason == "" || said[ids[2]].Reason != "不是任务" {
		t.Errorf("the reasons are %+v", said)
	}
	if fresh := findings[len(findings)-1]; fresh.Start != 100 || fresh.Status != ledger.Draft || fresh.ReportID != 1 {
		t.Errorf("the new one is %+v", fresh)
	}
	if again := must(s.Rereading(t.Context(), 1, []ledger.Entry{at(0, other), at(20, other), at(60, other), at(100, other)}))(t); len(again.Apply) != 0 {
		t.Errorf("reading the same again would do %+v", again.Apply)
	}

	reread(t, s, at(0, other), at(80, draft()), at(100, other)) // found again, it comes back
	if n := len(must(s.Findings(t.Context(), 1))(t)); n != 7 {
		t.Errorf("%d findings", n)
	}
	if e := must(s.EntryByID(t.Context(), ids[4]))(t); e.Status != ledger.Draft {
		t.Errorf("found again, it is %+v", e)
	}
}

func TestReadingAgainDoesOnlyWhatWasSeen(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "f", false, at(0, draft()))
	other := at(0, draft())
	other.Theme = "城市环境"
	digest := must(must(s.Rereading(t.Context(), 1, []ledger.Entry{other}))(t).Digest())(t)
	must(do(s, leader, ids[0], 0, move(t, ledger.Accept), ""))(t) // meanwhile, by somebody else
	err := s.Write(t.Context(), clerk, func(w *Writer) error { return w.Reread(&ledger.Report{ID: 1}, []ledger.Entry{other}, digest) })
	wantMistake(t, err, ledger.Conflict, "digest")
	if e := must(s.EntryByID(t.Context(), ids[0]))(t); e.Theme != "接诉即办" || e.Version != 2 {
		t.Errorf("it was overwritten: %+v", e)
	}
}
