package docx

import (
	"fmt"
	"strconv"
)

// Column is a column of a table: its head, its share of the page's width, and whether its cells are centred.
type Column struct {
	Head    string
	Share   int
	Centred bool
}

// Table is a table as wide as the page's text. Its head is repeated on every page; a row is never torn apart.
type Table struct {
	Columns []Column
	Rows    [][][]Run
}

// Cells makes a row's cells of plain words.
func Cells(words ...string) (row [][]Run) {
	for _, w := range words {
		row = append(row, []Run{Plain("%s", w)})
	}
	return row
}

func (t Table) write(b *output) {
	widths := t.widths(b.wide)
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + strconv.Itoa(b.wide) + `" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		cell(b, widths[i], Text(Named, "%s", c.Head))
	}
	b.WriteString(`</w:tr>`)
	for _, row := range t.Rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, c := range t.Columns {
			style := Cell
			if c.Centred {
				style = Numbers
			}
			cell(b, widths[i], Para(style, row[i]...))
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

func cell(b *output, width int, p Paragraph) {
	fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`, width)
	p.write(b)
	b.WriteString(`</w:tc>`)
}

// widths shares the page's width out among the columns; the last takes what rounding leaves.
func (t Table) widths(total int) (all []int) {
	shares := 0
	for _, c := range t.Columns {
		shares += c.Share
	}
	left := total
	for _, c := range t.Columns {
		w := total * c.Share / shares
		all, left = append(all, w), left-w
	}
	all[len(all)-1] += left
	return all
}
