package ledger

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Account is what somebody, a person or a program, is allowed: a role and a unit: a liaison's own, or the one to which somebody of the
// office is bound, who sees and does what belongs to that unit and those below it. Without one everything.
type Account struct {
	Role     OfficeRole `json:"role"`
	UnitCode string     `json:"unit_code,omitempty"`
}

// Bound tells whether somebody of the office is held to a part of the ledger.
func (a Account) Bound() bool { return a.Role != Liaison && a.UnitCode != "" }

// Bindable tells whether somebody of the role may have a unit: those who are over the whole system may not.
func (r OfficeRole) Bindable() bool { return r == Clerk || r == Leader || r == Liaison }

// Reach tells how far the account has a right, of a bound one within its part; May, whether it has any of it.
func (a Account) Reach(r Right) Reach {
	if a.Bound() && slices.Contains(everybodys, r) {
		return Nothing
	}
	return a.Role.Reach(r)
}
func (a Account) May(r Right) bool { return a.Reach(r) > Nothing }

// everybodys are the rights over what all districts of a ledger have in common, which no bound account has.
var everybodys = []Right{Registers, Settings, Accounts, Audit}

// Check tells what is wrong with the account: nothing, or an Invalid field.
func (a Account) Check() error {
	switch {
	case !a.Role.Valid():
		_, err := FindRole(string(a.Role))
		return err
	case a.Role == Liaison && a.UnitCode == "":
		return Mistake(Invalid, "unit", "联络员要选择所属单位。", "A liaison needs a unit.")
	case a.UnitCode != "" && !a.Role.Bindable():
		return Mistake(Invalid, "unit", "这个角色管的是整个系统，不能限定到一个单位，请不要选择。", "This role is over the whole system and not bound to a unit; leave it empty.")
	}
	return nil
}

// User is a person who may sign in while active. An empty password hash signs nobody in.
type User struct {
	ID           int64  `gorm:"primaryKey" json:"id"`
	Name         string `json:"name"`
	PasswordHash string `json:"-"`
	Account
	Active    bool      `json:"active"`
	TwoStep   bool      `json:"two_step"` // signs in with a code of their device too
	CreatedAt time.Time `json:"created_at"`
}

// MaxUserName is how many characters a user's name may have.
const MaxUserName = 50

// Check tells what is wrong with a user that is to be added.
func (u User) Check() error {
	if u.Name == "" || utf8.RuneCountInString(u.Name) > MaxUserName || !utf8.ValidString(u.Name) || strings.TrimSpace(u.Name) != u.Name || strings.ContainsAny(u.Name, "\r\n\t/\\") {
		return Mistake(Invalid, "name", "用户名要有 1 到 %d 个字，不含换行、斜杠。", "The name needs 1 to %d characters, without line breaks and slashes.", MaxUserName)
	}
	return u.Account.Check()
}

// Token lets a program use the API: with an account of its own, or for the person UserID (0 for none) with what that person may.
// Only its hash is kept.
type Token struct {
	ID     int64  `gorm:"primaryKey" json:"id"`
	UserID int64  `json:"user_id,omitempty"`
	Name   string `json:"name"`
	Hash   string `json:"-"`
	Account
	ReadOnly  bool       `json:"read_only,omitempty"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"` // nil for never
	UsedAt    *time.Time `json:"-"`                    // to about an hour
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy string     `json:"created_by"`
}

// MaxTokenDays is how long a person's token may hold; MaxTokens how many a person may have.
const (
	MaxTokenDays = 366
	MaxTokens    = 20
)

// TokenDays are the lives that a person may choose for a token, the usual one first.
var TokenDays = []int{90, 30, 180, 366}

// Expired tells whether the token holds no more.
func (t Token) Expired(now time.Time) bool { return t.ExpiresAt != nil && !now.Before(*t.ExpiresAt) }

// CheckName tells what is wrong with the token's name: nothing, or an Invalid field.
func (t Token) CheckName() error {
	if t.Name == "" || utf8.RuneCountInString(t.Name) > MaxUserName || !utf8.ValidString(t.Name) || strings.TrimSpace(t.Name) != t.Name || strings.ContainsAny(t.Name, "\r\n\t") {
		return Mistake(Invalid, "name", "请给令牌起个名称，1 到 %d 个字，不含换行。", "Give the token a name of 1 to %d characters, without line breaks.", MaxUserName)
	}
	return nil
}

// Session is one sign-in of a person that still holds. Here tells that it is the one that asks.
type Session struct {
	ID      string
	User    string
	Address string
	Agent   string // what the browser says it is
	Began   time.Time
	Seen    time.Time
	Here    bool
}
