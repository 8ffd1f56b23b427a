package parts

import (
	"slices"
	"strings"
	"unicode"

	"taizhang/backend/ledger"
)

// stretch is a range of code points, end exclusive.
type stretch struct{ start, end int }

// wide is the longest line that a column of print has; a text with longer lines was not broken by a printer, and each of its
// lines is a paragraph.
const wide = 60

// paragraphs finds the paragraphs of a text whose lines may be broken anywhere, even inside a word and with a blank line
// between. A headline is its own paragraph, line by line; no finding is broken.
func paragraphs(text []rune, spans []ledger.Span, findings []ledger.Entry) []Paragraph {
	width := columnWidth(text)
	head := cover(len(text), 0, headlines(spans))
	held := cover(len(text), 1, places(findings)) // a break here would cut a finding
	var all []Paragraph
	add := func(start, end int) {
		for ; start < end && unicode.IsSpace(text[start]); start++ {
		}
		for ; start < end && unicode.IsSpace(text[end-1]); end-- {
		}
		if start == end {
			return
		}
		p := Paragraph{stretch: stretch{start, end}}
		if head[start] {
			p.Role = ledger.Headline
		}
		all = append(all, p)
	}
	from, line := 0, 0
	for i := 0; i < len(text); i++ {
		if i > 0 && head[i] != head[i-1] && !held[i] {
			add(from, i)
			from, line = i, i
		}
		if text[i] != '\n' {
			continue
		}
		next := i + 1
		blank := false
		for ; next < len(text) && unicode.IsSpace(text[next]); next++ {
			blank = blank || text[next] == '\n'
		}
		if !held[i] && (width > wide || head[line] || ends(text[line:i], width, blank)) {
			add(from, i)
			from = next
		}
		line, i = next, next-1
	}
	add(from, len(text))
	return all
}

// ends tells whether a line is the last of its paragraph: it ends a sentence and stops short of the column or stands before a
// blank line, or is so short that it can only be a title.
func ends(line []rune, width int, blank bool) bool {
	s := strings.TrimRightFunc(string(line), unicode.IsSpace)
	n := len([]rune(s))
	if n < width/2 {
		return true
	}
	last := strings.HasSuffix(s, "。") || strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") || strings.HasSuffix(s, "。”") || strings.HasSuffix(s, "：")
	return last && (blank || n < width-1)
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
