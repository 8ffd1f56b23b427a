package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// party is one or more units named at a place in the text.
type party struct {
	names      []string
	end        int  // where the words end
	collective bool // nobody in particular: 各街镇, 相关部门
	known      bool // at least one is in the register
}

func (p party) none() bool { return len(p.names) == 0 }

var joints = []string{"、", "以及", "和", "及", "与", "，"}

// parties reads the units named from at on: 太平桥街道、区城管委和各街镇 is three. Several rules ask it of the same words.
func (r *reader) parties(at, end int) party {
	m := &r.parsed[at%len(r.parsed)]
	if m.at != at || m.end != end || m.article != r.index+1 {
		p := r.namedFrom(at, end)
		p.names = slices.Clip(p.names)
		*m = remembered{r.index + 1, at, end, p}
	}
	return m.party
}

// remembered is what was last read at a place.
type remembered struct {
	article, at, end int
	party            party
}

func (r *reader) namedFrom(at, end int) party {
	p := r.sharing(at, end)
	if p.none() {
		p = r.unit(at, end, false)
	}
	if p.none() {
		return p
	}
	for {
		next, joined := p.end, ""
		for _, j := range joints {
			if strings.HasPrefix(r.s[next:end], j) {
				joined = j
				break
			}
		}
		if joined == "" {
			break
		}
		q := r.sharing(next+len(joined), end)
		if q.none() {
			q = r.unit(next+len(joined), end, true)
		}
		if q.none() || joined == "，" && (len(p.names) < 2 || q.collective) {
			break
		}
		p = party{append(p.names, q.names...), q.end, p.collective && q.collective, p.known || q.known}
	}
	p.end += countTail(r.s[p.end:end])
	if hasAnySuffix(r.s[:p.end], "党委", "党工委") && hasAnyPrefix(r.s[p.end:end], "、政府", "、办事处") {
		p.end += len(r.s[p.end:end]) - len(strings.TrimPrefix(strings.TrimPrefix(r.s[p.end:end], "、政府"), "、办事处"))
	}
	if n := r.postsOf(r.s[p.end:end]); n > 0 {
		p.end += n
	}
	for _, w := range []string{"党委、政府", "党（工）委、政府", "党委政府", "党工委、办事处", "党工委"} {
		if strings.HasPrefix(r.s[p.end:end], w) {
			p.end += len(w)
			break
		}
	}
	return p
}

// postsOf is the length of those who answer for a unit at the head of s, where they are told to do something: 党委主要负责人要.
func (r *reader) postsOf(s string) int {
	n := 0
	for {
		k := r.x.posts.prefix(s[n:])
		if k == 0 {
			break
		}
		n += k
	}
	if n == 0 || !orders(s[n:]) {
		return 0
	}
	return n
}

// unit reads one unit: the longest of what the register, the article's own list of speakers, the collectives and the
// general patterns find. Within a list 部门 alone is one too.
func (r *reader) unit(at, end int, within bool) party {
	s := r.s[at:end]
	if s == "" {
		return party{}
	}
	best := party{}
	if n, all := r.x.units.longest(s); n > 0 && !glued(s[n:]) {
		if u := meant(all, r.published); u != nil {
			best = party{[]string{u.Name}, at + n, false, true}
		}
	}
	if r.local != nil {
		if n, name := r.local.longest(s); n > 0 && at+n > best.end {
			best = party{[]string{name}, at + n, false, true}
		}
	}
	if n := r.fullCollective(s, within); n > 0 && at+n > best.end && !growsOn(s[:n], s[n:]) {
		best = party{[]string{strings.TrimSuffix(r.t.Quote(at, at+n), "上下")}, at + n, true, false}
	}
	if n := r.district(s); n > 0 && r.speakers[s[:n]] {
		return party{[]string{s[:n]}, at + n, false, true} // and not the park in it
	} else if n > 0 && best.none() {
		best = party{[]string{r.t.Quote(at, at+n)}, at + n, false, false}
	}
	if n := r.pattern(s); n > 0 && at+n > best.end && !hasAny(s[:n], "召开", "举行", "记者", "答应") {
		best = party{[]string{governed(r.t.Quote(at, at+n))}, at + n, strings.HasSuffix(s[:n], "部门"), false}
	}
	if n := r.branch(r.s[best.end:end]); !best.none() && !best.collective && n > 0 {
		best.end += n
		best.names, best.known = []string{r.t.Quote(at, best.end)}, false
	}
	return best
}

// glued tells whether a unit's name goes on: 丰台区 in 丰台区委, 太平桥街道 in 太平桥街道路.
func glued(rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	return c == '委' || c == '路' || c == '域'
}

// fullCollective is collective, less a last character that begins another word: 各街道 of 各街道组织.
func (r *reader) fullCollective(s string, within bool) int {
	n := r.collective(s, within)
	if n == 0 || !growsOn(s[:n], s[n:]) {
		return n
	}
	_, size := utf8.DecodeLastRuneInString(s[:n])
	if short := n - size; r.x.collectives.prefix(s[:short]) == short {
		return short
	}
	return n
}

// collective reads 各街镇, 各部门各单位, 相关职能部门, 属地, 各企业主要负责人, 被点评单位.
func (r *reader) collective(s string, within bool) int {
	n := r.x.collectives.prefix(s)
	if n == 0 && within {
		if k := r.x.listed.prefix(s); k > 0 && endsName(s[k:]) {
			return k
		}
	}
	if n == 0 && strings.HasPrefix(s, "部门") {
		return len("部门")
	}
	if !hasAnyPrefix(s, "各", "广大", "全体", "被") {
		// no word that may stand before a kind
	} else if k := r.kindOf(s); !strings.HasPrefix(s, "被") || hasAnySuffix(s[:k], "单位", "部门", "街道", "街镇", "镇街", "街乡", "乡镇", "企业", "干部", "书记", "负责人", "党组织") {
		n = max(n, k)
	}
	for n > 0 {
		k := r.x.collectives.prefix(s[n:])
		if hasAnyPrefix(s[n:], "各") {
			k = max(k, r.kindOf(s[n:]))
			n += k
		} else {
			k = 0
		}
		if k == 0 {
			break
		}
	}
	if n > 0 {
		n += r.x.posts.prefix(s[n:])
	}
	return n
}

// kindOf reads 各 or 被 with the kind of those meant at its end: 各包村干部, 各执法部门, 被讲评镇街.
func (r *reader) kindOf(s string) int {
	last := 0
	for i, n := 0, 0; i < len(s) && n < 12; n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		if !unicode.Is(unicode.Han, c) || strings.ContainsRune("的了在对把将要为使由应须", c) || n > 1 && last == 0 && r.x.adverbs.prefix(s[i:]) >= 6 {
			break
		}
		k := 0
		if n > 0 {
			k = r.x.kinds.prefix(s[i:])
		}
		if last > 0 && i >= last && k == 0 {
			break
		}
		if k > 0 {
			last = max(last, i+k)
		}
		i += w
	}
	return last
}

func endsName(rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.Is(unicode.Han, c) || strings.ContainsRune("要应须需将等和及与共同负做", c)
}

// address is the name of a sub-district or town with those it lies in before it: 青石市东山区石桥街道.
var address = regexp.MustCompile(`^\p{Han}{2,4}[市州]\p{Han}{1,4}[区县市旗](\p{Han}{2,6}(?:街道|街道办事处|镇|乡|苏木)(?:党工委|党委|人民政府)?)$`)

// governed is a sub-district or town without what it lies in and the committee that acts for it: 石桥镇 of 石桥镇党委.
func governed(name string) string {
	if m := address.FindStringSubmatch(name); m != nil {
		name = m[1]
	}
	for _, office := range []string{"党工委", "党委", "党（工）委"} {
		if place, cut := strings.CutSuffix(name, office); cut && hasAnySuffix(place, "街道", "镇", "乡") {
			return place
		}
	}
	for _, office := range [][2]string{{"街道办事处", "街道"}, {"街道办", "街道"}, {"镇人民政府", "镇"}, {"镇政府", "镇"}, {"乡人民政府", "乡"}, {"乡政府", "乡"}} {
		if place, cut := strings.CutSuffix(name, office[0]); cut && place != "" {
			return place + office[1]
		}
	}
	return name
}
