package intake

import "slices"

const (
	columnLines = 4    // that two columns share at least
	columnWidth = 7.0  // in characters; what is narrower is a cell
	columnFull  = 0.6  // of a column's lines reach nearly as far as its longest
	columnMost  = 4000 // pieces of a page that are looked at; a newspaper's has some hundreds
)

// columnsApart finds a stretch of a page that draws columns line by line across, and sets the columns one after the other.
// Tables stay as they are: their cells are narrow, or of all lengths.
func columnsApart(all []*piece) []*piece {
	for from := 0; from < len(all) && len(all) <= columnMost; from++ {
		s := across(all, from)
		if s.shared < columnLines || !isColumn(s.left) || !isColumn(s.next) {
			continue
		}
		return slices.Concat(all[:from], s.left, columnsApart(s.right), columnsApart(all[s.to:]))
	}
	return all
}

// stretch is a part of a page that a gap runs through from top to bottom.
type stretch struct {
	to          int      // the piece after it
	left, right []*piece // on either side of the gap
	next        []*piece // of the right, what stands first in its line
	shared      int      // lines with words on both sides
}

// across follows the gap behind all[from] down the lines below it, as far as it goes.
func across(all []*piece, from int) stretch {
	s := stretch{to: from}
	low, high := all[from].right, 0.0
	for i := from; i < len(all); {
		n := i + 1
		for n < len(all) && all[n-1].beside(all[n]) {
			n++
		}
		row := all[i:n]
		first := row[0]
		switch {
		case len(row) > 1 && row[1].left-first.right >= gutter*first.size && (high == 0 || first.right < high && row[1].left > low):
			low, high = max(low, first.right), row[1].left
			if s.shared > 0 {
				high = min(high, s.next[0].left+first.size)
			}
			s.left, s.right, s.next = append(s.left, first), append(s.right, row[1:]...), append(s.next, row[1])
			s.shared++
		case s.shared == 0:
			return s
		case len(row) == 1 && first.right <= high:
			s.left = append(s.left, first)
		case len(row) == 1 && first.left >= low:
			s.right = append(s.right, first)
		default:
			return s
		}
		i, s.to = n, n
	}
	return s
}

// isColumn tells whether lines are those of a column of text: wide enough, and most of them full.
func isColumn(lines []*piece) bool {
	widest, size := 0.0, 0.0
	for _, p := range lines {
		widest, size = max(widest, p.right-p.left), max(size, p.size)
	}
	full := 0
	for _, p := range lines {
		if p.right-p.left > 0.8*widest {
			full++
		}
	}
	return widest >= columnWidth*size && float64(full) >= columnFull*float64(len(lines))
}
