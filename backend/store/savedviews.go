package store

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// views selects what a person may open: the own views and those that are shared, the own ones first.
func (r *Reader) views(ctx context.Context, user int64) *gorm.DB {
	return r.db.WithContext(ctx).Table("saved_views").Select("saved_views.*, users.name AS owner").Joins("JOIN users ON users.id = saved_views.user_id").
		Where("saved_views.user_id = ? OR saved_views.shared", user).Order(clause.Expr{SQL: "CASE WHEN saved_views.user_id = ? THEN 0 ELSE 1 END, saved_views.name, saved_views.id", Vars: []any{user}})
}

// SavedViews lists the views that a person may open: the own ones, then those that others share, by name.
func (r *Reader) SavedViews(ctx context.Context, user int64) ([]ledger.SavedView, error) {
	all, err := recalled(ctx, r, "saved views", strconv.FormatInt(user, 10), func() ([]ledger.SavedView, error) {
		return find[ledger.SavedView](r.views(ctx, user), "saved views")
	})
	return slices.Clone(all), err
}

// SavedView returns one of the views that a person may open.
func (r *Reader) SavedView(ctx context.Context, user, id int64) (*ledger.SavedView, error) {
	return first[ledger.SavedView](r.views(ctx, user).Where("saved_views.id = ?", id), "saved view",
		ledger.Mistake(ledger.NotFound, "view", "没有这个视图，可能已被删除。", "There is no such view; it may have been dropped."))
}

// ListSettings returns how a person wants the list; nothing in particular where it was never said.
func (r *Reader) ListSettings(ctx context.Context, user int64) (ledger.ListSettings, error) {
	all, err := recalled(ctx, r, "list settings", strconv.FormatInt(user, 10), func() ([]ledger.ListSettings, error) {
		return find[ledger.ListSettings](r.db.WithContext(ctx).Where("user_id = ?", user), "list settings")
	})
	if err != nil || len(all) == 0 {
		return ledger.ListSettings{UserID: user}, err
	}
	return all[0], nil
}

// SaveView adds a view of the person's, or writes the one of that name anew.
func (w *Writer) SaveView(v ledger.SavedView) (*ledger.SavedView, error) {
	if err := v.Check(); err != nil {
		return nil, err
	}
	all, err := w.read.SavedViews(w.ctx(), v.UserID)
	if err != nil {
		return nil, err
	}
	var before any
	own := 0
	for _, is := range all {
		if is.UserID != v.UserID {
			continue
		}
		if own++; is.Name == v.Name {
			v.ID, v.CreatedAt, before = is.ID, is.CreatedAt, toldOf(is)
		}
	}
	if v.ID == 0 {
		if own >= ledger.MaxViews {
			return nil, ledger.Mistake(ledger.Conflict, "name", "每人最多保存 %d 个视图，请先删除不用的。", "Everybody may keep %d views at most; drop some first.", ledger.MaxViews)
		}
		v.CreatedAt = w.time()
	}
	if err := w.tx.Omit("Owner").Save(&v).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return nil, ledger.Mistake(ledger.Conflict, "name", "已有名为“%s”的视图，请换个名称。", "There is a view “%s” already; choose another name.", v.Name)
		}
		return nil, failed("save view", err)
	}
	return &v, w.log("save", "view", v.ID, v.Name, before, toldOf(v))
}

// toldOf is what the audit log says of a view.
func toldOf(v ledger.SavedView) any {
	return map[string]any{"name": v.Name, "query": v.Query, "columns": v.Columns, "shared": v.Shared}
}

// DropView takes a view away, for everybody whose list opened with it too. Only whoever saved it may, and for a shared one
// whoever keeps the registers.
func (w *Writer) DropView(by ledger.User, id int64) (*ledger.SavedView, error) {
	v, err := w.read.SavedView(w.ctx(), by.ID, id)
	if err != nil {
		return nil, err
	}
	if v.UserID != by.ID && !by.May(ledger.Registers) {
		return nil, ledger.Mistake(ledger.Forbidden, "view", "这是%[1]s共享的视图，请由本人或管理员删除。", "This view is %[1]s's; that person or an administrator may drop it.", v.Owner)
	}
	if err := w.tx.Exec("UPDATE list_settings SET view_id = 0 WHERE view_id = ?", id).Error; err != nil {
		return nil, failed("forget view", err)
	}
	if err := w.tx.Exec("DELETE FROM saved_views WHERE id = ?", id).Error; err != nil {
		return nil, failed("drop view", err)
	}
	return v, w.log("drop", "view", id, v.Name, toldOf(*v), nil)
}

// SetList keeps how a person wants the list.
func (w *Writer) SetList(s ledger.ListSettings) error {
	if s.ViewID != 0 {
		if _, err := w.read.SavedView(w.ctx(), s.UserID, s.ViewID); err != nil {
			return err
		}
	}
	if err := w.tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&s).Error; err != nil {
		return failed("save list settings", err)
	}
	return w.log("save", "list", s.UserID, "", nil, map[string]any{"columns": s.Columns, "view": s.ViewID})
}
