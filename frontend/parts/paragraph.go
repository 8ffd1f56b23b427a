package parts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"taizhang/backend/ledger"
)

// stretch is a range of code points, end exclusive.
type stretch struct{ start, end int }

// wide is the longest line that a column of print has; a text with longer lines was not broken by a printer, and each of its
// lines is a paragraph.
const wide = 60

// splitter divides a text whose lines may be broken anywhere, even inside a word and with a blank line between.
type splitter struct {
	text  []rune
	head  []bool // in a headline
	held  []bool // a break here would cut a finding
	width int    // of a column, in characters
	all   []Paragraph
}

// paragraphs finds the paragraphs of a text. A headline is one of its own, line by line; no finding is broken.
func paragraphs(text []rune, spans []ledger.Span, findings []ledger.Entry) []Paragraph {
	s := splitter{
		text: text, width: columnWidth(text),
		head: cover(len(text), 0, headlines(spans)), held: cover(len(text), 1, places(findings)),
	}
	from, line := 0, 0
	for i := 0; i < len(text); {
		if i > 0 && s.head[i] != s.head[i-1] && !s.held[i] {
			s.add(from, i)
			from, line = i, i
		}
		if text[i] != '\n' {
			i++
			continue
		}
		next, blank := s.gap(i)
		if !s.held[i] && s.breaks(line, i, blank) {
			s.add(from, i)
			from = next
		}
		line, i = next, next
	}
	s.add(from, len(text))
	return s.all
}

// add takes a stretch as a paragraph, without the white space around it.
func (s *splitter) add(start, end int) {
	for ; start < end && unicode.IsSpace(s.text[start]); start++ {
	}
	for ; start < end && unicode.IsSpace(s.text[end-1]); end-- {
	}
	if start == end {
		return
	}
	p := Paragraph{stretch: stretch{start, end}}
	if s.head[start] {
		p.Role = ledger.Headline
	}
	s.all = append(s.all, p)
}

// gap is where the text goes on after the line end at i, and whether a blank line lies between.
func (s *splitter) gap(i int) (next int, blank bool) {
	for next = i + 1; next < len(s.text) && unicode.IsSpace(s.text[next]); next++ {
		blank = blank || s.text[next] == '\n'
	}
	return next, blank
}

// breaks tells whether the line from start to end is the last of its paragraph: in a text that no printer broke each is, in a
// headline each is; else it ends a sentence and stops short of the column or stands before a blank line, or is so short that
// it can only be a title.
func (s *splitter) breaks(start, end int, blank bool) bool {
	line := strings.TrimSpace(string(s.text[start:end]))
	n := utf8.RuneCountInString(line)
	switch {
	case s.width > wide, s.head[start], n < s.width/2:
		return true
	case blank, n < s.width-1:
		return strings.ContainsAny(lastRune(strings.TrimSuffix(line, "”")), "。！？：")
	}
	return false
}

func lastRune(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// columnWidth is the length that nine lines in ten do not exceed.
func columnWidth(text []rune) int {
	var lengths []int
	for l := range strings.SplitSeq(string(text), "\n") {
		if n := len([]rune(strings.TrimSpace(l))); n > 0 {
			lengths = append(lengths, n)
		}
	}
	if len(lengths) == 0 {
		return 0
	}
	slices.Sort(lengths)
	return lengths[len(lengths)*9/10]
}

// cover marks the code points from start (moved by skip) to the end of each stretch.
func cover(n, skip int, all []stretch) []bool {
	marks := make([]bool, n+1)
	for _, s := range all {
		for i := max(s.start+skip, 0); i < min(s.end, n); i++ {
			marks[i] = true
		}
	}
	return marks
}

func headlines(spans []ledger.Span) (all []stretch) {
	for _, s := range spans {
		if s.Role == ledger.Headline {
			all = append(all, stretch{s.Start, s.End})
		}
	}
	return all
}

func places(findings []ledger.Entry) (all []stretch) {
	for _, f := range findings {
		all = append(all, stretch{f.Start, f.End})
	}
	return all
}
