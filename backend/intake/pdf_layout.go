package intake

import (
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium/responses"
)

// piece is a stretch of words in one line of a page, in points from its lower left corner.
type piece struct {
	text                     strings.Builder
	left, right, top, bottom float64
	size                     float64 // the height of its tallest character
}

const (
	wideGap = 2.5 // in characters: between cells of a table rather than words
	gutter  = 1.4 // in characters: between columns
)

// pieces puts the characters of a page together, in the order that the page draws them: layout programs draw an article
// as it is read. Characters that stand aslant are of a watermark.
func pieces(chars []*responses.GetPageTextStructuredChar) (all []*piece) {
	var p *piece
	for _, c := range chars {
		pos := c.PointPosition
		switch {
		case c.Text == "\r" || c.Text == "\n":
			p = nil
		case c.Text == "" || c.Text == "\ufffe" || math.Abs(math.Sin(2*c.Angle)) > 0.2:
		case strings.TrimSpace(c.Text) == "" || pos.Right <= pos.Left:
			if p != nil {
				p.text.WriteString(c.Text)
			}
		default:
			if p != nil && !p.takes(pos) {
				p = nil
			}
			if p == nil {
				p = &piece{left: pos.Left, right: pos.Right, top: pos.Top, bottom: pos.Bottom}
				all = append(all, p)
			}
			p.text.WriteString(c.Text)
			p.left, p.right = min(p.left, pos.Left), max(p.right, pos.Right)
			p.top, p.bottom = max(p.top, pos.Top), min(p.bottom, pos.Bottom)
			p.size = max(p.size, pos.Top-pos.Bottom, pos.Right-pos.Left)
		}
	}
	return all
}

// takes tells whether a character at pos goes on with the piece. Small marks are drawn low, others high: their place in the
// line's height says little.
func (p *piece) takes(pos responses.CharPosition) bool {
	em := max(p.size, pos.Top-pos.Bottom)
	return pos.Left > p.right-em && pos.Left < p.right+gutter*em && pos.Top > p.bottom-em/2 && pos.Bottom < p.top+em/2
}

// beside tells whether b stands to the right of a on the same line.
func (a *piece) beside(b *piece) bool {
	mid := (b.top + b.bottom) / 2
	return b.left >= a.right && mid < a.top+a.size/4 && mid > a.bottom-a.size/4
}

// layout turns pieces into lines in reading order. Columns that a page draws line by line across are read one after the
// other; a paragraph's first line is set in by two blanks, as people write it.
func layout(all []*piece) []string {
	all = columnsApart(all)
	var lines []string
	var last *piece
	for i, p := range all {
		text := strings.TrimSpace(p.text.String())
		switch {
		case text == "":
			continue
		case last != nil && last.beside(p):
			sep := ""
			if p.left-last.right > wideGap*max(p.size, last.size) {
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

// indented tells a line that begins to the right of the next one below it or of the one above it, as a paragraph's does.
func indented(all []*piece, i int) bool {
	p := all[i]
	for _, j := range []int{i + 1, i - 1} {
		if j < 0 || j >= len(all) {
			continue
		}
		q := all[j]
		in := (p.left - q.left) / max(p.size, 1)
		near := math.Abs(p.top-q.top) < 3*max(p.size, q.size) && math.Abs(p.top-q.top) > p.size/2
		if near && q.right > p.left {
			return in > 1.2 && in < 3
		}
	}
	return false
}
