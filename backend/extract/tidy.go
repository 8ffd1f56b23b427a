package extract

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// roles lists what a byte of the text may be painted as, narrative first: it is what nothing else claimed.
var roles = []ledger.Role{
	ledger.Narrative, ledger.Headline, ledger.Byline, ledger.Attendance, ledger.ThemeHead, ledger.Boilerplate,
	ledger.Role(ledger.Progress), ledger.Role(ledger.Shortcoming), ledger.Role(ledger.Task),
}

// mark paints s[start:end] with its role.
func (r *reader) mark(start, end int, role ledger.Role) {
	b := byte(slices.Index(roles, role))
	for i := start; i < end; i++ {
		r.paint[i] = b
	}
}

// add records a finding; its words begin and end without stray punctuation.
func (r *reader) add(kind ledger.Kind, start, end int, units []string, rule string) *found {
	for start < end && hasAnyPrefix(r.s[start:end], "，", "、", "；", "：", "。", "\t", " ", "|", "”") {
		_, n := cutMark(r.s[start:end])
		start += n
	}
	for end > start && hasAnySuffix(r.s[start:end], "，", "、", "；", "：", "。", "\t", " ", "|") {
		end -= lastSize(r.s[start:end])
	}
	if units == nil {
		units = []string{}
	}
	r.found = append(r.found, found{Finding: Finding{Kind: kind, Article: r.index, Units: units, Rule: rule}, start: start, end: end, evStart: start, evEnd: end})
	return &r.found[len(r.found)-1]
}

func cutMark(s string) (string, int) {
	for _, w := range []string{"，", "、", "；", "：", "。", "”"} {
		if strings.HasPrefix(s, w) {
			return s[len(w):], len(w)
		}
	}
	return s[1:], 1
}

func lastSize(s string) int {
	if s[len(s)-1] < 0x80 {
		return 1
	}
	return len("。")
}

// addArticle records the article with its day of meeting: the first date of its sentences.
func (r *reader) addArticle(a *article) {
	start, _ := r.t.Source(a.start, a.end)
	_, end := r.t.Source(a.start, a.end)
	out := ledger.Article{Index: r.index, Title: a.title, Start: start, End: end, Period: r.published.Period()}
	for _, p := range a.paras {
		text := r.s[p.start:min(p.end, p.start+300)]
		if p.head {
			continue
		}
		if days := zh.FindDays(text, r.ref, zh.Past); len(days) > 0 {
			d := days[0]
			words := text[d.Start:d.End]
			if !d.From.IsZero() && (d.From.Equal(d.To) || strings.Contains(words, "日") && d.Workdays == 0 && !strings.HasSuffix(words, "内")) && !strings.HasSuffix(words, "底") {
				out.Meeting = ledger.DateOf(d.From)
				out.Period = out.Meeting.Period()
			}
		}
		break
	}
	r.out.Articles = append(r.out.Articles, out)
}

// tidy drops empty and repeated findings, puts them in order and turns offsets into the source's own.
func (r *reader) tidy() {
	slices.SortStableFunc(r.found, func(a, b found) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return a.end - b.end
	})
	for i, f := range r.found {
		if f.end <= f.start || i > 0 && r.found[i-1].start == f.start && r.found[i-1].end == f.end {
			continue
		}
		f.Start, f.End = r.t.Source(f.start, f.end)
		f.Quote = r.t.Quote(f.start, f.end)
		if f.Kind == ledger.Shortcoming {
			s, e := r.t.Source(f.evStart, f.evEnd)
			f.Evidence = &Range{s, e}
		}
		if f.Units == nil {
			f.Units = []string{}
		}
		r.out.Findings = append(r.out.Findings, f.Finding)
	}
	r.cover()
}

// cover turns the painted bytes into spans over the whole source.
func (r *reader) cover() {
	spans := []ledger.Span{}
	at := 0
	for i := 0; i < len(r.paint); {
		j := i + 1
		for j < len(r.paint) && (r.paint[j] == r.paint[i] || r.s[j]&0xc0 == 0x80) {
			j++
		}
		end := r.t.Chars
		if j < len(r.paint) {
			end, _ = r.t.Source(j, j+1)
		}
		role := roles[r.paint[i]]
		if n := len(spans); n > 0 && spans[n-1].Role == role {
			spans[n-1].End = end
		} else if end > at {
			spans = append(spans, ledger.Span{Start: at, End: end, Role: role})
		}
		at, i = end, j
	}
	if at < r.t.Chars {
		spans = append(spans, ledger.Span{Start: at, End: r.t.Chars, Role: ledger.Narrative})
	}
	r.out.Spans = spans
	r.out.Coverage = Coverage{r.t.Chars, r.t.Chars, spans}
}
