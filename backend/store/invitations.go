package store

import (
	"context"
	"time"

	"taizhang/backend/ledger"
)

// link is a one-time link: one that signs in, or an invitation to choose a password.
type link struct {
	Hash      string `gorm:"primaryKey"`
	UserID    int64
	Purpose   string
	ExpiresAt time.Time
	UsedAt    *time.Time
}

const (
	linkSignIn = "sign-in"
	linkInvite = "invite"
)

// AddLink lets whoever holds the link with that hash sign in as the user, once and before it expires.
func (w *Writer) AddLink(hash string, userID int64, expires time.Time) error {
	if err := w.create("link", &link{Hash: hash, UserID: userID, Purpose: linkSignIn, ExpiresAt: stored(expires)}); err != nil {
		return err
	}
	return w.log("new-link", "user", userID, "", nil, map[string]any{"expires": stored(expires)})
}

// UseLink uses a link up and returns whom it signs in. One that is unknown, used or expired is NotFound.
func (w *Writer) UseLink(hash string) (*ledger.User, error) {
	gone := ledger.Mistake(ledger.NotFound, "link", "登录链接无效、已用过或已过期，请重新启动程序取得新链接，或用密码登录。",
		"The sign-in link is unknown, used or expired; restart the program for a new one, or sign in with a password.")
	u, err := w.use(hash, linkSignIn, gone)
	if err != nil {
		return nil, err
	}
	return u, w.log("use-link", "user", u.ID, u.Name, nil, nil)
}

// Invite lets whoever holds the invitation with that hash choose the user's password, once and before it expires. Earlier
// invitations of the user are void.
func (w *Writer) Invite(hash string, userID int64, expires time.Time) error {
	u, err := w.read.UserByID(w.ctx(), userID)
	if err != nil {
		return err
	}
	if !u.Active {
		return ledger.Mistake(ledger.Conflict, "user", "账号 %s 已停用，请先启用再邀请。", "The account %s is not active; activate it before inviting.", u.Name)
	}
	q := w.tx.Model(&link{}).Where("user_id = ? AND purpose = ? AND used_at IS NULL", userID, linkInvite).Update("used_at", w.time())
	if q.Error != nil {
		return failed("void invitations", q.Error)
	}
	if err := w.create("link", &link{Hash: hash, UserID: userID, Purpose: linkInvite, ExpiresAt: stored(expires)}); err != nil {
		return err
	}
	return w.log("invite", "user", userID, u.Name, nil, map[string]any{"expires": stored(expires)})
}

// Invited returns whom an invitation is for, as long as it holds.
func (r *Reader) Invited(ctx context.Context, hash string) (*ledger.User, error) {
	return first[ledger.User](r.db.WithContext(ctx).Where(
		"active AND id = (SELECT user_id FROM links WHERE hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?)", hash, linkInvite, stored(r.now())), "user", notInvited)
}

// notInvited says that an invitation does not hold any more.
var notInvited = ledger.Mistake(ledger.NotFound, "link", "这个邀请链接无效、已用过或已过期，请向安全管理员要新的链接。",
	"The invitation is unknown, used or expired; ask the security administrator for a new one.")

// TakeInvitation uses an invitation up and gives its user the password with that hash.
func (w *Writer) TakeInvitation(hash, passwordHash string) (*ledger.User, error) {
	u, err := w.use(hash, linkInvite, notInvited)
	if err != nil {
		return nil, err
	}
	return u, w.SetPassword(u.Name, passwordHash)
}

// use uses up a link of that purpose and returns its user, gone where it or the user's account does not hold any more.
func (w *Writer) use(hash, purpose string, gone *ledger.Error) (*ledger.User, error) {
	now := w.time()
	q := w.tx.Model(&link{}).Where("hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?", hash, purpose, now).Update("used_at", now)
	switch {
	case q.Error != nil:
		return nil, failed("use link", q.Error)
	case q.RowsAffected == 0:
		return nil, gone
	}
	return first[ledger.User](w.tx.Where("active AND id = (SELECT user_id FROM links WHERE hash = ?)", hash), "user", gone)
}
