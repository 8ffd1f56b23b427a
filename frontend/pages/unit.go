package pages

import (
	"slices"

	"taizhang/backend/ledger"
)

// state says in words how the unit stands.
func (p UnitPage) state() string {
	t := p.Summary.Tally
	s := p.T("在办 %d 项，其中 %d 项面向全体。", "%d open, %d of them asked of all.", t.Open, t.Shared)
	switch {
	case t.Red > 0:
		s += p.T("%d 项逾期。", " %d overdue.", t.Red)
	case t.Open > 0:
		s += p.T("没有逾期。", " None overdue.")
	}
	if t.Yellow > 0 {
		s += p.T("%d 项滞后。", " %d behind.", t.Yellow)
	}
	if t.Grey > 0 {
		s += p.T("%d 项挂起。", " %d suspended.", t.Grey)
	}
	if p.Period == "" {
		return s
	}
	if t.Quiet() {
		return s + p.T("%s的报告没有点评本单位。", " The reports of %s neither praise nor fault it.", p.Month(p.Period))
	}
	return s + p.T("%s：成绩 %d 项，问题 %d 项。", " %s: praised for %d, faulted for %d.", p.Month(p.Period), t.Progress, len(t.Shortcomings))
}

// named lists the open entries addressed to the unit by name, or those that reach it through a collective only.
func (p UnitPage) named(byName bool) (some []ledger.Entry) {
	for _, e := range p.Summary.Open {
		has := slices.ContainsFunc(e.Units, func(x ledger.Party) bool { return x.UnitCode != nil && *x.UnitCode == p.Summary.Unit.Code })
		if has == byName {
			some = append(some, e)
		}
	}
	return some
}

func (p UnitPage) official() string {
	if p.Summary.Unit.Official != "" {
		return p.Summary.Unit.Official
	}
	return p.Summary.Unit.Name
}

// validity says between which days an alias means the unit, where that is bounded.
func (p UnitPage) validity(a ledger.Alias) string {
	switch {
	case a.ValidFrom != "" && a.ValidTo != "":
		return p.T("%s 至 %s", "%s to %s", string(a.ValidFrom), string(a.ValidTo))
	case a.ValidTo != "":
		return p.T("至 %s", "until %s", string(a.ValidTo))
	case a.ValidFrom != "":
		return p.T("自 %s 起", "from %s", string(a.ValidFrom))
	}
	return ""
}
