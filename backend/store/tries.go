package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Tries counts failures to sign in, by keys of the caller's: for every copy over one ledger together, and across restarts.
type Tries struct{ s *Store }

// Tries returns the store of failures to sign in.
func (s *Store) Tries() *Tries { return &Tries{s} }

type try struct {
	Key      string `gorm:"primaryKey"`
	Failures int
	LastAt   time.Time
	UntilAt  time.Time
}

// triesKept is how long failures are remembered at most.
const triesKept = 24 * time.Hour

// Locked tells until when any of the keys is locked; the zero time where none ever was.
func (t *Tries) Locked(ctx context.Context, keys ...string) (until time.Time, err error) {
	rows, err := rowsOf[try](ctx, t.s.db, "failures to sign in", "FROM tries WHERE key IN ?", keys)
	for _, r := range rows {
		if r.UntilAt.After(until) {
			until = r.UntilAt
		}
	}
	return until, err
}

// Failed counts a failure of key at now, and locks it for as long as lock says of that many in a row; after forget without one they are counted
// anew. Two at once are counted one after the other.
func (t *Tries) Failed(ctx context.Context, now time.Time, key string, forget time.Duration, lock func(failures int) time.Duration) (locked time.Duration, err error) {
	now, db := stored(now), t.s.writer.WithContext(ctx)
	if err := db.Where("last_at < ?", now.Add(-triesKept)).Delete(&try{}).Error; err != nil {
		return 0, failed("forget old failures to sign in", err)
	}
	err = db.Transaction(func(tx *gorm.DB) error {
		counted := clause.Assignments(map[string]any{
			"failures": gorm.Expr("CASE WHEN tries.last_at < ? THEN 1 ELSE tries.failures + 1 END", now.Add(-forget)), "last_at": now,
		})
		row := try{Key: key, Failures: 1, LastAt: now, UntilAt: now}
		if err := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "key"}}, DoUpdates: counted}).Create(&row).Error; err != nil {
			return err
		}
		if err := tx.Where("key = ?", key).Take(&row).Error; err != nil {
			return err
		}
		locked = lock(row.Failures)
		return tx.Model(&row).Update("until_at", now.Add(locked)).Error
	})
	return locked, failed("count a failure to sign in", err)
}

// Forget forgets the failures of a key.
func (t *Tries) Forget(ctx context.Context, key string) error {
	return failed("forget failures to sign in", t.s.writer.WithContext(ctx).Where("key = ?", key).Delete(&try{}).Error)
}
