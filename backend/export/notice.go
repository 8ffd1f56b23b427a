package export

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// notice is a letter that asks one unit for what it has not done yet, the most pressing first.
var notice = Paper{
	Name: "notice", Words: ledger.Words{ZH: "督办函", EN: "Notice of supervision"}, OfUnit: true,
	Narrow: func(f ledger.Filter) ledger.Filter {
		if f.Kind != ledger.Shortcoming {
			f.Kind = ledger.Task
		}
		f.Status, f.Sort = string(ledger.Open), "due"
		return f
	},
	places: []string{placeTitle, placeBody, placeSources, placeSender, placeNumber, placeTo, placeSignature, placeDate, placeContact, placePhone, placeUnit, placeAsOf, placeDraft},
	title:  func(f *Facts) string { return "关于请" + f.Unit.Unit.Name + "办理督查事项的函" },
	fill:   fillNotice,
	lay:    layNotice,
}

// pressings are the headings of a notice by light.
var pressings = []struct {
	light ledger.Light
	title string
}{{ledger.Red, "已经逾期或长期没有反馈的事项"}, {ledger.Yellow, "进度滞后或曾经逾期的事项"}, {ledger.Blue, "即将到期的事项"}, {ledger.Green, "其他在办事项"}}

func fillNotice(f *Facts) draft {
	s := f.sources()
	s.apart = true
	body := []docx.Block{f.ask()}
	n := 0
	all := f.pressing(f.Entries)
	for _, x := range pressings {
		if blocks := s.lit(all, x.light); len(blocks) > 0 {
			n++
			if len(blocks) == len(all) {
				x.title = strings.TrimPrefix(x.title, "其他")
			}
			body = append(append(body, docx.Text(docx.Head1, "%s、%s（%d项）", numeral(n), x.title, len(blocks))), blocks...)
		}
	}
	d := f.draft("关于请办理督查事项的函")
	d.said[placeTo] = docx.Plain("%s", f.addressee())
	d.blocks[placeBody], d.blocks[placeSources] = body, s.blocks()
	return d
}

// layNotice lays a notice out as a letter.
func layNotice(d draft) docx.Paper {
	head := []docx.Block{docx.Ends(docx.Flush, docx.Label(d.said[placeDraft].String()), d.said[placeNumber])}
	head = append(head, docx.Lines(2)...)
	head = append(head, docx.Para(docx.Title, d.said[placeTitle]), docx.Para(docx.Flush), docx.Para(docx.Flush, d.said[placeTo], docx.Plain("：")))
	asking := docx.Para(docx.Body, docx.Plain("（联系人："), d.said[placeContact], docx.Plain("，电话："), d.said[placePhone], docx.Plain("）"))
	return docx.Paper{
		Letter: masthead(d.said[placeSender]),
		Body:   slices.Concat(head, d.blocks[placeBody], d.signed(), []docx.Block{asking}, onOwnPage(d.blocks[placeSources])),
	}
}

func (f *Facts) addressee() string {
	if f.Unit.Unit.Official != "" {
		return f.Unit.Unit.Official
	}
	return f.Unit.Unit.Name
}

// ask says how many there are and asks for an answer by a day that a person sets.
func (f *Facts) ask() docx.Block {
	today := dayInChinese(f.Day.Today)
	if len(f.Entries) == 0 {
		return docx.Text(docx.Body, "截至%s，台账中没有请贵单位办理且尚未销号的事项。", today)
	}
	lights, suspended := map[ledger.Light]int{}, 0
	for i := range f.Entries {
		if lights[f.Entries[i].Light(f.Day)]++; f.Entries[i].Status == ledger.Suspended {
			suspended++ // nothing is asked of what was put on hold
		}
	}
	return docx.Para(docx.Body,
		docx.Plain("经核对督查台账，截至%s，请贵单位牵头或参与办理、尚未销号的事项共%d项，%s。请按完成时限抓紧办理，并于", today, len(f.Entries)-suspended, f.alight("其中", lights)),
		docx.Blank("反馈日期"), docx.Plain("前反馈办理情况，以便核实销号。具体事项如下。"))
}

// alight says how many of what is open are overdue, behind and due soon: of those that are, "暂无" of all where none is.
func (f *Facts) alight(of string, lights map[ledger.Light]int) string {
	var said []string
	for _, x := range []struct {
		light ledger.Light
		words string
	}{{ledger.Red, "逾期%d项"}, {ledger.Yellow, "滞后%d项"}, {ledger.Blue, f.soon() + "到期%d项"}} {
		if n := lights[x.light]; n > 0 {
			said = append(said, fmt.Sprintf(x.words, n))
		}
	}
	if len(said) == 0 {
		return "暂无逾期、滞后和临期事项"
	}
	return of + strings.Join(said, "、")
}

// soon names the days that count as soon.
func (f *Facts) soon() string {
	switch n := f.Day.SoonDays; n {
	case 0:
		return "当日"
	case 2:
		return "两个工作日内"
	default:
		return numeral(n) + "个工作日内"
	}
}

// lit lists the entries of a light.
func (s *sources) lit(all []ledger.Entry, l ledger.Light) (blocks []docx.Block) {
	for i := range all {
		if e := &all[i]; e.Light(s.f.Day) == l {
			blocks = append(blocks, s.item(len(blocks)+1, e, s.row(e).charge(), s.row(e).numbered()))
		}
	}
	return blocks
}
