package pages

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// loaded are the units that something named in the month, those asked most first.
func (p UnitsPage) loaded() (all []ledger.UnitLoad) {
	for _, l := range p.Loads {
		if l.Now.Lead+l.Now.Support > 0 {
			all = append(all, l)
		}
	}
	slices.SortStableFunc(all, func(a, b ledger.UnitLoad) int { return b.Now.Total() - a.Now.Total() })
	return all
}

// ofAll says what came to every local unit and every department through collectives.
func (p UnitsPage) ofAll() string {
	said := func(k func(ledger.Unit) bool, zh, en string) string {
		for _, l := range p.Loads {
			if k(l.Unit) && l.Now.Lead+l.Now.Support == 0 && l.Now.Collective > 0 {
				return p.T("没有点名的%[2]s各 %[1]d 项。", "%[1]d each for the %[2]s that nothing names.", l.Now.Collective, p.T(zh, en))
			}
		}
		return ""
	}
	local := said(func(u ledger.Unit) bool { return u.Kind.Local() }, "街镇", "sub-districts and towns")
	offices := said(func(u ledger.Unit) bool { return u.Kind == ledger.Department }, "部门", "departments")
	gap := ""
	if p.Lang == ledger.English {
		gap = " "
	}
	if local+offices == "" {
		return ""
	}
	return p.T("通过“各街镇”“各部门”等统称交办：", "Through collectives: ") + strings.TrimSpace(local+gap+offices)
}

// loadWords says how the unit was asked.
func (p UnitPage) loadWords() string {
	l := p.Load.Now
	return p.T("项：点名牵头 %[1]d，点名配合 %[2]d，通过统称 %[3]d", "tasks: %[1]d to lead, %[2]d to support, %[3]d asked of all", l.Lead, l.Support, l.Collective)
}
