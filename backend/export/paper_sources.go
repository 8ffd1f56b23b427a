package export

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// sources numbers what a paper rests on, in the order in which it first cites it: articles of reports, each with the places of
// the entries that it cites, or with apart one note for each entry.
type sources struct {
	f     *Facts
	apart bool
	notes []note
}

type note struct {
	key    string
	entry  string // the number of the one entry that it is of
	of     string
	places []string
}

func (f *Facts) sources() *sources { return &sources{f: f} }

func (s *sources) row(e *ledger.Entry) row { return row{e, 0, &s.f.Table} }

// number is the number of the note of that key.
func (s *sources) number(key string, e *ledger.Entry) int {
	at := slices.IndexFunc(s.notes, func(n note) bool { return n.key == key })
	if at < 0 {
		at = len(s.notes)
		s.notes = append(s.notes, note{key: key, of: s.row(e).report()})
	}
	return at + 1
}

// article names the article that an entry stands in.
func (s *sources) article(e *ledger.Entry) string {
	return fmt.Sprint("report ", e.ReportID, " ", s.row(e).report())
}

// mark cites an entry's source, and its place there in the source's note.
func (s *sources) mark(e *ledger.Entry) docx.Run {
	key := s.article(e)
	if s.apart {
		key = fmt.Sprint("entry ", e.ID, " ", e.Number)
	}
	n := s.number(key, e)
	if s.apart {
		s.notes[n-1].entry = e.Number
	}
	if place := e.Number + s.row(e).span(); !slices.Contains(s.notes[n-1].places, place) {
		s.notes[n-1].places = append(s.notes[n-1].places, place)
	}
	return docx.Mark(n)
}

// cell cites an entry's source with its place, for a table's column.
func (s *sources) cell(e *ledger.Entry) []docx.Run {
	return []docx.Run{docx.At(s.number(s.article(e), e)), docx.Plain(" %s", s.row(e).span())}
}

// blocks lists the sources cited so far.
func (s *sources) blocks() []docx.Block {
	all := []docx.Block{docx.Text(docx.Sources, "资料来源（数据截至%s）", dayInChinese(s.f.Day.Today))}
	for i, n := range s.notes {
		all = append(all, docx.Noted(i+1, n.said()))
	}
	if len(s.notes) == 0 {
		all = append(all, docx.Text(docx.Fine, "台账中没有相关事项。"))
	}
	return all
}

// onOwnPage has the list of sources begin a page, so that it can be taken off when the paper is issued.
func onOwnPage(all []docx.Block) []docx.Block {
	all = slices.Clone(all)
	all[0] = all[0].(docx.Paragraph).OnNewPage()
	return all
}

func (n note) said() string {
	switch {
	case len(n.places) == 0:
		return n.of + "。"
	case n.entry != "":
		return n.entry + "：" + n.of + "，" + strings.TrimPrefix(n.places[0], n.entry) + "。"
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
