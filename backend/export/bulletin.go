package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// bulletin is the month's notice to all: figures, praise and blame unit by unit, what keeps recurring, how the tasks stand.
var bulletin = Paper{
	Name: "bulletin", Words: ledger.Words{ZH: "月度通报", EN: "Monthly bulletin"}, OfMonth: true,
	Narrow: func(f ledger.Filter) ledger.Filter { return ledger.Filter{Month: f.Month, Sort: "unit"} },
	title:  bulletinTitle,
	places: []string{placeTitle, placeBody, placeAnnex, placeSources, placeSender, placeNumber, placeTo, placeSignature, placeDate, placeCopies, placeIssuer, placeIssued, placeMonth, placeAsOf, placeDraft},
	fill:   fillBulletin,
	lay:    layBulletin,
}

func bulletinTitle(f *Facts) string {
	return "关于" + monthInChinese(f.Period) + "督查情况的通报"
}

func fillBulletin(f *Facts) draft {
	f.Entries = kept(f.Entries)
	s := f.sources()
	s.apart = true
	body := []docx.Block{docx.Text(docx.Body, "%s", f.monthInFigures())}
	tasks := only(f.Entries, ledger.Task)
	n := 0
	for _, section := range []struct {
		title  string
		blocks []docx.Block
	}{
		{"工作成效", s.unitByUnit(only(f.Entries, ledger.Progress))},
		{"存在问题", s.unitByUnit(only(f.Entries, ledger.Shortcoming))},
		{"反复出现的问题", f.recurring()},
		{"任务办理情况", s.tasks(tasks)},
	} {
		if len(section.blocks) > 0 {
			n++
			body = append(append(body, docx.Text(docx.Head1, "%s、%s", numeral(n), section.title)), section.blocks...)
		}
	}
	d := f.draft(bulletinTitle(f))
	if len(tasks) > 0 {
		d.blocks[placeAnnex] = []docx.Block{docx.Text(docx.Title, "%s任务清单", monthInChinese(f.Period)), docx.Para(docx.Brief), s.table(uprightColumns, byNumbers(tasks))}
	}
	d.blocks[placeBody], d.blocks[placeSources] = body, s.blocks()
	return d
}

// byNumbers puts entries in the order of their numbers.
func byNumbers(all []ledger.Entry) []ledger.Entry {
	return slices.SortedFunc(slices.Values(all), func(a, b ledger.Entry) int { return cmp.Compare(a.Number, b.Number) })
}

// layBulletin lays a bulletin out as a document with a red head: the text, its annex on pages of its own, the imprint at the foot
// of the last of them. The sources come after it.
func layBulletin(d draft) docx.Paper {
	head := []docx.Block{docx.Para(docx.Sender, masthead(d.said[placeSender], docx.Plain("文件"))...)}
	head = append(head, docx.Lines(2)...)
	head = append(head, docx.Para(docx.Ruled, d.said[placeNumber]))
	head = append(head, docx.Lines(2)...)
	head = append(head, docx.Para(docx.Title, d.said[placeTitle]), docx.Para(docx.Flush), docx.Para(docx.Flush, d.said[placeTo], docx.Plain("：")))
	var named, attached []docx.Block
	if annex := d.blocks[placeAnnex]; len(annex) > 0 {
		named = []docx.Block{docx.Para(docx.Flush), docx.Para(docx.Body, docx.Plain("附件：%s任务清单", d.said[placeMonth]))}
		attached = append([]docx.Block{docx.Para(docx.Flush, docx.Label("附件")).OnNewPage(), docx.Para(docx.Flush)}, annex...)
	}
	imprint := docx.Imprint{Copies: d.said[placeCopies], Issuer: d.said[placeIssuer], Day: d.said[placeIssued]}
	return docx.Paper{Body: slices.Concat(head, d.blocks[placeBody], named, d.signed(), attached, []docx.Block{imprint}, onOwnPage(d.blocks[placeSources]))}
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
		said += fmt.Sprintf("截至%s，上述问题和任务已销号%d项%s，在办%d项，%s。",
			dayInChinese(f.Day.Today), classes[ledger.Done], asides(late, classes[ledger.Dropped]), classes[ledger.Open], f.alight("在办事项中", lights))
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
		blocks = append(blocks, s.items(of[units[i]])...)
	}
	return blocks
}

// catchword is how long the text of an entry is at most, in characters, that only names a field of work.
const catchword = 10

// items lists a unit's entries, a paragraph each; where each only names a field of work, on one line.
func (s *sources) items(all []*ledger.Entry) (blocks []docx.Block) {
	short, line := true, []docx.Run(nil)
	for n, e := range all {
		more := s.row(e).resolved()
		short = short && more == "" && utf8.RuneCountInString(e.Text) <= catchword
		blocks = append(blocks, s.item(n+1, e, more))
		line = append(line, docx.Plain("%d. %s", n+1, stop(e.Text)), s.mark(e))
	}
	if short {
		return []docx.Block{docx.Para(docx.Body, line...)}
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

// tasks says how the month's tasks stand, and names those overdue; all of them are in the annex.
func (s *sources) tasks(all []ledger.Entry) (blocks []docx.Block) {
	if len(all) == 0 {
		return nil
	}
	done := 0
	for i := range all {
		e := &all[i]
		if e.Status == ledger.Resolved {
			done++
		}
		if e.Light(s.f.Day) == ledger.Red {
			blocks = append(blocks, s.item(len(blocks)+1, e, s.row(e).charge()))
		}
	}
	said := fmt.Sprintf("本月任务共%d项，已销号%d项，详见附件。", len(all), done)
	if late := len(blocks); late > 0 {
		said += fmt.Sprintf("其中逾期未办结的%d项如下。", late)
	}
	return append([]docx.Block{docx.Text(docx.Body, "%s", said)}, blocks...)
}
