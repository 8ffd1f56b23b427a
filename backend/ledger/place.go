package ledger

import (
	"slices"
	"strings"
	"unicode"
)

// separators end a clause; a finding can be split after one, and none stands at either end of what a person cites.
const separators = "；，。"

// Bare is s without white space, as quotes are kept.
func Bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// Cite makes a draft of kind k from the code points start to end of the report's text, end exclusive. White space and
// separators at both ends are left out.
func (r *Report) Cite(k Kind, start, end int) (Entry, error) {
	text := []rune(r.Text)
	if !k.Valid() {
		return Entry{}, Change{Kind: k}.Check()
	}
	if start < 0 || end > len(text) || start > end {
		return Entry{}, Mistake(Invalid, "words", "选取的位置不在原文之内，请重新选取。", "That place is not within the text; select it again.")
	}
	outer := func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(separators, c) }
	for ; start < end && outer(text[start]); start++ {
	}
	for ; start < end && outer(text[end-1]); end-- {
	}
	e := Entry{Kind: k, ReportID: r.ID, Period: r.Period, Start: start, End: end, Status: Draft, Quote: Bare(string(text[start:end]))}
	e.Text = e.Quote
	for _, a := range r.Articles {
		if a.Start <= start && start < a.End {
			e.Article = a.Index
			if a.Period != "" {
				e.Period = a.Period
			}
		}
	}
	if e.Quote == "" {
		return e, Mistake(Invalid, "words", "请选取或填写原文中的一段话。", "Select or type some words of the report.")
	}
	return e, Change{Kind: k, Text: e.Text}.Check()
}

// Locate finds the one place of words in the report's text, whatever white space stands between their characters.
func (r *Report) Locate(words string) (start, end int, err error) {
	want := []rune(Bare(words))
	var have []rune
	var at []int
	for i, c := range []rune(r.Text) {
		if !unicode.IsSpace(c) {
			have, at = append(have, c), append(at, i)
		}
	}
	found := 0
	for i := 0; len(want) > 0 && i+len(want) <= len(have); i++ {
		if slices.Equal(have[i:i+len(want)], want) {
			if found++; found == 1 {
				start, end = at[i], at[i+len(want)-1]+1
			}
		}
	}
	switch {
	case len(want) == 0:
		return 0, 0, Mistake(Invalid, "words", "请填写原文中的一段话。", "Type some words of the report.")
	case found == 0:
		return 0, 0, Mistake(Invalid, "words", "原文中没有这段话，请按原文一字不差地填写。", "The report does not have these words; type them exactly as they stand.")
	case found > 1:
		return 0, 0, Mistake(Invalid, "words", "这段话在原文中出现了 %d 次，请多写几个字。", "These words stand %d times in the report; type a few more.", found)
	}
	return start, end, nil
}

// Cuts are where the entry can be split: how many characters of its quote come before, a separator being the last of them.
func (e *Entry) Cuts() (all []int) {
	quote := []rune(e.Quote)
	for i := 1; i < len(quote)-1; i++ {
		if strings.ContainsRune(separators, quote[i]) {
			all = append(all, i+1)
		}
	}
	return all
}

// Split makes two drafts of one, parted after at characters of its quote. Each keeps what is said of both, and of figures
// and due date what its own words say.
func (r *Report) Split(e *Entry, at int) (a, b Entry, err error) {
	if !slices.Contains(e.Cuts(), at) {
		return a, b, Mistake(Invalid, "at", "只能在“；”“，”“。”之后拆分，请重新选择。", "A finding can be split after “；”, “，” or “。” only; choose again.")
	}
	text, middle := []rune(r.Text), e.Start
	for n := 0; n < at && middle < min(e.End, len(text)); middle++ {
		if !unicode.IsSpace(text[middle]) {
			n++
		}
	}
	if a, err = r.part(e, e.Start, middle); err != nil {
		return a, b, err
	}
	if b, err = r.part(e, middle, e.End); err != nil {
		return a, b, err
	}
	if first, second := a.says(e.DueText), b.says(e.DueText); first != second {
		late := &b
		if second {
			late = &a
		}
		late.Due, late.DueText, late.DueBasis = "", "", ""
	}
	return a, b, nil
}

func (r *Report) part(e *Entry, start, end int) (Entry, error) {
	cited, err := r.Cite(e.Kind, start, end)
	p := *e
	p.fresh(cited)
	p.Metrics = slices.DeleteFunc(slices.Clone(e.Metrics), func(m Metric) bool { return !p.says(m.Name) })
	return p, err
}

// fresh makes e a draft of its own, at the place of cited.
func (e *Entry) fresh(cited Entry) {
	e.ID, e.Version, e.Status, e.Number = 0, 0, Draft, ""
	e.Start, e.End, e.Quote, e.Text = cited.Start, cited.End, cited.Quote, cited.Text
	e.Units = slices.Clone(e.Units)
}

func (e *Entry) says(words string) bool { return strings.Contains(e.Quote, Bare(words)) }

// Merge makes one draft of two of a kind: from the beginning of the first to the end of the second. It has the units and
// figures of both, and the earlier due date.
func (r *Report) Merge(a, b *Entry) (Entry, error) {
	if a.Kind != b.Kind || a.Article != b.Article || a.ID == b.ID {
		return Entry{}, Mistake(Invalid, "with", "只能合并同一篇报道里同一类的两条。", "Only two findings of one kind and one article can be merged.")
	}
	cited, err := r.Cite(a.Kind, min(a.Start, b.Start), max(a.End, b.End))
	m := *a
	m.fresh(cited)
	if a.Text != a.Quote || b.Text != b.Quote {
		m.Text = a.Text + "；" + b.Text // a person's words are kept
	}
	for _, p := range b.Units {
		if !slices.ContainsFunc(m.Units, func(q Party) bool { return q.Name == p.Name && q.Role == p.Role }) {
			m.Units = append(m.Units, p)
		}
	}
	m.Metrics = append(slices.Clone(a.Metrics), b.Metrics...)
	if m.Theme == "" {
		m.Theme = b.Theme
	}
	if b.Due != "" && (m.Due == "" || b.Due < m.Due) || m.Due == "" && m.DueText == "" {
		m.Due, m.DueText, m.DueBasis = b.Due, b.DueText, b.DueBasis
	}
	return m, err
}

// Next is the draft that follows e among findings in the order of the text and can be merged with it: of the same kind and
// article, and first of all about the same unit; nil where there is none.
func Next(findings []Entry, e *Entry) *Entry {
	after := false
	for i := range findings {
		f := &findings[i]
		if after && f.Status == Draft && f.Kind == e.Kind && f.Article == e.Article && f.about() == e.about() {
			return f
		}
		after = after || f.ID == e.ID
	}
	return nil
}

func (e *Entry) about() string {
	if len(e.Units) == 0 {
		return ""
	}
	return e.Units[0].Name
}
