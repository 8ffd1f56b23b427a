package store

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// User returns the person of that name.
func (r *Reader) User(ctx context.Context, name string) (*ledger.User, error) {
	u, err := recalled(ctx, r, "user", name, func() (*ledger.User, error) {
		return oneOf[ledger.User](ctx, r.db, "user", "FROM users WHERE name = ?", name,
			ledger.Mistake(ledger.NotFound, "name", "没有名为“%s”的用户。", "There is no user “%s”.", name))
	})
	if err != nil {
		return nil, err
	}
	own := *u // what is kept is for everybody
	return &own, nil
}

// Users returns everybody who has an account, by name.
func (r *Reader) Users(ctx context.Context) ([]ledger.User, error) {
	return find[ledger.User](r.db.WithContext(ctx).Order("active DESC, name"), "users")
}

// FirstOwner returns the first who was ever an owner and still is, active or not.
func (r *Reader) FirstOwner(ctx context.Context) (*ledger.User, error) {
	return first[ledger.User](r.db.WithContext(ctx).Where("role = ?", ledger.Owner).Order("id"), "owner",
		ledger.Mistake(ledger.NotFound, "user", "还没有单机管理员。", "There is no owner yet."))
}

// UserByID returns the person of that id.
func (r *Reader) UserByID(ctx context.Context, id int64) (*ledger.User, error) {
	u, err := recalled(ctx, r, "user by id", strconv.FormatInt(id, 10), func() (*ledger.User, error) {
		return oneOf[ledger.User](ctx, r.db, "user", "FROM users WHERE id = ?", id,
			ledger.Mistake(ledger.NotFound, "user", "没有这个账号（%d）。", "There is no such account (%d).", id))
	})
	if err != nil {
		return nil, err
	}
	own := *u
	return &own, nil
}

// AddUser adds a person who may sign in at once; a name that is taken is a Conflict.
func (w *Writer) AddUser(u ledger.User) (*ledger.User, error) {
	if err := u.Check(); err != nil {
		return nil, err
	}
	if err := w.checkUnit(u.Account); err != nil {
		return nil, err
	}
	u.ID, u.Active, u.CreatedAt = 0, true, w.time()
	err := w.create("user", &u)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil, nameTaken(u.Name)
	}
	if err != nil {
		return nil, err
	}
	return &u, w.log("add", "user", u.ID, u.Name, nil, &u)
}

func (w *Writer) checkUnit(a ledger.Account) error {
	if a.UnitCode == "" {
		return nil
	}
	_, err := w.read.Unit(w.ctx(), a.UnitCode)
	return asInvalid(err, "unit")
}

// SetAccount gives a person another role or unit, or lets them in and out (active). The last active person who may keep
// accounts stays one.
func (w *Writer) SetAccount(id int64, a ledger.Account, active bool) (*ledger.User, error) {
	before, err := w.read.UserByID(w.ctx(), id)
	if err != nil {
		return nil, err
	}
	if err := a.Check(); err != nil {
		return nil, err
	}
	if err := w.checkUnit(a); err != nil {
		return nil, err
	}
	after := *before
	after.Account, after.Active = a, active
	if after == *before {
		return before, nil
	}
	if err := w.tx.Model(&after).Select("role", "unit_code", "active").Updates(&after).Error; err != nil {
		return nil, failed("save account", err)
	}
	if err := w.someoneKeepsAccounts(); err != nil {
		return nil, err
	}
	return &after, w.log("account", "user", id, after.Name, before, &after)
}

func (w *Writer) someoneKeepsAccounts() error {
	all, err := w.read.Users(w.ctx())
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(u ledger.User) bool { return u.Active && u.May(ledger.Accounts) }) {
		return nil
	}
	return ledger.Mistake(ledger.Conflict, "role", "至少要留一个能管理账号的在用账号，没有保存。", "One active account that keeps accounts must stay; nothing was saved.")
}

// NameUser gives a person who never had a password their own name and the password with that hash; a name that is taken is
// a Conflict.
func (w *Writer) NameUser(id int64, name, passwordHash string) error {
	before, err := w.read.UserByID(w.ctx(), id)
	if err != nil {
		return err
	}
	after := *before
	after.Name, after.PasswordHash = name, passwordHash
	if err := after.Check(); err != nil {
		return err
	}
	if before.PasswordHash != "" {
		return ledger.Mistake(ledger.Conflict, "name", "%s 已有密码，不能这样改名。", "%s has a password already and cannot be renamed so.", before.Name)
	}
	if known, err := w.read.User(w.ctx(), name); err == nil && known.ID != id {
		return nameTaken(name)
	}
	if err := w.tx.Model(&after).Select("name", "password_hash").Updates(&after).Error; err != nil {
		return failed("name user", err)
	}
	if err := w.log("password", "user", id, name, nil, nil); err != nil || name == before.Name {
		return err
	}
	return w.log("rename", "user", id, name, before, &after)
}

func nameTaken(name string) *ledger.Error {
	return ledger.Mistake(ledger.Conflict, "name", "已有名为“%s”的用户。", "There is a user “%s” already.", name)
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
	return w.log("password", "user", u.ID, u.Name, nil, nil)
}
