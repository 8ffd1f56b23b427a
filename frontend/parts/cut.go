package parts

import (
	"slices"
	"strings"
	"unicode"

	"taizhang/backend/ledger"
)

// Segment is a stretch of a report's text that the same findings cover.
type Segment struct {
	Text   string
	Marks  []*ledger.Entry // the findings that cover it, the shortest first; none for plain text
	Starts []*ledger.Entry // those of Marks that begin here
	Role   ledger.Role     // what plain text was taken for, "" where it is of a finding's sentence
	places []Place
}

// Paragraph is a paragraph of a report, with its hard line breaks joined again.
type Paragraph struct {
	Role     ledger.Role // Headline, or "" for running text
	Segments []Segment
	Places   []Place // where the characters of Segments, one after the other, stand in the report's text
	stretch
}

// Place is where characters that stand side by side begin in a report's text, and how many they are.
type Place struct{ At, Chars int }

// Cut divides a report's text into paragraphs and these into segments at the bounds of the findings, which may overlap.
// Every character that is no white space comes out once, in its order.
func Cut(text string, spans []ledger.Span, findings []ledger.Entry) []Paragraph {
	runes := []rune(text)
	all := paragraphs(runes, spans, findings)
	for i := range all {
		all[i].Segments = segments(runes, all[i].stretch, leftOut(spans, all[i].stretch), findings)
		for _, s := range all[i].Segments {
			all[i].Places = append(all[i].Places, s.places...)
		}
	}
	return all
}

func segments(text []rune, p stretch, spans []ledger.Span, findings []ledger.Entry) (all []Segment) {
	var here []*ledger.Entry
	cuts := []int{p.start, p.end}
	for i := range findings {
		f := &findings[i]
		start, end := max(f.Start, p.start), min(f.End, p.end)
		if start < end {
			here, cuts = append(here, f), append(cuts, start, end)
		}
	}
	for _, s := range spans {
		cuts = append(cuts, max(s.Start, p.start), min(s.End, p.end))
	}
	slices.SortStableFunc(here, func(a, b *ledger.Entry) int { return (a.End - a.Start) - (b.End - b.Start) })
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := 1; i < len(cuts); i++ {
		var s Segment
		s.Text, s.places = join(text, stretch{cuts[i-1], cuts[i]})
		for _, f := range here {
			if f.Start <= cuts[i-1] && cuts[i] <= f.End {
				s.Marks = append(s.Marks, f)
				if f.Start == cuts[i-1] {
					s.Starts = append(s.Starts, f)
				}
			}
		}
		if s.Marks == nil {
			s.Role = roleAt(spans, cuts[i-1])
		}
		if s.Text != "" || s.Starts != nil {
			all = append(all, s)
		}
	}
	return all
}

// leftOut are the spans within p that are of no finding. Spans stand in order and apart.
func leftOut(spans []ledger.Span, p stretch) (all []ledger.Span) {
	for _, s := range spans[spanAt(spans, p.start):] {
		if s.Start >= p.end {
			break
		}
		if roleWords[s.Role] != (ledger.Words{}) && s.Start < s.End {
			all = append(all, s)
		}
	}
	return all
}

func roleAt(spans []ledger.Span, at int) ledger.Role {
	if i := spanAt(spans, at); i < len(spans) && spans[i].Start <= at {
		return spans[i].Role
	}
	return ""
}

// spanAt is the first span that does not end before at.
func spanAt(spans []ledger.Span, at int) int {
	i, _ := slices.BinarySearchFunc(spans, at+1, func(s ledger.Span, at int) int { return s.End - at })
	return i
}

// join writes a stretch without its line breaks: nothing stands in their place, or one space between two Latin words. It
// tells where the characters it wrote stand in the text.
func join(text []rune, s stretch) (string, []Place) {
	var b strings.Builder
	var places []Place
	put := func(r rune, at int) {
		b.WriteRune(r)
		if n := len(places) - 1; n >= 0 && places[n].At+places[n].Chars == at {
			places[n].Chars++
		} else {
			places = append(places, Place{at, 1})
		}
	}
	for i := s.start; i < s.end; i++ {
		if !unicode.IsSpace(text[i]) {
			put(text[i], i)
			continue
		}
		from, broken := i, false
		for ; i < s.end && unicode.IsSpace(text[i]); i++ {
			broken = broken || text[i] == '\n'
		}
		if !broken || latin(text, from-1) && latin(text, i) {
			put(' ', from)
		}
		i--
	}
	return b.String(), places
}

func latin(text []rune, i int) bool {
	return i >= 0 && i < len(text) && text[i] < unicode.MaxLatin1 && (unicode.IsLetter(text[i]) || unicode.IsDigit(text[i]))
}
