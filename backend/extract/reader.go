package extract

import (
	"slices"
	"strings"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// Read reads text, published on the given day ("" where unknown).
func (x *Lexicon) Read(text string, published ledger.Date) *Reading {
	r := &reader{x: x, published: published}
	if published != "" {
		r.ref = published.Time()
	}
	r.t = zh.New(text, x.startsLine)
	r.s = r.t.S
	r.paint = make([]byte, len(r.s))
	r.out = &Reading{Articles: []ledger.Article{}, Findings: []Finding{}, Chars: r.t.Chars, source: text}
	for i, a := range r.outline() {
		r.index = i
		r.read(&a)
	}
	r.tidy()
	return r.out
}

// startsLine tells which lines begin something: by-lines, labels.
func (x *Lexicon) startsLine(line string) bool {
	if x.bylines.prefix(line) > 0 || doubled(line) {
		return true
	}
	n, _ := x.labels.longest(line)
	return n > 0 && (strings.HasPrefix(line[n:], "：") || strings.HasPrefix(line[n:], ":"))
}

// reader is one reading under way: the text, what has been found, and what the words before bring to the words that follow.
type reader struct {
	x         *Lexicon
	t         *zh.Text
	s         string
	published ledger.Date
	ref       time.Time
	out       *Reading
	found     []found
	paint     []byte // the role of each byte of s

	index    int
	art      *article
	speakers map[string]bool // units that spoke, from 「…依次发言」
	local    *trie[string]   // their names, for units that no register and no pattern knows

	section  section
	asked    section // what a lead-in sentence announces: 主要存在以下问题：
	askedIn  int     // the paragraph in which it did, or the last list item under it
	turn     []string
	headTurn bool // the turn was opened by a heading: it lasts until the next
	voice    voice
	person   string // who was named last
	said     int    // the paragraph in which the voice began
	para     int
	begun    bool     // a sentence of the article has been read
	lead     []string // who the running order is addressed to
	tasking  bool     // an earlier clause of this sentence was an order
	strong   string   // the theme that a head has set
	weak     string   // the theme of the talk so far
	rowTheme prior    // the theme of a table's row
	// topicTheme is what the section's heading or the article's title is about.
	topicTheme string
	item       []int   // findings of the running list item
	loose      *clause // a list item's clause that nothing claimed, in case a label makes a task of it
}

// found is a finding by byte offsets of the normalised text.
type found struct {
	Finding
	start, end         int
	evStart, evEnd     int
	themeFixed, listed bool
}

// clause is one clause with what its beginning says.
type clause struct {
	start, end int
	body       int   // where its own words begin, after marks, connectors and 「某人强调，」
	subject    party // whom its first words name
	core       int   // where its predicate begins
	marked     bool  // a list mark or an ordinal stood before it
	first      bool  // the first of its sentence
	opening    bool  // the first of its paragraph
	told       bool  // it brings in a speaker
	stop       string
}

func (r *reader) text(c *clause) string { return r.s[c.body:c.end] }

func (r *reader) read(a *article) {
	r.art = a
	r.section, r.asked, r.voice, r.person, r.strong, r.weak = "", "", voice{}, "", "", ""
	r.lead, r.turn, r.headTurn, r.loose, r.item, r.begun = nil, nil, false, nil, nil, false
	r.topicTheme = ""
	if !hasAny(a.title, "点评", "讲评", "月度工作") {
		r.topicTheme = r.x.theme(a.title)
	}
	r.listSpeakers(a)
	for i := 0; i < len(a.paras); {
		r.para++
		if n := r.table(a.paras, i); n > 0 {
			i += n
			continue
		}
		r.paragraph(&a.paras[i])
		i++
	}
	r.addArticle(a)
}

func (r *reader) paragraph(p *para) {
	if !r.headTurn && !r.continues(p) || r.meetingSpeaks(p) {
		r.endTurn()
	}
	r.lead, r.tasking, r.strong = nil, false, ""
	if text := r.s[p.start:p.end]; r.askedIn == r.para-1 && (zh.MarkLen(text) > 0 || ordinal(text) > 0 || r.labelled(text)) {
		r.askedIn = r.para
	} else if r.askedIn != r.para && !(r.asked == onTask && r.askedIn == r.para-1) {
		r.asked = ""
	}
	if p.byline || p.doubled {
		if n := r.byline(p); n >= p.end {
			return
		} else if n > p.start {
			p = &para{start: n, end: p.end}
		}
	}
	if r.heading(p) {
		return
	}
	first := true
	r.begun = true
	for i, z := range zh.Clauses(r.s, p.start, p.end) {
		c := clause{start: z.Start, end: z.End, first: first, opening: i == 0, stop: z.Stop}
		if first {
			r.tasking = false
		}
		r.open(&c)
		r.classify(&c)
		r.close(z)
		first = z.Ends()
	}
}

// close gives a clause's stop the role of what it ends.
func (r *reader) close(z zh.Clause) {
	for i := z.End; i < min(len(r.s), z.End+len(z.Stop)) && r.s[i] != '\n'; i++ {
		r.paint[i] = r.paint[z.End-1]
	}
}

// continues tells whether a paragraph goes on with the turn of the one before: 但…, 同时….
func (r *reader) continues(p *para) bool {
	for _, w := range []string{"但", "同时", "不过", "存在", "不足", "然而", "此外", "下一步"} {
		if strings.HasPrefix(r.s[p.start:p.end], w) {
			return true
		}
	}
	return false
}

// meetingSpeaks tells whether a paragraph begins with the meeting or with somebody who holds an office.
func (r *reader) meetingSpeaks(p *para) bool {
	text := r.s[p.start:p.end]
	if hasAnyPrefix(text, "会议", "会上", "最后") {
		return true
	}
	for _, n := range []int{9, 6, 12} {
		if len(text) > n && r.turn != nil && r.holdsOffice(text[:n]) {
			return true
		}
	}
	return false
}

func (r *reader) endTurn() { r.turn, r.headTurn = nil, false }

// byline paints a by-line and returns where the text goes on.
func (r *reader) byline(p *para) int {
	text := r.s[p.start:p.end]
	end := p.end
	if strings.HasPrefix(text, "本报讯") || strings.HasPrefix(text, "（记者") || strings.HasPrefix(text, "（通讯员") {
		end = p.start
		if strings.HasPrefix(text, "本报讯") {
			end += len("本报讯")
		}
		if strings.HasPrefix(r.s[end:p.end], "（") {
			if n := strings.Index(r.s[end:min(p.end, end+200)], "）"); n >= 0 {
				end += n + len("）")
			}
		}
	} else if len(text) > 150 {
		return p.start
	}
	role := ledger.Byline
	if p.doubled {
		role = ledger.Headline
	} else if strings.HasPrefix(text, "（上接") || strings.HasPrefix(text, "（下转") || strings.HasPrefix(text, "上接") || strings.HasPrefix(text, "下转") {
		role = ledger.Boilerplate
	}
	r.mark(p.start, end, role)
	return end
}

// open reads the beginning of a clause: marks, connectors, a speaker, what stands before the subject, the subject.
func (r *reader) open(c *clause) {
	at := r.past(c, c.start)
	if body, ok := r.speech(at, c.end); ok {
		c.told = true
		r.said, r.lead, r.tasking = r.para, nil, false
		at = r.past(c, body)
	}
	c.body, c.core = at, at
	r.subject(c)
}

// past skips list marks, ordinals and connectors from at on.
func (r *reader) past(c *clause, at int) int {
	for at < c.end {
		rest := r.s[at:c.end]
		n := zh.MarkLen(rest)
		if n == 0 {
			n = ordinal(rest)
		}
		if n > 0 {
			c.marked = true
		} else {
			n = r.connector(rest)
		}
		if n == 0 {
			break
		}
		at += n
	}
	return at
}

// ordinal is the length of 一是, 二是 and of the numeral of 一要.
func ordinal(s string) int {
	if v, n := zh.Whole(s); n > 0 && n <= 6 && v > 0 && v < 20 && s[0] >= 0x80 {
		switch {
		case strings.HasPrefix(s[n:], "是，"):
			return n + len("是，")
		case strings.HasPrefix(s[n:], "是"):
			return n + len("是")
		case strings.HasPrefix(s[n:], "要"):
			return n
		}
	}
	return 0
}

// connector is the length of 同时，, 此外， and of 下一步 before an order.
func (r *reader) connector(s string) int {
	n := r.x.connectors.prefix(s)
	if n == 0 {
		return 0
	}
	if strings.HasPrefix(s[n:], "，") {
		return n + len("，")
	}
	if rest := s[n:]; strings.HasPrefix(rest, "要") || strings.HasPrefix(rest, "将") || strings.HasPrefix(rest, "还要") || strings.HasPrefix(rest, "也要") {
		return n
	}
	return 0
}

// subject finds whom the clause's first words name, after at most two leads: 今年以来，; 在某方面，.
func (r *reader) subject(c *clause) {
	at := c.body
	for range 3 {
		from := at
		if hasAnyPrefix(r.s[at:c.end], "由", "请") {
			from += len("由")
		}
		if p := r.agents(from, c.end); !p.none() && r.acts(p.end, c.end) {
			c.subject, c.core = p, p.end
			if strings.HasPrefix(r.s[c.core:c.end], "：") {
				c.core += len("：")
			}
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

// agents reads units, or those that a clause describes: 会议点名的单位要….
func (r *reader) agents(at, end int) party {
	if p := r.parties(at, end); !p.none() {
		return p
	}
	s := r.s[at:min(end, at+60)]
	i := strings.Index(s, "的")
	if i < 6 || strings.Contains(s[:i], "，") {
		return party{}
	}
	k := r.x.kinds.prefix(s[i+len("的"):])
	stop := i + len("的") + k
	if k < 6 || !orders(r.s[at+stop:end]) {
		return party{}
	}
	return party{[]string{r.t.Quote(at, at+stop)}, at + stop, true, false}
}

var leadHeads = []string{"在", "针对", "围绕", "关于", "对于", "就", "截至", "截止", "按照", "根据", "近年来", "今年", "去年", "通过", "为", "随着", "面对", "结合", "近期", "当前", "对照", "自", "上半年", "下半年", "前三季度", "年初", "经过", "作为", "依托"}
var leadTails = []string{"期间", "方面", "以来", "年来", "前", "后", "时", "中", "过程中", "上", "下", "来", "工作", "问题", "月", "季度", "半年", "底", "领域", "情况", "要求", "部署", "日", "年"}

// leadIn is the length of a short segment, with its comma, that only says when or wherein.
func (r *reader) leadIn(s string) int {
	i := strings.Index(s[:min(len(s), 96)], "，")
	if i <= 0 {
		return 0
	}
	seg := s[:i]
	hasHead := slices.ContainsFunc(leadHeads, func(h string) bool { return strings.HasPrefix(seg, h) })
	hasTail := slices.ContainsFunc(leadTails, func(t string) bool { return strings.HasSuffix(seg, t) })
	if d, ok := zh.ReadDays(seg, r.ref, zh.Past); ok && (d.End == len(seg) || hasTail) || hasTail && (hasHead || len(seg) <= 48 && !r.imperative(seg)) || hasHead && len(seg) <= 24 {
		return i + len("，")
	}
	return 0
}

// acts tells whether what stands at at can be the predicate of a unit named just before.
func (r *reader) acts(at, end int) bool {
	rest := r.s[at:end]
	for _, no := range []string{"的", "、", "等", "，", "和", "及", "与", "）", "”", "党", "书记", "主要负责", "负责人", "负责同志", "主要领导", "领导", "分管领导", "居民", "群众", "辖区", "政协", "人大", "班子", "之", "内", "区域", "境内", "地区", "里", "范围"} {
		if strings.HasPrefix(rest, no) && !hasAnyPrefix(rest, "党建", "等要", "及时", "及早", "和衷") {
			return false
		}
	}
	return r.x.roles.prefix(rest) == 0
}

var orderWords = []string{"要", "应", "须", "必须", "务必", "需", "应当", "不得", "严禁", "还要", "也要", "都要", "更要", "又要", "均要", "均须", "均应", "应该", "切实要", "一定要", "需要", "也应", "都应", "仍要", "再要", "宜", "还须", "均需", "都须", "都需", "既要", "始终要", "也须", "同时要", "主要领导要", "不能", "坚决不能", "绝不能", "决不能"}

// orders tells whether s begins with 要, 应, 必须 or the like.
func orders(s string) bool {
	for _, w := range orderWords {
		if !strings.HasPrefix(s, w) {
			continue
		}
		rest := s[len(w):]
		switch w {
		case "要":
			return !hasAnyPrefix(rest, "求", "素", "点", "闻", "害", "事", "件", "道", "么", "是", "塞", "不是", "紧的是")
		case "应":
			return !hasAnyPrefix(rest, "急", "对", "用", "邀", "届", "聘", "收", "付", "诉", "变", "答", "运而生", "约")
		case "需":
			return !hasAnyPrefix(rest, "求", "量", "方")
		case "须":
			return !hasAnyPrefix(rest, "知")
		}
		return true
	}
	return false
}

func hasAnyPrefix(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}

// imperative tells whether s begins as an order without 要 does: adverbs, then a verb.
func (r *reader) imperative(s string) bool {
	adverbs := 0
	for range 5 {
		if r.x.verbs.prefix(s) > 0 && !hasAnyPrefix(s, "对于", "以上", "以下", "以来", "以及", "将军", "守护者", "管理员", "安排", "建设的", "改革的") {
			return true
		}
		n := r.x.adverbs.prefix(s)
		if n == 0 {
			break
		}
		s, adverbs = s[n:], adverbs+1
	}
	return adverbs > 1
}
