package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// Register is what an office tells the reading of its own: its units, its themes, and the words it adds to the genre's.
// Its methods return the register as it would be and leave the one there is as it is.
type Register struct {
	Units  []Unit
	Themes []Theme
	Terms  []Term
}

// WithUnits is the register with some units added or rewritten, by code, each in its place in the tree. A unit that cannot be is
// a Mistake, and so is a name that means another unit at the same time.
func (r Register) WithUnits(changed ...Unit) (Register, error) {
	r, _, err := r.TryUnits(changed)
	return r, err
}

// TryUnits is WithUnits; where there is a mistake, wrong is the place in changed of the unit that it is about.
func (r Register) TryUnits(changed []Unit) (would Register, wrong int, err error) {
	r.Units = slices.Clone(r.Units)
	at := make(map[string]int, len(r.Units))
	for i := range r.Units {
		at[r.Units[i].Code] = i
	}
	for i, u := range changed {
		if err := u.Check(); err != nil {
			return r, i, err
		}
		if known, ok := at[u.Code]; ok {
			r.Units[known] = u
		} else {
			at[u.Code] = len(r.Units)
			r.Units = append(r.Units, u)
		}
	}
	slices.SortStableFunc(r.Units, func(a, b Unit) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Code, b.Code))
	})
	if wrong, err := plant(r.Units, changed); err != nil {
		return r, wrong, err
	}
	wrong, err = noClash(r.Units, changed)
	return r, wrong, err
}

// noClash finds a name of a changed unit that means another one on some same day, where the two are read side by side: under the
// same unit, the one above the other, or one of them under none. 城关街道 may be in many districts.
func noClash(all, changed []Unit) (int, error) {
	bearers, at := make(map[string][]bearer, len(all)), make(map[string]*Unit, len(all))
	for i := range all {
		at[all[i].Code] = &all[i]
		for _, n := range all[i].names() {
			bearers[n.Name] = append(bearers[n.Name], bearer{&all[i], n})
		}
	}
	for i := range changed {
		u := at[changed[i].Code]
		for _, n := range u.names() {
			for _, b := range bearers[n.Name] {
				if b.unit.Code != u.Code && n.overlaps(b.alias) && u.besides(b.unit) {
					return i, Mistake(Invalid, n.UnitCode, "“%s”已经是“%s”（%s）的名称或别名。请换一个名称，或填写起止日期把两者错开。",
						"“%s” is a name of “%s” (%s) already. Choose another, or part the two by their days.", n.Name, b.unit.Name, b.unit.Code)
				}
			}
		}
	}
	return 0, nil
}

func (u *Unit) besides(v *Unit) bool {
	return u.Parent == v.Parent || u.Parent == "" || v.Parent == "" || strings.HasPrefix(u.Path, v.Path) || strings.HasPrefix(v.Path, u.Path)
}

type bearer struct {
	unit  *Unit
	alias Alias
}

// names are all that a text may call the unit by itself, each with its days; UnitCode is the form field it stands in. The
// short name of a 街镇 is none of them: it counts in lists only, where 丰台 may be the district or the sub-district.
func (u Unit) names() []Alias {
	all := []Alias{{"name", u.Name, u.ValidFrom, u.ValidTo}}
	if u.Official != "" {
		all = append(all, Alias{"official", u.Official, u.ValidFrom, u.ValidTo})
	}
	if u.Short != "" && !u.Kind.Local() && u.Kind != District {
		all = append(all, Alias{"short", u.Short, u.ValidFrom, u.ValidTo})
	}
	for _, a := range u.Aliases {
		all = append(all, Alias{"aliases", a.Name, a.ValidFrom, a.ValidTo})
	}
	return all
}

func (a Alias) overlaps(b Alias) bool {
	return (a.ValidTo == "" || b.ValidFrom == "" || b.ValidFrom <= a.ValidTo) && (b.ValidTo == "" || a.ValidFrom == "" || a.ValidFrom <= b.ValidTo)
}

// PlaceUnits numbers units as a file has them: in its order where it holds every unit there is, otherwise those that are there
// keep their place and new ones follow the last.
func (r Register) PlaceUnits(loaded []Unit) []Unit {
	return placed(r.Units, loaded, func(u *Unit) (string, *int) { return u.Code, &u.Position })
}

// PlaceThemes numbers themes in the same way.
func (r Register) PlaceThemes(loaded []Theme) []Theme {
	return placed(r.Themes, loaded, func(t *Theme) (string, *int) { return t.Name, &t.Position })
}

func placed[T any](known, loaded []T, of func(*T) (key string, position *int)) []T {
	places, last := map[string]int{}, 0
	for i := range known {
		key, position := of(&known[i])
		places[key], last = *position, max(last, *position)
	}
	loaded, found := slices.Clone(loaded), 0
	for i := range loaded {
		if _, ok := places[first(of(&loaded[i]))]; ok {
			found++
		}
	}
	for i := range loaded {
		key, position := of(&loaded[i])
		at, ok := places[key]
		switch {
		case found == len(places):
			*position = i + 1
		case ok:
			*position = at
		default:
			last++
			*position = last
		}
	}
	return loaded
}

func first(key string, _ *int) string { return key }

// WithThemes is the register with some themes added or rewritten, by name. A name that counts as two themes is a Mistake.
func (r Register) WithThemes(changed ...Theme) (Register, error) {
	r.Themes = slices.Clone(r.Themes)
	for _, t := range changed {
		if err := t.Check(); err != nil {
			return r, err
		}
		if i := slices.IndexFunc(r.Themes, func(o Theme) bool { return o.Name == t.Name }); i >= 0 {
			r.Themes[i] = t
		} else {
			r.Themes = append(r.Themes, t)
		}
	}
	slices.SortStableFunc(r.Themes, func(a, b Theme) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Name, b.Name))
	})
	return r, oneTheme(r.Themes, changed)
}

// WithoutTheme is the register without the theme of that name.
func (r Register) WithoutTheme(name string) Register {
	r.Themes = slices.DeleteFunc(slices.Clone(r.Themes), func(t Theme) bool { return t.Name == name })
	return r
}

// oneTheme finds a name of a changed theme that counts as another theme too.
func oneTheme(all, changed []Theme) error {
	for _, t := range changed {
		for _, o := range all {
			if o.Name == t.Name {
				continue
			}
			for i, name := range append([]string{t.Name}, t.Same...) {
				if name == o.Name || slices.Contains(o.Same, name) {
					return Mistake(Invalid, []string{"name", "same"}[min(i, 1)], "“%s”已经归在领域“%s”之下。一个名称只能属于一个领域，请删去一处。",
						"“%s” counts as the theme “%s” already. A name belongs to one theme only; take it out of one.", name, o.Name)
				}
			}
		}
	}
	return nil
}

// WithTerms is the register with the office's words of one list replaced.
func (r Register) WithTerms(list string, words []string) (Register, error) {
	if err := checkWords("words", words); err != nil {
		return r, err
	}
	r.Terms = slices.DeleteFunc(slices.Clone(r.Terms), func(t Term) bool { return t.List == list })
	for _, w := range words {
		r.Terms = append(r.Terms, Term{list, w})
	}
	return r, nil
}

// Own are the office's words of a list.
func (r Register) Own(list string) (words []string) {
	for _, t := range r.Terms {
		if t.List == list {
			words = append(words, t.Word)
		}
	}
	return words
}
