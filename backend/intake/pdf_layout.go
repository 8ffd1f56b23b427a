package intake

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium/responses"
)

// piece is a stretch of words in one line of a page, in points from its lower left corner.
type piece struct {
	glyphs                   []glyph
	left, right, top, bottom float64
	size                     float64 // the height of its tallest character
}

// glyph is a character, or white space behind one.
type glyph struct {
	text string
	left float64
}

const (
	wideGap = 2.5 // in characters: between cells of a table rather than words
	gutter  = 1.4 // in characters: between columns
)

// pieces puts the characters of a page together, in the order that the page draws them: layout programs draw an article
// as it is read. Characters that stand aslant are of a watermark.
func pieces(chars []*responses.GetPageTextStructuredChar) (all []*piece) {
	var p *piece
	var last responses.CharPosition
	for _, c := range chars {
		pos := c.PointPosition
		switch {
		case c.Text == "\r" || c.Text == "\n":
			p = nil
		case c.Text == "" || c.Text == "\ufffe" || math.Abs(math.Sin(2*c.Angle)) > 0.2:
		case strings.TrimSpace(c.Text) == "" || pos.Right <= pos.Left:
			if p != nil {
				p.glyphs = append(p.glyphs, glyph{c.Text, p.right})
			}
		default:
			if p != nil && pos != last && !p.takes(c.Text, pos) { // one sign may stand for two characters, as a long dash
				p = nil
			}
			last = pos
			if p == nil {
				p = &piece{left: pos.Left, right: pos.Right, top: pos.Top, bottom: pos.Bottom}
				all = append(all, p)
			}
			p.glyphs = append(p.glyphs, glyph{c.Text, pos.Left})
			p.left, p.right = min(p.left, pos.Left), max(p.right, pos.Right)
			p.top, p.bottom = max(p.top, pos.Top), min(p.bottom, pos.Bottom)
			p.size = max(p.size, height(pos))
		}
	}
	return inOrder(all)
}

// inOrder sets the pieces of a line from left to right, and those that lie within one another into one: marks that need
// another font may be drawn after the words, and a headline twice for its shadow.
func inOrder(all []*piece) (out []*piece) {
	for i := 0; i < len(all); {
		n := i + 1
		for n < len(all) && all[i].level(all[n]) {
			n++
		}
		line := all[i:n]
		slices.SortStableFunc(line, func(a, b *piece) int { return cmp.Compare(a.left, b.left) })
		for _, p := range line {
			if k := len(out) - 1; p != line[0] && p.left < out[k].right-p.size/4 {
				out[k].merge(p)
			} else {
				out = append(out, p)
			}
		}
		i = n
	}
	return out
}

// merge takes in a piece that lies within p. A character drawn twice in one place is one.
func (p *piece) merge(q *piece) {
	drawn := p.glyphs
	for _, g := range q.glyphs {
		i, _ := slices.BinarySearchFunc(drawn, g.left-p.size/4, func(a glyph, left float64) int { return cmp.Compare(a.left, left) })
		for ; i < len(drawn) && drawn[i].left < g.left+p.size/4 && drawn[i].text != g.text; i++ {
		}
		if i == len(drawn) || drawn[i].text != g.text {
			p.glyphs = append(p.glyphs, g)
		}
	}
	slices.SortStableFunc(p.glyphs, func(a, b glyph) int { return cmp.Compare(a.left, b.left) })
	p.right, p.top, p.bottom, p.size = max(p.right, q.right), max(p.top, q.top), min(p.bottom, q.bottom), max(p.size, q.size)
}

func (p *piece) text() string {
	var b strings.Builder
	for _, g := range p.glyphs {
		b.WriteString(g.text)
	}
	return strings.TrimSpace(b.String())
}

// height is what a character says of its line's height; a dash says little.
func height(pos responses.CharPosition) float64 {
	h, w := pos.Top-pos.Bottom, pos.Right-pos.Left
	if w > 1.5*h {
		w /= 2
	}
	return max(h, w)
}

// halfEmpty are marks that are drawn on one side of their place.
const halfEmpty = "，。；：、！？（）“”‘’《》「」【】()"

// takes tells whether a character at pos goes on with the piece. Small marks are drawn low, others high: their place in the
// line's height says little.
func (p *piece) takes(text string, pos responses.CharPosition) bool {
	em := max(p.size, height(pos))
	gap := cellGap
	if strings.Contains(halfEmpty, text) || strings.Contains(halfEmpty, p.glyphs[len(p.glyphs)-1].text) {
		gap += 0.6
	}
	return pos.Left > p.right-em && pos.Left < p.right+gap*em && pos.Top > p.bottom-em/2 && pos.Bottom < p.top+em/2
}

// level tells whether two pieces stand on one line: the middle of either is within the height of the other.
func (p *piece) level(q *piece) bool {
	a, b := (p.top+p.bottom)/2, (q.top+q.bottom)/2
	slack := max(p.size, q.size) / 4
	return b < p.top+slack && b > p.bottom-slack && a < q.top+2*slack && a > q.bottom-2*slack
}

// beside tells whether q stands to the right of p on the same line.
func (p *piece) beside(q *piece) bool { return q.left >= p.right-p.size/4 && p.level(q) }

// layout turns a page's pieces into lines in reading order, tables by their rows. A table that ends the page before may go
// on; the one that ends this page is returned.
func layout(ts *tables, all []*piece, open *pdfHead) (lines []string, last *pdfHead) {
	all = withoutNumber(withoutNumber(all, true), false)
	from := 0
	if open.goesOn(all) {
		rows, n := open.table(ts, all, 0)
		lines, from, last = rows, n, open
	}
	for i := from; i < len(all); i++ {
		if h := headAt(ts.heads, all[i:]); h != nil {
			rows, n := h.table(ts, all[i:], h.size)
			lines = append(append(lines, prose(all[from:i])...), rows...)
			from, i, last = i+n, i+n-1, h
		}
	}
	if from < len(all) {
		last = nil
	}
	return append(lines, prose(all[from:])...), last
}

// whole joins pieces of a line again that no gap parts.
func whole(all []*piece) (out []*piece) {
	for _, p := range all {
		if k := len(out) - 1; k >= 0 && out[k].beside(p) && p.left < out[k].right+gutter*max(out[k].size, p.size) {
			out[k].merge(p)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// prose turns pieces outside of tables into lines. Columns that a page draws line by line across are read one after the
// other; a paragraph's first line is set in by two blanks, as people write it.
func prose(all []*piece) []string {
	all = columnsApart(whole(all))
	em := usual(all)
	var lines []string
	var last *piece
	for i, p := range all {
		text := p.text()
		switch {
		case text == "":
			continue
		case last != nil && last.beside(p):
			sep := ""
			if p.left-last.right > wideGap*max(p.size, last.size, em) {
				sep = " | "
			}
			lines[len(lines)-1] += sep + text
		case indented(all, i):
			lines = append(lines, "　　"+text)
		default:
			lines = append(lines, text)
		}
		last = p
	}
	return lines
}

// usual is the height of most of a page's characters.
func usual(all []*piece) float64 {
	sizes := make([]float64, 0, len(all))
	for _, p := range all {
		if len(p.glyphs) > 1 {
			sizes = append(sizes, p.size)
		}
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// indented tells a line that begins to the right of the next one below it or of the one above it, as a paragraph's does.
func indented(all []*piece, i int) bool {
	p := all[i]
	for _, j := range []int{i + 1, i - 1} {
		if j < 0 || j >= len(all) {
			continue
		}
		q := all[j]
		in := (p.left - q.left) / max(p.size, q.size, 1)
		near := math.Abs(p.top-q.top) < 3*max(p.size, q.size) && math.Abs(p.top-q.top) > p.size/2
		if near && q.right > p.left {
			return in > 1.2 && in < 3
		}
	}
	return false
}
