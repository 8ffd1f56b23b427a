package export

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// sources numbers the articles that a paper rests on, in the order in which it first cites them, and remembers where each
// entry stands in them.
type sources struct {
	f     *Facts
	notes []note
}

type note struct {
	report int64
	of     string
	places []string
}

func (f *Facts) sources() *sources { return &sources{f: f} }

func (s *sources) row(e *ledger.Entry) row { return row{e, 0, &s.f.Table} }

// number is the number of an entry's source.
func (s *sources) number(e *ledger.Entry) int {
	of := s.row(e).report()
	at := slices.IndexFunc(s.notes, func(n note) bool { return n.report == e.ReportID && n.of == of })
	if at < 0 {
		at = len(s.notes)
		s.notes = append(s.notes, note{report: e.ReportID, of: of})
	}
	return at + 1
}

// mark cites an entry's source, and its place there in the source's note.
func (s *sources) mark(e *ledger.Entry) docx.Run {
	n := s.number(e)
	if place := e.Number + s.row(e).span(); !slices.Contains(s.notes[n-1].places, place) {
		s.notes[n-1].places = append(s.notes[n-1].places, place)
	}
	return docx.Mark(n)
}

// cell cites an entry's source with its place, for a table's column.
func (s *sources) cell(e *ledger.Entry) []docx.Run {
	return []docx.Run{docx.Plain("[%d] %s", s.number(e), s.row(e).span())}
}

// blocks lists the sources cited so far.
func (s *sources) blocks() []docx.Block {
	all := []docx.Block{docx.Text(docx.Sources, "资料来源（数据截至%s）", dayInChinese(s.f.Day.Today))}
	for i, n := range s.notes {
		all = append(all, docx.Text(docx.Note, "[%d] %s", i+1, n.said()))
	}
	if len(s.notes) == 0 {
		all = append(all, docx.Text(docx.Note, "台账中没有相关事项。"))
	}
	return all
}

func (n note) said() string {
	if len(n.places) == 0 {
		return n.of + "。"
	}
	return n.of + "：" + strings.Join(slices.Sorted(slices.Values(n.places)), "，") + "。"
}

// span is where in its report an entry stands.
func (r row) span() string { return fmt.Sprintf("第%d—%d字", r.Start+1, r.End) }

// report names the report and the article that an entry stands in: 《某报》（2024年9月6日发布），其中《召开点评会》一文.
func (r row) report() string {
	report, ok := r.x.Reports[r.ReportID]
	if !ok {
		return "报告已不在库中"
	}
	title := report.Title
	if title == "" {
		title = report.Name
	}
	said := "《" + ledger.Shorten(title, 60) + "》"
	if report.Published != "" {
		said += "（" + dayInChinese(report.Published) + "发布）"
	}
	for _, a := range report.Articles {
		if a.Index == r.Article && a.Title != "" && a.Title != report.Title {
			said += "，其中《" + ledger.Shorten(a.Title, 60) + "》一文"
		}
	}
	return said
}
