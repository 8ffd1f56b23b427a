package store

import (
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// state is how a report's findings stand: quote and status, in the order of the text.
func state(t *testing.T, s *Store, report int64) string {
	t.Helper()
	var all []string
	for _, e := range must(s.Findings(t.Context(), report))(t) {
		all = append(all, e.Quote+" "+string(e.Status))
	}
	return strings.Join(all, ", ")
}

func TestSplitAndMergeKeepWhatWasThere(t *testing.T) {
	s := open(t)
	registers(t, s)
	var all []ledger.Entry
	write(t, s, func(w *Writer) error { all = clauses(t, w); return nil })
	write(t, s, func(w *Writer) error { _, err := w.Split(all[0].ID, 1, 2); return err })
	if got := state(t, s, 1); got != "甲 draft, 甲，乙； rejected, 乙 draft, 丙 draft" {
		t.Fatalf("after the split: %s", got)
	}
	findings, said := remarks(t, s, 1)
	if r := said[all[0].ID].Reason; r != "已拆分为“甲”和“乙”" {
		t.Errorf("the reason is %q", r)
	}
	before := dump(t, s)
	for _, c := range []struct {
		with    ledger.Entry
		version int
		field   string
	}{{findings[3], 9, "version"}, {findings[1], 2, "move"}, {findings[2], 1, "with"}} {
		err := s.Write(t.Context(), clerk, func(w *Writer) error {
			_, err := w.Merge(findings[2].ID, 1, c.with.ID, c.version)
			return err
		})
		code := ledger.Conflict
		if c.field == "with" {
			code = ledger.Invalid
		}
		wantMistake(t, err, code, c.field)
	}
	if len(dump(t, s)["events"]) != len(before["events"]) || state(t, s, 1) != "甲 draft, 甲，乙； rejected, 乙 draft, 丙 draft" {
		t.Error("a merge that was refused left something behind")
	}
	write(t, s, func(w *Writer) error { _, err := w.Merge(findings[2].ID, 1, findings[3].ID, 1); return err })
	if got := state(t, s, 1); got != "甲 draft, 甲，乙； rejected, 乙 rejected, 乙；丙 draft, 丙 rejected" {
		t.Errorf("after the merge: %s", got)
	}
}
