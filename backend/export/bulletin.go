package export

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// bulletin is the month's notice to all: figures, praise and blame unit by unit, what keeps recurring, how the tasks stand.
var bulletin = Paper{
	Name: "bulletin", Words: ledger.Words{ZH: "月度通报", EN: "Monthly bulletin"}, OfMonth: true,
	Narrow: func(f ledger.Filter) ledger.Filter { return ledger.Filter{Month: f.Month, Sort: "unit"} },
	title:  func(f *Facts) string { return "关于" + monthInChinese(f.Period) + "督查情况的通报" },
	fill:   fillBulletin,
}

func fillBulletin(f *Facts) docx.Paper {
	f.Entries = kept(f.Entries)
	s := f.sources()
	body := []docx.Block{docx.Para(docx.Sender, docx.Blank("发文机关"), docx.Plain("文件"))}
	body = append(body, docx.Lines(2)...)
	body = append(body, docx.Para(docx.Ruled, docx.Blank("发文字号")))
	body = append(body, docx.Lines(2)...)
	body = append(body, docx.Text(docx.Title, "关于%s督查情况的通报", monthInChinese(f.Period)), docx.Para(docx.Flush),
		docx.Para(docx.Flush, docx.Blank("主送机关"), docx.Plain("：")), docx.Text(docx.Body, "%s", f.monthInFigures()))
	n := 0
	for _, section := range []struct {
		title  string
		blocks []docx.Block
	}{
		{"工作成效", s.unitByUnit(only(f.Entries, ledger.Progress))},
		{"存在问题", s.unitByUnit(only(f.Entries, ledger.Shortcoming))},
		{"反复出现的问题", f.recurring()},
		{"任务办理情况", s.tasks(only(f.Entries, ledger.Task))},
	} {
		if len(section.blocks) > 0 {
			n++
			body = append(append(body, docx.Text(docx.Head1, "%s、%s", numeral(n), section.title)), section.blocks...)
		}
	}
	body = append(body, docx.Para(docx.Flush), docx.Para(docx.Signed, docx.Blank("署名")), docx.Para(docx.Signed, docx.Blank("成文日期")))
	return docx.Paper{Body: append(body, s.blocks()...)}
}

// monthInFigures counts what the month's reports brought and how it stands; the lists below have the same entries.
func (f *Facts) monthInFigures() string {
	reports, classes, lights, late := map[int64]bool{}, map[ledger.Class]int{}, map[ledger.Light]int{}, 0
	for _, e := range f.Entries {
		reports[e.ReportID] = true
		lights[e.Light(f.Day)]++
		classes[e.Status.Class()]++
		if e.ResolvedLate() {
			late++
		}
	}
	if len(f.Entries) == 0 {
		return fmt.Sprintf("%s没有列入台账的事项。", monthInChinese(f.Period))
	}
	progress, blame, tasks := count(f.Entries, ledger.Progress), count(f.Entries, ledger.Shortcoming), count(f.Entries, ledger.Task)
	said := fmt.Sprintf("%s，%d份报告中列入台账的事项共%d项，其中成绩%d项、问题%d项、任务%d项。", monthInChinese(f.Period), len(reports), len(f.Entries), progress, blame, tasks)
	if blame+tasks > 0 {
		said += fmt.Sprintf("截至%s，上述问题和任务已销号%d项%s，在办%d项，在办事项中逾期%d项、滞后%d项、%s到期%d项。",
			dayInChinese(f.Day.Today), classes[ledger.Done], asides(late, classes[ledger.Dropped]), classes[ledger.Open], lights[ledger.Red], lights[ledger.Yellow], f.soon(), lights[ledger.Blue])
	}
	return said + "现将有关情况通报如下。"
}

// asides says what the figure of those resolved leaves out: how many were overdue before, how many were closed unsolved.
func asides(late, dropped int) (said string) {
	if late > 0 {
		said = fmt.Sprintf("（其中曾逾期%d项）", late)
	}
	if dropped > 0 {
		said += fmt.Sprintf("，未办结而关闭%d项", dropped)
	}
	return said
}

// unitByUnit lists entries under the units that they are about, in the order in which these come.
func (s *sources) unitByUnit(all []ledger.Entry) (blocks []docx.Block) {
	var units []string
	of := map[string][]*ledger.Entry{}
	for i := range all {
		unit := s.row(&all[i]).about()
		if of[unit] == nil {
			units = append(units, unit)
		}
		of[unit] = append(of[unit], &all[i])
	}
	for i, unit := range units {
		if unit == "" {
			unit = "原文未指明单位"
		}
		blocks = append(blocks, docx.Text(docx.Head2, "（%s）%s", numeral(i+1), unit))
		for n, e := range of[units[i]] {
			blocks = append(blocks, s.item(n+1, e, s.row(e).resolved()))
		}
	}
	return blocks
}

// recurring lists the shortcomings that were found in this month and in months before.
func (f *Facts) recurring() (blocks []docx.Block) {
	for _, r := range f.Repeats {
		if r.Periods[0] != f.Period {
			continue
		}
		blocks = append(blocks, docx.Text(docx.Body, "%d. %s：%s，%s。", len(blocks)+1, r.Unit.Name, r.Theme, months(r)))
	}
	return blocks
}

// months says in which months a shortcoming was found, the oldest first, and how many of them were in a row.
func months(r ledger.Repeat) string {
	var said []string
	for _, p := range slices.Backward(r.Periods) {
		said = append(said, monthInChinese(p))
	}
	in := strings.Join(said, "、")
	if r.InARow > 1 {
		return fmt.Sprintf("连续%d个月（%s）", r.InARow, in)
	}
	return fmt.Sprintf("先后%d个月（%s）", len(r.Periods), in)
}

// tasks lists the month's tasks: those overdue word by word, the others in a table.
func (s *sources) tasks(all []ledger.Entry) (blocks []docx.Block) {
	var rest []ledger.Entry
	late := 0
	for i := range all {
		if e := &all[i]; e.Light(s.f.Day) == ledger.Red {
			late++
			blocks = append(blocks, s.item(late, e, s.row(e).charge()))
		} else {
			rest = append(rest, *e)
		}
	}
	if late > 0 {
		blocks = append([]docx.Block{docx.Text(docx.Head2, "（一）逾期未办结的任务")}, blocks...)
		if len(rest) > 0 {
			blocks = append(blocks, docx.Text(docx.Head2, "（二）其他任务"))
		}
	}
	if len(rest) == 0 {
		return blocks
	}
	return append(blocks, s.table(uprightColumns, rest))
}
