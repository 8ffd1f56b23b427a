package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// wide is a column of a table across the page, with what an entry puts there.
type wide struct {
	docx.Column
	value func(*sources, row) []docx.Run
}

func plain(value func(row) string) func(*sources, row) []docx.Run {
	return func(_ *sources, r row) []docx.Run { return []docx.Run{docx.Plain("%s", value(r))} }
}

var (
	inOrder  = wide{docx.Column{Head: "序号", Share: 6, Centred: true}, plain(func(r row) string { return fmt.Sprint(r.n) })}
	byNumber = wide{docx.Column{Head: "编号", Share: 17, Centred: true}, plain(func(r row) string { return r.Number })}
	helping  = wide{docx.Column{Head: "配合单位", Share: 10}, plain(func(r row) string { return r.parties(ledger.Support) })}
	dueOn    = wide{docx.Column{Head: "完成时限", Share: 12, Centred: true}, plain(func(r row) string { return cmp.Or(string(r.Due), r.DueText) })}
	citing   = wide{docx.Column{Head: "来源", Share: 13}, func(s *sources, r row) []docx.Run { return s.cell(r.Entry) }}
)

// breakdown sets out who does what until when: what a meeting's minutes are followed by.
var breakdown = Paper{
	Name: "tasks", Words: ledger.Words{ZH: "任务分解表", EN: "Breakdown of tasks"},
	Narrow: func(f ledger.Filter) ledger.Filter { f.Kind = ledger.Task; return f },
	places: acrossPlaces,
	title:  breakdownTitle,
	fill:   func(f *Facts) draft { return f.across(breakdownTitle(f), taskColumns) },
	lay:    layAcross,
}

var taskColumns = []wide{inOrder, byNumber,
	{docx.Column{Head: "任务内容", Share: 37}, plain(func(r row) string { return r.Text })},
	{docx.Column{Head: "牵头单位", Share: 12}, plain(row.about)}, helping, dueOn,
	{docx.Column{Head: "办理情况", Share: 12}, plain(row.progress)}, citing,
}

// breakdownTitle names what the filter asks for: 2024年9月太平桥街道任务分解表.
func breakdownTitle(f *Facts) string {
	unit := ""
	if f.Unit != nil {
		unit = f.Unit.Unit.Name
	}
	return monthInChinese(f.Filter.Month) + unit + "任务分解表"
}

// progress says how an entry stands, and what was done.
func (r row) progress() string {
	light := r.Light(r.x.Day)
	switch {
	case r.Status == ledger.Resolved:
		return string(r.day(r.ResolvedAt)) + "销号" + r.once() + "：" + r.Outcome
	case light != ledger.Green && light != ledger.Grey:
		return r.Status.Words().ZH + "，" + light.Words().ZH
	}
	return r.Status.Words().ZH
}

// once says of what was struck off that it had been overdue.
func (r row) once() string {
	if r.ResolvedLate() {
		return "，曾逾期"
	}
	return ""
}

// uprightColumns are those that an upright page has room for.
var uprightColumns = []wide{
	{docx.Column{Head: "编号", Share: 20, Centred: true}, plain(func(r row) string { return r.Number })},
	{docx.Column{Head: "任务内容", Share: 29}, plain(func(r row) string { return r.Text })},
	{docx.Column{Head: "牵头单位", Share: 12}, plain(row.about)}, dueOn,
	{docx.Column{Head: "办理情况", Share: 13}, plain(row.progress)}, {docx.Column{Head: citing.Head, Share: 16}, citing.value},
}

// docxFile is the ledger on paper: a table across the page, its sources numbered below it.
var docxFile = Format{
	Name: "docx", Ext: "docx", MIME: docx.MIME,
	Words: ledger.Words{ZH: "Word 文稿", EN: "Word document"}, Only: ledger.Chinese, Write: writeDOCX,
}

var ledgerTable = []wide{inOrder, byNumber,
	{docx.Column{Head: "类别", Share: 6, Centred: true}, plain(func(r row) string { return r.in(r.Kind.Words()) })},
	{docx.Column{Head: "事项", Share: 29}, plain(func(r row) string { return r.Text })},
	{docx.Column{Head: "责任单位", Share: 12}, plain(row.about)}, helping,
	{docx.Column{Head: "领域", Share: 11}, plain(func(r row) string { return r.Theme })}, dueOn,
	{docx.Column{Head: "办理情况", Share: 10}, plain(row.progress)}, citing,
}

func writeDOCX(w io.Writer, x Table, each Entries) error {
	x.Lang = ledger.Chinese
	all, err := Collect(each)
	if err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	return entriesPaper.Write(w, &Facts{Table: x, Entries: all})
}

// entriesPaper is the ledger as a paper.
var entriesPaper = Paper{
	Name: "entries", Words: ledger.Words{ZH: "台账", EN: "Ledger"},
	Narrow: func(f ledger.Filter) ledger.Filter { return f },
	places: acrossPlaces,
	title:  func(f *Facts) string { return f.Table.Title },
	fill:   func(f *Facts) draft { return f.across(f.Table.Title, ledgerTable) },
	lay:    layAcross,
}

var acrossPlaces = []string{placeTitle, placeBody, placeSources, placeMonth, placeUnit, placeAsOf, placeDraft}

// across is a draft of one table of all entries.
func (f *Facts) across(name string, columns []wide) draft {
	d, s := f.draft(name), f.sources()
	d.blocks[placeBody] = []docx.Block{s.table(columns, f.Entries)}
	d.blocks[placeSources] = s.blocks()
	return d
}

// layAcross lays a table out on A4 across, its title above and its sources below.
func layAcross(d draft) docx.Paper {
	body := []docx.Block{docx.Para(docx.Title, d.said[placeTitle]), docx.Para(docx.Brief)}
	return docx.Paper{Across: true, Body: slices.Concat(body, d.blocks[placeBody], d.blocks[placeSources])}
}

func (s *sources) table(columns []wide, all []ledger.Entry) docx.Table {
	var t docx.Table
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	for i := range all {
		var cells [][]docx.Run
		for _, c := range columns {
			cells = append(cells, c.value(s, row{&all[i], i + 1, &s.f.Table}))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
