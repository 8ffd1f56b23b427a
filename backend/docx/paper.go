// Package docx writes official papers as Word documents in the layout of GB/T 9704-2012: A4, a grid of 22 lines of 28
// characters, its fonts, headings and page numbers. Every paper is a draft and says so on each page (代拟稿). The same
// paper gives the same bytes.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
)

// Paper is a document before it is written.
type Paper struct {
	Title  string // as programs list it; the page's own title is a paragraph
	Made   string // the day it is made of, 2024-09-20
	Across bool   // A4 across, for wide tables
	Above  string // what stands above every page; "" is the mark of a draft
	// Letter is the sender's mark of a paper in letter form, which stands in red above a double line; nil for other papers.
	Letter []Run
	Body   []Block
}

// Block is a Paragraph or a Table.
type Block interface {
	write(b *output)
}

// output is a part as it is written, and how wide its text may be.
type output struct {
	bytes.Buffer
	wide  int
	dress *dress // the looks of somebody else's document; nil where they are our own
	style Style  // of the paragraph being written, where they are not
}

// Write writes p as a Word document.
func Write(w io.Writer, p Paper) error {
	z := zip.NewWriter(w)
	for _, part := range p.parts() {
		out, err := z.Create(part.name)
		if err == nil {
			_, err = out.Write(part.data)
		}
		if err != nil {
			return fmt.Errorf("write docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	return nil
}

// document is the main part: all blocks, then the page they stand on.
func (p Paper) document() []byte {
	b := output{wide: mm(wide)}
	if p.Across {
		b.wide = mm(high)
	}
	b.WriteString(head + `<w:document ` + spaces + `><w:body>`)
	for _, block := range p.Body {
		block.write(&b)
	}
	b.WriteString(p.section() + `</w:body></w:document>`)
	return b.Bytes()
}
