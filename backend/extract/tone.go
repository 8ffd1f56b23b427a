package extract

import (
	"strconv"
	"strings"

	"taizhang/backend/zh"
)

// tone is how words lean, by weights: above zero they blame, below they praise. It speaks where the listed cues are silent.
type tone struct {
	within *trie[int] // at each word, with the weights of the words that it begins with
	ending *trie[int] // the same backwards, for words that end a segment
}

// toneEnd stands behind a word of the list that counts only at a segment's end: 慢。
const toneEnd = "。"

// newTone compiles the list's groups: a weight, and the words that have it.
func newTone(groups map[string][]string) *tone {
	within, ending := map[string]int{}, map[string]int{}
	for weight, words := range groups {
		n, err := strconv.Atoi(weight)
		if err != nil {
			panic(err)
		}
		for _, w := range words {
			if before, cut := strings.CutSuffix(w, toneEnd); cut {
				ending[reversed(before)] += n
			} else {
				within[w] += n
			}
		}
	}
	return &tone{summed(within), summed(ending)}
}

// summed is a trie that holds at each word the sum of all words that it begins with, so that the longest tells them all.
func summed(weights map[string]int) *trie[int] {
	t := newTrie[int]()
	for w := range weights {
		sum := 0
		for i := 1; i <= len(w); i++ {
			sum += weights[w[:i]]
		}
		t.add(w, sum, nil)
	}
	return t
}

// of is how a segment leans.
func (t *tone) of(seg string) (sum int) {
	seg = folded(strings.TrimRight(seg, "”。"))
	for i := 0; i < len(seg); i += step(seg[i]) {
		if n, v := t.within.longest(seg[i:]); n > 0 {
			sum += v
		}
	}
	return sum + t.ending.last(seg)
}

// folded is a segment with 0 for each figure: what the list says of 仅0户 it says of any number of them.
func folded(seg string) string {
	i := strings.IndexAny(seg, "0123456789")
	if i < 0 {
		return seg
	}
	b := append(make([]byte, 0, 128), seg[:i]...)
	for figure := false; i < len(seg); i++ {
		c := seg[i]
		digit := '0' <= c && c <= '9'
		switch {
		case digit && !figure:
			b = append(b, '0')
		case !digit && !(figure && (c == '.' || c == ',')):
			b = append(b, c)
		}
		figure = digit || figure && (c == '.' || c == ',')
	}
	return string(b)
}

// How far a clause must lean to be read by its tone, in tenths of a logit: more where a listed cue says otherwise.
const (
	toneBlames  = 18
	toneAgainst = 36 // against words of success or of an order, and outside a turn
	tonePraises = -10
	toneVetoes  = -30
)

// toned reads a clause of somebody's turn that blames by the lean of its words, where no listed word has told what it is.
func (r *reader) toned(c *clause) bool {
	if !r.mayLean(c) || r.describes(c) {
		return false
	}
	at := c.core
	if c.subject.none() {
		at = c.body
	}
	items, from := r.leaning(c, at)
	if len(items) == 0 {
		return false
	}
	if from > at && r.turn == nil {
		r.turn, r.headTurn, r.turnPara = c.subject.names, false, r.para
	}
	if end := from - len("，"); end-at >= 15 {
		r.praise(span{at, end}, r.blamed(c), "progress-turn")
	}
	k := *c
	k.core = from
	r.faults(&k, r.apart(items), span{from, items[len(items)-1].end}, "tone")
	return true
}

// mayLean tells whether a clause stands where a unit is praised or blamed.
func (r *reader) mayLean(c *clause) bool {
	if r.asking() || r.section == onProgress || r.asked == onProgress || r.section == onTask || c.told || c.subject.collective || c.end-c.core < len("路灯坏了无人修") || strings.Contains(r.text(c), "：") {
		return false
	}
	if r.turn == nil && (c.subject.none() || !r.art.review || !r.art.official || len(c.subject.names) > 1) {
		return false
	}
	words := r.s[c.core:c.end]
	return len(words) <= longest && !orders(words) && !pledges(words) && !aimed(words) && !warnsOf(words) && !forecasts(words) && !proceeds(r.text(c)) &&
		!inspects(c.subject.names, words) && !feelings.within(words) && !hasAnyPrefix(words, future...) && wholeDistrict(words) == 0 && r.due(span{c.core, c.end}) == nil
}

// leaning are the faults that a clause tells by its lean, and where they begin: behind what it praises first. None where it
// ends in praise.
func (r *reader) leaning(c *clause, at int) (items []item, from int) {
	praised, sum := false, 0
	from = at
	for _, z := range zh.Segments(r.s, at, c.end) {
		seg := r.s[z.Start:z.End]
		lean := r.x.tone.of(seg)
		need := toneBlames
		if r.turn == nil || r.achieved(seg) || r.imperative(seg) {
			need = toneAgainst
		}
		if r.x.nots.within(seg) {
			lean = min(lean, 0) // 不断档 blames nobody
		}
		switch {
		case len(items) > 0 && lean < tonePraises:
			return nil, 0
		case len(items) > 0 && lean >= need && r.ownFault(c, items[len(items)-1].span, seg):
			items = append(items, item{span{z.Start, z.End}, nil})
		case len(items) > 0:
			items[len(items)-1].end = z.End
		case sum+lean >= need && !praised:
			items = []item{{span{at, z.End}, nil}}
		case lean >= need:
			from = z.Start
			items = []item{{span{z.Start, z.End}, nil}}
		default:
			sum += lean
			praised = praised || lean < tonePraises
		}
	}
	return items, from
}

// vetoed tells whether the words around a listed cue lean so far towards praise that the cue must mean something else:
// 克服资金紧张等困难. What a text has turned to with 但 and what stands under problems is no praise.
func (r *reader) vetoed(c *clause, items []item) bool {
	if r.underProblems() || c.blames || r.anonymous(c) {
		return false
	}
	sum := 0
	for _, z := range zh.Segments(r.s, c.body, c.end) {
		seg := r.s[z.Start:z.End]
		if hasAnyPrefix(seg, turns...) || questioned(seg) > 0 {
			return false
		}
		if z.End > items[0].start && z.Start < items[len(items)-1].end {
			sum += r.x.tone.of(seg)
		}
	}
	return sum < toneVetoes
}
