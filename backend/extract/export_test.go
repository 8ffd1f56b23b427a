package extract

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// Seen is what a reading makes of a text before it reads paragraph by paragraph.
type Seen struct {
	Text  string // the normalised text
	Whole int    // where it ends, but for the last paragraph and the rows and lines without a sentence before that
	Pages []Page

	text *zh.Text
}

// Page is an article: where it begins and what is known of it as a whole.
type Page struct {
	Start int
	Facts string
}

// See returns what a reading makes of text.
func See(x *Lexicon, text string, published ledger.Date) Seen {
	r := &reader{x: x, published: published, ref: published.Time()}
	r.t = zh.New(text, x.startsLine)
	r.s = r.t.S
	seen := Seen{Text: r.s, text: r.t}
	articles := r.outline()
	for i := range articles {
		a := &articles[i]
		r.art, r.seen = a, len(r.s)
		r.listSpeakers(a)
		seen.Pages = append(seen.Pages, Page{a.start, fmt.Sprint(a.title, a.official, a.review, a.notice, a.judges, a.surveys, a.month, a.author, r.takeTurns(a), slices.Sorted(maps.Keys(r.speakers)), len(a.paras) > 0 && a.paras[0].head)})
	}
	paras := r.paras()
	last := len(paras) - 1
	for last > 0 && (paras[last-1].head || r.cells(paras[last-1]) != nil) {
		last--
	}
	if last >= 0 {
		seen.Whole = paras[last].start
	}
	for i := range paras {
		head := r.looseHead(paras[i:])
		if cells := r.looseCells(paras[min(len(paras), i+len(head)):]); head != nil && (len(cells) == 0 || cells[len(cells)-1].end >= seen.Whole) {
			seen.Whole = min(seen.Whole, paras[i].start)
		}
	}
	return seen
}

// Source is where the normalised text up to at ends in the source, in code points.
func (s Seen) Source(at int) int {
	if at == 0 {
		return 0
	}
	_, end := s.text.Source(at-1, at)
	return end
}

// StartsLabel tells whether text begins with a label, which says something of what stands before it.
func StartsLabel(x *Lexicon, text string) bool {
	n, _ := x.labels.longest(strings.TrimLeft(text, " \t\r\n（([【，,、；;|｜。"))
	return n > 0
}

// Toned is x with other words that lean: weights above zero blame.
func (x *Lexicon) Toned(weights map[string]int) *Lexicon {
	y := *x
	groups := map[string][]string{}
	for w, n := range weights {
		groups[fmt.Sprint(n)] = append(groups[fmt.Sprint(n)], w)
	}
	y.tone = newTone(groups)
	return &y
}
