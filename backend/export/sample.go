package export

import (
	"slices"

	"taizhang/backend/ledger"
)

// SampleFacts are made-up facts for the paper, of a district that there is not: whoever keeps templates need not have the right to read
// the ledger.
func (p *Paper) SampleFacts(day ledger.Day, office ledger.Letterhead) *Facts {
	today := day.Today
	month := today.Period()
	f := &Facts{
		Table:  Table{Lang: ledger.Chinese, Title: "督查台账 " + string(month) + "（样例）", Day: day, Reports: map[int64]ledger.Report{1: {ID: 1, Title: "北山区召开月度工作点评会（样例）", Published: today}}},
		Period: month, Filter: ledger.Filter{Month: month}, Office: office,
	}
	east := ledger.Unit{Code: "990101001", Name: "东河街道", Official: "北山区东河街道办事处", Kind: ledger.Subdistrict}
	add := func(k ledger.Kind, text string, due ledger.Date, units ...string) {
		e := ledger.Entry{ID: int64(len(f.Entries) + 1), Kind: k, ReportID: 1, Period: month, Status: ledger.Registered, Text: text, Quote: text, Theme: "城市环境", Due: due}
		e.Number = ledger.Number(month, k, count(f.Entries, k)+1)
		e.Start = 100 * len(f.Entries)
		e.End = e.Start + len([]rune(text))
		if k == ledger.Progress {
			e.Status = ledger.Recorded
		}
		for i, name := range units {
			role := k.MainRole()
			if i > 0 {
				role = ledger.Support
			}
			e.Units = append(e.Units, ledger.Party{Name: name, Role: role, UnitCode: &east.Code})
		}
		f.Entries = append(f.Entries, e)
	}
	add(ledger.Progress, "完成老旧小区改造12个，涉及居民3400户", "", "东河街道")
	add(ledger.Progress, "“12345”市民服务热线办理满意率排名各街镇前列", "", "西苑街道")
	add(ledger.Shortcoming, "背街小巷环境卫生反复反弹", "", "东河街道")
	add(ledger.Shortcoming, "接诉即办响应不及时", "", "西苑街道")
	add(ledger.Task, "对河道沿线违法建设开展集中清理，逐处建立台账", today.AddDays(-10), "东河街道", "区城管委")
	add(ledger.Task, "完成冬季供暖前管线检修", today.AddDays(3), "东河街道")
	add(ledger.Task, "各街镇报送下月重点工作安排", today.AddDays(20), "西苑街道")
	resolved := today.AddDays(-2).Time()
	f.Entries[3].Status, f.Entries[3].Outcome, f.Entries[3].ResolvedAt = ledger.Resolved, "已增派值班人员", &resolved
	f.Repeats = []ledger.Repeat{{Unit: east, Theme: "城市环境", Periods: []ledger.Period{month, month.Add(-1)}, InARow: 2}}
	f.Unit = sampleUnit(f, east)
	if p.Narrow != nil {
		narrow := p.Narrow(ledger.Filter{})
		f.Entries = slices.DeleteFunc(f.Entries, func(e ledger.Entry) bool {
			return narrow.Kind != "" && narrow.Kind != e.Kind || narrow.Status != "" && e.Status.Class() != ledger.Class(narrow.Status)
		})
	}
	return f
}

func sampleUnit(f *Facts, u ledger.Unit) *ledger.UnitSummary {
	s := &ledger.UnitSummary{Tally: ledger.Tally{Unit: u}, Repeats: f.Repeats}
	m := ledger.UnitMonth{Period: f.Period, Progress: only(f.Entries, ledger.Progress)[:1], Shortcomings: only(f.Entries, ledger.Shortcoming)[:1]}
	s.Months, s.Progress, s.Blamed = []ledger.UnitMonth{m}, 1, len(m.Shortcomings)
	for _, e := range f.Entries {
		if e.Status.Class() == ledger.Open && names(&e, u.Code) {
			s.Open = append(s.Open, e)
			s.Tally.Open++
			switch e.Light(f.Day) {
			case ledger.Red:
				s.Red++
			case ledger.Blue:
				s.Blue++
			case ledger.Green:
				s.Green++
			}
		}
	}
	return s
}
