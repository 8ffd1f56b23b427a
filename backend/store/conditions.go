package store

import (
	"fmt"

	"taizhang/backend/ledger"
)

// checkStep tells what stands against a move beside the table: a date that is past, parts that are open, a parent that is
// closed.
func (w *Writer) checkStep(s *step) error {
	if s.in.Due != "" && s.in.Due < w.today() {
		return ledger.Mistake(ledger.Invalid, string(ledger.DueField), "%[1]s 已经过去，请填写今天或以后的日期。", "%[1]s is past; give today or a later day.", s.in.Due)
	}
	if s.from == ledger.Divided && s.e.Status != ledger.Divided {
		return w.partsClosed(s.e)
	}
	if s.e.Parent != nil && s.e.Status.Class() == ledger.Open && s.from.Class() != ledger.Open {
		return w.parentOpen(s.e)
	}
	return nil
}

// partsClosed holds a divided entry back while a part of it is open.
func (w *Writer) partsClosed(e *ledger.Entry) error {
	children, err := w.read.Children(w.ctx(), e.ID)
	if err != nil {
		return err
	}
	d := ledger.DivisionOf(children)
	if d.Closed() {
		return nil
	}
	return &ledger.Error{Code: ledger.Conflict, Field: "move", Current: w.asItStands(e), Words: ledger.Words{
		ZH: fmt.Sprintf("%s 还有 %d 个子事项没有办结（共 %d 个），全部办结后才能继续。", e.Number, d.Open, d.Total),
		EN: fmt.Sprintf("%s has %d parts of %d still open; they must be closed first.", e.Number, d.Open, d.Total),
	}}
}

// parentOpen keeps a part closed while what it is a part of is closed.
func (w *Writer) parentOpen(e *ledger.Entry) error {
	parent, err := w.read.EntryByID(w.ctx(), *e.Parent)
	if err != nil || parent.Status == ledger.Divided {
		return err
	}
	now := parent.Status.Words()
	return &ledger.Error{Code: ledger.Conflict, Field: "move", Current: w.asItStands(e), Words: ledger.Words{
		ZH: fmt.Sprintf("上级事项 %s 现在是“%s”，请先恢复上级事项，再恢复 %s。", parent.Number, now.ZH, e.Number),
		EN: fmt.Sprintf("%s, which it is a part of, is “%s” now; reopen that before %s.", parent.Number, now.EN, e.Number),
	}}
}
