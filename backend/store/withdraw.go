package store

import (
	"context"
	"strings"

	"taizhang/backend/ledger"
)

// stands leaves out the entries of withdrawn reports: what they said counts neither as praise nor as blame.
const stands = "status <> 'withdrawn'"

// resting lists the entries followed or kept that rest on a report, and on how many others that nobody has withdrawn. A part
// rests on what its parent rests on.
const resting = `
SELECT x.id, (
  SELECT count(*) FROM reports r WHERE r.withdrawn_at IS NULL AND r.id <> ? AND (r.id = x.report_id OR r.id IN (
    SELECT f.report_id FROM entries f WHERE f.same_as = coalesce(x.parent, x.id) AND f.status = 'linked'))) AS others
FROM entries x
WHERE x.status IN ? AND (x.report_id = ? OR coalesce(x.parent, x.id) IN (SELECT same_as FROM entries WHERE report_id = ? AND status = 'linked'))
ORDER BY x.id`

const undecided = `
SELECT coalesce(sum(CASE WHEN status IN ('draft', 'linked') THEN 1 ELSE 0 END), 0) AS drafts,
  coalesce(sum(CASE WHEN status = 'resolved' THEN 1 ELSE 0 END), 0) AS resolved
FROM entries WHERE report_id = ?`

// Withdrawal tells what withdrawing a report would do.
func (r *Reader) Withdrawal(ctx context.Context, id int64) (*ledger.Withdrawal, error) {
	type row struct {
		ID     int64
		Others int
	}
	rows, err := scan[row](ctx, r.db, "entries that rest on a report", resting, id, append(ledger.Open.Of(), ledger.Kept.Of()...), id, id)
	if err != nil {
		return nil, err
	}
	var closing, staying []int64
	for _, n := range rows {
		if n.Others == 0 {
			closing = append(closing, n.ID)
		} else {
			staying = append(staying, n.ID)
		}
	}
	wd := &ledger.Withdrawal{}
	if wd.Closing, err = r.load(ctx, closing); err != nil {
		return nil, err
	}
	if wd.Staying, err = r.load(ctx, staying); err != nil {
		return nil, err
	}
	type count struct{ Drafts, Resolved int }
	n, err := scan[count](ctx, r.db, "findings", undecided, id)
	if err == nil {
		wd.Drafts, wd.Resolved = n[0].Drafts, n[0].Resolved
	}
	return wd, err
}

// Withdraw takes a report back: nothing is deleted and numbers stay, but the entries that rest on it alone are closed without
// being solved, and what is outside the ledger is left out, both with the reason. Entries that other reports say too go on.
func (w *Writer) Withdraw(id int64, reason string) error {
	if err := ledger.CheckReason(reason); err != nil {
		return err
	}
	report, err := w.read.Report(w.ctx(), id)
	if err != nil {
		return err
	}
	if report.Withdrawn() {
		return ledger.Mistake(ledger.Conflict, "report", "这份报告已由 %s 撤回，没有改动任何内容。", "%s has withdrawn this report already; nothing was changed.", report.WithdrawnBy)
	}
	wd, err := w.read.Withdrawal(w.ctx(), id)
	if err != nil {
		return err
	}
	now, reason := w.time(), strings.TrimSpace(reason)
	if err := w.mark(report, map[string]any{"withdrawn_at": &now, "withdrawn_by": w.actor.Name, "withdrawn_reason": reason}); err != nil {
		return err
	}
	if err := w.log("withdraw", "report", id, reason, nil, map[string]any{"closed": len(wd.Closing), "left_out": wd.Drafts}); err != nil {
		return err
	}
	for _, e := range wd.Closing {
		if err := w.hold(e.ID, ledger.Withdrawn, reason); err != nil {
			return err
		}
	}
	return w.leaveOut(id, reason)
}

func (w *Writer) leaveOut(report int64, reason string) error {
	findings, err := w.read.Findings(w.ctx(), report)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if f.Status == ledger.Draft || f.Status == ledger.Linked {
			if err := w.hold(f.ID, ledger.Rejected, reason); err != nil {
				return err
			}
		}
	}
	return nil
}

// hold puts an entry into a status and remembers the one it had.
func (w *Writer) hold(id int64, s ledger.Status, reason string) error {
	_, err := w.change(id, 0, "withdraw", reason, func(e *ledger.Entry) error {
		e.Was, e.Status = e.Status, s
		if s == ledger.Withdrawn {
			closeWith(e, reason)
		}
		return nil
	})
	return err
}

// PutBack undoes a withdrawal: every entry and finding stands again as it did.
func (w *Writer) PutBack(id int64) error {
	report, err := w.read.Report(w.ctx(), id)
	if err != nil {
		return err
	}
	if !report.Withdrawn() {
		return ledger.Mistake(ledger.Conflict, "report", "这份报告没有撤回，或者已经恢复。", "This report is not withdrawn, or was put back already.")
	}
	if err := w.mark(report, map[string]any{"withdrawn_at": nil, "withdrawn_by": "", "withdrawn_reason": ""}); err != nil {
		return err
	}
	if err := w.log("put-back", "report", id, "", nil, map[string]any{"was_withdrawn_by": report.WithdrawnBy}); err != nil {
		return err
	}
	held, err := scan[int64](w.ctx(), w.tx, "entries held back", `
SELECT id FROM entries WHERE report_id = ? AND was <> '' OR status = 'withdrawn' AND coalesce(parent, id) IN (
  SELECT same_as FROM entries WHERE report_id = ? AND was = 'linked') ORDER BY id`, id, id)
	if err != nil {
		return err
	}
	for _, id := range held {
		if err := w.release(id); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) release(id int64) error {
	_, err := w.change(id, 0, "put-back", "", func(e *ledger.Entry) error {
		if e.Status == ledger.Withdrawn {
			takeBack(e)
		}
		e.Status, e.Was = e.Was, ""
		return nil
	})
	return err
}

// mark writes into a report what withdrawing changes of it.
func (w *Writer) mark(r *ledger.Report, columns map[string]any) error {
	return failed("mark report", w.tx.Model(r).Select("withdrawn_at", "withdrawn_by", "withdrawn_reason").Updates(columns).Error)
}
