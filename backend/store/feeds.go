package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// Subscription returns a person's secret link, nil for none.
func (r *Reader) Subscription(ctx context.Context, userID int64) (*ledger.Subscription, error) {
	all, err := find[ledger.Subscription](r.db.WithContext(ctx).Where("user_id = ?", userID), "subscription")
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// Subscriber returns whose the secret link with that hash is, as long as the person's account is active; NotFound otherwise.
func (r *Reader) Subscriber(ctx context.Context, hash string) (*ledger.User, *ledger.Subscription, error) {
	gone := ledger.Mistake(ledger.NotFound, "link", "这个订阅链接无效或已停用，请在“我的账号”重新生成。", "This subscription is unknown or was ended; make a new one under “My account”.")
	sub, err := first[ledger.Subscription](r.db.WithContext(ctx).Where("hash = ?", hash), "subscription", gone)
	if err != nil {
		return nil, nil, err
	}
	u, err := first[ledger.User](r.db.WithContext(ctx).Where("id = ? AND active", sub.UserID), "user", gone)
	return u, sub, err
}

// Subscribe gives a person a secret link, kept by its hash; the one before it holds no more.
func (w *Writer) Subscribe(userID int64, hash string, lang ledger.Lang) error {
	row := ledger.Subscription{UserID: userID, Hash: hash, Lang: lang, CreatedAt: w.time()}
	if err := w.tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
		return failed("keep subscription", err)
	}
	return w.log("subscribe", "user", userID, "", nil, nil)
}

// Unsubscribe ends a person's secret link; none is no error.
func (w *Writer) Unsubscribe(userID int64) error {
	done := w.tx.Where("user_id = ?", userID).Delete(&ledger.Subscription{})
	if done.Error != nil || done.RowsAffected == 0 {
		return failed("end subscription", done.Error)
	}
	return w.log("unsubscribe", "user", userID, "", nil, nil)
}

// usedEvery is how exactly it is kept when a subscription was last fetched.
const usedEvery = time.Hour

// SubscriptionUsed keeps that a subscription was fetched now. It is no part of the ledger and has no event.
func (s *Store) SubscriptionUsed(ctx context.Context, sub ledger.Subscription) error {
	now := stored(s.now())
	if sub.UsedAt != nil && now.Sub(*sub.UsedAt) < usedEvery {
		return nil
	}
	return failed("keep use of subscription", s.writer.WithContext(ctx).Model(&ledger.Subscription{}).Where("hash = ?", sub.Hash).Update("used_at", now).Error)
}

// mostLooked bounds how far back through the audit log a feed looks for what concerns a unit.
const mostLooked = 20_000

// Changes returns the last things that happened to entries in the ledger, the newest first, at most limit of them: all of them, or
// those that reach a unit.
func (r *Reader) Changes(ctx context.Context, unit string, limit int) (all []ledger.EntryEvent, err error) {
	where, args := "", []any{mostLooked}
	if unit != "" {
		u, err := r.Unit(ctx, unit)
		if err != nil {
			return nil, err
		}
		where = " AND EXISTS (SELECT 1 FROM entry_units p WHERE p.entry_id = e.id AND (p.unit_code = ? OR p.scope IN ?))"
		args = append(args, unit, append(u.Kind.Scopes(), "-")) // a scope that there is not: an empty list is no SQL
	}
	events, err := scan[ledger.Event](ctx, r.db, "changes", `
SELECT v.* FROM events v JOIN entries e ON e.id = v.subject_id
WHERE v.subject = 'entry' AND v.id > (SELECT coalesce(max(id), 0) FROM events) - ? AND e.number <> ''`+where+` ORDER BY v.id DESC LIMIT ?`, append(args, limit)...)
	if err != nil || len(events) == 0 {
		return nil, err
	}
	entries, err := r.of(ctx, events)
	if err != nil {
		return nil, err
	}
	for _, v := range events {
		all = append(all, ledger.EntryEvent{Event: v, Entry: entries[v.SubjectID]})
	}
	return all, nil
}

// of returns the entries that events are about, by id.
func (r *Reader) of(ctx context.Context, events []ledger.Event) (map[int64]ledger.Entry, error) {
	var ids []int64
	for _, v := range events {
		ids = append(ids, v.SubjectID)
	}
	rows, err := find[ledger.Entry](r.entries(ctx).Where("id IN ?", ids), "entries")
	by := make(map[int64]ledger.Entry, len(rows))
	for _, e := range rows {
		by[e.ID] = e
	}
	return by, err
}
