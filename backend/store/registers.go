package store

import (
	"reflect"
	"slices"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// loggedAtOnce bounds the units that one event tells of: the register of a whole country is told in several.
const loggedAtOnce = 500

// SaveUnits adds the units that are new and rewrites those that differ, aliases and all; it deletes none. Units that cannot
// stand beside the others are a Mistake, and nothing is saved.
func (w *Writer) SaveUnits(units []ledger.Unit) (added, changed int, err error) {
	known, err := w.read.Units(w.ctx())
	if err != nil {
		return 0, 0, err
	}
	would, err := (ledger.Register{Units: known}).WithUnits(units...)
	if err != nil {
		return 0, 0, err
	}
	d := compare(known, units, func(u ledger.Unit) string { return u.Code }, sameUnit)
	if d.empty() {
		return 0, 0, nil
	}
	if err := w.saveUnits(d.save, would.Units); err != nil {
		return 0, 0, err
	}
	if err := w.savePaths(known, would.Units); err != nil {
		return 0, 0, err
	}
	if d.changed > 0 {
		if err := w.arrange(); err != nil { // lists by unit follow the register's order
			return 0, 0, err
		}
	}
	return d.added, d.changed, w.logUnits(d)
}

// saveUnits writes units with their aliases and the paths that they have in the register as it is to be.
func (w *Writer) saveUnits(units, would []ledger.Unit) error {
	paths := map[string]string{}
	for _, u := range would {
		paths[u.Code] = u.Path
	}
	var codes []string
	var aliases []ledger.Alias
	units = slices.Clone(units)
	for i, u := range units {
		for _, a := range u.Aliases {
			a.UnitCode = u.Code
			aliases = append(aliases, a)
		}
		units[i].Aliases, units[i].Path, codes = nil, paths[u.Code], append(codes, u.Code)
	}
	for some := range slices.Chunk(codes, batch) {
		if err := w.tx.Where("unit_code IN ?", some).Delete(&ledger.Alias{}).Error; err != nil {
			return failed("replace aliases", err)
		}
	}
	if err := w.tx.Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(units, batch).Error; err != nil {
		return failed("save units", err)
	}
	if len(aliases) == 0 {
		return nil
	}
	return failed("save aliases", w.tx.CreateInBatches(aliases, batch).Error)
}

// savePaths rewrites the paths of units that moved in the tree with one that they stand under.
func (w *Writer) savePaths(known, would []ledger.Unit) error {
	paths := map[string]string{}
	for _, u := range known {
		paths[u.Code] = u.Path
	}
	for _, u := range would {
		if was, ok := paths[u.Code]; ok && was != u.Path {
			if err := w.tx.Model(&ledger.Unit{}).Where("code = ?", u.Code).Update("path", u.Path).Error; err != nil {
				return failed("move unit in the tree", err)
			}
		}
	}
	return nil
}

// logUnits tells what became of the units, some at a time.
func (w *Writer) logUnits(d difference[ledger.Unit]) error {
	for some := range slices.Chunk(d.save, loggedAtOnce) {
		before, after := map[string]any{}, map[string]any{}
		for _, u := range some {
			if old, ok := d.before[u.Code]; ok {
				before[u.Code] = old
			}
			after[u.Code] = u
		}
		if err := w.log("save", "units", 0, "", before, after); err != nil {
			return err
		}
	}
	return nil
}

// SaveThemes adds the themes that are new and rewrites those that differ; it deletes none. Themes that cannot stand beside
// the others are a Mistake, and nothing is saved.
func (w *Writer) SaveThemes(themes []ledger.Theme) (added, changed int, err error) {
	known, err := w.read.Themes(w.ctx())
	if err != nil {
		return 0, 0, err
	}
	if _, err := (ledger.Register{Themes: known}).WithThemes(themes...); err != nil {
		return 0, 0, err
	}
	d := compare(known, themes, func(t ledger.Theme) string { return t.Name }, sameTheme)
	for _, t := range d.save {
		if err := w.tx.Save(&t).Error; err != nil {
			return 0, 0, failed("save theme", err)
		}
	}
	if d.empty() {
		return 0, 0, nil
	}
	return d.added, d.changed, w.log("save", "themes", 0, "", d.before, d.after)
}

// RenameTheme gives a theme another name, as long as nothing in the ledger or on a desk bears the old one: what was
// recorded keeps the name it was recorded under.
func (w *Writer) RenameTheme(name string, to ledger.Theme) error {
	old, err := w.read.theme(w.ctx(), name)
	if err != nil {
		return err
	}
	var uses int64
	if err := w.tx.Model(&ledger.Entry{}).Where("theme = ?", name).Count(&uses).Error; err != nil {
		return failed("count entries of theme", err)
	}
	if uses > 0 {
		return ledger.Mistake(ledger.Invalid, "name", "已有 %[2]d 条事项归在“%[1]s”之下，不能改名。请保留这个名称；要用新名称，可新建一个领域。",
			"“%[1]s” keeps its name, for entries stand under it: %[2]d. To use another name, add a theme of that name.", name, uses)
	}
	themes, err := w.read.Themes(w.ctx())
	if err != nil {
		return err
	}
	if slices.ContainsFunc(themes, func(t ledger.Theme) bool { return t.Name == to.Name }) {
		return ledger.Mistake(ledger.Invalid, "name", "已经有“%s”这个领域，请换一个名称。", "There is a theme “%s” already; choose another name.", to.Name)
	}
	if _, err := (ledger.Register{Themes: themes}).WithoutTheme(name).WithThemes(to); err != nil {
		return err
	}
	if err := w.tx.Delete(old).Error; err != nil {
		return failed("rename theme", err)
	}
	if err := w.create("theme", &to); err != nil {
		return err
	}
	return w.log("rename", "themes", 0, to.Name, old, to)
}

// difference is what saving a register would do to it.
type difference[T any] struct {
	save           []T
	added, changed int
	before, after  map[string]any // by key
}

func (d difference[T]) empty() bool { return len(d.save) == 0 }

func compare[T any](known, wanted []T, key func(T) string, same func(a, b T) bool) difference[T] {
	d := difference[T]{before: map[string]any{}, after: map[string]any{}}
	have := map[string]T{}
	for _, k := range known {
		have[key(k)] = k
	}
	for _, v := range wanted {
		old, ok := have[key(v)]
		switch {
		case ok && same(old, v):
			continue
		case ok:
			d.changed++
			d.before[key(v)] = old
		default:
			d.added++
		}
		d.after[key(v)], have[key(v)] = v, v
		d.save = append(d.save, v)
	}
	return d
}

func sameUnit(a, b ledger.Unit) bool {
	names := func(u *ledger.Unit) map[ledger.Alias]bool {
		set := map[ledger.Alias]bool{}
		for _, x := range u.Aliases {
			x.UnitCode = u.Code
			set[x] = true
		}
		u.Aliases, u.Path = nil, "" // which follows from the parents
		return set
	}
	return reflect.DeepEqual(names(&a), names(&b)) && reflect.DeepEqual(a, b)
}

func sameTheme(a, b ledger.Theme) bool {
	for _, t := range []*ledger.Theme{&a, &b} {
		t.Same, t.Cues = append([]string{}, t.Same...), append([]string{}, t.Cues...)
	}
	return reflect.DeepEqual(a, b)
}
