package intake

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/klippa-app/go-pdfium/responses"

	"taizhang/backend/ledger"
)

// FuzzText holds any file to a text or a mistake that people can mend, the same each time, and none beyond its bounds. PDF
// has a target of its own: its engine starts so slowly that the others would wait for it.
func FuzzText(f *testing.F) {
	for _, name := range []string{"report.docx", "tasks.xlsx", "tasks.csv", "site.html"} {
		f.Add(name, sample(f, name))
	}
	f.Add("x.docx", wordFile(f, p(n(1, 0)+r("要加快整改"))+`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9"/></w:tcPr>`+p(r("甲"))+"</w:tc></w:tr></w:tbl>"))
	f.Add("x.txt", []byte(said))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if formatOf(name, data).called == pdf {
			t.Skip()
		}
		hold(t, name, data)
	})
}

// FuzzPDF holds the reader of PDF to the same.
func FuzzPDF(f *testing.F) {
	for _, name := range []string{"small.pdf", "scan.pdf", "locked.pdf", "table_office.pdf"} {
		f.Add(sample(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) { hold(t, "x.pdf", data) })
}

// FuzzParts mends what a change to a packed file breaks, its checksums: the parts come as they are.
func FuzzParts(f *testing.F) {
	f.Add(p(n(1, 0)+r("要加快整改"))+`<w:tbl><w:tr><w:tc>`+p(r("甲"))+"</w:tc></w:tr></w:tbl>", lists, `<sheetData><row r="1"><c r="B1" s="0"><v>45565</v></c></row></sheetData><mergeCells><mergeCell ref="B1:B3"/></mergeCells>`)
	f.Fuzz(func(t *testing.T, body, numbers, sheet string) {
		hold(t, "x.docx", pack(t, "word/document.xml", "<document><body>"+body+"</body></document>", "word/numbering.xml", numbers, "word/styles.xml", styles))
		hold(t, "x.xlsx", pack(t, "xl/workbook.xml", `<workbook><sheets><sheet name="一" id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<x><Relationship Id="r1" Target="worksheets/sheet1.xml"/></x>`,
			"xl/styles.xml", `<x><cellXfs><xf numFmtId="14"/></cellXfs></x>`, "xl/worksheets/sheet1.xml", "<worksheet>"+sheet+"</worksheet>"))
	})
}

// FuzzLayout holds what is made of a page's characters, wherever they stand, to come out the same each time and to lose no word
// but those of page numbers. It is quick where FuzzPDF is slow: no file is opened.
func FuzzLayout(f *testing.F) {
	f.Add([]byte("序号任务单位时限"), []byte{0, 0, 10, 0, 40, 0, 50, 0, 80, 0, 90, 0, 120, 0, 130, 0})
	f.Add([]byte("左栏左栏右栏右栏12"), []byte{0, 0, 10, 0, 0, 20, 10, 20, 200, 0, 210, 0, 200, 20, 210, 20, 100, 250, 110, 250})
	f.Fuzz(func(t *testing.T, words, places []byte) {
		chars := drawn(string(words), places)
		read := func() (string, string) {
			ts := &tables{heads: headings()}
			all := pieces(chars)
			lines, last := layout(ts, slices.Clone(all), nil)
			more, _ := layout(ts, pieces(chars), last)
			return strings.Join(lines, "\n"), strings.Join(slices.Concat(withoutMargins([][]string{lines, more})...), "\n")
		}
		page, both := read()
		if again, bothAgain := read(); page != again || both != bothAgain {
			t.Errorf("two texts of one page: %q, %q", page, again)
		}
		for _, c := range chars {
			if unicode.Is(unicode.Han, []rune(c.Text)[0]) && !strings.ContainsAny(c.Text, "第页共") && !strings.Contains(page, c.Text) {
				t.Fatalf("%q is lost in %q", c.Text, page)
			}
		}
	})
}

// drawn puts each character of words at a place: two bytes, from the left and from the top, in points; the third in ten is small.
func drawn(words string, places []byte) (all []*responses.GetPageTextStructuredChar) {
	for i, r := range []rune(words) {
		if 2*i+1 >= len(places) || !unicode.IsPrint(r) {
			break
		}
		x, y, size := 2*float64(places[2*i]), 800-2*float64(places[2*i+1]), 10+float64(i%10/3)
		all = append(all, &responses.GetPageTextStructuredChar{Text: string(r), PointPosition: responses.CharPosition{Left: x, Right: x + size, Top: y + size, Bottom: y}})
	}
	return all
}

// FuzzColumns holds tables to what a person says of them, sense or nonsense: what is found stands in the text.
func FuzzColumns(f *testing.F) {
	f.Add("序号,要干的事,谁来干\n1,完成6个小区管线改造,区住房城乡建设局\n2,检查工地,南湖街道\n", 0, "number task lead")
	f.Add("1,完成6个小区管线改造,区住房城乡建设局\n2,检查工地,南湖街道\n", -1, "none task support due")
	r := NewReader(nil, nil, []ledger.Term{{List: "columns.lead", Word: "谁来干"}})
	f.Fuzz(func(t *testing.T, csv string, head int, holds string) {
		said := Columns{Head: head}
		for _, h := range strings.Fields(holds) {
			said.Holds = append(said.Holds, ledger.Column(h))
		}
		d, err := r.Read(File{Name: "x.csv", Data: []byte(csv), Published: "2024-09-13", Columns: []Columns{said}})
		if err != nil {
			if ledger.AsMistake(err) == nil {
				t.Errorf("no mistake of the person's: %v", err)
			}
			return
		}
		text := []rune(d.Report.Text)
		for _, f := range d.Findings {
			if f.Start < 0 || f.End > len(text) || f.Start >= f.End || ledger.Bare(string(text[f.Start:f.End])) != ledger.Bare(f.Quote) {
				t.Errorf("%d–%d is not %q", f.Start, f.End, f.Quote)
			}
		}
	})
}

func hold(t *testing.T, name string, data []byte) {
	t.Helper()
	text, err := Text(name, data)
	again := text
	if err == nil { // a file that is refused is the quicker half of most
		again, _ = Text(name, bytes.Clone(data))
	}
	switch {
	case text != again:
		t.Errorf("two texts of the same bytes: %q, %q", text, again)
	case err != nil && ledger.AsMistake(err) == nil:
		t.Errorf("no mistake of the person's: %v", err)
	case err == nil && (strings.TrimSpace(text) == "" || len(text) > maxText):
		t.Errorf("%d bytes of text", len(text))
	}
}
