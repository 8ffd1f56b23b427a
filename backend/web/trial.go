package web

import (
	"context"
	"slices"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/parts"
)

// Bounds of how much is read for the counts beside a trial, so that it is there at once.
const (
	trialReports = 10
	trialChars   = 300_000
)

// errNoReports says that there is nothing to try a register on.
var errNoReports = ledger.Mistake(ledger.NotFound, "report", "还没有报告，没法试读。请先导入一份报告，或者直接保存。", "There is no report to try this on. Bring one in first, or save right away.")

// TryOut reads a report, 0 for the newest, with the register as it is and as it would be, and counts what changes in the
// newest reports. Nothing is saved.
func TryOut(ctx context.Context, db *store.Store, now, would *intake.Reader, report int64) (*ledger.Trial, error) {
	all, err := standing(ctx, db)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, errNoReports
	}
	if report == 0 {
		report = all[0].Report.ID
	}
	r, err := db.Report(ctx, report)
	if err != nil {
		return nil, err
	}
	before, after := now.Again(r), would.Again(r)
	t := &ledger.Trial{Report: *r, Before: len(before), After: len(after), Differences: ledger.Compare(before, after)}
	chars := 0
	for _, other := range all[:min(len(all), trialReports)] {
		if chars += other.Report.Chars; chars > trialChars {
			break
		}
		c, err := countChanges(ctx, db, now, would, other.Report.ID)
		if err != nil {
			return nil, err
		}
		t.Newest = append(t.Newest, c)
	}
	return t, nil
}

// standing are the reports that are not withdrawn, newest first.
func standing(ctx context.Context, db *store.Store) ([]ledger.ReportCount, error) {
	all, err := db.Reports(ctx)
	return slices.DeleteFunc(all, func(r ledger.ReportCount) bool { return r.Withdrawn() }), err
}

func countChanges(ctx context.Context, db *store.Store, now, would *intake.Reader, report int64) (c ledger.TrialCount, err error) {
	r, err := db.Report(ctx, report)
	if err != nil {
		return c, err
	}
	c.Added, c.Gone, c.Changed = ledger.CountDifferences(ledger.Compare(now.Again(r), would.Again(r)))
	c.Report = *r
	c.Report.Text = ""
	return c, nil
}

// TrialLines says a trial on a terminal.
func TrialLines(lang ledger.Lang, t *ledger.Trial) []string {
	v := parts.View{Lang: lang}
	lines := []string{
		lang.T("试读报告 %d《%s》：现在读出 %d 条，改后 %d 条。", "Report %d “%s”: findings %d now, %d with the change.", t.Report.ID, t.Report.Title, t.Before, t.After) + " " + parts.DifferenceSum(v, t.Differences),
	}
	lines = append(lines, parts.DifferenceLines(v, t.Differences)...)
	for _, c := range t.Newest {
		if !c.Same() {
			lines = append(lines, lang.T("报告 %d：新读出 %d 条，不再读出 %d 条，%d 条读法有变。", "Report %d: %d new, %d gone, %d read otherwise.", c.Report.ID, c.Added, c.Gone, c.Changed))
		}
	}
	return append(lines, lang.T("没有保存任何改动。", "Nothing was saved."))
}
