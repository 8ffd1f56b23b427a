package store

import (
	"context"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Units returns the register in the order of lists, with aliases.
func (r *Reader) Units(ctx context.Context) ([]ledger.Unit, error) {
	return find[ledger.Unit](r.units(ctx).Order("position, code"), "units")
}

// Unit returns the unit of that code, with aliases.
func (r *Reader) Unit(ctx context.Context, code string) (*ledger.Unit, error) {
	return first[ledger.Unit](r.units(ctx).Where("code = ?", code), "unit",
		ledger.Mistake(ledger.NotFound, "unit", "没有代码为“%s”的单位，可在“单位”一页查看全部代码。", "There is no unit with the code “%s”; the units page lists every code.", code))
}

func (r *Reader) units(ctx context.Context) *gorm.DB {
	return r.db.WithContext(ctx).Preload("Aliases", func(db *gorm.DB) *gorm.DB { return db.Order("unit_code, name") })
}

// Seat is the unit to which a report belongs that is brought in within the context: the unit that it is within, otherwise the one
// district, or city, that there is. Where there are several, who brings it in must say which.
func (r *Reader) Seat(ctx context.Context) (string, error) {
	if unit := PartOf(ctx); unit != "" {
		return unit, nil
	}
	all, err := scan[string](ctx, r.db, "districts", "SELECT code FROM units WHERE kind IN ? ORDER BY code LIMIT 2", []ledger.UnitKind{ledger.District, ledger.City, ledger.Province})
	switch {
	case err != nil || len(all) == 0:
		return "", err
	case len(all) > 1:
		return "", ledger.Mistake(ledger.Invalid, "unit", "系统里有多个区，看不出这份报告是哪个区的。请用限于该区的账号导入，或在命令行用 --unit 编码。", "There are several districts, and nothing tells whose report this is. Bring it in with an account that is bound to its district, or by the command line with --unit CODE.")
	}
	return all[0], nil
}

// Themes returns the fields of work in the order of lists.
func (r *Reader) Themes(ctx context.Context) ([]ledger.Theme, error) {
	return find[ledger.Theme](r.db.WithContext(ctx).Order("position, name"), "themes")
}

func (r *Reader) theme(ctx context.Context, name string) (*ledger.Theme, error) {
	return first[ledger.Theme](r.db.WithContext(ctx).Where("name = ?", name), "theme",
		ledger.Mistake(ledger.NotFound, "theme", "没有“%s”这个领域。", "There is no theme “%s”.", name))
}
