package samples

import (
	"strings"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

func deskStates(s *specimens) {
	said := remarks()
	for _, e := range findings() {
		s.show("FindingItem "+string(e.Kind)+" "+string(e.Status), "finds", parts.FindingItem(s.View, parts.Finding{Entry: e, Remarks: said[e.ID]}))
	}
	for _, st := range []ledger.Status{ledger.Draft, ledger.Rejected, ledger.Linked, ledger.Registered, ledger.Recorded, ledger.Resolved, ledger.Withdrawn} {
		e := inStatus(findings()[14], st)
		e.ID = 600
		if e.Status.InLedger() {
			e.Number = "2024-09-任-003"
		}
		known := entries()[15]
		s.show("FindingItem "+string(st), "finds", parts.FindingItem(s.View, parts.Finding{Entry: e, Remarks: ledger.Remarks{Reason: "上月已作为成绩记录", Same: &known}}))
		s.show("FindingItem "+string(st)+" void", "finds", parts.FindingItem(s.View, parts.Finding{Entry: e, Void: true}))
	}
	blamed, ordered := entries()[11], findings()[15]
	e := findings()[10]
	e.ID, e.Status, e.Number = 601, ledger.Draft, ""
	s.show("FindingItem praise that may show a shortcoming mended", "finds", parts.FindingItem(s.View, parts.Finding{Entry: e, Remarks: ledger.Remarks{Mended: &blamed}}))
	ordered.ID, ordered.Due, ordered.DueText = 602, "2024-09-30", "9月底前"
	s.show("FindingItem with a due date, under a shortcoming", "finds", parts.FindingItem(s.View, parts.Finding{Entry: ordered, Remarks: ledger.Remarks{Mends: &blamed}}))
	s.show("FindingItem refused", "finds", parts.FindingItem(s.View, parts.Finding{Entry: ordered, Err: ledger.Mistake(ledger.Conflict, "version", "别人刚改过这一条。", "Somebody has just changed it.")}))
	s.show("FindingItem edited", "finds", parts.FindingItem(s.View, *editing(findings()[13])))
	overfull := ordered
	overfull.Text, overfull.Quote = long, long
	s.show("FindingItem overfull", "finds", parts.FindingItem(s.View, parts.Finding{Entry: overfull}))
	reviewStates(s)
}

func reviewStates(s *specimens) {
	full := review(findings())
	done := parts.Review{Report: report(), Findings: entries()}
	s.show("DeskCounts under way", "", parts.DeskCounts(s.View, full))
	s.show("DeskCounts done", "", parts.DeskCounts(s.View, done))
	s.show("DeskCounts withdrawn", "", parts.DeskCounts(s.View, withdrawn()))
	s.show("DeskCounts empty", "", parts.DeskCounts(s.View, parts.Review{Report: report()}))
	for _, g := range parts.GroupFindings(full.Findings) {
		s.show("GroupHead "+g.Name, "", parts.GroupHead(s.View, full, g))
	}
	s.show("AddWords", "", parts.AddWords(s.View, 1, parts.Adding{}))
	s.show("AddWords refused", "", parts.AddWords(s.View, 1, parts.Adding{Words: "接诉即办", Err: ledger.Mistake(ledger.Invalid, "words", "这段话在原文中出现了 3 次，请多写几个字。", "These words stand 3 times in the report; type a few more.")}))
	s.show("AddSelected", "", parts.AddSelected(s.View, 1))
}

func sourceStates(s *specimens) {
	r := report()
	s.show("Source", "src", parts.Source(s.View, r, findings()))
	s.show("Source with nothing found", "src", parts.Source(s.View, r, nil))
	s.show("Source empty", "src", parts.Source(s.View, ledger.Report{}, nil))
	table := r
	table.Columns, table.Spans = []ledger.Term{{List: "columns.lead", Word: "承接方"}, {List: "columns.task", Word: "#2"}, {List: "columns.nothing", Word: "序号"}}, everyRole(table.Text)
	s.show("Source of a table, every role", "src", parts.Source(s.View, table, findings()[13:]))
	all := everyDifference()
	for _, d := range all {
		s.show("DifferencesIn "+strings.Join(d.Fields, ", "), "", parts.DifferencesIn(s.View, r.Text, []ledger.Difference{d}, false))
	}
	s.show("DifferencesIn decided by a person", "", parts.DifferencesIn(s.View, r.Text, all[2:], true))
	s.show("Differences", "", parts.Differences(s.View, r.Text, all))
	s.show("Differences empty", "", parts.Differences(s.View, r.Text, nil))
}

// everyDifference has something new, something gone and something read otherwise in each field that can differ.
func everyDifference() []ledger.Difference {
	found := findings()
	all := []ledger.Difference{{After: &found[15]}, {After: &found[14]}, {Before: &found[1]}, {Before: &found[12]}}
	was, is := found[2], found[2]
	is.Kind, is.Quote, is.Theme, is.Speaker, is.Metrics, is.Due, is.DueText = ledger.Task, "扎实推进老旧小区改造", "城市环境", "区委书记", nil, "2024-09-30", "9月底前"
	is.Units = []ledger.Party{party("西苑街道", ledger.Lead), party("区城市管理委员会", ledger.Support), {Name: "铁路部门", Role: ledger.Lead}}
	all = append(all, ledger.Difference{Before: &was, After: &is, Fields: []string{"kind", "words", "units", "theme", "due", "speaker", "metrics"}})
	unknown, text := found[2], found[14]
	unknown.Units = []ledger.Party{{Name: "东河街道", Role: ledger.Subject}}
	text.Due = ""
	return append(all, ledger.Difference{Before: &unknown, After: &was, Fields: []string{"units"}}, ledger.Difference{Before: &text, After: &found[14], Fields: []string{"due"}})
}

// everyRole takes a stretch of a text for each thing that text can be taken for that is of no finding.
func everyRole(text string) (all []ledger.Span) {
	const wide = 30
	roles := []ledger.Role{ledger.Headline, ledger.Byline, ledger.Narrative, ledger.Attendance, ledger.ThemeHead, ledger.Boilerplate}
	for i := 0; (i+1)*wide < len([]rune(text)); i++ {
		all = append(all, ledger.Span{Start: i * wide, End: (i + 1) * wide, Role: roles[i%len(roles)]})
	}
	return all
}
