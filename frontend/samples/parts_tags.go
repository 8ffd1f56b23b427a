package samples

import (
	"fmt"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

func tagStates(s *specimens) {
	for _, k := range ledger.Kinds {
		s.show("KindTag "+string(k), "", parts.KindTag(s.View, k))
	}
	for _, e := range lit() {
		s.show("Lamp "+string(e.Light(day)), "", parts.Lamp(s.View, e))
		s.show("Why "+string(e.Light(day)), "", parts.Why(s.View, e))
	}
	names, all := dues()
	for i, e := range all {
		s.show("Due "+names[i], "", parts.Due(s.View, e))
	}
	for _, n := range []int{0, 1, 1000} {
		s.show("Number "+fmt.Sprint(n), "", parts.Number(s.Lang, n, ledger.Filter{Kind: ledger.Task}))
	}
	s.show("Parties lead, support, unknown", "", parts.Parties(s.View, []ledger.Party{party("东河街道", ledger.Lead), party("区城市管理委员会", ledger.Support), party("铁路部门", ledger.Support), party("各街镇", ledger.Subject)}))
	s.show("Parties empty", "", parts.Parties(s.View, nil))
	s.show("Complaint", "", parts.Complaint(s.View, ledger.Mistake(ledger.Invalid, "due", "“9 月 31 日”不是日期。", "“31 September” is no date.")))
	s.show("Complaint empty", "", parts.Complaint(s.View, nil))
	s.show("HelpOn", "", parts.HelpOn(s.View, "lights", s.T("亮灯说明", "What lights mean")))
	s.show("Paper Word alone", "", parts.Paper(s.View, "/months/2024-09/bulletin.docx", s.T("月度通报", "Monthly bulletin")))
	prints := s.View
	prints.Prints = true
	s.show("Paper with PDF", "", parts.Paper(prints, "/months/2024-09/bulletin.docx", s.T("月度通报", "Monthly bulletin")))
	s.show("UnitField empty", "", labelled(parts.UnitField(s.View, "unit-0", "unit", "", "", false), s.T("单位", "Unit")))
	s.show("UnitField typed wrongly", "", labelled(parts.UnitField(s.View, "unit-1", "unit", "城关街道", "", true), s.T("单位", "Unit")))
	city := s.View
	city.Units = []ledger.Unit{{Code: "970101", Name: "北辰区", Kind: ledger.District}, {Code: "970102", Name: "南岭区", Kind: ledger.District}}
	s.show("SeatField two districts", "", parts.SeatField(city, "", false))
	s.show("PlaceField two districts", "", parts.PlaceField(city, ""))
	s.show("UnitNames", "", parts.UnitNames(s.View.Units[:min(3, len(s.View.Units))]))
	for i, chosen := range []string{"", "安全生产", "防汛"} {
		choice := parts.ThemeChoice(s.View, fmt.Sprint("theme", i), chosen, s.T("未归类", "No theme"))
		s.show("ThemeChoice "+[]string{"none", "of the register", "that the register lacks"}[i], "", labelled(choice, s.T("领域", "Theme")))
	}
}

// labelled puts a choice under its words, as a form does.
func labelled(part templ.Component, words string) templ.Component {
	return templ.Join(templ.Raw("<label><small>"+words+"</small> "), part, templ.Raw("</label>"))
}

// lit has an entry of each light.
func lit() (all []ledger.Entry) {
	e := entries()[14]
	for _, due := range []ledger.Date{"2024-09-10", "2024-09-24", "2024-12-31"} {
		e.Due = due
		all = append(all, e)
	}
	return append(all, behind(), inStatus(e, ledger.Suspended))
}

// dues has an entry for everything that a due date can be, the name of each beside it.
func dues() (names []string, all []ledger.Entry) {
	add := func(name string, due ledger.Date) *ledger.Entry {
		e := entries()[14]
		e.Due = due
		names, all = append(names, name), append(all, e)
		return &all[len(all)-1]
	}
	add("none", "")
	add("on course", "2024-12-31")
	add("today", day.Today)
	add("tomorrow", "2024-09-21")
	add("overdue since yesterday", "2024-09-19")
	late, past := add("struck off late", "2024-09-18"), at("2024-09-19T16:20:00+08:00")
	late.Status, late.ResolvedAt, late.Missed = ledger.Resolved, &past, late.Due
	return append(names, "behind"), append(all, behind())
}

func rowStates(s *specimens) {
	list := entries()
	for i, st := range ledger.Statuses {
		e := inStatus(list[3+i%12], st.Status)
		e.ID = int64(100 + i)
		s.show("EntryRow "+string(st.Status), "entries", parts.EntryRow(s.View, parts.Row{Entry: e}))
		s.show("Line "+string(st.Status), "list", parts.Line(s.View, e))
	}
	var every ledger.Shown
	for _, c := range ledger.ListColumns {
		every = append(every, c.Column)
	}
	full := list[7]
	full.Text, full.Speaker, full.Evidence, full.Percent, full.UpdatedAt = long, "区委书记", "东河〔2024〕31 号", 60, at("2024-09-19T16:20:00+08:00")
	s.show("EntryRow every column, overfull", "entries", parts.EntryRow(s.View, parts.Row{Entry: full, Shown: every}))
	s.show("EntryRow no column", "entries", parts.EntryRow(s.View, parts.Row{Entry: full, Shown: ledger.Shown{}}))
	divided := inStatus(list[17], ledger.Divided)
	divided.Children = 26
	s.show("EntryRow divided, every column", "entries", parts.EntryRow(s.View, parts.Row{Entry: divided, Shown: every}))
	found := list[14]
	found.Quote = long + "，接诉即办要提前介入，" + long
	s.show("EntryRow found in its quote", "entries", parts.EntryRow(s.View, parts.Row{Entry: found, Query: "提前介入"}))
	s.show("EntryRow found in its text, twice", "entries", parts.EntryRow(s.View, parts.Row{Entry: found, Query: "垃圾 垃圾分类"}))
	s.show("EntryRow refused", "entries", parts.EntryRow(s.View, parts.Row{Entry: list[3], Note: "已约谈街道", Err: ledger.Mistake(ledger.Conflict, "version", "别人刚改过这一项，请看过再办。", "Somebody has just changed this; look before you go on.")}))
	s.show("EntryRow refused, nothing left to do", "entries", parts.EntryRow(s.View, parts.Row{Entry: inStatus(list[3], ledger.Suspended), Note: "已约谈街道", Err: ledger.Mistake(ledger.Conflict, "version", "别人刚把它挂起。", "Somebody has just put it on hold.")}))
	s.show("EntryRow to a leader, who only reads", "entries", parts.EntryRow(s.to(reader), parts.Row{Entry: list[3]}))
	s.show("MoveNote undo", "", parts.MoveNote(s.View, parts.Row{Entry: list[3], Back: "/entries"}, moveNamed(ledger.Resolve)))
	s.show("MoveButton undo", "", parts.MoveButton(s.View, list[7], moveNamed(ledger.Undo), "row", ""))
}
