package ledger

import (
	"slices"
	"strings"
)

// Scope is whom a collective addressee reaches: 「各街镇」 and 「属地」 every 街镇, 「各部门」 every department, 「各部门各单位」 both.
// "" is nobody in particular: 「相关街道」 waits until a person names them.
type Scope string

const (
	Nobody         Scope = ""
	AllLocal       Scope = "local"
	AllDepartments Scope = "departments"
	Everyone       Scope = "everyone"
)

var (
	vagueWords  = []string{"相关", "有关", "部分", "个别", "落后", "靠后", "责任", "牵头", "成员", "主管", "职能"}
	localWords  = []string{"街道", "街镇", "街乡", "乡镇", "镇街", "镇乡", "镇办", "属地"}
	officeWords = []string{"部门", "委办局", "科局"}
)

// ScopeOf tells whom the words of a collective reach. Words that single some out without naming them reach nobody.
func ScopeOf(name string) Scope {
	if hasAny(name, vagueWords) {
		return Nobody
	}
	local, office := hasAny(name, localWords) || name == "各镇" || name == "各乡", hasAny(name, officeWords)
	all := strings.HasPrefix(name, "全区") || strings.HasPrefix(name, "全县") || strings.HasPrefix(name, "全市") || strings.Contains(name, "各单位") || strings.Contains(name, "各级")
	switch {
	case all, local && office:
		return Everyone
	case local:
		return AllLocal
	case office:
		return AllDepartments
	}
	return Nobody
}

// Collective is whom the collectives among an entry's units reach together.
func (e *Entry) Collective() (all Scope) {
	for _, p := range e.Units {
		switch {
		case p.Scope == Nobody || p.Scope == all:
		case all == Nobody:
			all = p.Scope
		default:
			all = Everyone
		}
	}
	return all
}

// Named lists the codes of the units that an entry names, each once.
func (e *Entry) Named() (codes []string) {
	for _, p := range e.Units {
		if p.UnitCode != nil && !slices.Contains(codes, *p.UnitCode) {
			codes = append(codes, *p.UnitCode)
		}
	}
	return codes
}

// Meant lists the units that vague words may mean: the sub-districts for 「相关街道」, the departments for 「有关部门」, every
// unit where the words tell no kind.
func Meant(words string, units []Unit) (all []Unit) {
	street, town, office := strings.Contains(words, "街"), hasAny(words, []string{"镇", "乡"}), hasAny(words, officeWords)
	if strings.Contains(words, "属地") {
		street, town = true, true
	}
	for _, u := range units {
		none := !street && !town && !office
		if none || street && u.Kind == Subdistrict || town && u.Kind == Town || office && u.Kind == Department {
			all = append(all, u)
		}
	}
	return all
}

// Scopes lists the scopes that reach a unit of kind k.
func (k UnitKind) Scopes() []Scope {
	switch {
	case k.Local():
		return []Scope{AllLocal, Everyone}
	case k == Department:
		return []Scope{AllDepartments, Everyone}
	}
	return []Scope{}
}

func hasAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
