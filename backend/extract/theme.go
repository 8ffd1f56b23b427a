package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
)

// cue is a word that points to a theme, and how strongly.
type cue struct {
	theme  int
	weight int
}

func (x *Lexicon) compileThemes(themes []ledger.Theme) {
	x.themes = newTrie[[]cue]()
	merge := func(old, now []cue) []cue { return append(old, now...) }
	for _, w := range neutral {
		x.themes.add(w, nil, merge)
	}
	for i, t := range themes {
		x.names = append(x.names, t.Name)
		share := 2
		if i == len(themes)-1 {
			share = 1 // what is said of work in general yields to what is said of a field
		}
		for _, w := range append([]string{t.Name}, t.Same...) {
			x.themes.add(w, []cue{{i, (share + 1) * utf8.RuneCountInString(w)}}, merge)
		}
		for _, w := range t.Cues {
			x.themes.add(w, []cue{{i, share * utf8.RuneCountInString(w)}}, merge)
		}
	}
}

// Weights of what stands around a clause: a heading or a title says more than a passing two-character word, and less than
// a term of the trade.
const (
	priorStrong = 10
	priorHead   = 10
	priorTalk   = 3
	priorEcho   = 4
	priorUnit   = 8
)

// neutral are words that hold a cue by chance, 民政 in 人民政府, or only in form, 头雁工程.
var neutral = []string{"人民政府", "头雁工程", "指导帮扶", "群众工作", "系统工程", "一把手工程", "民心工程"}

// prior is a theme that the surroundings suggest.
type prior struct {
	theme  string
	weight int
}

// theme is the theme that the words of s point to most, "" for none. What stands first counts double: a clause begins with
// what it is about.
func (x *Lexicon) theme(s string, around ...prior) string {
	best, _ := x.weigh(s, around...)
	if best < 0 {
		return ""
	}
	return x.names[best]
}

func (x *Lexicon) weigh(s string, around ...prior) (best, weight int) {
	var small [64]int
	sums := small[:]
	if len(x.names) > len(sums) {
		sums = make([]int, len(x.names))
	}
	best = -1
	for _, p := range around {
		if i := slices.Index(x.names, p.theme); i >= 0 {
			if sums[i] += p.weight; sums[i] > weight {
				best, weight = i, sums[i]
			}
		}
	}
	for i := 0; i < len(s); {
		n, cues := x.themes.longest(s[i:])
		if n == 0 {
			i += step(s[i])
			continue
		}
		for _, c := range cues {
			w := c.weight
			if i < 36 {
				w *= 2
			}
			sums[c.theme] += w
			if sums[c.theme] >= weight {
				best, weight = c.theme, sums[c.theme]
			}
		}
		i += n
	}
	return best, weight
}

// agenda takes the theme of a paragraph from its first sentence where that says what was on the table: 会议听取了…关于…的汇报.
func (r *reader) agenda(c *clause) {
	_, matter, ok := strings.Cut(r.text(c), "关于")
	for _, w := range []string{"研究了", "审议了", "审议通过了", "学习了", "传达了", "听取了"} {
		if i := strings.Index(r.text(c), w); !ok && i >= 0 && i < 60 {
			matter, ok = r.text(c)[i+len(w):], true
		}
	}
	if ok {
		r.topicTheme = cmp.Or(r.x.theme(matter), r.baseTheme)
	}
}

// cellTheme is the theme of a table's cell: its own words', then its row's, the table's heading's, its unit's.
func (r *reader) cellTheme(c span, units []string) string {
	if t := r.x.theme(r.s[c.start:c.end], r.rowTheme); t != "" {
		return t
	}
	return r.fallback(units)
}

// fallback is the theme of words that say none themselves: the heading's, the lead-in's, the business of the unit they are
// about, the title's.
func (r *reader) fallback(units []string) string {
	for _, t := range []string{r.topicTheme, r.talkTheme, r.business(units), r.titleTheme} {
		if t != "" && t != r.general() {
			return t
		}
	}
	return r.topicTheme
}

// general is the last theme, which is for what has none of its own.
func (r *reader) general() string {
	if len(r.x.names) == 0 {
		return ""
	}
	return r.x.names[len(r.x.names)-1]
}

// wantingIn is the theme of what was last found wanting in the one unit: what it is then told to do most often mends that.
func (r *reader) wantingIn(units []string) string {
	if len(units) != 1 {
		return ""
	}
	return r.wanted[units[0]]
}

// business is what the name of the one unit says that it looks after; several have nothing in common but what they are told.
func (r *reader) business(units []string) string {
	if len(units) != 1 {
		return ""
	}
	return r.x.theme(units[0])
}
