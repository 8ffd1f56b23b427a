package store

import (
	"context"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// stillAsks says in SQL what ReminderRow.Live says in Go of a row r.
const stillAsks = `r.answered_at IS NULL AND EXISTS (SELECT 1 FROM entries AS e JOIN entry_units AS p ON p.entry_id = e.id
  WHERE e.id = r.entry_id AND e.status IN ? AND p.unit_code = r.unit_code AND p.role = CASE e.kind WHEN 'task' THEN 'lead' ELSE 'subject' END)`

// Reminders lists what units were asked, the newest first, at most ledger.MostReminders.
func (r *Reader) Reminders(ctx context.Context, f ledger.ReminderFilter) ([]ledger.ReminderRow, error) {
	q := r.db.WithContext(ctx).Table("reminders AS r").Order("r.id DESC").Limit(ledger.MostReminders)
	if f.Unit != "" {
		q = q.Where("r.unit_code = ?", f.Unit)
	}
	if f.EntryID != 0 {
		q = q.Where("r.entry_id = ?", f.EntryID)
	}
	switch f.State {
	case ledger.Unanswered:
		q = q.Where(stillAsks, ledger.AskableStatuses())
	case ledger.Unread:
		q = q.Where("r.read_at IS NULL AND "+stillAsks, ledger.AskableStatuses())
	case ledger.Answered:
		q = q.Where("r.answered_at IS NOT NULL")
	case ledger.Failed:
		q = q.Where("EXISTS (SELECT 1 FROM delivery_reminders AS x JOIN deliveries AS d ON d.id = x.delivery_id WHERE x.reminder_id = r.id AND d.state = ?)", ledger.Undeliverable)
	}
	return r.rows(ctx, q)
}

// rows fills in beside reminders their entries, the names of their units, and how they were sent.
func (r *Reader) rows(ctx context.Context, q *gorm.DB) ([]ledger.ReminderRow, error) {
	reminders, err := find[ledger.Reminder](q, "reminders")
	if err != nil || len(reminders) == 0 {
		return nil, err
	}
	entries := make([]int64, len(reminders))
	for i, n := range reminders {
		entries[i] = n.EntryID
	}
	loaded, err := r.load(ctx, entries)
	if err != nil {
		return nil, err
	}
	names, err := r.unitNames(ctx)
	if err != nil {
		return nil, err
	}
	sent, err := r.sent(ctx, reminders)
	if err != nil {
		return nil, err
	}
	all := make([]ledger.ReminderRow, len(reminders))
	for i, n := range reminders {
		all[i] = ledger.ReminderRow{Reminder: n, Entry: loaded[i], UnitName: names[n.UnitCode], Sent: sent[n.ID]}
	}
	return all, nil
}

func (r *Reader) unitNames(ctx context.Context) (map[string]string, error) {
	rows, err := scan[ledger.Unit](ctx, r.db, "units", "SELECT code, name FROM units")
	names := make(map[string]string, len(rows))
	for _, u := range rows {
		names[u.Code] = u.Name
	}
	return names, err
}

// sent lists the deliveries of reminders by their ids.
func (r *Reader) sent(ctx context.Context, reminders []ledger.Reminder) (map[int64][]ledger.Delivery, error) {
	ids := make([]int64, len(reminders))
	for i, n := range reminders {
		ids[i] = n.ID
	}
	type row struct {
		ledger.Delivery
		ReminderID int64
	}
	rows, err := scan[row](ctx, r.db, "deliveries", "SELECT d.*, x.reminder_id FROM delivery_reminders AS x JOIN deliveries AS d ON d.id = x.delivery_id WHERE x.reminder_id IN ? ORDER BY d.id", ids)
	all := map[int64][]ledger.Delivery{}
	for _, d := range rows {
		all[d.ReminderID] = append(all[d.ReminderID], d.Delivery)
	}
	return all, err
}

// ReminderCounts counts by unit what was asked in a month, and how much of what was ever asked still waits for an answer.
func (r *Reader) ReminderCounts(ctx context.Context, month ledger.Period) (map[string]ledger.ReminderCount, error) {
	rows, err := scan[ledger.ReminderCount](ctx, r.db, "counts of reminders", `
SELECT r.unit_code, sum(CASE WHEN r.day BETWEEN ? AND ? THEN 1 ELSE 0 END) AS asked, sum(CASE WHEN `+stillAsks+` THEN 1 ELSE 0 END) AS live
FROM reminders AS r GROUP BY r.unit_code`, string(month)+"-01", string(month)+"-31", ledger.AskableStatuses())
	all := make(map[string]ledger.ReminderCount, len(rows))
	for _, n := range rows {
		all[n.UnitCode] = n
	}
	return all, err
}

// ReadReminders marks what a unit was asked as read by the actor: the reminders of those ids, or all there are.
func (w *Writer) ReadReminders(unit string, ids []int64) (int, error) {
	q := w.tx.Where("unit_code = ? AND read_at IS NULL", unit).Order("id")
	if ids != nil {
		q = q.Where("id IN ?", ids)
	}
	unread, err := find[ledger.Reminder](q, "reminders")
	if err != nil || len(unread) == 0 {
		return 0, err
	}
	now := w.time()
	for _, r := range unread {
		if err := w.tx.Model(&r).Updates(map[string]any{"read_at": now, "read_by": w.actor.Name}).Error; err != nil {
			return 0, failed("mark reminder as read", err)
		}
		if err := w.log("read-reminder", "entry", r.EntryID, string(r.Day), nil, nil); err != nil {
			return 0, err
		}
	}
	return len(unread), nil
}

// answered marks what units were asked about an entry as answered by the actor: a unit's liaison answers for that unit, anybody
// else for all. The move that answers is the event.
func (w *Writer) answered(entry int64) error {
	now, by := w.time(), w.actor.Name
	_, err := run(w.tx, `
UPDATE reminders SET answered_at = ?, answered_by = ?, read_at = coalesce(read_at, ?), read_by = CASE WHEN read_at IS NULL THEN ? ELSE read_by END
WHERE entry_id = ? AND answered_at IS NULL AND unit_code = coalesce((SELECT u.unit_code FROM users u WHERE u.name = ? AND u.unit_code <> ''), unit_code)`,
		now, by, now, by, entry, by)
	return failed("mark reminders as answered", err)
}
