package export

import (
	"unicode/utf8"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// draft is what a paper says, place by place, before it is laid out: by our own layout, or by an office's template.
type draft struct {
	said   map[string]docx.Run     // words, by the name of their place
	blocks map[string][]docx.Block // whole paragraphs and tables
}

// Place is a named place of a template, such as {{标题}}; its English name does as well.
type Place struct {
	Name, Alias string
	About       ledger.Words
	Block       bool // takes paragraphs and tables, and stands in a paragraph of its own
}

// The places, by the names of the glossary.
const (
	placeTitle, placeBody, placeAnnex, placeSources            = "标题", "正文", "附件", "来源"
	placeSender, placeNumber, placeTo                          = "发文机关", "发文字号", "主送"
	placeSignature, placeDate                                  = "署名", "日期"
	placeCopies, placeIssuer, placeIssued                      = "抄送", "印发机关", "印发日期"
	placeContact, placePhone, placeMonth, placeUnit, placeAsOf = "联系人", "电话", "月份", "单位", "截至"
	placeDraft                                                 = docx.DraftMark
)

var allPlaces = []Place{
	{placeTitle, "title", ledger.Words{ZH: "文稿的标题", EN: "the paper's title"}, false},
	{placeBody, "body", ledger.Words{ZH: "正文：各级标题、段落和表格；独占一段，用这一段的样式，标题用“一级标题”“二级标题”样式", EN: "the text with its headings and tables; alone in its paragraph, whose look it takes; headings take the styles 一级标题 and 二级标题"}, true},
	{placeAnnex, "annex", ledger.Words{ZH: "附件：任务表；独占一段", EN: "the annex with the table of tasks; alone in its paragraph"}, true},
	{placeSources, "sources", ledger.Words{ZH: "资料来源：编号的出处；独占一段", EN: "the numbered sources; alone in its paragraph"}, true},
	{placeSender, "sender", ledger.Words{ZH: "发文机关标志（本页填写）", EN: "the sender's mark (set on this page)"}, false},
	{placeNumber, "number", ledger.Words{ZH: "发文字号，留待填写", EN: "the document's number, left blank"}, false},
	{placeTo, "to", ledger.Words{ZH: "主送机关", EN: "whom it goes to"}, false},
	{placeSignature, "signature", ledger.Words{ZH: "署名（本页填写）", EN: "who signs (set on this page)"}, false},
	{placeDate, "date", ledger.Words{ZH: "成文日期，留待填写", EN: "its date, left blank"}, false},
	{placeCopies, "copies", ledger.Words{ZH: "抄送机关（本页填写）", EN: "who gets copies (set on this page)"}, false},
	{placeIssuer, "issuer", ledger.Words{ZH: "印发机关（本页填写）", EN: "who issues it (set on this page)"}, false},
	{placeIssued, "issued", ledger.Words{ZH: "印发日期，留待填写", EN: "the day of issue, left blank"}, false},
	{placeContact, "contact", ledger.Words{ZH: "联系人（本页填写）", EN: "whom to ask (set on this page)"}, false},
	{placePhone, "phone", ledger.Words{ZH: "联系电话（本页填写）", EN: "telephone (set on this page)"}, false},
	{placeMonth, "month", ledger.Words{ZH: "月份，如 2024年9月", EN: "the month"}, false},
	{placeUnit, "unit", ledger.Words{ZH: "单位名称", EN: "the unit's name"}, false},
	{placeDraft, "draft", ledger.Words{ZH: "“代拟稿”三个字，多放在页眉；没有它，文稿上就看不出是草稿", EN: "the words 代拟稿, best in the header: without it nothing says that the paper is a draft"}, false},
	{placeAsOf, "as-of", ledger.Words{ZH: "数据截至的日期", EN: "the day that the figures are of"}, false},
}

// draft begins a draft with what every paper can say.
func (f *Facts) draft(name string) draft {
	d := draft{map[string]docx.Run{}, map[string][]docx.Block{}}
	d.said[placeTitle] = docx.Plain("%s", name)
	d.said[placeDraft] = docx.Plain(docx.DraftMark)
	d.said[placeMonth] = docx.Plain("%s", monthInChinese(f.Period))
	d.said[placeAsOf] = docx.Plain("%s", dayInChinese(f.Day.Today))
	d.said[placeNumber], d.said[placeDate], d.said[placeIssued] = docx.Blank("发文字号"), docx.Blank("成文日期"), docx.Blank("印发日期")
	o := f.Office
	for place, x := range map[string][2]string{
		placeSender: {o.Sender, "发文机关"}, placeSignature: {o.Signature, "署名"}, placeTo: {o.Addressee, "主送机关"}, placeCopies: {o.Copies, "抄送机关"},
		placeIssuer: {o.Issuer, "印发机关"}, placeContact: {o.Contact, "姓名"}, placePhone: {o.Phone, "号码"},
	} {
		d.said[place] = known(x[0], x[1])
	}
	if f.Unit != nil {
		d.said[placeUnit] = docx.Plain("%s", f.Unit.Unit.Name)
	}
	return d
}

// known is what the office said, or a blank for what it did not.
func known(words, blank string) docx.Run {
	if words == "" {
		return docx.Blank(blank)
	}
	return docx.Plain("%s", words)
}

// signed is who signs and when, a line below the text.
func (d draft) signed() []docx.Block {
	return []docx.Block{docx.Para(docx.Flush), docx.Para(docx.Signed, d.said[placeSignature]), docx.Para(docx.Signed, d.said[placeDate])}
}

// The red mark at the head is as large as one line lets it be, in points.
const (
	lineWide = 440
	largest  = 36
	smallest = 16
)

// masthead is the words of a mark in the size that fits.
func masthead(words ...docx.Run) []docx.Run {
	n := 1
	for _, w := range words {
		n += utf8.RuneCountInString(w.String())
	}
	for i := range words {
		words[i] = words[i].Sized(min(largest, max(smallest, lineWide/n)))
	}
	return words
}
