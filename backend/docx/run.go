package docx

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Run is a stretch of words in one look.
type Run struct {
	text  string
	look  string // run properties after the font's, in the order that the format wants
	label bool
	note  int // the number of the source that it points to; its words are that number
}

// Plain is words in the paragraph's own look.
func Plain(format string, args ...any) Run {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return Run{text: format}
}

// Label is words in 黑体 within a paragraph of another font.
func Label(words string) Run { return Run{text: words, label: true} }

// Blank is a place that a person has to fill in: what belongs there, in brackets on grey.
func Blank(what string) Run {
	return Run{text: "【待填：" + what + "】", look: `<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>`}
}

// Mark points to the Noted of that number, raised.
func Mark(n int) Run {
	return Run{text: fmt.Sprintf("[%d]", n), look: `<w:vertAlign w:val="superscript"/>`, note: n}
}

// At points to the Noted of that number, on the line.
func At(n int) Run { return Run{text: fmt.Sprintf("[%d]", n), note: n} }

// Sized is words in another size than the paragraph's, in points.
func (r Run) Sized(points int) Run {
	r.look = fmt.Sprintf(`<w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/>`, 2*points) + r.look
	return r
}

// String is the run's words.
func (r Run) String() string { return r.text }

func (r Run) write(b *output) {
	if b.dress != nil {
		b.WriteString(`<w:r><w:rPr>` + b.dress.words(b.style, r) + `</w:rPr><w:t xml:space="preserve">` + escape(r.text) + `</w:t></w:r>`)
		return
	}
	font := `<w:rFonts w:hint="eastAsia"/>` // else quotation marks and dashes come out in a Latin font
	if r.label {
		font = fonts(hei)
	}
	words := `<w:r><w:rPr>` + font + r.look + `</w:rPr><w:t xml:space="preserve">` + escape(r.text) + `</w:t></w:r>`
	if r.note > 0 {
		words = pointing(r.note, words)
	}
	b.WriteString(words)
}

// escape is s as one line of XML text; characters that XML has no room for are replaced.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " "))) // a builder does not fail
	return b.String()
}

// Paragraph is runs in a style.
type Paragraph struct {
	style Style
	runs  []Run
	right Run  // stands at the right end of the same line, where it has words
	set   int  // how far from that end
	fresh bool // begins a page
	note  int  // its number among the sources, for others to point to
}

// Para is a paragraph of runs.
func Para(s Style, runs ...Run) Paragraph { return Paragraph{style: s, runs: runs} }

// Text is a paragraph of plain words.
func Text(s Style, format string, args ...any) Paragraph { return Para(s, Plain(format, args...)) }

// Ends is a line with words at both its ends.
func Ends(s Style, left, right Run) Paragraph {
	return Paragraph{style: s, runs: []Run{left}, right: right}
}

// OnNewPage has the paragraph begin a page.
func (p Paragraph) OnNewPage() Paragraph {
	p.fresh = true
	return p
}

// Lines is n empty lines of the grid.
func Lines(n int) (all []Block) {
	for range n {
		all = append(all, Para(Flush))
	}
	return all
}

func (p Paragraph) write(b *output) {
	if b.dress != nil {
		b.dress.paragraph(b, p)
		return
	}
	b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(p.style) + `"/>`)
	if p.fresh {
		b.WriteString(`<w:pageBreakBefore/>`)
	}
	if p.right.text != "" {
		fmt.Fprintf(b, `<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, b.wide-p.set)
	}
	b.WriteString(`</w:pPr>`)
	if p.note > 0 {
		b.WriteString(bookmark(p.note))
	}
	for _, r := range p.runs {
		r.write(b)
	}
	if p.right.text != "" {
		b.WriteString(`<w:r><w:tab/></w:r>`)
		p.right.write(b)
	}
	b.WriteString(`</w:p>`)
}
