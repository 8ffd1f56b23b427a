package samples

import (
	"fmt"
	"strconv"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// followUp are the pages of entries on their way, as the office, a liaison and a leader see them.
func followUp(b func(string) pages.Base) []Sample {
	office, liaison := b("/entries/2024-09-问-001"), asLiaison(b("/entries/2024-09-问-001"))
	list := entries()
	entry := func(p pages.Base, r parts.Record) pages.EntryPage { return pages.EntryPage{Base: p, Record: r} }
	return []Sample{
		{"entry-assigned", pages.Entry(entry(liaison, record(inStatus(list[3], ledger.Assigned))))},
		{"entry-reporting", pages.Entry(entry(liaison, reporting(list[3])))},
		{"entry-extension", pages.Entry(entry(office, followed(list[3], ledger.Handling)))},
		{"entry-submitted", pages.Entry(entry(office, submitted(list[3])))},
		{"entry-divide", pages.Entry(entry(office, dividing(list[17], false)))},
		{"entry-divide-preview", pages.Entry(entry(office, dividing(list[17], true)))},
		{"entry-divided", pages.Entry(entry(office, divided(list[17])))},
		{"entry-terminated", pages.Entry(entry(office, terminated(list[4])))},
		{"me-unit", pages.Me(pages.MePage{Base: asLiaison(b("/me")), Person: people()[2], Sessions: sessions()[:1], Work: unitWork(list)})},
		{"me-office", pages.Me(pages.MePage{Base: b("/me"), Person: people()[1], Sessions: sessions(), Work: officeWork(list)})},
		{"me-idle", pages.Me(pages.MePage{Base: asLiaison(b("/me")), Person: people()[2], Sessions: sessions()[:1], Work: &pages.Work{Unit: "东河街道"}})},
	}
}

func asLiaison(b pages.Base) pages.Base {
	b.User, b.Account = "李东河", people()[2].Account
	return b
}

func inStatus(e ledger.Entry, s ledger.Status) ledger.Entry {
	e.Status = s
	return e
}

func feedback() []ledger.Feedback {
	return []ledger.Feedback{
		{ID: 2, EntryID: 4, Progress: "完成 21 条背街小巷环境整治，清理堆物堆料 180 余处", Problems: "3 处产权不清的构筑物无法拆除", Steps: "协调产权单位，9 月 27 日前完成其余 15 条", Coordination: "请区城管委协调铁路部门", Percent: 60, CreatedAt: at("2024-09-19T17:05:00+08:00"), CreatedBy: "李东河"},
		{ID: 1, EntryID: 4, Progress: "已摸排背街小巷 36 条，建立问题台账", Steps: "9 月 15 日前完成首批整治", Percent: 30, CreatedAt: at("2024-09-14T10:20:00+08:00"), CreatedBy: "李东河"},
	}
}

// followed is an entry with feedback, files and an extension that waits.
func followed(e ledger.Entry, s ledger.Status) parts.Record {
	r := record(inStatus(e, s))
	r.Entry.Percent = 60
	r.Feedback = feedback()
	r.Files = []ledger.Attachment{
		{ID: 1, FeedbackID: 2, Name: "背街小巷整治清单.xlsx", Size: 48 << 10}, {ID: 2, FeedbackID: 2, Name: "整治前后对比.pdf", Size: 3 << 20},
	}
	decided := at("2024-09-16T09:00:00+08:00")
	r.Extensions = []ledger.Extension{
		{ID: 2, Reason: "3 处构筑物产权不清，需铁路部门配合", Progress: "已完成 21 条", Due: "2024-09-18", Asked: "2024-09-27", AskedAt: at("2024-09-18T16:40:00+08:00"), AskedBy: "李东河"},
		{ID: 1, Reason: "雨天停工", Due: "2024-09-16", Asked: "2024-09-18", AskedAt: at("2024-09-15T09:00:00+08:00"), AskedBy: "李东河", Decision: ledger.Granted, Granted: "2024-09-18", Note: "同意", DecidedAt: &decided, DecidedBy: "督查室"},
	}
	return r
}

func moveNamed(name ledger.MoveName) ledger.Move {
	m, _ := ledger.FindMove(string(name))
	return m
}

// reporting is a liaison's form with what was reported last in it, refused for a file.
func reporting(e ledger.Entry) parts.Record {
	r := followed(e, ledger.Handling)
	r.Extensions = r.Extensions[1:]
	last := r.Feedback[0]
	r.Form = &parts.MoveForm{
		Entry: r.Entry, Move: moveNamed(ledger.ReportBack), Last: &last, Percent: strconv.Itoa(last.Percent), Accept: ".pdf,.docx",
		In:  ledger.Input{Progress: last.Progress, Problems: last.Problems, Steps: last.Steps, Coordination: last.Coordination},
		Err: ledger.Mistake(ledger.Unreadable, "file", "“现场.rar”不能作为附件。", "“现场.rar” cannot be attached."),
	}
	return r
}

func submitted(e ledger.Entry) parts.Record {
	r := followed(e, ledger.Submitted)
	r.Tasks = entries()[13:15]
	r.Entry.Percent, r.Entry.Outcome, r.Entry.Evidence, r.Extensions = 100, "36 条背街小巷全部整治完毕，并建立每周巡查制度", "东河〔2024〕31 号", nil
	return r
}

func dividing(e ledger.Entry, preview bool) parts.Record {
	r := record(inStatus(e, ledger.Registered))
	f := parts.MoveForm{Entry: r.Entry, Move: moveNamed(ledger.Divide)}
	for i, u := range units() {
		if !u.Kind.Local() {
			continue
		}
		f.In.Units = append(f.In.Units, u.Code)
		if preview {
			f.Preview = append(f.Preview, part(e, u, i))
		}
	}
	r.Form = &f
	return r
}

func part(e ledger.Entry, u ledger.Unit, i int) ledger.Entry {
	e.ID, e.Number, e.Status = 200+int64(i), ledger.PartNumber(e.Number, i+1), ledger.Assigned
	e.Units = []ledger.Party{{UnitCode: &u.Code, Name: u.Name, Role: ledger.Lead}}
	return e
}

func divided(e ledger.Entry) parts.Record {
	r := record(inStatus(e, ledger.Divided))
	r.Last = map[int64]string{}
	stands := []struct {
		status  ledger.Status
		percent int
		said    string
	}{{ledger.Resolved, 100, "拉网式排查全部完成，整改隐患 41 处"}, {ledger.Handling, 60, "已排查 320 家，正在整改"}, {ledger.Assigned, 0, ""}, {ledger.Submitted, 100, "全部完成，报请销号"}, {ledger.Terminated, 0, ""}}
	for i, u := range units() {
		if u.Kind.Local() {
			c, s := part(e, u, i), stands[min(i, len(stands)-1)]
			if i >= len(stands) {
				s = stands[1+i%2]
			}
			c.Status, c.Percent = s.status, s.percent
			r.Last[c.ID], r.Children = s.said, append(r.Children, c)
		}
	}
	r.Entry.Children = len(r.Children)
	return r
}

func terminated(e ledger.Entry) parts.Record {
	r := record(inStatus(e, ledger.Terminated))
	when := at("2024-09-20T09:00:00+08:00")
	r.Entry.Outcome, r.Entry.ResolvedAt, r.Entry.ResolvedBy = "所涉点位已列入市级重点工程，由市级部门统一实施", &when, "督查室"
	r.Events = append(r.Events, ledger.Event{ID: 6, At: when, Actor: "督查室", Via: "web", Action: "terminate", Note: r.Entry.Outcome})
	return r
}

func unitWork(list []ledger.Entry) *pages.Work {
	sent, fresh, late, waits := inStatus(list[3], ledger.Handling), inStatus(list[4], ledger.Assigned), inStatus(list[3], ledger.Handling), inStatus(list[4], ledger.Submitted)
	late.ID, late.Number, waits.ID, waits.Number = 301, "2024-09-任-003-01", 302, "2024-09-任-006-01"
	second := fresh
	second.ID, second.Number = 303, "2024-09-任-007-01"
	last := feedback()[0]
	form := parts.MoveForm{Entry: late, Move: moveNamed(ledger.ReportBack), Last: &last, Percent: "60", Back: "/me", Cancel: "/me", In: ledger.Input{Progress: last.Progress}}
	item := func(e ledger.Entry, by, said string) []pages.WorkItem {
		return []pages.WorkItem{{Entry: e, By: by, Said: said}}
	}
	return &pages.Work{Unit: "东河街道", Form: &form, Groups: []pages.WorkGroup{
		{Key: "sent-back", Words: ledger.Words{ZH: "退回重办", EN: "Sent back"}, Moves: []ledger.MoveName{ledger.ReportBack, ledger.Submit}, Items: item(sent, "督查室", "缺少整治后照片以外的佐证，请补充台账")},
		{Key: "new", Words: ledger.Words{ZH: "待签收", EN: "To acknowledge"}, Moves: []ledger.MoveName{ledger.Acknowledge, ledger.Object}, Items: append(item(fresh, "", ""), item(second, "", "")...)},
		{Key: "due", Words: ledger.Words{ZH: "逾期和临期", EN: "Overdue and due soon"}, Moves: []ledger.MoveName{ledger.ReportBack, ledger.Submit, ledger.AskMore}, Items: item(late, "李东河", last.Progress)},
		{Key: "waiting", Words: ledger.Words{ZH: "已报督查室", EN: "With the office"}, Items: item(waits, "李东河", "全部完成")},
	}}
}

func officeWork(list []ledger.Entry) *pages.Work {
	var items []pages.WorkItem
	for i, e := range list[13:17] {
		e = inStatus(e, ledger.Submitted)
		items = append(items, pages.WorkItem{Entry: e, By: "李东河", Said: fmt.Sprintf("已完成 %d 处整治", 10*(i+1))})
	}
	return &pages.Work{More: 3, Groups: []pages.WorkGroup{{Key: "submitted", Words: ledger.Words{ZH: "待审核", EN: "To verify"}, Moves: []ledger.MoveName{ledger.Verify, ledger.SendBack}, Items: items}}}
}
