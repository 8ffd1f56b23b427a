package ledger

import (
	"slices"
	"strings"
)

// Units form a tree: a province, its cities, their districts, the 街镇 of each, communities below them. Departments, enterprises
// and others hang under whichever of these they belong to. A unit without a parent stands at the top.

// levels are how far down the units of an area stand; the other kinds have none.
var levels = map[UnitKind]int{Province: 1, City: 2, District: 3, Subdistrict: 4, Town: 4, Community: 5}

// MaxDepth is how many units may stand above one another.
const MaxDepth = 8

// Area tells whether units of the kind are places with others below them.
func (k UnitKind) Area() bool { return levels[k] > 0 && k != Community }

// Seats tells whether units of the kind hold the meetings that reports are of.
func (k UnitKind) Seats() bool { return k == District || k == City || k == Province }

// Within tells whether the unit is the one of that code or stands below it.
func (u Unit) Within(code string) bool { return strings.Contains(u.Path, "/"+code+"/") }

// Above lists the codes of the units above, the nearest last.
func (u Unit) Above() []string {
	all := strings.Split(strings.Trim(u.Path, "/"), "/")
	return all[:len(all)-1]
}

// Hears tells whether what a meeting of the unit seat asks of a collective is meant for this one too: a 街镇 hears every area that
// it lies in, a department the one that it belongs to. What belongs to no unit is for everybody.
func (u Unit) Hears(seat string) bool {
	return seat == "" || u.Kind == Department && u.Parent == seat || u.Kind != Department && u.Within(seat)
}

// Seats lists whose collectives the unit hears, as Hears tells it one by one.
func (u Unit) Seats() []string {
	if u.Kind == Department {
		return slices.Compact([]string{"", u.Parent}) // one that belongs to no unit hears once what belongs to none
	}
	return append(u.Above(), "", u.Code)
}

// Subtree is the register of the unit of that code and of those below it; the whole where there is no code.
func (r Register) Subtree(code string) Register {
	if code != "" {
		r.Units = slices.DeleteFunc(slices.Clone(r.Units), func(u Unit) bool { return !u.Within(code) })
	}
	return r
}

// plant gives each unit its path, and refuses parents that cannot be: by the place in changed of the unit that names one.
func plant(all []Unit, changed []Unit) (int, error) {
	at := make(map[string]int, len(all))
	for i := range all {
		at[all[i].Code] = i
	}
	for i, u := range changed {
		if u.Parent == "" {
			continue
		}
		p, ok := at[u.Parent]
		if !ok {
			return i, Mistake(Invalid, "parent", "没有编码为“%s”的上级单位，请先建立，或改正“%s”的上级。", "There is no unit “%s” to stand above “%s”; add it first or correct the code.", u.Parent, u.Name)
		}
		if err := u.mayStandUnder(all[p]); err != nil {
			return i, err
		}
	}
	for i := range all {
		path, ok := pathOf(all, at, all[i])
		if !ok {
			return culprit(all, at, changed), Mistake(Invalid, "parent", "“%s”的上级绕回了自己，或者层数超过 %d 层。请改正上级。", "The units above “%s” come round to it, or are more than %d. Correct its parent.", all[i].Name, MaxDepth)
		}
		all[i].Path = path
	}
	place := make(map[string]int, len(changed))
	for i, u := range changed {
		place[u.Code] = i
	}
	for _, below := range all { // a unit that rose or sank must still stand above its own
		if i, ok := place[below.Parent]; ok && below.Parent != "" {
			if err := below.mayStandUnder(changed[i]); err != nil {
				return i, err
			}
		}
	}
	return 0, nil
}

// mayStandUnder refuses a parent that is no area, or of a level that stands no higher.
func (u Unit) mayStandUnder(p Unit) error {
	mine, above := levels[u.Kind], levels[p.Kind]
	switch {
	case above == 0 && mine > 0:
		return Mistake(Invalid, "parent", "“%s”（%s）不能归在“%s”（%s）之下：%s的上级应是省、市、区或街镇。", "“%s” cannot stand under “%[3]s”, which is no place.", u.Name, u.Kind.Words().ZH, p.Name, p.Kind.Words().ZH, u.Kind.Words().ZH)
	case mine > 0 && mine <= above:
		return Mistake(Invalid, "parent", "“%s”（%s）不能归在“%s”（%s）之下：上级的层级应当更高。", "“%s” cannot stand under “%[3]s”: its parent must be of a higher level.", u.Name, u.Kind.Words().ZH, p.Name, p.Kind.Words().ZH)
	}
	return nil
}

func pathOf(all []Unit, at map[string]int, u Unit) (string, bool) {
	path := "/" + u.Code + "/"
	for range MaxDepth {
		if u.Parent == "" {
			return path, true
		}
		u = all[at[u.Parent]]
		path = "/" + u.Code + path
	}
	return "", false
}

// culprit is the first of the changed units whose way up does not end.
func culprit(all []Unit, at map[string]int, changed []Unit) int {
	return max(0, slices.IndexFunc(changed, func(u Unit) bool { _, ok := pathOf(all, at, u); return !ok }))
}

// Readable are the units as reports are read by: without the names that several of them bear at a time, of which only the one nearest to
// the top keeps it, for nothing tells which of two 城关街道 a text means. A unit whose own name says nothing is left out.
func (r Register) Readable() []Unit {
	bearers := make(map[string][]bearer, len(r.Units))
	for i := range r.Units {
		u := &r.Units[i]
		for _, n := range append(u.names(), Alias{"short", u.Short, u.ValidFrom, u.ValidTo}) {
			if all := bearers[n.Name]; len(all) == 0 || all[len(all)-1].unit != u {
				bearers[n.Name] = append(all, bearer{u, n})
			}
		}
	}
	says := func(u *Unit, n Alias) bool {
		return !slices.ContainsFunc(bearers[n.Name], func(b bearer) bool {
			return b.unit.Code != u.Code && n.overlaps(b.alias) && len(b.unit.Above()) <= len(u.Above()) && b.unit.Parent != u.Parent
		})
	}
	all := make([]Unit, 0, len(r.Units))
	for i := range r.Units {
		u := r.Units[i]
		if !says(&u, Alias{"name", u.Name, u.ValidFrom, u.ValidTo}) {
			continue
		}
		if !says(&u, Alias{"short", u.Short, u.ValidFrom, u.ValidTo}) {
			u.Short = u.Name
		}
		if u.Official != "" && !says(&u, Alias{"official", u.Official, u.ValidFrom, u.ValidTo}) {
			u.Official = u.Name
		}
		u.Aliases = slices.DeleteFunc(slices.Clone(u.Aliases), func(a Alias) bool { return !says(&u, a) })
		all = append(all, u)
	}
	return all
}
