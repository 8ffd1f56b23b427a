package store

import (
	"context"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// Sources returns the findings of other reports that are linked to an entry, the first linked first, with their reports.
func (r *Reader) Sources(ctx context.Context, id int64) ([]ledger.Source, error) {
	found, err := find[ledger.Entry](r.db.WithContext(ctx).Where("same_as = ? AND status = ?", id, ledger.Linked).Order("updated_at, id"), "linked findings")
	if err != nil {
		return nil, err
	}
	var of []int64
	for _, e := range found {
		of = append(of, e.ReportID)
	}
	reports, err := find[ledger.Report](r.db.WithContext(ctx).Where("id IN ?", of), "reports of linked findings")
	if err != nil {
		return nil, err
	}
	all := make([]ledger.Source, len(found))
	for i, e := range found {
		at := slices.IndexFunc(reports, func(p ledger.Report) bool { return p.ID == e.ReportID })
		all[i] = ledger.Source{Finding: e, Report: reports[at]}
	}
	return all, nil
}

// chain follows an entry to the former ones it is again, and on to those that are one of them again.
const chain = `
WITH RECURSIVE
  back (id) AS (SELECT CAST(? AS BIGINT) UNION SELECT e.recurs FROM back b JOIN entries e ON e.id = b.id WHERE e.recurs IS NOT NULL),
  chain (id) AS (SELECT id FROM back UNION SELECT e.id FROM chain c JOIN entries e ON e.recurs = c.id)
SELECT c.id FROM chain c JOIN entries e ON e.id = c.id ORDER BY e.period, e.id`

// Chain returns the shortcomings that are linked as one coming again, this one among them, the oldest first; nil where it
// is linked to none.
func (r *Reader) Chain(ctx context.Context, id int64) ([]ledger.Entry, error) {
	ids, err := scan[int64](ctx, r.db, "chain of recurrences", chain, id)
	if err != nil || len(ids) < 2 {
		return nil, err
	}
	return r.load(ctx, ids)
}

// AcceptAll takes the drafts of a report with those ids, all where there are none, into the ledger. A draft that says the
// same as an entry there is left for a person to decide; left tells how many.
func (w *Writer) AcceptAll(reportID int64, ids []int64) (left int, err error) {
	report, err := w.read.Report(w.ctx(), reportID)
	if err != nil {
		return 0, err
	}
	findings, err := w.read.Findings(w.ctx(), reportID)
	if err != nil {
		return 0, err
	}
	return w.accept(report, findings, ids)
}

// AcceptFound takes the drafts that a report was just added with into the ledger, as AcceptAll does, and leaves them as they are then.
func (w *Writer) AcceptFound(report *ledger.Report, findings []ledger.Entry) (left int, err error) {
	return w.accept(report, findings, nil)
}

func (w *Writer) accept(report *ledger.Report, findings []ledger.Entry, ids []int64) (left int, err error) {
	known, err := w.read.repeated(w.ctx(), report, findings)
	if err != nil {
		return 0, err
	}
	var drafts []*ledger.Entry
	for i := range findings {
		switch e := &findings[i]; {
		case e.Status != ledger.Draft || len(ids) > 0 && !slices.Contains(ids, e.ID):
		case known[e.ID]:
			left++
		default:
			drafts = append(drafts, e)
		}
	}
	return left, w.acceptDrafts(drafts)
}

// acceptDrafts accepts several drafts of one report, as Move does with each, and leaves them as they are then.
func (w *Writer) acceptDrafts(drafts []*ledger.Entry) error {
	accept, err := ledger.FindMove(string(ledger.Accept))
	if err != nil || len(drafts) == 0 {
		return err
	}
	if err := w.mayMove(drafts[0], accept); err != nil { // no draft rests on any other report
		return err
	}
	many := map[series]int{}
	for _, e := range drafts {
		many[series{e.Period, e.Kind}]++
	}
	defer func() { clear(w.taken) }() // where something fails, the numbers are taken back
	for of, n := range many {
		if err := w.reserve(of, n); err != nil {
			return err
		}
	}
	all := make([]*alteration, len(drafts))
	for i, e := range drafts {
		all[i], err = w.alteration(e, string(ledger.Accept), "", func(e *ledger.Entry) (detail, error) {
			if err := accept.Check(e, ledger.Input{}); err != nil {
				return nil, err
			}
			return w.takeStep(accept, e, ledger.Input{})
		})
		if err != nil {
			return err
		}
	}
	if err := w.keep(all...); err != nil {
		return err
	}
	for i, a := range all {
		*drafts[i] = *a.after
	}
	return nil
}

// link makes a finding a further source of the entry of that number.
func (w *Writer) link(e *ledger.Entry, number string) error {
	known, err := w.read.Entry(w.ctx(), strings.TrimSpace(number))
	switch {
	case err != nil:
		return asInvalid(err, "number")
	case known.Status == ledger.Withdrawn:
		return ledger.Mistake(ledger.Invalid, "number", "%s 已撤回，不能并入。", "%s was withdrawn; nothing can be linked to it.", known.Number)
	case known.Kind != e.Kind:
		return ledger.Mistake(ledger.Invalid, "number", "%s 是“%s”，这一条不是，不能并入。", "%s is of another kind (%s); this cannot be linked to it.", known.Number, known.Kind.Words().ZH)
	}
	e.SameAs = &known.ID
	return nil
}

// recur takes a shortcoming into the ledger as the one of that number come again.
func (w *Writer) recur(e *ledger.Entry, number string) error {
	if e.Kind != ledger.Shortcoming {
		return ledger.Mistake(ledger.Invalid, "number", "只有“问题”可以关联上一次。", "Only a shortcoming can be linked to a former one.")
	}
	if err := w.relate(e, number); err != nil {
		return err
	}
	return w.number(e)
}

// relate says which former shortcoming e is again: that of the number, or none where it is "" or e is no shortcoming.
func (w *Writer) relate(e *ledger.Entry, number string) error {
	before := e.Recurs
	if e.Recurs = nil; strings.TrimSpace(number) == "" || e.Kind != ledger.Shortcoming {
		return nil
	}
	former, err := w.read.Entry(w.ctx(), strings.TrimSpace(number))
	switch {
	case err != nil:
		return asInvalid(err, "recurs")
	case before != nil && former.ID == *before:
	case former.Kind != ledger.Shortcoming || former.Period >= e.Period || former.Status == ledger.Withdrawn:
		return ledger.Mistake(ledger.Invalid, "recurs", "%s 不是以前月份的“问题”，或者已经撤回，不能关联。", "%s is no shortcoming of an earlier month, or was withdrawn; it cannot be linked.", former.Number)
	}
	e.Recurs = &former.ID
	return nil
}
