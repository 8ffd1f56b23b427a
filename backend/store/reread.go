package store

import (
	"context"
	"slices"

	"taizhang/backend/ledger"
)

// traces reads what has happened to the findings of a report. What a withdrawal did to them was undone when it was put back.
func (r *Reader) traces(ctx context.Context, report int64) (map[int64]ledger.Trace, error) {
	type row struct {
		SubjectID int64
		Action    string
	}
	rows, err := scan[row](ctx, r.db, "what happened to findings", `
SELECT DISTINCT v.subject_id, v.action FROM entries e JOIN events v ON v.subject = 'entry' AND v.subject_id = e.id
WHERE e.report_id = ? AND v.action NOT IN ('reread', 'withdraw', 'put-back')`, report)
	all := map[int64]ledger.Trace{}
	for _, n := range rows {
		t := all[n.SubjectID]
		t.Touched = true
		t.Made = t.Made || slices.Contains([]string{"add", "split", "merge"}, n.Action)
		all[n.SubjectID] = t
	}
	return all, err
}

// Rereading tells in what a new reading of a report, fresh, differs from what is stored of it.
func (r *Reader) Rereading(ctx context.Context, report int64, fresh []ledger.Entry) (*ledger.Rereading, error) {
	stored, err := r.Findings(ctx, report)
	if err != nil {
		return nil, err
	}
	traces, err := r.traces(ctx, report)
	if err != nil {
		return nil, err
	}
	diff := ledger.Reread(stored, fresh, traces)
	return &diff, nil
}

// Reread brings the findings of a report up to a new reading: new ones become drafts, drafts that nobody has touched are
// read anew or left out. digest is that of the differences that the person has seen; where they are others now, nothing is
// done and the answer is a Conflict.
func (w *Writer) Reread(report *ledger.Report, fresh []ledger.Entry, digest string) error {
	diff, err := w.read.Rereading(w.ctx(), report.ID, fresh)
	if err != nil {
		return err
	}
	now, err := diff.Digest()
	if err != nil {
		return err
	}
	if now != digest || report.Withdrawn() {
		return ledger.Mistake(ledger.Conflict, "digest", "在您查看期间，这份报告的事项或词库有了变化，没有改动任何内容。请核对新的差异。",
			"The report's findings, or the words it is read by, have changed meanwhile; nothing was done. Look at the differences again.")
	}
	if err := failed("keep spans of report", w.tx.Model(report).Select("spans").Updates(report).Error); err != nil {
		return err
	}
	if err := w.log("reread", "report", report.ID, "", nil, map[string]any{"changes": len(diff.Apply), "left_as_they_are": len(diff.Tell)}); err != nil {
		return err
	}
	stored, err := w.read.Findings(w.ctx(), report.ID)
	if err != nil {
		return err
	}
	traces, err := w.read.traces(w.ctx(), report.ID)
	if err != nil {
		return err
	}
	stored = slices.DeleteFunc(stored, func(e ledger.Entry) bool { return !e.LeftOutByReading(traces) })
	for _, d := range diff.Apply {
		if err := w.takeReading(report, d, stored); err != nil {
			return err
		}
	}
	return nil
}

// takeReading makes one change of a new reading. out are the findings that earlier readings left out: one that is found
// again comes back instead of standing there twice.
func (w *Writer) takeReading(report *ledger.Report, d ledger.Difference, out []ledger.Entry) error {
	before := d.Before
	if i := slices.IndexFunc(out, func(e ledger.Entry) bool {
		return before == nil && e.Kind == d.After.Kind && e.Start == d.After.Start && e.End == d.After.End
	}); i >= 0 {
		before = &out[i]
	}
	if before == nil {
		e := *d.After
		e.ReportID, e.Status = report.ID, ledger.Draft
		_, err := w.addDraft("reread", "", e)
		return err
	}
	note := ""
	if d.After == nil {
		note = "重新读取时不再读出"
	}
	_, err := w.change(before.ID, before.Version, "reread", note, func(e *ledger.Entry) error {
		if d.After == nil {
			e.Status = ledger.Rejected
		} else {
			e.Reading(d.After)
		}
		return nil
	})
	return err
}
