package extract

import (
	"regexp"
	"strings"
)

// subject finds whom the clause's first words name, after at most two leads: 今年以来，; 在某方面，.
func (r *reader) subject(c *clause) {
	if r.underProblems() && ((c.marked || r.inItem && c.opening) && r.placed(c) || (c.first || r.sited) && r.charged(c)) || r.section == onProgress && c.opening && r.placed(c) {
		return
	}
	if r.underProblems() && c.first && r.sampled(c) {
		return
	}
	at := c.body
	for range 3 {
		for _, w := range []string{"会后", "会前", "节前", "节后", "目前", "当前", "而", "但"} {
			if rest, cut := strings.CutPrefix(r.s[at:c.end], w); cut && (r.x.collectives.prefix(rest) > 0 || !r.parties(at+len(w), c.end).none()) {
				at += len(w)
			}
		}
		from := at
		if hasAnyPrefix(r.s[at:c.end], "由", "请") {
			from += len("由")
		} else if hasAnyPrefix(r.s[at:c.end], wishes...) {
			from += len("希望")
		}
		if n := r.ourselves(r.s[at:c.end]); n > 0 {
			c.subject, c.core = party{names: r.self(), end: at + n}, at+n
			return
		}
		if n := same(r.s[at:c.end]); n > 0 && r.latest != nil {
			c.subject, c.core = party{names: r.latest, end: at + n}, at+n
			return
		}
		if n := r.itself(r.s[at:c.end]); n > 0 {
			c.subject, c.core = party{names: r.self(), end: at + n}, at+n
			return
		}
		p := r.agents(from, c.end)
		if !p.none() {
			p.end += len(itsOwnHeads.FindString(r.s[p.end:min(c.end, p.end+60)]))
		}
		if !p.none() && r.acts(p.end, c.end) {
			if kind, _ := r.labelBefore(from, c.end); kind != "" {
				return // it says who it is for: 牵头单位为….
			}
			if !p.collective && len(p.names) == 1 {
				r.latest = p.names
			}
			if r.headTurn && (r.anonymous(c) || p.collective && r.underProblems() && !strings.HasPrefix(r.s[at:], "各")) && !orders(r.s[p.end:c.end]) {
				return // some of those the turn is about
			}
			c.subject, c.core = p, p.end
			if strings.HasPrefix(r.s[c.core:c.end], "：") {
				c.core += len("：")
			}
			return
		}
		if r.topicNamed(c, at) {
			return
		}
		n := r.leadIn(r.s[at:c.end])
		if n == 0 {
			return
		}
		at += n
		c.core = at
	}
}

// itsOwnHeads are those who answer for a unit, as somebody names them who speaks: 榆树乡的书记、乡长，.
var itsOwnHeads = regexp.MustCompile(`^的(?:党委|党工委)?(?:书记|主任|镇长|乡长|局长|一把手|主要领导|主要负责人)(?:[、和](?:书记|主任|镇长|乡长|局长))?，?`)

// topicNamed reads the unit that a clause is about where a comma stands behind its name: 恭源县，投资负增长.
func (r *reader) topicNamed(c *clause, at int) bool {
	if at != c.body || !c.opening && !c.marked || r.section == "" && r.asked == "" {
		return false
	}
	p := r.parties(at, c.end)
	if p.none() || p.collective || len(p.names) > 1 || !strings.HasPrefix(r.s[p.end:c.end], "，") || p.end+len("，") >= c.end {
		return false
	}
	c.core = p.end + len("，")
	p.end = c.core
	c.subject, r.latest = p, p.names
	return true
}

// same is the length of 该街道 and its like at the head of s, which mean the unit named last.
func same(s string) int {
	rest, cut := strings.CutPrefix(s, "该")
	if !cut {
		return 0
	}
	for _, kind := range []string{"街道", "社区", "单位", "公司", "中心", "镇", "乡", "局", "委", "办", "区", "县", "市", "村", "所"} {
		if after, ok := strings.CutPrefix(rest, kind); ok && !growsOn(kind, after) && !hasAnyPrefix(after, "的", "项目", "域", "长", "书记", "党", "负责人", "主要", "居民", "群众") {
			return len(s) - len(after)
		}
	}
	return 0
}

// itself is the length of 街道 or 镇党委 at the head of s that means the one whose turn it is, or whose report: 街道将组建三支小分队.
func (r *reader) itself(s string) int {
	own := r.self()
	if len(own) != 1 {
		return 0
	}
	for _, kind := range []string{"街道", "镇", "乡"} {
		rest, cut := strings.CutPrefix(s, kind)
		if !cut || !strings.HasSuffix(own[0], kind) {
			continue
		}
		rest, _ = cutAny(rest, "党工委", "党委政府", "党委", "办事处")
		if (r.verbAt(rest) || r.x.adverbs.prefix(rest) > 0 || hasAnyPrefix(rest, "将", "已", "也", "还")) && !growsOn(kind, rest) {
			return len(s) - len(rest)
		}
	}
	return 0
}

// site tells whether a line says where something is wanting, and what: 东门市场：通道内堆放杂物.
func (r *reader) site(text string) bool {
	i := strings.Index(text[:min(len(text), 120)], "：")
	return i >= 6 && i+len("：") < len(text) && !strings.ContainsAny(text[:i], "，。；、") && !r.labelled(text) && r.speechEnd(text[:i]) == 0
}

// charged reads whom an item is about where a bracket behind its first words says so: 东门市场（责任单位：柳河镇）：…,
// 东门市场（柳河镇）。….
func (r *reader) charged(c *clause) bool {
	s := r.s[c.body:min(c.end, c.body+240)]
	open := strings.Index(s, "（")
	i := strings.Index(s, "）")
	if open < 6 || i < open || strings.ContainsAny(s[:open], "，。；：") {
		return false
	}
	end := c.body + i + len("）")
	rest := r.s[end:c.end]
	if _, roles := r.bracketed(span{c.body, end}); rest != "" && !strings.HasPrefix(rest, "：") && !(strings.HasPrefix(rest, "，") && len(roles) > 0) {
		return false
	}
	inner := span{c.body + open + len("（"), end - len("）")}
	var units []string
	if _, roles := r.bracketed(span{c.body, end}); len(roles) > 0 && roles[0].kind == "lead" {
		units = r.everyone(roles[0].value)
	} else if r.names(para{start: inner.start, end: inner.end}) {
		units = r.parties(inner.start, inner.end).names
	}
	if units == nil {
		return false
	}
	c.core = min(c.end, end+len("："))
	c.subject = party{names: units, end: c.core}
	r.itemUnits, r.sited = units, true
	return true
}

// sampled reads whose work was looked into where a clause begins with that it was: 随机抽查青石街道台账20份，仅9份填写完整. It tells of them from
// its first word on.
func (r *reader) sampled(c *clause) bool {
	n := len(sampling.FindString(r.s[c.body:min(c.end, c.body+90)]))
	if n == 0 {
		return false
	}
	p := r.unit(c.body+n, c.end, false)
	if p.none() || p.collective || p.end == c.end || inspects(nil, r.s[p.end:c.end]) {
		return false
	}
	c.subject, r.latest = party{names: p.names, end: c.body}, p.names
	return true
}

// sampling is how a clause tells that something was looked into, before whose it is.
var sampling = regexp.MustCompile(`^(?:\p{Han}{0,4}组)?(?:随机|现场|实地|突击|再次|重点|夜间|多次|逐一)*(?:抽查|抽取|抽测|抽检|走访|查看|查阅|调阅|翻阅|暗访|核查|检查|回访|复核)了?`)

// placed reads whom an item of a list of problems is about where a colon follows: 大湾镇红旗村：村口垃圾堆放2处.
func (r *reader) placed(c *clause) bool {
	if r.charged(c) {
		return true
	}
	s := r.s[c.body:min(c.end, c.body+54)]
	i := strings.Index(s, "：")
	if i < 6 || !nameOnly(s[:i]) {
		return false
	}
	p := r.parties(c.body, c.body+i)
	if p.end != c.body+i {
		if r.x.kinds.ending(s[:i]) == 0 && r.x.places.ending(s[:i]) == 0 && r.x.offices.ending(s[:i]) == 0 {
			return false
		}
		p = party{names: []string{r.t.Quote(c.body, c.body+i)}}
		r.learn(s[:i], p.names[0])
	}
	c.core = c.body + i + len("：")
	p.end = c.core
	c.subject, r.itemUnits = p, p.names
	return true
}

// wishes bring in what a unit is asked to do.
var wishes = []string{"希望", "建议", "责成"}

// ourselves is the length of the words by which a unit that has the floor speaks of itself: 我镇, 我们.
func (r *reader) ourselves(s string) int {
	if r.turn == nil && r.art.author == nil || !hasAnyPrefix(s, "我", "本") {
		return 0
	}
	for _, w := range []string{"我们镇", "我们乡", "我们街道", "我们社区", "我们村", "我们局", "我们区", "我们县", "我公司", "本公司", "我社区", "我村", "我院", "我校", "我中心", "我部", "我们", "我镇", "我乡", "我街道", "我区", "我县", "我市", "我局", "我委", "我办", "我单位", "本单位", "本镇", "本街道", "本局"} {
		if strings.HasPrefix(s, w) && !hasAnyPrefix(s[len(w):], "的") {
			return len(w)
		}
	}
	return 0
}

// self is the unit that speaks of itself: whose turn it is, else whose report it is.
func (r *reader) self() []string {
	if r.turn != nil {
		return r.turn
	}
	return r.art.author
}
