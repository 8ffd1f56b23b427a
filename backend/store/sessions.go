package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// Sessions keeps sign-in sessions in the ledger's file; it is a store of scs. Tokens are kept as given: let scs hash
// them (HashTokenInStore).
type Sessions struct{ s *Store }

// Sessions returns the store of sessions.
func (s *Store) Sessions() *Sessions { return &Sessions{s} }

type session struct {
	Token     string `gorm:"primaryKey"`
	Data      []byte
	ExpiresAt time.Time
}

var errSession = ledger.Mistake(ledger.NotFound, "session", "登录已过期，请重新登录。", "You are signed out; sign in again.")

// FindCtx returns the data of a session that has not expired.
func (s *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	row, err := recalled(ctx, s.s.Reader, "session", token, func() (*session, error) {
		return oneOf[session](ctx, s.s.db, "session", "FROM sessions WHERE token = ?", token, errSession)
	})
	if err == errSession || err == nil && !row.ExpiresAt.After(s.s.now()) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	return row.Data, true, nil
}

// CommitCtx keeps a session's data until it expires, and forgets those that have.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	db := s.s.writer.WithContext(ctx)
	if err := db.Where("expires_at <= ?", stored(s.s.now())).Delete(&session{}).Error; err != nil {
		return failed("forget old sessions", err)
	}
	row := session{Token: token, Data: data, ExpiresAt: stored(expiry)}
	return failed("keep session", db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error)
}

// DeleteCtx forgets a session; one that is unknown is no error.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return failed("forget session", s.s.writer.WithContext(ctx).Where("token = ?", token).Delete(&session{}).Error)
}

// AllCtx returns the data of every session that has not expired, by its token.
func (s *Sessions) AllCtx(ctx context.Context) (map[string][]byte, error) {
	rows, err := find[session](s.s.db.WithContext(ctx).Where("expires_at > ?", stored(s.s.now())), "sessions")
	all := make(map[string][]byte, len(rows))
	for _, r := range rows {
		all[r.Token] = r.Data
	}
	return all, err
}

// Find, Commit and Delete do the same without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
