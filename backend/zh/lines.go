package zh

import (
	"strings"
	"unicode/utf8"
)

// line is a line of the source without its break, by byte offsets; fresh where it begins something new, false where it
// goes on with the sentence of the line before.
type line struct {
	start, end int
	fresh      bool

	width  int  // what it takes on paper, in half characters
	blank  bool // an empty line stands before it
	starts bool // its first characters say that it begins something
	listed bool // it begins with a list mark
	titled bool // the mark is a section's: 一、
	framed bool // it is a heading by its frame: 【主要成效】
	marks  bool // it holds a comma, a semicolon or a full stop
	closed bool // it ends as a sentence does
	depth  int  // brackets left open
	row    bool // its first word stands apart, as a row's first cell does
	bars   int  // bars between the cells of a row
}

const (
	headWidth  = 120 // no headline is longer
	titleWidth = 60  // nor a section's
	wrapWidth  = 96  // no newspaper column is wider
	wrapSlack  = 8   // how far the lines of one column differ
)

// joinLines splits source into lines and tells which go on with the one before. A blank line alone says nothing: layout
// programs put one in the middle of a word. What counts is whether the sentence was finished.
func joinLines(source string, starts func(string) bool) []line {
	lines := splitLines(source, starts)
	layout := layoutOf(lines)
	hard := layout == column
	open, head := false, true // an unfinished sentence runs; the line before stood alone
	for i := range lines {
		l := &lines[i]
		switch {
		case i == 0, head, l.starts, l.listed && !(hard && open):
			l.fresh = true
		case open:
			l.fresh = false
		default:
			l.fresh = l.blank || !hard || !wrapped(lines[i-1], *l) || lines[i-1].row || headsNext(lines, i) || ended(lines[:i])
		}
		head = l.fresh && standsAlone(lines, i, hard)
		open = !head && !l.closed && layout != cells
	}
	return lines
}

// layout is how a text's lines come about.
type layout int

const (
	paragraphs layout = iota // a line is a paragraph, but for a stray break
	column                   // lines are broken where the column ends: most that hold a comma end in mid-sentence
	cells                    // lines are the cells of a table: hardly one ends as a sentence does
)

func layoutOf(lines []line) layout {
	broken, marked, open := 0, 0, 0
	for _, l := range lines {
		if !l.closed {
			open++
		}
		if l.marks {
			marked++
			if !l.closed {
				broken++
			}
		}
	}
	switch {
	case 2*broken > marked && 5*marked >= 2*len(lines):
		return column
	case 10*open > 7*len(lines) && len(lines) > 8 && 5*marked < 2*len(lines):
		return cells
	}
	return paragraphs
}

// headsNext tells whether lines[i], after a finished sentence, is the headline of what begins on the next line.
func headsNext(lines []line, i int) bool {
	l := lines[i]
	return !l.marks && !l.closed && i+1 < len(lines) && lines[i+1].starts
}

// ended tells whether the last of the lines, which ends a sentence, ends a paragraph too: the column goes on well beyond it.
func ended(lines []line) bool {
	n := len(lines)
	return n > 1 && lines[n-1].closed && !lines[n-1].fresh && lines[n-2].width > lines[n-1].width+2*wrapSlack
}

// wrapped tells whether b may be the next line of the column that a fills.
func wrapped(a, b line) bool {
	return b.width <= wrapWidth && a.width+wrapSlack > b.width && a.width > 16
}

// standsAlone tells whether lines[i], which begins something, is a heading, a cell or a caption: words without a sentence's
// punctuation whose next line is no continuation.
func standsAlone(lines []line, i int, hard bool) bool {
	l := lines[i]
	if l.width > headWidth || l.closed || l.depth > 0 {
		return false
	}
	if l.framed || l.titled && !hard && l.width <= titleWidth {
		return true
	}
	if i+1 == len(lines) {
		return !l.marks
	}
	next := lines[i+1]
	switch {
	case next.starts, next.listed:
		return true
	case l.marks:
		return i == 0 && !hard && len(lines) > 3 && l.width <= titleWidth && next.closed && next.width > l.width // a headline with a comma, not a break in a word
	case !hard:
		return true
	case next.blank:
		return !(wrapped(l, next) && next.marks && next.width-l.width < wrapSlack && l.width-next.width < wrapSlack)
	case blockSpeaks(lines[i+1:]):
		return !wrapped(l, next)
	}
	return true
}

// blockSpeaks tells whether the lines up to the next blank or beginning one hold a sentence's punctuation.
func blockSpeaks(lines []line) bool {
	for i, l := range lines {
		if i > 0 && l.blank || l.starts || l.listed || i == 8 {
			return false
		}
		if l.marks || l.closed {
			return true
		}
	}
	return false
}

func splitLines(source string, starts func(string) bool) []line {
	var lines []line
	blank := false
	for at := 0; at < len(source); {
		end, next := lineEnd(source, at)
		l := measure(source, at, end)
		if l.width == 0 {
			blank = true
		} else {
			words := source[l.start:l.end]
			l.blank = blank
			l.listed = listMark(words)
			l.titled = l.listed && TitleMark(words)
			l.framed = l.width <= titleWidth && Framed(words)
			l.starts = l.starts || l.framed || starts != nil && starts(words)
			lines, blank = append(lines, l), false
		}
		at = next
	}
	return lines
}

func lineEnd(s string, at int) (end, next int) {
	i := strings.IndexAny(s[at:], "\n\r")
	if i < 0 {
		return len(s), len(s)
	}
	if strings.HasPrefix(s[at+i:], "\r\n") {
		return at + i, at + i + 2
	}
	return at + i, at + i + 1
}

// measure reads the line's extent without outer white space and what joinLines asks of it.
func measure(s string, start, end int) line {
	l := line{start: start, end: start}
	indent, gap, gaps, last := 0, 0, 0, rune(0)
	before, final := rune(0), rune(0) // what stands before the last bracket opened; the line's own last character
	for i := start; i < end; {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case invisible(r) && l.width == 0:
			if r == 0x3000 {
				indent++
			}
		case invisible(r):
			gap++
			switch r {
			case '\t':
				gap += 2 // it parts the cells of a row by itself
			case 0x3000:
				gap++
			}
		default:
			if gap > 2 {
				gaps++
			}
			if gap > 1 && l.width >= 4 && l.width <= 24 && last > utf8.RuneSelf && r > ' ' {
				l.row = true
			}
			gap = 0
			if l.width == 0 {
				l.start = i
			}
			l.width += min(size, 2)
			l.end = i + size
			switch r {
			case '，', '。', '；', '！', '？', ';', '｡':
				l.marks = true
			case '|', '｜':
				l.bars++
			case '（', '(':
				l.depth, before = l.depth+1, last
			case '）', ')':
				l.depth--
			}
			if !closer(r) {
				last = r
			}
			final = r
		}
		i += size
	}
	l.row = l.row || gaps > 1
	l.starts = indent >= 2 && l.width > 0 || l.row
	if l.depth == 0 && (final == '）' || final == ')') && ends(before) {
		last = before // a remark in brackets after the sentence: …。（责任单位：区住建局）
	}
	switch last {
	case '。', '！', '？', '：', ':', '!', '?', '｡', '…':
		l.closed = true
	}
	l.closed = l.closed || l.row || l.bars > 0
	return l
}

func ends(r rune) bool { return r == '。' || r == '；' || r == '！' || r == '？' || r == '｡' }

func closer(r rune) bool {
	return r == '”' || r == '）' || r == ')' || r == '"' || r == '」' || r == '’'
}
