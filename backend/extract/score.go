package extract

import (
	"reflect"
	"slices"
	"sort"
	"strings"
	"unicode"

	"taizhang/backend/ledger"
)

// Result tells how well a reading, or several, agree with the gold.
type Result struct {
	Kinds  map[ledger.Kind]*Tally
	Misses []Miss // gold that was not found
	Extras []Miss // findings that the gold lacks
	Wrong  []Miss // matches with other units than the gold's
}

// Tally counts matches of one kind. Found and Gold leave out what is optional and unmatched; the shares are counted over
// Matched, those of Due and Metrics over matches where either side has one.
type Tally struct {
	Gold, Found, Matched             int
	Units, Theme                     int
	Due, Metrics, HasDue, HasMetrics int
}

// Miss is a record at fault, with the line of the source it begins on.
type Miss struct {
	Source string
	Line   int
	Kind   ledger.Kind
	Quote  string
	Note   string
}

// Precision, Recall and F1 are 1 where there is nothing to find and nothing was found.
func (t Tally) Precision() float64 { return ratio(t.Matched, t.Found) }
func (t Tally) Recall() float64    { return ratio(t.Matched, t.Gold) }
func (t Tally) F1() float64        { return ratio(2*t.Matched, t.Found+t.Gold) }

// Share is n of the matches, 1 where there are none.
func (t Tally) Share(n int) float64 { return ratio(n, t.Matched) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// Add sums another result into r.
func (r *Result) Add(o Result) {
	if r.Kinds == nil {
		r.Kinds = map[ledger.Kind]*Tally{}
	}
	for _, k := range ledger.Kinds {
		t, u := r.tally(k), o.Kinds[k]
		if u == nil {
			continue
		}
		a, b := reflect.ValueOf(t).Elem(), reflect.ValueOf(u).Elem()
		for i := range a.NumField() {
			a.Field(i).SetInt(a.Field(i).Int() + b.Field(i).Int())
		}
	}
	r.Misses = append(r.Misses, o.Misses...)
	r.Extras = append(r.Extras, o.Extras...)
	r.Wrong = append(r.Wrong, o.Wrong...)
}

func (r *Result) tally(k ledger.Kind) *Tally {
	if r.Kinds[k] == nil {
		r.Kinds[k] = &Tally{}
	}
	return r.Kinds[k]
}

// Score compares a reading with the gold. A finding matches a gold record of its kind when their spans overlap by
// half or more (intersection over union, white space not counted); each matches at most once, the best pairs first.
func Score(gold Gold, reading *Reading) Result {
	res := Result{Kinds: map[ledger.Kind]*Tally{}}
	for _, k := range ledger.Kinds {
		res.tally(k)
	}
	m := matcher{gold: gold, reading: reading}
	m.measure(reading.source)
	goldOf, foundOf := m.pairs()
	for i, g := range gold.Records {
		t := res.tally(g.Kind)
		j, ok := foundOf[i]
		switch {
		case ok:
			t.Gold++
			t.Found++
			t.Matched++
			m.compare(t, g, reading.Findings[j], &res)
		case !g.Optional:
			t.Gold++
			res.Misses = append(res.Misses, Miss{gold.Source, m.line(g.Start), g.Kind, g.Quote, strings.Join(g.Units, "、")})
		}
	}
	for j, f := range reading.Findings {
		if _, ok := goldOf[j]; !ok {
			res.tally(f.Kind).Found++
			res.Extras = append(res.Extras, Miss{gold.Source, m.line(f.Start), f.Kind, f.Quote, f.Rule})
		}
	}
	return res
}

type matcher struct {
	gold    Gold
	reading *Reading
	visible []int // for each code point, how many that are no white space stand before it
	lines   []int // code points that begin a line
}

func (m *matcher) measure(text string) {
	n := 0
	i := 0
	m.lines = []int{0}
	for _, c := range text {
		m.visible = append(m.visible, n)
		if !unicode.IsSpace(c) {
			n++
		}
		i++
		if c == '\n' {
			m.lines = append(m.lines, i)
		}
	}
	m.visible = append(m.visible, n)
}

func (m *matcher) line(at int) int { return sort.SearchInts(m.lines, at+1) }

func (m *matcher) size(start, end int) int {
	last := len(m.visible) - 1
	start, end = min(max(start, 0), last), min(max(end, 0), last)
	if end <= start {
		return 0
	}
	return m.visible[end] - m.visible[start]
}

type pair struct {
	gold, found int
	overlap     float64
}

// pairs matches gold and findings, the greatest overlap first.
func (m *matcher) pairs() (goldOf, foundOf map[int]int) {
	var all []pair
	for i, g := range m.gold.Records {
		for j, f := range m.reading.Findings {
			if g.Kind != f.Kind {
				continue
			}
			both := m.size(max(g.Start, f.Start), min(g.End, f.End))
			either := m.size(g.Start, g.End) + m.size(f.Start, f.End) - both
			if both > 0 && 2*both >= either {
				all = append(all, pair{i, j, float64(both) / float64(either)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int {
		switch {
		case a.overlap > b.overlap:
			return -1
		case a.overlap < b.overlap:
			return 1
		}
		return 0
	})
	goldOf, foundOf = map[int]int{}, map[int]int{}
	for _, p := range all {
		_, a := foundOf[p.gold]
		_, b := goldOf[p.found]
		if !a && !b {
			foundOf[p.gold], goldOf[p.found] = p.found, p.gold
		}
	}
	return goldOf, foundOf
}

func (m *matcher) compare(t *Tally, g GoldRecord, f Finding, res *Result) {
	if sameSet(g.Units, f.Units) && sameSet(g.Support, f.Support) {
		t.Units++
	} else {
		res.Wrong = append(res.Wrong, Miss{m.gold.Source, m.line(g.Start), g.Kind, g.Quote,
			"gold " + strings.Join(g.Units, "、") + " + " + strings.Join(g.Support, "、") + " found " + strings.Join(f.Units, "、") + " + " + strings.Join(f.Support, "、")})
	}
	if g.Theme == f.Theme {
		t.Theme++
	}
	if g.Due != nil || f.Due != nil {
		t.HasDue++
		if g.Due != nil && f.Due != nil && g.Due.Date == f.Due.Date {
			t.Due++
		}
	}
	if len(g.Metrics) > 0 || len(f.Metrics) > 0 {
		t.HasMetrics++
		if len(g.Metrics) == len(f.Metrics) && (len(g.Metrics) == 0 || reflect.DeepEqual(g.Metrics, f.Metrics)) {
			t.Metrics++
		}
	}
}

func sameSet(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for _, s := range a {
		if !slices.Contains(b, s) {
			return false
		}
	}
	return true
}
