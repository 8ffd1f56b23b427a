package parts

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// preset is the address of a division's form with some units chosen at once: local, departments or none.
func (f MoveForm) preset(scope string) templ.SafeURL {
	return withQuery(string(EntryURL(f.Entry)), url.Values{"move": {string(f.Move.Name)}, "choose": {scope}}) + "#move"
}

// again is the address of a division's form with what was chosen.
func (f MoveForm) again() templ.SafeURL {
	v := url.Values{"move": {string(f.Move.Name)}, "unit": f.In.Units}
	if f.In.Due != "" {
		v.Set("due", string(f.In.Due))
	}
	if f.In.Note != "" {
		v.Set("note", f.In.Note)
	}
	return withQuery(string(EntryURL(f.Entry)), v)
}

type unitGroup struct {
	words ledger.Words
	units []ledger.Unit
}

// unitGroups are the units near a seat that are there today, by what they are: first those with streets of their own.
func (v View) unitGroups(seat string) []unitGroup {
	groups := []unitGroup{{words: ledger.Words{ZH: "街镇", EN: "Sub-districts and towns"}}, {words: ledger.Words{ZH: "部门及其他", EN: "Departments and others"}}}
	for _, u := range v.Near(seat) {
		if u.Ended(v.Day.Today) {
			continue
		}
		i := 1
		if u.Kind.Local() {
			i = 0
		}
		groups[i].units = append(groups[i].units, u)
	}
	return groups
}

func shortName(u ledger.Unit) string {
	if u.Short != "" {
		return u.Short
	}
	return u.Name
}

// divided says how the parts of an entry stand, in words.
func (v View) divided(d ledger.Division) string {
	s := v.T("共 %d 项，已销号 %d", "%d in all, %d resolved", d.Total, d.Solved)
	if d.Unsolved > 0 {
		s += v.T("，未办结而关闭 %d", ", %d closed unsolved", d.Unsolved)
	}
	if d.Open > 0 {
		return s + v.T("，在办 %d", ", %d open", d.Open)
	}
	return s + v.T("，已全部关闭", ", none open")
}

func litBy(v View, children []ledger.Entry, l ledger.Light) (n int) {
	for i := range children {
		if children[i].Light(v.Day) == l {
			n++
		}
	}
	return n
}

// comeSoFar is how far a part has come: what was struck off all the way, what was closed unsolved nowhere.
func comeSoFar(e ledger.Entry) string {
	switch e.Status.Class() {
	case ledger.Done:
		return "100%"
	case ledger.Dropped:
		return "–"
	}
	return strconv.Itoa(e.Percent) + "%"
}

// partNames names who answers a part.
func partNames(e ledger.Entry) string { return joinParties(e.Units, e.Kind.MainRole()) }
