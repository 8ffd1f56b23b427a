package store

import (
	"testing"

	"taizhang/backend/ledger"
)

func TestLoads(t *testing.T) {
	s := open(t)
	registers(t, s)
	task := func(text string, p ledger.Period, parties ...ledger.Party) ledger.Entry {
		return ledger.Entry{Kind: ledger.Task, Period: p, Text: text, Quote: text, Units: parties}
	}
	all := ledger.Party{Name: "各街镇", Role: ledger.Lead, Scope: ledger.AllLocal}
	a, b, d := named(unitA, "东河街道", ledger.Lead), named(unitB, "西山镇", ledger.Support), named(dept, "区城管委", ledger.Lead)
	helpsToo := named(unitA, "东河街道", ledger.Support)
	shortcoming := task("接诉即办不足", "2024-09", a)
	shortcoming.Kind = ledger.Shortcoming
	add(t, s, "now", true,
		task("整改来电反映的问题", "2024-09", a, b), task("清理楼道堆物和飞线充电隐患", "2024-09", all), task("清理楼道的堆物和飞线充电隐患。", "2024-09", a, all),
		task("督导垃圾分类", "2024-09", d, helpsToo, a), shortcoming)
	add(t, s, "before", true, task("防汛值守", "2024-08", all))
	add(t, s, "draft", false, task("还没有核对", "2024-09", a))
	loads := must(s.Loads(t.Context(), "2024-09"))(t)
	for i, want := range []ledger.UnitLoad{
		{Now: ledger.Load{Lead: 3, Collective: 1}, Before: ledger.Load{Collective: 1}},
		{Now: ledger.Load{Support: 1, Collective: 2}, Before: ledger.Load{Collective: 1}},
		{Now: ledger.Load{Lead: 1}},
	} {
		if loads[i].Now != want.Now || loads[i].Before != want.Before {
			t.Errorf("%s: %+v, %+v, want %+v", loads[i].Unit.Name, loads[i].Now, loads[i].Before, want)
		}
	}
	one := must(s.UnitLoad(t.Context(), unitA, "2024-09"))(t)
	if one.Now != loads[0].Now || len(one.Twice) != 1 || one.Twice[0].First.Text != "清理楼道堆物和飞线充电隐患" || one.Twice[0].Again.Text != "清理楼道的堆物和飞线充电隐患。" {
		t.Errorf("load of one unit %+v", one)
	}
	if none := must(s.UnitLoad(t.Context(), unitA, ""))(t); none.Now.Total() != 0 || none.Twice != nil {
		t.Errorf("load of no month %+v", none)
	}
}
