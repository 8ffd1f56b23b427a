package zh

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is a normalised view of a source: hard line breaks are joined, stray white space is dropped, full-width digits and
// letters, half-width punctuation and traditional characters are folded. '\n' is left only where a new line begins a new
// thing, '\t' only between the columns of a row. Rules work on S by byte offsets; Source leads back.
type Text struct {
	S     string
	Chars int // code points of the source

	source string
	at     []int32 // for each byte of S the source's byte it stems from
	ruler  []int32 // the source's byte offset of every 64th code point
}

const rulerStep = 64

// New normalises source. starts tells, beyond what every text has (list marks, indents), which lines begin something new:
// labels, by-lines; nil is none.
func New(source string, starts func(line string) bool) *Text {
	t := &Text{source: source}
	t.measure()
	w := writer{src: source, out: make([]byte, 0, len(source)), at: make([]int32, 0, len(source)+1)}
	for _, l := range joinLines(source, starts) {
		w.line(l)
	}
	t.S, t.at = string(w.out), append(w.at, int32(len(source)))
	return t
}

func (t *Text) measure() {
	t.ruler = make([]int32, 0, len(t.source)/(2*rulerStep)+1)
	for i := range t.source {
		if t.Chars%rulerStep == 0 {
			t.ruler = append(t.ruler, int32(i))
		}
		t.Chars++
	}
}

// Source turns a range of S into the range of code points it was read from, end exclusive.
func (t *Text) Source(start, end int) (int, int) {
	if start >= end {
		n := t.codePoint(int(t.at[start]))
		return n, n
	}
	_, size := utf8.DecodeLastRuneInString(t.S[:end])
	return t.codePoint(int(t.at[start])), t.codePoint(int(t.at[end-size])) + 1
}

// Quote is what the source says from start to end of S, without white space.
func (t *Text) Quote(start, end int) string {
	if start >= end {
		return ""
	}
	last := int(t.at[end-1])
	_, size := utf8.DecodeRuneInString(t.source[last:])
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, t.source[t.at[start]:last+size])
}

func (t *Text) codePoint(b int) int {
	i := sort.Search(len(t.ruler), func(i int) bool { return int(t.ruler[i]) > b }) - 1
	if i < 0 {
		return 0
	}
	return i*rulerStep + utf8.RuneCountInString(t.source[t.ruler[i]:b])
}

// Gap tells whether white space stands in the source before byte at of S.
func (t *Text) Gap(at int) bool {
	i := int(t.at[at])
	if i == 0 {
		return false
	}
	c, _ := utf8.DecodeLastRuneInString(t.source[:i])
	return unicode.IsSpace(c)
}

// Breaks counts the line breaks of the source between the character before byte at of S and the one there: more than one
// tells that something between two lines was empty.
func (t *Text) Breaks(at int) int {
	end := int(t.at[at])
	n := 0
	for i := end - 1; i >= 0; i-- {
		switch c := t.source[i]; {
		case c == '\n':
			n++
		case c > ' ':
			return n
		}
	}
	return n
}

// Tabs counts the tabs of the source between the character before byte at of S and the one there: more than one tells that a
// cell between two others was empty.
func (t *Text) Tabs(at int) int {
	n := 0
	for i := int(t.at[at]) - 1; i >= 0 && t.source[i] <= ' ' && t.source[i] != '\n'; i-- {
		if t.source[i] == '\t' {
			n++
		}
	}
	return n
}
