package intake

import (
	"encoding/xml"
	"strings"
)

// maxWidth and maxHeight are the last column and row that a cell with words may stand in; no table of tasks reaches there.
const (
	maxWidth  = 256
	maxHeight = 20_000
)

// sheet reads the cells of a sheet as they show; what a merged cell says stands in each of its rows.
func (b *book) sheet(part string) (grid, error) {
	var g grid
	y, x := 0, 0
	err := b.a.each(part, func(d *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "row":
			y, x = y+1, 0
			if n := number(attr(e, "r"), maxHeight+1); n > 0 {
				y = n
			}
		case "c":
			x++
			if col := column(attr(e, "r")); col > 0 {
				x = col
			}
			text, err := b.cell(d, e)
			if err != nil || text == "" || y == 0 {
				return err
			}
			return b.put(&g, y-1, x-1, text)
		case "mergeCell":
			return b.merge(g, attr(e, "ref"))
		}
		return nil
	})
	return g, err
}

// put sets a cell, making room for it.
func (b *book) put(g *grid, y, x int, text string) error {
	if y >= maxHeight || x >= maxWidth {
		return errTooMuch
	}
	for len(*g) <= y {
		*g = append(*g, nil)
		b.left--
	}
	row := (*g)[y]
	for len(row) <= x {
		row = append(row, "")
		b.left--
	}
	row[x] = text
	(*g)[y] = row
	if b.left < 0 {
		return errTooMuch
	}
	return nil
}

// merge says the words of a merged cell in each of its rows.
func (b *book) merge(g grid, ref string) error {
	from, to, _ := strings.Cut(ref, ":")
	x, top, bottom := column(from)-1, rowOf(from)-1, rowOf(to)-1
	if x < 0 || top < 0 || top >= len(g) || at(g[top], x) == "" {
		return nil
	}
	for y := top + 1; y <= bottom && y < len(g); y++ {
		if err := b.put(&g, y, x, g[top][x]); err != nil {
			return err
		}
		b.left -= 1 + len(g[top][x])/16
	}
	return nil
}

// column is the number of a cell's column by its name: 28 for AB12, 0 for what is no name.
func column(ref string) (n int) {
	for _, r := range ref {
		if r < 'A' || r > 'Z' || n > maxWidth {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n
}

func rowOf(ref string) int {
	return number(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), maxHeight+1)
}
