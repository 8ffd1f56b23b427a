package pages

import (
	"taizhang/backend/ledger"
)

// AdminLightsPage holds the rules of lights with the days they hold for. Form is a new one as it is typed; with Effect it asks
// whether to save that, whose second step posts the form with seen and sure. MayRead tells whether entries may be named.
type AdminLightsPage struct {
	Base
	Rules   []ledger.LightRule // the latest first
	Form    *ledger.LightForm
	Err     *ledger.Error
	Effect  *LightEffect
	Seen    string
	MayRead bool
}

// LightEffect is what a rule would do on its first day.
type LightEffect struct {
	Before, After ledger.Day
	ledger.Relit
}

func (p AdminLightsPage) wrong(field string) bool { return p.Err != nil && p.Err.Field == field }

// until is the last day of rule i, "" where it has no end yet.
func (p AdminLightsPage) until(i int) ledger.Date {
	if i == 0 {
		return ""
	}
	return p.Rules[i-1].From.AddDays(-1)
}

// state says of rule i whether it is in force today, to come, or past.
func (p AdminLightsPage) state(i int) string {
	switch until := p.until(i); {
	case p.Rules[i].From > p.Day.Today:
		return p.T("尚未执行", "to come")
	case until != "" && until < p.Day.Today:
		return p.T("已经结束", "past")
	}
	return p.T("正在执行", "in force")
}

// settled says whether any of the office's own rules is in force.
func (p AdminLightsPage) settled() bool {
	return len(p.Rules) > 0 && p.Rules[len(p.Rules)-1].From <= p.Day.Today
}

func (p AdminLightsPage) changed() string {
	n := p.Effect.Changed()
	if n == 0 {
		return p.T("按 %s 的情况，没有在办事项会换灯。", "By the state of %s no open entry would change its light.", string(p.Effect.Before.Today))
	}
	return p.T("按 %s 的情况，有 %d 项在办事项会换灯。", "By the state of %s, %d open entries would change their light.", string(p.Effect.Before.Today), n)
}

// hidden are the fields that carry the form over to the second step.
func (p AdminLightsPage) hidden() [][2]string {
	f := p.Form
	return [][2]string{
		{"from", f.From}, {"soon_days", f.SoonDays}, {"behind", f.Behind}, {"cycle", f.Cycle}, {"silent", f.Silent}, {"memory", f.Memory},
		{"note", f.Note}, {"seen", p.Seen},
	}
}
