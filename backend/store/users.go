package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// User returns the person of that name.
func (r *Reader) User(ctx context.Context, name string) (*ledger.User, error) {
	return first[ledger.User](r.db.WithContext(ctx).Where("name = ?", name), "user",
		ledger.Mistake(ledger.NotFound, "name", "没有名为“%s”的用户。", "There is no user “%s”.", name))
}

// TokenByHash returns the token of that hash.
func (r *Reader) TokenByHash(ctx context.Context, hash string) (*ledger.Token, error) {
	return first[ledger.Token](r.db.WithContext(ctx).Where("hash = ?", hash), "token",
		ledger.Mistake(ledger.NotFound, "token", "令牌无效。", "The token is not valid."))
}

// AddUser adds a person who may sign in; a name that is taken is a Conflict.
func (w *Writer) AddUser(name, passwordHash string) (*ledger.User, error) {
	if name == "" {
		return nil, ledger.Mistake(ledger.Invalid, "name", "请填写用户名。", "Give a name.")
	}
	u := &ledger.User{Name: name, PasswordHash: passwordHash, CreatedAt: w.time()}
	err := w.create("user", u)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil, ledger.Mistake(ledger.Conflict, "name", "已有名为“%s”的用户。", "There is a user “%s” already.", name)
	}
	if err != nil {
		return nil, err
	}
	return u, w.log("add", "user", u.ID, "", nil, u)
}

// SetPassword gives a person another password hash.
func (w *Writer) SetPassword(name, passwordHash string) error {
	u, err := w.read.User(w.ctx(), name)
	if err != nil {
		return err
	}
	if err := w.tx.Model(u).Update("password_hash", passwordHash).Error; err != nil {
		return failed("set password", err)
	}
	return w.log("password", "user", u.ID, "", nil, nil)
}

// AddToken lets a program that holds the token with that hash use the API; a name that is taken is a Conflict.
func (w *Writer) AddToken(name, hash string) error {
	if name == "" {
		return ledger.Mistake(ledger.Invalid, "name", "请给令牌起个名称。", "Give the token a name.")
	}
	t := &ledger.Token{Name: name, Hash: hash, CreatedAt: w.time(), CreatedBy: w.actor.Name}
	err := w.create("token", t)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ledger.Mistake(ledger.Conflict, "name", "已有名为“%s”的令牌，请换个名称。", "There is a token “%s” already; choose another name.", name)
	}
	if err != nil {
		return err
	}
	return w.log("add", "token", t.ID, "", nil, t)
}

// link is a one-time sign-in link.
type link struct {
	Hash      string `gorm:"primaryKey"`
	UserID    int64
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// AddLink lets whoever holds the link with that hash sign in as the user, once and before it expires.
func (w *Writer) AddLink(hash string, userID int64, expires time.Time) error {
	if err := w.create("link", &link{Hash: hash, UserID: userID, ExpiresAt: stored(expires)}); err != nil {
		return err
	}
	return w.log("link", "user", userID, "", nil, map[string]any{"expires": stored(expires)})
}

// UseLink uses a link up and returns whom it signs in. One that is unknown, used or expired is NotFound.
func (w *Writer) UseLink(hash string) (*ledger.User, error) {
	gone := ledger.Mistake(ledger.NotFound, "link", "登录链接无效、已用过或已过期，请重新启动程序取得新链接，或用密码登录。",
		"The sign-in link is unknown, used or expired; restart the program for a new one, or sign in with a password.")
	now := w.time()
	q := w.tx.Model(&link{}).Where("hash = ? AND used_at IS NULL AND expires_at > ?", hash, now).Update("used_at", now)
	switch {
	case q.Error != nil:
		return nil, failed("use link", q.Error)
	case q.RowsAffected == 0:
		return nil, gone
	}
	u, err := first[ledger.User](w.tx.Where("id = (SELECT user_id FROM links WHERE hash = ?)", hash), "user", gone)
	if err != nil {
		return nil, err
	}
	return u, w.log("use-link", "user", u.ID, "", nil, nil)
}
