package store

import (
	"context"
	"maps"
	"slices"
	"sync"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Units returns the register in the order of lists, with aliases. It is read once for each revision of the register.
func (r *Reader) Units(ctx context.Context) ([]ledger.Unit, error) {
	if r.kept == nil {
		return r.readUnits(ctx)
	}
	revision, err := r.RegisterRevision(ctx)
	if err != nil {
		return nil, err
	}
	part := PartOf(ctx)
	if all := r.kept.get(part, revision); all != nil {
		return slices.Clone(all), nil
	}
	all, err := r.readUnits(ctx)
	if err == nil && !r.writes {
		r.kept.put(part, revision, all)
	}
	return slices.Clone(all), err
}

// RegisterRevision grows with every change of units, themes or words: two reads at one see the same register.
func (r *Reader) RegisterRevision(ctx context.Context) (int64, error) {
	n, err := scan[int64](ctx, r.db, "revision of the register", "SELECT coalesce(max(id), 0) FROM events WHERE subject IN ('units', 'themes', 'terms')")
	if err != nil {
		return 0, err
	}
	return n[0], nil
}

// readUnits reads units and aliases in two queries, for no database takes the codes of a whole country as arguments.
func (r *Reader) readUnits(ctx context.Context) ([]ledger.Unit, error) {
	all, err := find[ledger.Unit](r.db.WithContext(ctx).Order("position, code"), "units")
	if err != nil {
		return nil, err
	}
	aliases, err := find[ledger.Alias](r.db.WithContext(ctx).Order("unit_code, name"), "other names of units")
	if err != nil {
		return nil, err
	}
	at := make(map[string]int, len(all))
	for i := range all {
		at[all[i].Code] = i
	}
	for from := 0; from < len(aliases); {
		to := from + 1
		for to < len(aliases) && aliases[to].UnitCode == aliases[from].UnitCode {
			to++
		}
		if i, ok := at[aliases[from].UnitCode]; ok {
			all[i].Aliases = aliases[from:to:to]
		}
		from = to
	}
	return all, nil
}

// keptUnits are the registers last read, by the part of the ledger that they are of. Those of a transaction that writes are not kept: it may
// be undone.
type keptUnits struct {
	mu    sync.Mutex
	parts map[string]unitsAt
}

type unitsAt struct {
	revision int64
	units    []ledger.Unit
}

// mostKept bounds of how many parts the units are kept.
const mostKept = 64

func (k *keptUnits) get(part string, revision int64) []ledger.Unit {
	k.mu.Lock()
	defer k.mu.Unlock()
	if at := k.parts[part]; at.revision == revision {
		return at.units
	}
	return nil
}

func (k *keptUnits) put(part string, revision int64, units []ledger.Unit) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.parts == nil:
		k.parts = map[string]unitsAt{}
	case len(k.parts) >= mostKept:
		maps.DeleteFunc(k.parts, func(part string, _ unitsAt) bool { return part != "" })
	}
	k.parts[part] = unitsAt{revision, units}
}

// Unit returns the unit of that code, with aliases.
func (r *Reader) Unit(ctx context.Context, code string) (*ledger.Unit, error) {
	return first[ledger.Unit](r.units(ctx).Where("code = ?", code), "unit",
		ledger.Mistake(ledger.NotFound, "unit", "没有名称或代码为“%s”的单位，可在“单位”一页查找。", "There is no unit with the name or code “%s”; look it up on the units page.", code))
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
		return "", ledger.Mistake(ledger.Invalid, "unit", "系统里有多个区，看不出这份报告是哪个区的。请选择是哪里的报告（接口用 unit，命令行用 --unit 编码）。", "There are several districts, and nothing tells whose report this is. Choose whose it is (unit in the API, --unit CODE on the command line).")
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
