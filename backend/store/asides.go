package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Asides keeps files that wait for a person's word before they become reports. They are no part of the ledger, have no
// events, and are gone when they expire.
type Asides struct{ s *Store }

// Asides returns the files set aside.
func (s *Store) Asides() *Asides { return &Asides{s} }

// Aside is a file set aside: Key is one that nobody can guess, Owner the only one who may see it.
type Aside struct {
	Key       string `gorm:"primaryKey"`
	Owner     string
	Name      string
	FileName  string
	Published ledger.Date
	Data      []byte
	ExpiresAt time.Time
}

// Find returns a file of owner's; NotFound when it is there no more.
func (a *Asides) Find(ctx context.Context, owner, key string) (*Aside, error) {
	return first[Aside](a.s.db.WithContext(ctx).Where("key = ? AND owner = ? AND expires_at > ?", key, owner, stored(a.s.now())), "file set aside",
		ledger.Mistake(ledger.NotFound, "aside", "这个文件已不在暂存处（只保留两小时，或已处理过）。请重新选择文件。", "This file is no longer set aside: it is kept for two hours, or has been dealt with. Choose it again."))
}

// Keep sets a file aside for as long as life. Of its owner's files the oldest go when they are more than files or bytes.
func (a *Asides) Keep(ctx context.Context, file Aside, life time.Duration, files int, bytes int64) error {
	file.ExpiresAt = stored(a.s.now().Add(life))
	return failed("set a file aside", a.s.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Where("expires_at <= ?", stored(a.s.now())).Delete(&Aside{}).Error; err != nil {
			return err
		}
		if err := tx.Create(&file).Error; err != nil {
			return err
		}
		var all []struct {
			Key string
			N   int64
		}
		err := tx.Raw("SELECT key, length(data) AS n FROM asides WHERE owner = ? ORDER BY key = ? DESC, expires_at DESC, key DESC", file.Owner, file.Key).Scan(&all).Error
		for i, k := range all {
			if bytes -= k.N; err == nil && (i >= files || bytes < 0) {
				err = tx.Where("key = ?", k.Key).Delete(&Aside{}).Error
			}
		}
		return err
	}))
}

// Sweep forgets the files that have expired.
func (a *Asides) Sweep(ctx context.Context) error {
	return failed("forget old files", a.s.writer.WithContext(ctx).Where("expires_at <= ?", stored(a.s.now())).Delete(&Aside{}).Error)
}

// Drop forgets a file; one that is not there is no error.
func (a *Asides) Drop(ctx context.Context, owner, key string) error {
	return failed("forget a file", a.s.writer.WithContext(ctx).Where("key = ? AND owner = ?", key, owner).Delete(&Aside{}).Error)
}
