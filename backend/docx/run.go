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

// Mark points to the source of that number, raised.
func Mark(n int) Run {
	return Run{text: fmt.Sprintf("[%d]", n), look: `<w:vertAlign w:val="superscript"/>`}
}

// String is the run's words.
func (r Run) String() string { return r.text }

func (r Run) write(b *output) {
	font := `<w:rFonts w:hint="eastAsia"/>` // else quotation marks and dashes come out in a Latin font
	if r.label {
		font = fonts(hei)
	}
	b.WriteString(`<w:r><w:rPr>` + font + r.look + `</w:rPr><w:t xml:space="preserve">` + escape(r.text) + `</w:t></w:r>`)
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
	right Run // stands at the right end of the same line, where it has words
}

// Para is a paragraph of runs.
func Para(s Style, runs ...Run) Paragraph { return Paragraph{style: s, runs: runs} }

// Text is a paragraph of plain words.
func Text(s Style, format string, args ...any) Paragraph { return Para(s, Plain(format, args...)) }

// Ends is a line with words at both its ends.
func Ends(s Style, left, right Run) Paragraph {
	return Paragraph{style: s, runs: []Run{left}, right: right}
}

// Lines is n empty lines of the grid.
func Lines(n int) (all []Block) {
	for range n {
		all = append(all, Para(Flush))
	}
	return all
}

func (p Paragraph) write(b *output) {
	b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(p.style) + `"/>`)
	if p.right.text != "" {
		fmt.Fprintf(b, `<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, b.wide)
	}
	b.WriteString(`</w:pPr>`)
	for _, r := range p.runs {
		r.write(b)
	}
	if p.right.text != "" {
		b.WriteString(`<w:r><w:tab/></w:r>`)
		p.right.write(b)
	}
	b.WriteString(`</w:p>`)
}
