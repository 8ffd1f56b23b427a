package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

const findingsByReport = "SELECT report_id, status, kind, count(*) AS n FROM entries WHERE parent IS NULL%s GROUP BY report_id, status, kind"

// ReportPage returns the page of reports that f asks for, the newest first, with how far the review of each has come and without texts. A place
// that the reader does not see is a BadRequest.
func (r *Reader) ReportPage(ctx context.Context, f ledger.ReportFilter) (page ledger.ReportPage, err error) {
	if err := r.knows(ctx, f); err != nil {
		return page, err
	}
	err = r.snapshot(ctx, func(r *Reader) error {
		total := int64(0)
		if err := r.reportsOf(ctx, f).Count(&total).Error; err != nil {
			return failed("count reports", err)
		}
		page.Total = int(total)
		offset := (max(1, f.Page) - 1) * ledger.ReportsAPage
		reports, err := find[ledger.Report](r.reportsOf(ctx, f).Omit("text", "spans").Order("published DESC, id DESC").Limit(ledger.ReportsAPage).Offset(offset), "reports")
		if err != nil {
			return err
		}
		if page.Items, err = r.reviewed(ctx, reports, true); err != nil {
			return err
		}
		drafts, err := scan[int](ctx, r.db, "drafts", "SELECT count(*) FROM entries WHERE status IN ('draft', 'rejected', 'linked') AND status = ?", ledger.Draft)
		if err == nil {
			page.Drafts = drafts[0]
		}
		return err
	})
	return page, err
}

// ReportsOf returns every report that f selects as ReportPage does, whatever its page.
func (r *Reader) ReportsOf(ctx context.Context, f ledger.ReportFilter) ([]ledger.ReportCount, error) {
	if err := r.knows(ctx, f); err != nil {
		return nil, err
	}
	reports, err := find[ledger.Report](r.reportsOf(ctx, f).Omit("text", "spans").Order("published DESC, id DESC"), "reports")
	if err != nil {
		return nil, err
	}
	return r.reviewed(ctx, reports, false)
}

// knows refuses a filter whose place is none of the reader's.
func (r *Reader) knows(ctx context.Context, f ledger.ReportFilter) error {
	if f.Under == "" {
		return nil
	}
	_, err := r.Unit(ctx, f.Under)
	return asFilter(err, "under")
}

// reportsOf are the reports that f selects.
func (r *Reader) reportsOf(ctx context.Context, f ledger.ReportFilter) *gorm.DB {
	q := r.db.WithContext(ctx).Model(&ledger.Report{})
	if f.Month != "" {
		q = q.Where("period = ?", f.Month)
	}
	if f.Under != "" {
		q = q.Where(strings.Replace(belowPlace, "seat", "unit_code", 1), f.Under)
	}
	for _, word := range strings.Fields(f.Query) {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(word) + "%"
		q = q.Where(`(title LIKE ? ESCAPE '\' OR name LIKE ? ESCAPE '\')`, like, like)
	}
	return q
}

// reviewed counts what was read from reports by how far its review has come: for some of them alone, or for all.
func (r *Reader) reviewed(ctx context.Context, reports []ledger.Report, some bool) ([]ledger.ReportCount, error) {
	type row struct {
		ReportID int64
		Status   ledger.Status
		Kind     ledger.Kind
		N        int
	}
	all, at := make([]ledger.ReportCount, len(reports)), make(map[int64]int, len(reports))
	ids := make([]int64, len(reports))
	for i := range reports {
		all[i].Report, ids[i], at[reports[i].ID] = reports[i], reports[i].ID, i
	}
	only, args := "", []any(nil)
	if some {
		only, args = " AND report_id IN ?", []any{ids}
	}
	rows, err := scan[row](ctx, r.db, "findings", strings.Replace(findingsByReport, "%s", only, 1), args...)
	for _, n := range rows {
		i, ok := at[n.ReportID]
		switch {
		case !ok: // a report that came in between
		case n.Status == ledger.Draft:
			all[i].Drafts += n.N
		case n.Status == ledger.Rejected:
			all[i].Rejected += n.N
		case n.Status == ledger.Linked:
			all[i].Linked += n.N
		default:
			all[i].Accepted += n.N
			all[i].Gave.Count(n.Kind, n.N)
		}
	}
	return all, err
}
