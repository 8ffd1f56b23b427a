package store

import (
	"context"
	"time"

	"taizhang/backend/ledger"
)

// Audit returns the newest rows of the audit log that f selects, at most ledger.AuditPage, and how many it selects in all. An
// entry that does not exist is a BadRequest.
func (r *Reader) Audit(ctx context.Context, f ledger.AuditFilter) ([]ledger.AuditRow, int, error) {
	where, args, err := r.auditConditions(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	total, err := scan[int](ctx, r.db, "audit log", "SELECT count(*) FROM events AS v"+where, args...)
	if err != nil {
		return nil, 0, err
	}
	if f.Before > 0 {
		where, args = where+" AND v.id < ?", append(args, f.Before)
	}
	rows, err := scan[ledger.AuditRow](ctx, r.db, "audit log", auditRows+where+" ORDER BY v.id DESC LIMIT ?", append(args, ledger.AuditPage)...)
	return rows, total[0], err
}

// EachAudit gives yield every row of the audit log that f selects, the oldest first, a batch in memory at a time.
func (r *Reader) EachAudit(ctx context.Context, f ledger.AuditFilter, yield func(ledger.AuditRow) error) error {
	where, args, err := r.auditConditions(ctx, f)
	if err != nil {
		return err
	}
	for last := int64(0); ; {
		rows, err := scan[ledger.AuditRow](ctx, r.db, "audit log", auditRows+where+" AND v.id > ? ORDER BY v.id LIMIT ?", append(args[:len(args):len(args)], last, batch)...)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if err := yield(row); err != nil {
				return err
			}
			last = row.ID
		}
	}
}

const auditRows = "SELECT v.*, coalesce(e.number, '') AS number FROM events AS v LEFT JOIN entries AS e ON v.subject = 'entry' AND e.id = v.subject_id"

func (r *Reader) auditConditions(ctx context.Context, f ledger.AuditFilter) (where string, args []any, err error) {
	where = " WHERE 1 = 1"
	add := func(sql string, a ...any) { where, args = where+" AND "+sql, append(args, a...) }
	if PartOf(ctx) != "" { // the log is one chain, of everybody
		add("1 = 0")
	}
	if f.Actor != "" {
		add("v.actor = ?", f.Actor)
	}
	if f.Action != "" {
		add("v.action = ?", f.Action)
	}
	if f.Number != "" {
		e, err := r.Entry(ctx, f.Number)
		if err != nil {
			return "", nil, asFilter(err, "number")
		}
		add("v.subject = 'entry' AND v.subject_id = ?", e.ID)
	}
	if f.From != "" {
		add("v.at >= ?", r.midnight(f.From))
	}
	if f.To != "" {
		add("v.at < ?", r.midnight(f.To.AddDays(1)))
	}
	return where, args, nil
}

// midnight is when a day begins in the district, as the store keeps it.
func (r *Reader) midnight(d ledger.Date) time.Time {
	t := d.Time()
	return stored(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, r.now().Location()))
}
