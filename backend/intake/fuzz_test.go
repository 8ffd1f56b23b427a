package intake

import (
	"bytes"
	"strings"
	"testing"

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

func hold(t *testing.T, name string, data []byte) {
	t.Helper()
	text, err := Text(name, data)
	again, _ := Text(name, bytes.Clone(data))
	switch {
	case text != again:
		t.Errorf("two texts of the same bytes: %q, %q", text, again)
	case err != nil && ledger.AsMistake(err) == nil:
		t.Errorf("no mistake of the person's: %v", err)
	case err == nil && (strings.TrimSpace(text) == "" || len(text) > maxText):
		t.Errorf("%d bytes of text", len(text))
	}
}
