package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Reports returns every report, the newest first, with how far its review has come and without its text.
func (r *Reader) Reports(ctx context.Context) ([]ledger.ReportCount, error) {
	return r.ReportsOf(ctx, ledger.ReportFilter{})
}

// AnyReport tells whether there is a report at all, without counting any.
func (r *Reader) AnyReport(ctx context.Context) (bool, error) {
	some, err := scan[int64](ctx, r.db, "reports", "SELECT id FROM reports LIMIT 1")
	return len(some) > 0, err
}

// Report returns one report with its text.
func (r *Reader) Report(ctx context.Context, id int64) (*ledger.Report, error) {
	return first[ledger.Report](r.db.WithContext(ctx).Where("id = ?", id), "report", noReport(id))
}

// ReportByFingerprint returns the report whose text has that fingerprint.
func (r *Reader) ReportByFingerprint(ctx context.Context, fingerprint string) (*ledger.Report, error) {
	return first[ledger.Report](r.db.WithContext(ctx).Where("fingerprint = ?", fingerprint), "report",
		ledger.Mistake(ledger.NotFound, "report", "这份报告还没有导入。", "This report has not been imported yet."))
}

// Original returns the report's file as it came.
func (r *Reader) Original(ctx context.Context, reportID int64) ([]byte, error) {
	o, err := first[ledger.Original](r.db.WithContext(ctx).Where("report_id = ?", reportID), "original", noReport(reportID))
	if err != nil {
		return nil, err
	}
	return o.Data, nil
}

func noReport(id int64) *ledger.Error {
	return ledger.Mistake(ledger.NotFound, "report", "没有这份报告（%d）。", "There is no such report (%d).", id)
}

// AddReport adds a report with its file and its findings as drafts, and fills in their ids. A report whose fingerprint is
// there already is a Conflict.
func (w *Writer) AddReport(r *ledger.Report, original []byte, findings []ledger.Entry) error {
	switch known, err := w.read.ReportByFingerprint(w.ctx(), r.Fingerprint); {
	case err == nil:
		return ledger.Mistake(ledger.Conflict, "report", "这份报告已于 %[1]s 由 %[2]s 导入（《%[3]s》），没有重复添加。",
			"This report was imported on %[1]s by %[2]s already (“%[3]s”); nothing was added.", ledger.DateOf(known.CreatedAt.In(w.now().Location())), known.CreatedBy, known.Title)
	case ledger.AsMistake(err) == nil:
		return err
	}
	if r.Period == "" {
		r.Period = r.Published.Period()
	}
	if r.Period == "" {
		return ledger.Mistake(ledger.Invalid, "published", "请填写报告的发布日期。", "Give the report's day of publication.")
	}
	r.CreatedAt, r.CreatedBy = w.time(), w.actor.Name
	if err := w.create("report", r); err != nil {
		return err
	}
	if original == nil {
		original = []byte{}
	}
	if err := w.create("original", &ledger.Original{ReportID: r.ID, Data: original}); err != nil {
		return err
	}
	for i := range findings {
		e := &findings[i]
		e.ReportID, e.Status, e.Number, e.Version = r.ID, ledger.Draft, "", 1
		e.CreatedAt, e.UpdatedAt = r.CreatedAt, r.CreatedAt
		if e.Period == "" {
			e.Period = r.Period
		}
	}
	if err := w.createEntries(findings); err != nil {
		return err
	}
	return w.log("import", "report", r.ID, "", nil, map[string]any{
		"name": r.Name, "title": r.Title, "sha256": r.SHA256, "published": r.Published, "findings": len(findings)})
}

// createEntries adds entries with their units and fills in the ids.
func (w *Writer) createEntries(entries []ledger.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	if err := w.seat(entries); err != nil {
		return err
	}
	if err := w.tx.Omit("Units").CreateInBatches(entries, batch).Error; err != nil {
		return failed("add entries", err)
	}
	var parties []ledger.Party
	for i := range entries {
		w.counts.count(&entries[i], 1)
		parties = append(parties, place(&entries[i])...)
	}
	return w.createParties(parties)
}

// seat gives entries the unit whose report they are from.
func (w *Writer) seat(entries []ledger.Entry) error {
	seats := map[int64]string{}
	for i := range entries {
		e := &entries[i]
		if _, ok := seats[e.ReportID]; !ok {
			all, err := scan[string](w.ctx(), w.tx, "unit of report", "SELECT unit_code FROM reports WHERE id = ?", e.ReportID)
			if err != nil {
				return err
			}
			seats[e.ReportID] = strings.Join(all, "")
		}
		e.Seat = seats[e.ReportID]
	}
	return nil
}

func (w *Writer) createParties(parties []ledger.Party) error {
	if len(parties) == 0 {
		return nil
	}
	return failed("add units of entries", w.tx.Session(&gorm.Session{}).CreateInBatches(parties, batch).Error)
}

// place numbers the units of an entry in their order.
func place(e *ledger.Entry) []ledger.Party {
	for i := range e.Units {
		e.Units[i].EntryID, e.Units[i].Position = e.ID, i
	}
	return e.Units
}
