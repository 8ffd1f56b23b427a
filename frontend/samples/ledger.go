package samples

import (
	"cmp"
	"slices"

	"taizhang/backend/ledger"
)

// entries are the findings as they stand once all are in the ledger: some due, one overdue, one resolved.
func entries() (all []ledger.Entry) {
	next := map[ledger.Kind]int{}
	for _, e := range findings() {
		next[e.Kind]++
		accept(&e, next[e.Kind])
		all = append(all, e)
	}
	person(&all[3], "2024-09-18")
	person(&all[15], "2024-09-24")
	person(&all[11], "2024-09-23")
	resolved := at("2024-09-19T16:20:00+08:00")
	all[7].Status, all[7].ResolvedAt, all[7].ResolvedBy, all[7].Version = ledger.Resolved, &resolved, "督查室", 3
	all[7].Outcome = "已完成辖区 126 家沿街商户消防隐患排查，整改 41 处，复查合格"
	return all
}

func person(e *ledger.Entry, d ledger.Date) { e.Due, e.DueBasis = d, ledger.DueFromPerson }

func tallies() (all []ledger.Tally) {
	list := entries()
	for i, u := range units() {
		t := ledger.Tally{Unit: u}
		for j := range list {
			e := list[j]
			if len(e.Units) == 0 || e.Units[0].UnitCode == nil || *e.Units[0].UnitCode != u.Code {
				continue
			}
			count(&t, e)
		}
		if u.Kind.Local() {
			t.Shared, t.Open, t.Green = 7, t.Open+7, t.Green+6
			t.Blue++
		}
		if i == 9 {
			t.Red, t.Green = 1, t.Green-1
		}
		all = append(all, t)
	}
	return all
}

func count(t *ledger.Tally, e ledger.Entry) {
	switch e.Kind {
	case ledger.Progress:
		t.Progress++
	case ledger.Shortcoming:
		t.Blamed++
		t.Shortcomings = append(t.Shortcomings, e)
	}
	switch e.Light(day) {
	case ledger.Red:
		t.Red++
	case ledger.Yellow:
		t.Yellow++
	case ledger.Blue:
		t.Blue++
	case ledger.Green:
		t.Green++
	}
	if e.Status.Class() == ledger.Open {
		t.Open++
	}
	if e.Status == ledger.Resolved {
		t.Resolved++
	}
}

func overview() ledger.Overview {
	list, all := entries(), tallies()
	o := ledger.Overview{
		Period: "2024-09", Periods: []ledger.Period{"2024-09", "2024-08", "2024-07", "2024-06"},
		Open: 47, Red: 2, Yellow: 3, Blue: 5, OpenShortcomings: 8, ResolvedInPeriod: 12, Drafts: 42, Units: all[:26], Unassigned: 1,
		Overdue: []ledger.Entry{list[3]}, Until: "2024-09-25", DueInWeek: 3, DueSoon: []ledger.Entry{list[11], list[15]}, Newest: []ledger.Entry{list[7], list[18], list[17], list[16]},
		Trend: []ledger.MonthEnd{
			{Period: "2024-06", Open: 38, Overdue: 6, Closed: 20}, {Period: "2024-07", Open: 44, Overdue: 9, Closed: 27},
			{Period: "2024-08", Open: 40, Overdue: 4, Closed: 32}, {Period: "2024-09", Open: 47, Overdue: 2, Closed: 12}},
		Repeats: repeats(),
	}
	for _, t := range all[26:] {
		if t.Open > 0 {
			o.Others = append(o.Others, t)
		}
	}
	for _, name := range []string{"接诉即办", "城市环境", "安全生产", "物业管理"} {
		c := ledger.ThemeCount{Theme: name, Units: map[string]int{}}
		for _, e := range list {
			if e.Kind == ledger.Shortcoming && e.Theme == name {
				c.Units[*e.Units[0].UnitCode]++
				c.Total++
			}
		}
		o.Themes = append(o.Themes, c)
	}
	return o
}

func repeats() []ledger.Repeat {
	return []ledger.Repeat{
		{Unit: units()[1], Theme: "接诉即办", Periods: []ledger.Period{"2024-09", "2024-08"}, InARow: 2},
		{Unit: units()[0], Theme: "城市环境", Periods: []ledger.Period{"2024-09", "2024-07"}, InARow: 1},
	}
}

// persisting has one shortcoming of each course.
func persisting() (all []ledger.Persistence) {
	for theme, months := range map[string][]ledger.Period{
		"接诉即办": {"2024-09", "2024-08", "2024-07"}, "城市环境": {"2024-09", "2024-06"}, "物业管理": {"2024-09"}, "安全生产": {"2024-05", "2024-04"},
	} {
		all = append(all, ledger.Persistence{Unit: units()[0], Theme: theme, Periods: months, At: "2024-09"})
	}
	slices.SortFunc(all, func(a, b ledger.Persistence) int {
		return cmp.Or(cmp.Compare(b.Periods[0], a.Periods[0]), cmp.Compare(b.InARow(), a.InARow()), cmp.Compare(len(b.Periods), len(a.Periods)))
	})
	return all
}

func summary() ledger.UnitSummary {
	list := entries()
	older := list[9]
	older.Number, older.Period, older.Text = "2024-08-成-004", "2024-08", "防汛值守扎实有力，汛期未发生积水伤人事件"
	old := list[3]
	old.Number, old.Period, old.Text, old.Status = "2024-07-问-002", "2024-07", "城乡环境建设", ledger.Resolved
	old.Outcome = "完成 3 处背街小巷整治，8 月复查通过"
	return ledger.UnitSummary{
		Tally: tallies()[0], Before: "2024-08",
		Repeats: repeats()[1:], Persisting: persisting(),
		Open: append([]ledger.Entry{list[3], list[4]}, askedOfAll()...),
		Months: []ledger.UnitMonth{
			{Period: "2024-09", Progress: list[:3], Shortcomings: list[3:5]},
			{Period: "2024-08", Progress: []ledger.Entry{older}},
			{Period: "2024-07", Shortcomings: []ledger.Entry{old}},
		},
	}
}

// askedOfAll are the seven tasks that every sub-district shares, as tallies counts them: one of them is due soon.
func askedOfAll() (all []ledger.Entry) {
	list := entries()
	all = append(all, list[17], list[16])
	for i, t := range []struct{ text, due string }{
		{"排查整治老旧小区电动自行车违规充电", "2024-09-24"}, {"做好国庆节期间值班值守和信息报送", "2024-10-08"}, {"开展秋冬季火灾防控宣传", "2024-11-30"},
		{"规范生活垃圾分类桶站管理", "2024-12-31"}, {"完善社区议事协商制度", ""},
	} {
		e := list[17]
		e.ID, e.Number, e.Text, e.Quote, e.Theme = 310+int64(i), ledger.Number(e.Period, e.Kind, 8+i), t.text, t.text, ""
		if e.Due, e.DueBasis = "", ""; t.due != "" {
			person(&e, ledger.Date(t.due))
		}
		all = append(all, e)
	}
	return all
}

func events() []ledger.Event {
	return []ledger.Event{
		{ID: 1, At: at("2024-09-13T09:00:00+08:00"), Actor: "督查室", Via: "web", Action: "import"},
		{ID: 2, At: at("2024-09-13T09:12:00+08:00"), Actor: "督查室", Via: "web", Action: "accept"},
		{ID: 3, At: at("2024-09-14T10:05:00+08:00"), Actor: "督查室", Via: "web", Action: "edit", Before: `{"due":"","theme":"城市环境"}`, After: `{"due":"2024-09-18","theme":"城市环境"}`},
		{ID: 4, At: at("2024-09-17T15:40:00+08:00"), Actor: "督查室", Via: "web", Action: "resolve", Note: "已约谈街道，限期整改"},
		{ID: 5, At: at("2024-09-17T15:41:00+08:00"), Actor: "督查室", Via: "web", Action: "undo"},
	}
}
