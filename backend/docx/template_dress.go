package docx

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// dress is how what we write looks in an office's own document: in its styles where it has those that we mean, else as the paragraph
// that held the place.
type dress struct {
	t         *Template
	look, run string // the paragraph's and its words', without what is not of the look
}

// dressed is what differs from the place's own look where the document has no style of the name.
type dressed struct {
	style  Style
	others []string // names of styles that mean the same
	font   string
	half   int
	cell   string // how the words stand in a table's cell
}

var dressing = []dressed{
	{style: Head1, others: []string{"heading 1", "标题 1"}, font: hei},
	{style: Head2, others: []string{"heading 2", "标题 2"}, font: kai},
	{style: Title, others: []string{"title", "标题"}, font: hei},
	{style: Caption, others: []string{"heading 1", "标题 1"}, font: hei},
	{style: Brief, half: 24},
	{style: Sources, font: hei, half: 21},
	{style: Fine, half: 18},
	{style: Cell, half: 20, cell: "left"},
	{style: Numbers, half: 20, cell: "center"},
	{style: Named, font: hei, half: 20, cell: "center"},
}

func (s spot) dress(t *Template) *dress {
	return &dress{t, plainly(s.look, "sectPr", "rPr", "pPrChange"), plainly(s.run, "rPrChange")}
}

// plainly leaves elements out of a look.
func plainly(look string, names ...string) string {
	return string(without([]byte(look), func(e xml.StartElement) bool { return slices.Contains(names, e.Name.Local) }))
}

// of finds how a style of ours looks: the id of the document's own, or what differs from the place's look.
func (d *dress) of(s Style) (id string, differs dressed) {
	i := slices.IndexFunc(dressing, func(x dressed) bool { return x.style == s })
	if i < 0 {
		return "", dressed{}
	}
	for _, name := range append([]string{styleName(s)}, dressing[i].others...) {
		if id := d.t.styles[strings.ToLower(name)]; id != "" {
			return id, dressed{}
		}
	}
	return "", dressing[i]
}

func styleName(s Style) string {
	i := slices.IndexFunc(looks, func(l look) bool { return l.style == s })
	return looks[i].name
}

// paragraph writes one of ours; a source with its number, for no list of ours counts it there.
func (d *dress) paragraph(b *output, p Paragraph) {
	if p.style == Note {
		p.style = Fine
	}
	b.style = p.style
	id, differs := d.of(p.style)
	b.WriteString(`<w:p><w:pPr>`)
	switch {
	case id != "":
		b.WriteString(`<w:pStyle w:val="` + escape(id) + `"/>`)
	case differs.cell != "":
		b.WriteString(`<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="` + differs.cell + `"/>`)
	default:
		b.WriteString(d.look)
	}
	b.WriteString(`</w:pPr>`)
	if p.note > 0 {
		Plain("[%d] ", p.note).write(b)
	}
	for _, r := range p.runs {
		r.write(b)
	}
	b.WriteString(`</w:p>`)
}

// words is the look of a run of ours in a paragraph of that style.
func (d *dress) words(s Style, r Run) string {
	id, differs := d.of(s)
	look := d.run
	if id != "" {
		look = `<w:rFonts w:hint="eastAsia"/>`
	}
	if r.label {
		differs.font = hei
	}
	if differs.font != "" {
		look = fonts(differs.font) + plainly(look, "rFonts")
	}
	if differs.half > 0 {
		look = plainly(look, "sz", "szCs") + fmt.Sprintf(`<w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/>`, differs.half)
	}
	return look + r.look
}
