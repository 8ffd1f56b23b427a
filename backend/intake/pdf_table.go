package intake

import (
	"strings"
	"unicode/utf8"
)

// cellGap is, in characters, what may part two cells; layout joins again what it parts within a line.
const cellGap = 0.45

// pdfHead is the heading row of a table on a page.
type pdfHead struct {
	columns []piece // where each heading stands
	row     []string
	size    int // pieces that it takes
}

// headAt reads a heading row that begins at all[0]: words side by side, or one above the other within a column, at least
// three columns of which are known. Nil where there is none.
func headAt(known heads, all []*piece) *pdfHead {
	var h pdfHead
	for _, p := range all[:min(len(all), 2*maxColumns)] {
		k := len(h.columns) - 1
		switch {
		case k >= 0 && h.columns[k].under(p):
			if k == 0 && h.columns[0].right-h.columns[0].left > 2*(p.right-p.left) {
				return nil // a title over the first heading
			}
			h.columns[k].left, h.columns[k].right, h.columns[k].bottom = min(h.columns[k].left, p.left), max(h.columns[k].right, p.right), p.bottom
			h.row[k] += p.text()
		case k < 0 || p.left >= h.columns[k].right && p.bottom < h.columns[k].top+2*p.size && p.top > h.columns[k].bottom-2*p.size:
			h.columns = append(h.columns, piece{left: p.left, right: p.right, top: p.top, bottom: p.bottom, size: p.size})
			h.row = append(h.row, p.text())
		default:
			return h.known(known)
		}
		h.size++
	}
	return h.known(known)
}

// under tells whether q stands below p, over the same width and in letters of the same size.
func (p *piece) under(q *piece) bool {
	return q.left < p.right && q.right > p.left && q.top < p.top && max(p.size, q.size) < 1.15*min(p.size, q.size)
}

// known is the heading row if it is one of a task table.
func (h *pdfHead) known(known heads) *pdfHead {
	count := 0
	for _, text := range h.row {
		if r, _ := known.of(text); r != "" {
			count++
		} else if utf8.RuneCountInString(text) > maxHeading {
			return nil
		}
	}
	if _, ok := (grid{h.row}).heading(known); !ok || count < 3 || 2*count <= len(h.row) {
		return nil
	}
	return h
}

// column is the column that a piece stands in: the one whose heading it has most in common with, or is nearest to; -1 for a
// piece that runs across several.
func (h *pdfHead) column(p *piece) int {
	best, most, across := 0, -1e9, 0
	for i, c := range h.columns {
		common := min(p.right, c.right) - max(p.left, c.left)
		if common > (c.right-c.left)/2 {
			across++
		}
		if common > most {
			best, most = i, common
		}
	}
	if across > 1 {
		return -1
	}
	return best
}

// goesOn tells whether a page begins with rows of the table that ended the page before: its first pieces lie in columns.
func (h *pdfHead) goesOn(all []*piece) bool {
	if h == nil || len(all) < 3 {
		return false
	}
	seen := map[int]bool{}
	for _, p := range all[:3] {
		col := h.column(p)
		if col < 0 || p.left < h.columns[0].left-2*p.size {
			return false
		}
		seen[col] = true
	}
	return len(seen) > 1
}

// table reads the rows of a table, drawn cell by cell, from a piece on, and tells where it ends.
func (h *pdfHead) table(ts *tables, all []*piece, from int) ([]string, int) {
	g := grid{h.row}
	last, at := -1, from
	for ; at < len(all); at++ {
		p := all[at]
		col := h.column(p)
		if col < 0 {
			if at+1 == len(all) || h.column(all[at+1]) != 0 || last < 0 && at > from {
				break
			}
			g, last = append(g, []string{p.text()}), -1
			continue
		}
		before := all[max(at-1, 0)]
		if last < 0 || col < last || col == last && before.bottom-p.top > 1.5*max(p.size, before.size) {
			g = append(g, make([]string, len(h.row)))
		}
		row := g[len(g)-1]
		row[col] = strings.TrimSpace(row[col] + p.text())
		last = col
	}
	return ts.lines(g), at
}
