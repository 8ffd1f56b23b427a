package export

import (
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
	title: func(f *Facts) string { return "关于请" + f.Unit.Unit.Name + "办理督查事项的函" },
	fill:  fillNotice,
}

// pressings are the headings of a notice by light.
var pressings = []struct {
	light ledger.Light
	title string
}{{ledger.Red, "已经逾期或长期没有反馈的事项"}, {ledger.Yellow, "进度滞后或曾经逾期的事项"}, {ledger.Blue, "即将到期的事项"}, {ledger.Green, "其他在办事项"}}

func fillNotice(f *Facts) docx.Paper {
	s := f.sources()
	body := []docx.Block{docx.Ends(docx.Flush, docx.Label("代拟稿"), docx.Blank("发文字号"))}
	body = append(body, docx.Lines(2)...)
	body = append(body, docx.Text(docx.Title, "关于请办理督查事项的函"), docx.Para(docx.Flush), docx.Text(docx.Flush, "%s：", f.addressee()), f.ask())
	n := 0
	all := f.pressing(f.Entries)
	for _, x := range pressings {
		if blocks := s.lit(all, x.light); len(blocks) > 0 {
			n++
			body = append(append(body, docx.Text(docx.Head1, "%s、%s（%d项）", numeral(n), x.title, len(blocks))), blocks...)
		}
	}
	body = append(body, docx.Para(docx.Flush), docx.Para(docx.Signed, docx.Blank("署名")), docx.Para(docx.Signed, docx.Blank("成文日期")),
		docx.Para(docx.Body, docx.Plain("（联系人："), docx.Blank("姓名"), docx.Plain("，电话："), docx.Blank("号码"), docx.Plain("）")))
	return docx.Paper{Letter: []docx.Run{docx.Blank("发文机关")}, Body: append(body, s.blocks()...)}
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
		docx.Plain("经核对督查台账，截至%s，请贵单位牵头或参与办理、尚未销号的事项共%d项，其中逾期%d项、滞后%d项、%s到期%d项。请按完成时限抓紧办理，并于", today, len(f.Entries)-suspended, lights[ledger.Red], lights[ledger.Yellow], f.soon(), lights[ledger.Blue]),
		docx.Blank("反馈日期"), docx.Plain("前反馈办理情况，以便核实销号。具体事项如下。"))
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
			blocks = append(blocks, s.item(len(blocks)+1, e, s.row(e).charge()))
		}
	}
	return blocks
}
