package store

import (
	"slices"

	"taizhang/backend/ledger"
)

// AddFinding adds a draft of kind k that a person found at code points start to end of a report's text. The same draft or
// entry a second time is a Conflict.
func (w *Writer) AddFinding(reportID int64, k ledger.Kind, start, end int) (*ledger.Entry, error) {
	r, err := w.read.Report(w.ctx(), reportID)
	if err != nil {
		return nil, err
	}
	if r.Withdrawn() {
		return nil, ledger.Mistake(ledger.Conflict, "report", "这份报告已撤回，不能再添加。", "This report was withdrawn; nothing can be added.")
	}
	e, err := r.Cite(k, start, end)
	if err != nil {
		return nil, err
	}
	known, err := w.read.Findings(w.ctx(), reportID)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(known, func(f ledger.Entry) bool {
		return f.Status != ledger.Rejected && f.Kind == k && f.Start == e.Start && f.End == e.End
	}) {
		return nil, ledger.Mistake(ledger.Conflict, "words", "这段话已经在清单里了，没有重复添加。", "These words are in the list already; nothing was added.")
	}
	return w.addDraft("add", "", e)
}

// Split parts a draft in two after at characters of its quote. The draft is kept as rejected, with the reason. Version as
// in Move.
func (w *Writer) Split(id int64, version, at int) (first *ledger.Entry, err error) {
	e, r, err := w.draft(id)
	if err != nil {
		return nil, err
	}
	a, b, err := r.Split(e, at)
	if err != nil {
		return nil, err
	}
	if err := w.replace(e, version, "已拆分为“"+ledger.Shorten(a.Quote, 16)+"”和“"+ledger.Shorten(b.Quote, 16)+"”"); err != nil {
		return nil, err
	}
	note := "拆分自“" + ledger.Shorten(e.Text, 32) + "”"
	if first, err = w.addDraft("split", note, a); err != nil {
		return nil, err
	}
	_, err = w.addDraft("split", note, b)
	return first, err
}

// Merge makes one draft of two, which are kept as rejected, with the reason. Versions as in Move.
func (w *Writer) Merge(id int64, version int, withID int64, withVersion int) (*ledger.Entry, error) {
	a, r, err := w.draft(id)
	if err != nil {
		return nil, err
	}
	b, _, err := w.draft(withID)
	if err != nil {
		return nil, err
	}
	if b.ReportID != a.ReportID {
		return nil, ledger.Mistake(ledger.Invalid, "with", "只能合并同一份报告里的两条。", "Only two findings of one report can be merged.")
	}
	m, err := r.Merge(a, b)
	if err != nil {
		return nil, err
	}
	note := "已合并为“" + ledger.Shorten(m.Text, 32) + "”"
	if err := w.replace(a, version, note); err != nil {
		return nil, err
	}
	if err := w.replace(b, withVersion, note); err != nil {
		return nil, err
	}
	return w.addDraft("merge", "合并自“"+ledger.Shorten(a.Text, 16)+"”和“"+ledger.Shorten(b.Text, 16)+"”", m)
}

// draft is a finding that nobody has decided on yet, with its report.
func (w *Writer) draft(id int64) (*ledger.Entry, *ledger.Report, error) {
	e, err := w.read.EntryByID(w.ctx(), id)
	if err != nil {
		return nil, nil, err
	}
	if e.Status != ledger.Draft {
		return nil, nil, &ledger.Error{Code: ledger.Conflict, Field: "move", Current: e, Words: ledger.Words{
			ZH: "只有待核的事项可以拆分或合并；这一条现在是“" + e.Status.Words().ZH + "”。",
			EN: "Only what waits for review can be split or merged; this is “" + e.Status.Words().EN + "” now.",
		}}
	}
	r, err := w.read.Report(w.ctx(), e.ReportID)
	return e, r, err
}

// replace leaves a draft out in favour of what is made of it.
func (w *Writer) replace(e *ledger.Entry, version int, reason string) error {
	reject, err := ledger.FindMove(string(ledger.Reject))
	if err != nil {
		return err
	}
	_, err = w.Move(e.ID, version, reject, reason)
	return err
}

func (w *Writer) addDraft(action, note string, e ledger.Entry) (*ledger.Entry, error) {
	now := w.time()
	e.Version, e.CreatedAt, e.UpdatedAt = 1, now, now
	all := []ledger.Entry{e}
	if err := w.createEntries(all); err != nil {
		return nil, err
	}
	return &all[0], w.log(action, "entry", all[0].ID, note, nil, &all[0])
}
