package export

import (
	"fmt"
	"math"
	"slices"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// brief is one unit on one page, for whoever goes to see it: what it was praised and blamed for in the month, what it still
// has to do, what keeps coming back. What the page has no room for is counted.
var brief = Paper{
	Name: "brief", Words: ledger.Words{ZH: "单位一页纸", EN: "Unit brief"}, OfUnit: true,
	places: []string{placeTitle, placeBody, placeSources, placeMonth, placeUnit, placeAsOf, placeDraft},
	title:  briefTitle, fill: fillBrief, lay: layBrief,
}

func briefTitle(f *Facts) string {
	return f.Unit.Unit.Name + monthInChinese(f.Period) + "督查情况"
}

func fillBrief(f *Facts) draft {
	u, s := f.Unit, f.sources()
	of := ledger.UnitMonth{}
	for _, m := range u.Months {
		if m.Period == f.Period {
			of.Progress, of.Shortcomings = kept(m.Progress), kept(m.Shortcomings)
		}
	}
	parts := []*excerpt{
		{title: "本月成绩", none: "本月报告没有点到成绩。", of: of.Progress, total: len(of.Progress)},
		{title: "本月问题", none: "本月报告没有指出问题。", of: of.Shortcomings, total: len(of.Shortcomings), more: standing},
		f.remaining(of.Shortcomings),
	}
	again := f.again()
	share(s, parts, room-len(again)*briefLine)
	body := []docx.Block{f.figures()}
	for i, p := range parts {
		body = append(append(body, docx.Text(docx.Caption, "%s、%s（%d项）", numeral(i+1), p.title, p.total)), p.blocks(s)...)
	}
	if len(again) > 0 {
		body = append(append(body, docx.Text(docx.Caption, "四、反复出现的问题")), again...)
	}
	d := f.draft(briefTitle(f))
	d.blocks[placeBody], d.blocks[placeSources] = body, s.blocks()
	return d
}

func layBrief(d draft) docx.Paper {
	head := []docx.Block{docx.Para(docx.Title, d.said[placeTitle]), docx.Para(docx.Brief)}
	return docx.Paper{Body: slices.Concat(head, d.blocks[placeBody], d.blocks[placeSources])}
}

// remaining is what the unit has to do beside the month's shortcomings: what names it first, then what was asked of all.
func (f *Facts) remaining(listed []ledger.Entry) *excerpt {
	p := &excerpt{title: "其余在办事项", none: "没有其余在办事项。", total: f.Unit.Tally.Open, more: standing}
	shown := map[int64]bool{}
	for _, e := range listed {
		shown[e.ID] = true
		if e.Status.Class() == ledger.Open {
			p.total--
		}
	}
	open := slices.DeleteFunc(slices.Clone(f.Unit.Open), func(e ledger.Entry) bool { return shown[e.ID] })
	p.of = f.pressing(open)
	return p
}

// standing says of an entry until when it is to be done, and how it stands where that is worth a word.
func standing(r row) string {
	light, said := r.Light(r.x.Day), ""
	if due := r.due(); due != "" {
		said = "时限" + due
	}
	switch {
	case r.Status.Class() != ledger.Open:
		return r.resolved()
	case light == ledger.Green:
		return said
	}
	return said + "，" + light.Words().ZH
}

// figures is the unit in numbers.
func (f *Facts) figures() docx.Block {
	t := f.Unit.Tally
	var columns []docx.Column
	for _, head := range []string{"在办", "逾期", "滞后", "临期", "正常", "本月成绩", "本月问题", "已销号"} {
		columns = append(columns, docx.Column{Head: head, Share: 1, Centred: true})
	}
	cells := docx.Cells(fmt.Sprint(t.Open), fmt.Sprint(t.Red), fmt.Sprint(t.Yellow), fmt.Sprint(t.Blue), fmt.Sprint(t.Green), fmt.Sprint(t.Progress), fmt.Sprint(t.Blamed), fmt.Sprint(t.Resolved))
	return docx.Table{Columns: columns, Rows: [][][]docx.Run{cells}}
}

// again lists what keeps coming back, at most three lines of it.
func (f *Facts) again() (blocks []docx.Block) {
	for _, r := range f.Unit.Repeats[:min(3, len(f.Unit.Repeats))] {
		blocks = append(blocks, docx.Text(docx.Brief, "%d. %s：%s。", len(blocks)+1, r.Theme, months(r)))
	}
	return blocks
}

// excerpt is a list of which the page shows as many as it has room for.
type excerpt struct {
	title, none  string
	of           []ledger.Entry
	total, shown int
	more         func(row) string
}

// What a page holds, in lines' heights of the styles (twentieths of a point): all that is left for the lists when title,
// figures and headings stand; and how many characters fit on a line.
const (
	room       = 8000
	briefLine  = 380
	briefWide  = 35
	noteLine   = 280
	noteWide   = 46
	noteHead   = 2 * noteLine // what names a report that was not cited yet
	placeWide  = 18           // 2024-09-任-001 第1940—2005字，
	longestOne = 110          // characters of an entry's text; its number leads to the rest
)

// share gives the lists room by turns, an entry each, until the page is full. Each shows its first in any case.
func share(s *sources, parts []*excerpt, left int) {
	cited := map[string]bool{}
	for turn, full := 0, false; !full; turn++ {
		full = true
		for _, p := range parts {
			if p.shown != turn || turn >= len(p.of) {
				continue
			}
			need, article := p.height(s.row(&p.of[turn])), s.article(&p.of[turn])
			if !cited[article] {
				need += noteHead
			}
			if need <= left || turn == 0 {
				p.shown, left, full, cited[article] = turn+1, left-need, false, true
			}
		}
	}
}

// height is how much of the page an entry takes, with its place among the sources.
func (p *excerpt) height(r row) int {
	words := breadth(p.words(r)+r.numbered().String()) / 2.1
	return int(math.Ceil((words+4)/briefWide))*briefLine + placeWide*noteLine/noteWide
}

func (p *excerpt) words(r row) string {
	said := stop(ledger.Shorten(r.Text, longestOne))
	if p.more != nil {
		if more := p.more(r); more != "" {
			said += stop(more)
		}
	}
	return said
}

func (p *excerpt) blocks(s *sources) (all []docx.Block) {
	for i := range p.of[:p.shown] {
		r := s.row(&p.of[i])
		all = append(all, docx.Para(docx.Brief, docx.Plain("%d. %s", i+1, p.words(r)), r.numbered(), s.mark(&p.of[i])))
	}
	switch rest := p.total - p.shown; {
	case p.total == 0:
		all = append(all, docx.Text(docx.Brief, "%s", p.none))
	case rest > 0:
		all = append(all, docx.Text(docx.Brief, "另有%d项，见台账。", rest))
	}
	return all
}
