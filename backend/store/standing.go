package store

import (
	"taizhang/backend/ledger"
)

// standing counts the reports that an entry rests on and that nobody has withdrawn: its own, and those of findings linked to it.
const standing = `
SELECT count(*) FROM reports WHERE withdrawn_at IS NULL AND (id = ? OR id IN (
  SELECT report_id FROM entries WHERE same_as = ? AND status = 'linked'))`

func (w *Writer) standing(e *ledger.Entry) (int, error) {
	whole := e.ID
	if e.Parent != nil { // a part rests on what its parent rests on
		whole = *e.Parent
	}
	var n int
	err := ask(w.ctx(), w.tx, standing, e.ReportID, whole).Scan(&n)
	return n, failed("read sources", translated(w.tx, err))
}

// mayMove tells what stands against a move from where the entry comes from: nothing moves that rests on withdrawn reports
// alone, and no link is undone that an entry rests on alone.
func (w *Writer) mayMove(e *ledger.Entry, m ledger.Move) error {
	n, err := w.standing(e)
	if err != nil {
		return err
	}
	if n == 0 {
		return &ledger.Error{Code: ledger.Conflict, Field: "move", Current: e, Words: ledger.Words{
			ZH: e.Label() + " 所在的报告已撤回；要继续处理，请先恢复这份报告。",
			EN: "The report of " + e.Label() + " was withdrawn; put the report back first.",
		}}
	}
	if m.Name != ledger.Restore || e.SameAs == nil {
		return nil
	}
	known, err := w.read.EntryByID(w.ctx(), *e.SameAs)
	if err != nil {
		return err
	}
	if n, err = w.standing(known); err != nil || n > 1 || known.ReportID == e.ReportID {
		return err
	}
	return w.onlySource(e, known)
}

func (w *Writer) onlySource(e, known *ledger.Entry) error {
	report, err := w.read.Report(w.ctx(), known.ReportID)
	if err != nil || !report.Withdrawn() {
		return err
	}
	return &ledger.Error{Code: ledger.Conflict, Field: "move", Current: e, Words: ledger.Words{
		ZH: known.Number + " 原来的报告已撤回，现在只以这一条为据，不能拆开；请先恢复那份报告。",
		EN: "The report of " + known.Number + " was withdrawn and it rests on this finding alone; put that report back first.",
	}}
}
