package ledger

import (
	"slices"
	"strings"
)

// A register may be a whole country's. Whatever offers units to choose from offers those at hand, and finds any other by its name.

// MostOffered is how many units a choice offers at most.
const MostOffered = 400

// Near are the units that a choice offers where the unit seat is what it is about, in the register's order: all, where they are few;
// otherwise those of the seat, or of its own places where these are too many as well. "" stands for no seat: the top of the register.
func Near(units []Unit, seat string) []Unit {
	if len(units) <= MostOffered {
		return units
	}
	if seat != "" {
		if below := (Register{Units: units}).Subtree(seat).Units; len(below) > 0 && len(below) <= MostOffered {
			return below
		}
	}
	next := slices.Collect(func(yield func(Unit) bool) {
		for _, u := range units {
			if (u.Code == seat || u.Parent == seat) && !yield(u) {
				return
			}
		}
	})
	if len(next) == 0 { // whoever is bound to a unit sees none above it
		next = units
	}
	return next[:min(len(next), MostOffered)]
}

// Said is the name by which a unit is told from all others of a country: the official one, where there is one.
func (u Unit) Said() string {
	if u.Official != "" {
		return u.Official
	}
	return u.Name
}

// Named are the units that typed words name in full: by the code, or else by name, official name or another name.
func Named(units []Unit, typed string) (all []Unit) {
	for _, u := range units {
		if u.Code == typed {
			return []Unit{u}
		}
		if u.Name == typed || u.Official == typed || slices.ContainsFunc(u.Aliases, func(a Alias) bool { return a.Name == typed }) {
			all = append(all, u)
		}
	}
	return all
}

// CodeNamed is the code of the one unit that typed words name, or the words where they name none; of several, a Mistake says what to type.
func CodeNamed(units []Unit, typed, field string) (string, error) {
	all := Named(units, typed)
	switch len(all) {
	case 0:
		return typed, nil
	case 1:
		return all[0].Code, nil
	}
	var names []string
	for _, u := range all[:min(len(all), 5)] {
		names = append(names, u.Said()+" "+u.Code)
	}
	return typed, Mistake(BadRequest, field, "有 %[2]d 个单位叫“%[1]s”，请写全称或编码：%[3]s。", "“%[1]s” is the name of %[2]d units; type the official name or the code: %[3]s.", typed, len(all), strings.Join(names, "；"))
}

// Sought are the units whose names or code have all the words, at most so many, the shortest names first.
func Sought(units []Unit, words string, most int) (all []Unit) {
	parts := strings.Fields(words)
	if len(parts) == 0 {
		return nil
	}
	for _, u := range units {
		said := u.Official + " " + u.Name + " " + u.Code
		if !slices.ContainsFunc(parts, func(p string) bool {
			return !strings.Contains(said, p) && !slices.ContainsFunc(u.Aliases, func(a Alias) bool { return strings.Contains(a.Name, p) })
		}) {
			all = append(all, u)
		}
	}
	slices.SortStableFunc(all, func(a, b Unit) int { return len(a.Name) - len(b.Name) })
	return all[:min(len(all), most)]
}

// Places are the places right below a unit, "" for the top, where each has units of its own and so is told of as a whole: a city's districts.
// None, where what is below is told of one by one: a district's sub-districts and departments. above is the unit itself, once those that
// stand alone at the top are gone through; "" where several stand there.
func Places(units []Unit, under string) (above string, places []Unit) {
	there, districts := map[string]bool{}, 0
	for _, u := range units {
		there[u.Code] = true
	}
	for {
		var below []Unit
		districts = 0
		for _, u := range units {
			if u.Parent == under || under == "" && !there[u.Parent] {
				below = append(below, u)
			}
			if (under == "" || u.Within(under)) && u.Code != under && u.Kind == District {
				districts++
			}
		}
		if districts < 2 {
			return under, nil
		}
		places = slices.DeleteFunc(below, func(u Unit) bool { return !u.Kind.Area() || u.Kind.Local() })
		if len(places) != 1 || under == places[0].Code {
			return under, places
		}
		under = places[0].Code
	}
}
