package store

import (
	"testing"

	"taizhang/backend/ledger"
)

// inMonth is e of that month.
func inMonth(p ledger.Period, e ledger.Entry) ledger.Entry {
	e.Period = p
	return e
}

func blame(p ledger.Period, unit string, theme, words string) ledger.Entry {
	return ledger.Entry{Kind: ledger.Shortcoming, Period: p, Text: words, Quote: words, Theme: theme, Units: []ledger.Party{named(unit, "某单位", ledger.Subject)}}
}

func remarks(t *testing.T, s *Store, report int64) ([]ledger.Entry, map[int64]ledger.Remarks) {
	t.Helper()
	r, findings := must(s.Report(t.Context(), report))(t), must(s.Findings(t.Context(), report))(t)
	return findings, must(s.Remarks(t.Context(), r, findings))(t)
}

func TestRemarksOfDrafts(t *testing.T) {
	s := open(t)
	registers(t, s)
	all := ledger.Entry{Kind: ledger.Task, Text: "抓好汛期值守", Quote: "抓好汛期值守", Units: []ledger.Party{{Name: "各街镇", Role: ledger.Lead, Scope: ledger.AllLocal}}}
	add(t, s, "july", true, blame("2024-07", unitA, "城市环境", "城市环境建设"), blame("2024-07", unitB, "接诉即办", "接诉即办"))
	add(t, s, "august", true, blame("2024-08", unitA, "城市环境", "背街小巷"))
	add(t, s, "other paper", true, inMonth("2024-09", draft()), inMonth("2024-09", all), blame("2024-09", unitB, "接诉即办", "接诉即办"))
	add(t, s, "not in the ledger", false, blame("2024-08", unitB, "接诉即办", "接诉即办"))
	mine := draft()
	mine.Quote, mine.Text = "要尽快整改来电反映的问题。", "要尽快整改来电反映的问题。"
	theirs := draft()
	theirs.Units = []ledger.Party{named(unitB, "西山镇", ledger.Lead)}
	everybody := all
	everybody.Units = []ledger.Party{{Name: "属地", Role: ledger.Lead, Scope: ledger.AllLocal}}
	ids := add(t, s, "this paper", false, inMonth("2024-09", mine), inMonth("2024-09", theirs), inMonth("2024-09", everybody),
		blame("2024-09", unitA, "城市环境", "城市环境"), blame("2024-09", unitB, "接诉即办", "接诉即办响应"), blame("2024-09", dept, "接诉即办", "接诉即办"))

	_, got := remarks(t, s, 5)
	number := func(i int) string {
		if e := got[ids[i]].Same; e != nil {
			return e.Number
		}
		return ""
	}
	if number(0) != "2024-09-任-001" || number(1) != "" || number(2) != "2024-09-任-002" || number(3) != "" || number(5) != "" {
		t.Errorf("the same are %q %q %q %q %q", number(0), number(1), number(2), number(3), number(5))
	}
	if r := got[ids[3]].Recurs; r == nil || r.InARow != 3 || r.Last.Number != "2024-08-问-001" {
		t.Errorf("a shortcoming of three months: %+v", r)
	}
	if r := got[ids[4]].Recurs; r == nil || r.InARow != 1 || r.Gap != 1 || r.Last.Number != "2024-07-问-002" {
		t.Errorf("a shortcoming that is back: %+v", r)
	}
	if got[ids[5]].Recurs != nil || got[ids[0]].Recurs != nil {
		t.Error("another unit's shortcoming, or a task, is said to recur")
	}
}

func TestReasonOfARejection(t *testing.T) {
	s := prepared(t)
	change := func(name ledger.MoveName, note string) {
		write(t, s, func(w *Writer) error { _, err := w.Move(1, 0, move(t, name), note); return err })
	}
	change(ledger.Reject, "与上月重复")
	if _, got := remarks(t, s, 1); got[1].Reason != "与上月重复" {
		t.Errorf("got %+v", got[1])
	}
	change(ledger.Restore, "")
	if _, got := remarks(t, s, 1); got[1].Reason != "" {
		t.Errorf("a restored draft keeps the reason: %+v", got[1])
	}
	change(ledger.Reject, "")
	if _, got := remarks(t, s, 1); got[1].Reason != "" {
		t.Errorf("an old reason stands by a new rejection: %+v", got[1])
	}
}

func TestRepeatsOfCollectivesAndOfOldReports(t *testing.T) {
	s := open(t)
	registers(t, s)
	asked := func(p ledger.Period, scopes ...ledger.Scope) ledger.Entry {
		e := ledger.Entry{Kind: ledger.Task, Period: p, Text: "抓好汛期值守", Quote: "抓好汛期值守"}
		for _, of := range scopes {
			e.Units = append(e.Units, ledger.Party{Name: "各单位", Role: ledger.Lead, Scope: of})
		}
		return e
	}
	month := func(n int) ledger.Period { return ledger.Period("2024-09").Add(n) }
	add(t, s, "in the ledger", true, asked("2024-09", ledger.AllLocal, ledger.AllDepartments))
	ids := add(t, s, "brought in later", false, asked("2024-09", ledger.AllLocal, ledger.AllDepartments), asked(month(-1), ledger.AllDepartments),
		asked(month(-longOpen-1), ledger.AllLocal, ledger.AllDepartments), blame(month(-1), unitA, "", "抓好汛期值守"))
	_, got := remarks(t, s, 2)
	for i, repeats := range []bool{true, true, true, false} { // the window is of the report's month
		if (got[ids[i]].Same != nil) != repeats {
			t.Errorf("%d: the same is %+v", i, got[ids[i]].Same)
		}
	}
	old := &ledger.Report{Name: "old.txt", Fingerprint: "old", SHA256: "old", Published: "2022-01-06", Text: "原文", Chars: 2}
	write(t, s, func(w *Writer) error {
		return w.AddReport(old, nil, []ledger.Entry{asked("2022-01", ledger.AllLocal, ledger.AllDepartments)})
	})
	findings, got := remarks(t, s, old.ID)
	if same := got[findings[0].ID].Same; same != nil {
		t.Errorf("a task of years before is said to repeat %s", same.Number)
	}
}
