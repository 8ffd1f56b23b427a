package docx

import (
	"cmp"
	"fmt"
	"math"
)

// The page of GB/T 9704-2012 in millimetres. Across, it is turned: what was its left side is above.
const (
	paperWide, paperHigh     = 210, 297
	top, bottom, left, right = 37, 35, 28, 26
	wide, high               = paperWide - left - right, paperHigh - top - bottom // where the text stands: 156 × 225
	over                     = 7                                                  // from the header's upper edge to the text
	under                    = 15                                                 // from the text to the footer's lower edge; the number stands higher, see numbered
)

// mm is millimetres in twentieths of a point.
func mm(n float64) int { return int(math.Round(n * 1440 / 25.4)) }

// section is the page that the document stands on.
func (p Paper) section() string {
	refs, first := "", ""
	for _, kind := range []string{"default", "even"} {
		refs += reference("header", kind, "header") + reference("footer", kind, kind)
	}
	if p.Letter != nil {
		refs += reference("header", "first", "mark") + reference("footer", "first", "foot")
		first = `<w:titlePg/>`
	}
	if p.Across { // without the grid: it is for 22 lines, and of the 15 that fit here it would leave a strip above
		return `<w:sectPr>` + refs + size(paperHigh, paperWide, ` w:orient="landscape"`) + margins(left, top, right, bottom) + `<w:cols/></w:sectPr>`
	}
	return fmt.Sprintf(`<w:sectPr>%s%s%s<w:cols/>%s<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr>`,
		refs, size(paperWide, paperHigh, ""), margins(top, right, bottom, left), first, grid)
}

func size(w, h float64, more string) string {
	return fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"%s/>`, mm(w), mm(h), more)
}

func margins(top, right, bottom, left float64) string {
	return fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		mm(top), mm(right), mm(bottom), mm(left), mm(top-over), mm(bottom-under))
}

func reference(part, kind, id string) string {
	return fmt.Sprintf(`<w:%sReference w:type="%s" r:id="%s"/>`, part, kind, id)
}

// header says on every page that the paper is a draft.
func (p Paper) header() []byte {
	return around("hdr", Text(draft, "%s", cmp.Or(p.Above, DraftMark)))
}

// DraftMark is what every paper says above each page.
const DraftMark = "代拟稿"

// mark is the head of a letter's first page.
func (p Paper) mark() []byte {
	return around("hdr", Para(Letter, p.Letter...))
}

// numbered is the footer with the page's number; what stands under it lifts it to its height above the paper's edge.
func numbered(s Style) []byte { return around("ftr", pageNumber(s), Para(spacer)) }

// pageNumber is a line with the number of its page, — 1 —.
type pageNumber Style

func (s pageNumber) write(b *output) {
	b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(s) + `"/></w:pPr>`)
	Plain("— ").write(b)
	b.WriteString(`<w:fldSimple w:instr="PAGE">`)
	Plain("1").write(b)
	b.WriteString(`</w:fldSimple>`)
	Plain(" —").write(b)
	b.WriteString(`</w:p>`)
}

// around is a header or a footer of blocks.
func around(tag string, blocks ...Block) []byte {
	b := output{wide: mm(wide)}
	b.WriteString(head + `<w:` + tag + ` ` + spaces + `>`)
	for _, block := range blocks {
		block.write(&b)
	}
	b.WriteString(`</w:` + tag + `>`)
	return b.Bytes()
}
