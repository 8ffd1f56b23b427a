package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// recordStates show an entry with nothing to it and with everything.
func recordStates(s *specimens) {
	list := entries()
	for _, st := range ledger.Statuses {
		e := inStatus(list[4], st.Status)
		s.show("Standing "+string(st.Status), "", parts.Standing(s.View, e))
	}
	came := list[4]
	came.Rebounds = 2
	s.show("Standing rebounded", "", parts.Standing(s.View, came))
	s.show("EntryRecord bare, to a leader", "", parts.EntryRecord(s.to(reader), parts.Record{Entry: list[12]}))
	s.show("EntryRecord full, overfull", "", parts.EntryRecord(s.View, fullRecord()))
	verified := submitted(list[3])
	when := at("2024-09-20T08:30:00+08:00")
	verified.Entry.Status, verified.Entry.VerifiedAt, verified.Entry.VerifiedBy = ledger.Verified, &when, "督查室"
	s.show("EntryRecord verified", "", parts.EntryRecord(s.View, verified))
	s.show("Parts of a divided task", "", parts.Parts(s.View, divided(list[17])))
	closed := divided(list[17])
	for i := range closed.Children {
		closed.Children[i].Status, closed.Children[i].Percent = ledger.Resolved, 100
	}
	s.show("Parts all closed", "", parts.Parts(s.View, closed))
	s.show("Timeline", "", parts.Timeline(s.View, everyEvent()))
	for _, p := range persisting() {
		s.show("Persists "+p.Theme, "list", parts.Persists(s.View, p, false))
	}
	s.show("Persists with its unit", "list", parts.Persists(s.View, persisting()[0], true))
}

// fullRecord is an entry with everything that one can have.
func fullRecord() parts.Record {
	list := entries()
	r := followed(list[14], ledger.Handling)
	r.Entry.Text, r.Entry.Leader, r.Entry.Remark, r.Entry.Speaker = long, "王副区长", "区领导批示，每周一报", "区委书记"
	r.Entry.Metrics = list[2].Metrics
	parent, blame := list[17], list[3]
	r.Parent, r.Blame = &parent, &blame
	r.Sources = append(r.Sources, parts.Cited{Finding: list[14], Report: *withdrawnReport(), Quote: "加大现场检查力度", Before: "区城管委要", After: "，确保落实。"})
	r.Sources[0].Finding.Rule = ""
	r.Ties = []ledger.Tie{{Kind: ledger.Parallel, Entry: list[15]}}
	r.Tying = parts.Tying{Kind: ledger.Parallel, Number: "2024-09-任-012", Err: ledger.Mistake(ledger.Invalid, "note", "并行要说明理由。", "Say why they run in parallel.")}
	r.Events = everyEvent()
	r.Err, r.Refused, r.Note, r.Evidence = ledger.Mistake(ledger.Invalid, "note", "请写一句办理结果。", "Say in a line what was done."), ledger.Resolve, "已办", "现场核查"
	return r
}

func withdrawnReport() *ledger.Report {
	r := withdrawn().Report
	return &r
}

// everyEvent has an event of each sort that an entry's history tells.
func everyEvent() []ledger.Event {
	all := events()
	add := func(action, before, after, note string) {
		all = append(all, ledger.Event{ID: int64(len(all) + 1), At: at("2024-09-18T09:00:00+08:00"), Actor: "督查室", Via: "web", Action: action, Before: before, After: after, Note: note})
	}
	add("report", "", `{"files":[{"name":"背街小巷整治清单.xlsx"}]}`, "")
	add("divide", "", `{"parts":["2024-09-任-003-01","2024-09-任-003-26"]}`, "")
	add("ask-more", "", `{"extension":{"due":"2024-09-18","asked":"2024-09-27","reason":"雨天停工"}}`, "雨天停工")
	add("edit", `{"kind":"task","units":[],"recurs":null,"text":"`+long+`"}`, `{"kind":"shortcoming","units":[{"name":"东河街道"},{"name":"西苑街道"}],"recurs":4,"text":"压实责任"}`, "")
	add("remind", "", "", "请于本周五前报送进展")
	add("withdraw", "", "", "误传内部征求意见稿")
	add("put-back", "", "", "")
	return all
}

// moveStates show the form of every move, empty, and refused for every field that it takes.
func moveStates(s *specimens) {
	e := entries()[3]
	for _, m := range ledger.Moves {
		if len(m.From) == 0 || len(m.Needs) == 0 {
			continue
		}
		f := parts.MoveForm{Entry: inStatus(e, m.From[0]), Move: m, Accept: ".pdf,.docx"}
		s.show("MoveCard "+string(m.Name), "", parts.MoveCard(s.View, f))
		for _, n := range m.Needs {
			f.Err = ledger.Mistake(ledger.Invalid, string(n.Field), "请看“%[1]s”。", "Look at “%[2]s”.", n.Words.ZH, n.Words.EN)
			f.In = ledger.Input{Note: "已约谈街道", Number: "2024-09-任-012", Due: "2024-10-15", Progress: "已完成一半", Evidence: "现场核查"}
			f.Percent, f.Units = "50", "东河街道、西苑街道"
			s.show("MoveNeeds "+string(m.Name)+" wrong: "+string(n.Field), "", parts.MoveNeeds(s.View, f))
		}
	}
	one := parts.MoveForm{Entry: inStatus(e, ledger.Handling), Move: moveNamed(ledger.ReportBack), Percent: "60", Back: "/me", Cancel: "/me"}
	s.show("MoveFull in a list", "", parts.MoveFull(s.View, one, "row"))
	preview := dividing(entries()[17], true)
	s.show("MoveCard divide, tried", "", parts.MoveCard(s.View, *preview.Form))
	preview.Form.Preview = preview.Form.Preview[:1]
	preview.Form.In.Due, preview.Form.In.Note = "2024-10-15", "分街镇落实"
	s.show("MoveCard divide, one part", "", parts.MoveCard(s.View, *preview.Form))
}

// offerStates show what is offered at each status, to the office, to the unit that answers and to who only reads.
func offerStates(s *specimens) {
	e := entries()[3]
	for _, st := range ledger.Statuses {
		r := parts.Record{Entry: inStatus(e, st.Status)}
		s.show("EntryMoves "+string(st.Status)+", office", "", parts.EntryMoves(s.View, r))
		s.show("EntryMoves "+string(st.Status)+", unit", "", parts.EntryMoves(s.to(liaison), r))
	}
	s.show("EntryMoves to a leader: nothing", "", parts.EntryMoves(s.to(reader), parts.Record{Entry: e}))
	for _, name := range []ledger.MoveName{ledger.Resolve, ledger.Verify, ledger.SendBack} {
		refused := parts.Record{Entry: inStatus(e, ledger.Submitted), Refused: name, Note: "已办", Evidence: "现场核查", Err: ledger.Mistake(ledger.Invalid, "note", "请写一句办理结果。", "Say in a line what was done.")}
		s.show("EntryMoves refused: "+string(name), "", parts.EntryMoves(s.View, refused))
	}
	late := parts.Record{Entry: inStatus(e, ledger.Resolved), Refused: ledger.Terminate, Note: "不再办理", Err: ledger.Mistake(ledger.Conflict, "version", "别人刚办结了这一项。", "Somebody has just struck it off.")}
	s.show("EntryMoves refused, gone from the offer", "", parts.EntryMoves(s.View, late))
}

// editStates show the form of an edit as it opens, wrong in each field, and too late.
func editStates(s *specimens) {
	for _, i := range []int{0, 4, 14} {
		e := entries()[i]
		s.show("EditForm "+string(e.Kind), "", parts.EditForm(s.View, parts.EditOf(e), "entry", parts.EntryURL(e)))
	}
	s.show("EditForm finding", "", parts.EditForm(s.View, parts.EditOf(findings()[14]), "finding", "/reports/1"))
	for _, field := range []string{"text", "kind", "due", "units", "support", "leader", "remark", "recurs"} {
		form := parts.EditOf(entries()[4])
		form.Err = ledger.Mistake(ledger.Invalid, field, "这一栏不能这样填。", "This field cannot be filled in like that.")
		s.show("EditForm wrong: "+field, "", parts.EditForm(s.View, form, "entry", "/entries"))
	}
	stale := staleRecord(entries()[14])
	stale.Edit.Theme, stale.Edit.Leader, stale.Edit.Remark, stale.Edit.Text = "防汛", "王副区长", "每周一报", long
	s.show("EditForm too late, overfull", "", parts.EditForm(s.View, *stale.Edit, "entry", "/entries"))
}
