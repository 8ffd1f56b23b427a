package intake

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestBounds holds files made to flood the reader to bounded memory and time.
func TestBounds(t *testing.T) {
	sheet := func(cells string) []byte {
		return pack(t, "xl/workbook.xml", `<workbook><sheets><sheet name="一" id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/worksheets/sheet1.xml", `<worksheet>`+cells+`</worksheet>`)
	}
	var far, merges strings.Builder
	for y := range 20_000 {
		fmt.Fprintf(&far, `<row r="%d"><c r="IV%d"><v>1</v></c></row>`, y+1, y+1)
		fmt.Fprintf(&merges, `<mergeCell ref="A1:A%d"/>`, 1+y)
	}
	for name, data := range map[string][]byte{
		"far.xlsx":    sheet("<sheetData>" + far.String() + "</sheetData>"),
		"row.xlsx":    sheet(`<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>`),
		"merges.xlsx": sheet(`<sheetData><row r="1"><c r="A1" t="str"><v>` + strings.Repeat("词", 10_000) + `</v></c></row>` + far.String() + `</sheetData><mergeCells>` + merges.String() + `</mergeCells>`),
		"spans.html":  []byte("<html><table>" + strings.Repeat(`<tr><td colspan=63 rowspan=1000>`+strings.Repeat("词", 300), 1_000) + strings.Repeat("<tr><td>", 10_000)),
		"wide.html":   []byte("<html><table><tr>" + strings.Repeat(`<td rowspan=999 colspan=63>词`, 20_000) + strings.Repeat("<tr><td>x", 900)),
		"spans.docx":  wordFile(t, "<w:tbl>"+strings.Repeat(`<w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>`+p(r("词"))+`</w:tc></w:tr>`, 20_000)+"</w:tbl>"),
		"label.docx":  pack(t, "word/document.xml", "<w:document><w:body>"+strings.Repeat(p(n(1, 0)+r("词")), 20_000)+"</w:body></w:document>", "word/numbering.xml", `<n><abstractNum abstractNumId="7"><lvl ilvl="0"><lvlText val="`+strings.Repeat("长", 100_000)+`"/></lvl></abstractNum><num numId="1"><abstractNumId val="7"/></num></n>`),
		"quotes.csv":  []byte(strings.Repeat(`"`, 1<<20) + strings.Repeat(",", 2<<20)),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		text, err := Text(name, data)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		t.Logf("%-12s %8d bytes: %8d of text, %v, %v, %d MB taken in all", name, len(data), len(text), err, took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
		if len(text) > maxText || took > 20*time.Second || after.TotalAlloc-before.TotalAlloc > 1<<30 {
			t.Errorf("%s: %d bytes of text, %v, %d MB", name, len(text), took, (after.TotalAlloc-before.TotalAlloc)>>20)
		}
	}
}
