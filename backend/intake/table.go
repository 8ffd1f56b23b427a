package intake

import "strings"

// table is a table of a document as it is being read.
type table struct {
	rows [][]cell
	gone bool // the present row was deleted
}

// cell is a cell with its lines. It takes span columns and rows rows, 0 being 1; one that follows goes on with the cell
// above it.
type cell struct {
	lines      []string
	span, rows int
	follows    bool
}

const (
	maxColumns = 63   // that a cell may take; Word has no more
	maxRows    = 1000 // that a cell may take
	layoutText = 6    // lines in a cell that make a table a way to set a page and no table
)

func (t *table) row() { t.rows, t.gone = append(t.rows, nil), false }

// drop takes off the present row with all that is still to come of it.
func (t *table) drop() {
	if len(t.rows) > 0 && !t.gone {
		t.rows, t.gone = t.rows[:len(t.rows)-1], true
	}
}

func (t *table) add(c cell) {
	if t.gone {
		return
	}
	if len(t.rows) == 0 {
		t.row()
	}
	i := len(t.rows) - 1
	t.rows[i] = append(t.rows[i], c)
}

// text is the table as lines: row by row (rows.go), or cell by cell where it only serves to set the page.
func (t *table) text(ts *tables) []string {
	g := t.grid()
	if t.sets(g, ts.heads) {
		var lines []string
		for _, row := range t.rows {
			for _, c := range row {
				lines = append(lines, c.lines...)
			}
		}
		return lines
	}
	return ts.lines(g)
}

// sets tells whether the table only sets the page: one row, one column, or cells with paragraphs on end.
func (t *table) sets(g grid, h heads) bool {
	if len(g) <= 1 || g.width() <= 1 {
		return true
	}
	if _, ok := g.heading(h); ok {
		return false
	}
	for _, row := range t.rows {
		for _, c := range row {
			if len(c.lines) > layoutText {
				return true
			}
		}
	}
	return false
}

// grid fills in what merged cells leave out: a cell's words stand in each of its rows, in the first of its columns. What a
// hostile table would fill in beyond all measure stays out.
func (t *table) grid() grid {
	var g grid
	f := filling{hanging: map[int]hung{}, left: maxText}
	for _, row := range t.rows {
		f.row = nil
		for _, c := range row {
			f.hang()
			text := strings.TrimSpace(strings.Join(c.lines, "\n"))
			if above := len(g) - 1; c.follows && above >= 0 && f.spend(text) {
				text = at(g[above], len(f.row))
			}
			f.add(c, text)
		}
		f.hang()
		g = append(g, f.row)
	}
	return g
}

// filling is a grid being filled: the present row, the cells that reach down into it by their columns, and how many bytes
// more may be said again.
type filling struct {
	row     []string
	hanging map[int]hung
	left    int
}

// spend tells whether text may be said once more.
func (f *filling) spend(text string) bool {
	f.left -= len(text) + 64
	return f.left > 0
}

// hang sets the cells that reach down into the present columns.
func (f *filling) hang() {
	for {
		x := len(f.row)
		h, ok := f.hanging[x]
		if !ok || !f.spend(h.text) {
			return
		}
		if h.rows--; h.rows == 0 {
			delete(f.hanging, x)
		} else {
			f.hanging[x] = h
		}
		f.row = append(f.row, h.text)
	}
}

// add sets a cell in its columns.
func (f *filling) add(c cell, text string) {
	for i := range max(c.span, 1) {
		if i > 0 && !f.spend("") {
			return
		}
		if c.rows > 1 {
			f.hanging[len(f.row)] = hung{text, c.rows - 1}
		}
		f.row = append(f.row, text)
		text = ""
	}
}

// hung is a cell that reaches into the rows below.
type hung struct {
	text string
	rows int
}
