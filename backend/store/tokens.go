package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

var (
	errToken   = ledger.Mistake(ledger.NotFound, "token", "令牌无效。", "The token is not valid.")
	errExpired = ledger.Mistake(ledger.NotFound, "token", "令牌已过期，请在“我的账号”另建一个。", "The token has expired; make another one under My account.")
)

// TokenByHash returns the token of that hash while it holds, with the account that it has now: a person's token that of the
// person. One of somebody whose account is closed is NotFound, as is one that has expired.
func (r *Reader) TokenByHash(ctx context.Context, hash string) (*ledger.Token, error) {
	kept, err := recalled(ctx, r, "token", hash, func() (*ledger.Token, error) {
		return oneOf[ledger.Token](ctx, r.db, "token", "FROM tokens WHERE hash = ?", hash, errToken)
	})
	if err != nil {
		return nil, err
	}
	switch t := *kept; { // what is kept is for everybody
	case t.Expired(r.now()):
		return nil, errExpired
	case t.UserID == 0:
		return &t, nil
	default:
		return r.ofPerson(ctx, t)
	}
}

// ofPerson is a person's token with the account that the person has now.
func (r *Reader) ofPerson(ctx context.Context, t ledger.Token) (*ledger.Token, error) {
	u, err := r.UserByID(ctx, t.UserID)
	if err != nil {
		return nil, err
	}
	if !u.Active {
		return nil, errToken
	}
	t.Account, t.CreatedBy = u.Account, u.Name
	return &t, nil
}

// Tokens lists a person's tokens, the newest first; for nobody (0) those of programs.
func (r *Reader) Tokens(ctx context.Context, userID int64) ([]ledger.Token, error) {
	return find[ledger.Token](r.db.WithContext(ctx).Where("user_id = ?", userID).Order("id DESC"), "tokens")
}

// AddToken lets a program that holds the token with that hash use the API; a name that is taken is a Conflict.
func (w *Writer) AddToken(t ledger.Token) error {
	if err := t.CheckName(); err != nil {
		return err
	}
	if t.UserID == 0 {
		if err := t.Account.Check(); err != nil {
			return err
		}
		if err := w.checkUnit(t.Account); err != nil {
			return err
		}
	}
	t.ID, t.CreatedAt, t.CreatedBy = 0, w.time(), w.actor.Name
	err := w.create("token", &t)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ledger.Mistake(ledger.Conflict, "name", "已有名为“%s”的令牌，请换个名称。", "There is a token “%s” already; choose another name.", t.Name)
	}
	if err != nil {
		return err
	}
	return w.log("add", "token", t.ID, t.Name, nil, &t)
}

// AddOwnToken gives the person who asks a token that holds until then, with what the person may.
func (w *Writer) AddOwnToken(u *ledger.User, t ledger.Token, until time.Time) error {
	have, err := w.read.Tokens(w.ctx(), u.ID)
	if err != nil {
		return err
	}
	if len(have) >= ledger.MaxTokens {
		return ledger.Mistake(ledger.Invalid, "name", "最多 %d 个令牌，请先撤销不用的。", "%d tokens at most; revoke one that is not used.", ledger.MaxTokens)
	}
	until = stored(until)
	t.UserID, t.Account, t.ExpiresAt = u.ID, ledger.Account{}, &until
	return w.AddToken(t)
}

// DropToken ends a token of a person, or for nobody (0) of a program, at once.
func (w *Writer) DropToken(userID, id int64) (*ledger.Token, error) {
	t, err := first[ledger.Token](w.tx.Where("user_id = ? AND id = ?", userID, id), "token",
		ledger.Mistake(ledger.NotFound, "token", "没有这个令牌，或已撤销。", "There is no such token, or it was revoked."))
	if err != nil {
		return nil, err
	}
	if err := w.tx.Delete(t).Error; err != nil {
		return nil, failed("drop token", err)
	}
	return t, w.log("drop", "token", t.ID, t.Name, t, nil)
}

// tokenSeenEvery is how exactly the last use of a token is kept, for each keeping is a write.
const tokenSeenEvery = time.Hour

// TokenUsed keeps that a token was used now.
func (s *Store) TokenUsed(ctx context.Context, t *ledger.Token) error {
	now := stored(s.now())
	if t.UsedAt != nil && now.Sub(*t.UsedAt) < tokenSeenEvery {
		return nil
	}
	return failed("keep the use of a token", s.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.Model(&ledger.Token{}).Where("id = ?", t.ID).Update("used_at", now).Error
	}))
}
