package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// open reads the beginning of a clause: marks, connectors, a speaker, what stands before the subject, the subject.
func (r *reader) open(c *clause) {
	r.brought = r.brought && !c.first
	for c.start < c.end && hasAnyPrefix(r.s[c.start:c.end], "”", "）", "」") {
		c.start += len("”") // of the quotation before
	}
	if s := r.s[c.start:c.end]; strings.HasPrefix(s, "“") && !strings.Contains(s, "”") {
		c.start += len("“") // what is said is read as it stands
	}
	at := r.past(c, c.start)
	if body, ok := r.speech(at, c.end); ok {
		c.told = true
		if r.voice.asks && r.asked == onShortcoming && !c.opening {
			r.asked = "" // what is wanting has been told
		}
		for _, w := range []string{"并要求", "要求"} {
			if rest := r.s[body:c.end]; strings.HasPrefix(rest, w) && !strings.HasPrefix(rest[len(w):], "，") {
				body += len(w)
			}
		}
		r.said, r.lead, r.tasking, r.saidLevel = r.para, nil, false, 0
		if !c.opening {
			r.saidLevel = r.level
		}
		at = r.past(c, body)
		if at >= c.end && c.opening && r.voice.asks && strings.HasSuffix(r.s[:c.end], "：") {
			r.ask(onTask) // what the meeting decided stands in the lines that follow
		}
	}
	at = r.instructed(c, r.warned(c, r.commended(c, at)))
	if n := r.discovered(r.s[at:c.end]); n > 0 {
		c.blames = true
		at = r.past(c, at+n)
	}
	c.body, c.core = at, at
	if r.turn != nil && hasAny(r.s[c.start:at], "不过", "然而", "可是", "但", "也要看到", "也应看到", "注意的是", "警惕的是") {
		c.blames = true
	}
	r.subject(c)
}

// commended is where praise begins that its clause brings in: 某人肯定了部分单位的做法：….
func (r *reader) commended(c *clause, at int) int {
	head, _, ok := strings.Cut(r.s[at:min(c.end, at+120)], "：")
	if !ok || !hasAnySuffix(head, "肯定", "表扬") && !hasAny(head, "肯定了", "值得肯定", "表扬了", "予以肯定", "给予肯定", "做得较好的", "做得好的", "较好的有", "较好的是", "较好的单位", "表现突出的", "成效明显的", "成效突出的", "进展较快的", "推进较快的", "好的方面", "好的做法", "好做法", "好的经验", "可喜的变化") || strings.Contains(head, "“") {
		return at
	}
	r.ask(onProgress)
	r.mark(c.start, at+len(head), ledger.Narrative)
	return r.past(c, at+len(head)+len("："))
}

// warned is where faults begin that their clause brings in: 从检查情况看，风险隐患不容忽视：….
func (r *reader) warned(c *clause, at int) int {
	head, rest, ok := strings.Cut(r.s[at:min(c.end, at+150)], "：")
	if ok && ordinal(rest) > 0 && wantingHead.MatchString(head) {
		r.ask(onShortcoming)
		r.mark(c.start, at+len(head), ledger.Narrative)
		return r.past(c, at+len(head)+len("："))
	}
	if ok && rest != "" && broughtBack.MatchString(head) {
		r.brought = true
		r.ask(onShortcoming)
		r.mark(c.start, at+len(head), ledger.Narrative)
		return r.past(c, at+len(head)+len("："))
	}
	if !ok || rest == "" || !hasAnySuffix(head, "不容忽视", "依然存在", "仍然存在", "比较突出", "较为突出", "不容乐观", "说在前面", "曝光", "曝光了", "点名", "批评", "点名批评") || !hasAny(head, "问题", "隐患", "短板", "不足", "薄弱", "丑话", "曝光", "点名", "批评") {
		return at
	}
	if hasAny(head, "曝光", "点名", "批评") {
		r.ask(onShortcoming)
	}
	c.blames = true
	r.mark(c.start, at+len(head), ledger.Narrative)
	return r.past(c, at+len(head)+len("："))
}

// wantingHead is how a clause brings in what is wanting, in the list that it begins or in the sentences after it: 我们也清醒看到工作中的
// 差距：一是…, 也要清醒看到存在的问题。
var wantingHead = regexp.MustCompile(`(?:看到|认识到|正视)，?[^，]{0,24}(?:差距|不足|短板|问题|弱项|薄弱环节)$`)

// broughtBack is how a clause brings in what an inspection came upon: 检查组也带回来一些“不放心”：….
var broughtBack = regexp.MustCompile(`(?:带回|查出|看到|发现|揪出|暴露出?|还有)(?:来|了)?(?:一些|不少|几个|若干|许多|这些|哪些)?“?(?:不放心|不满意|隐患|问题|短板|漏洞|欠账|烦心事)”?$`)

// discovered is the length of how an inspection's findings are brought in at the head of s: 检查中发现，, and under a heading of
// problems 督查组随机抽查的18座设施中，.
func (r *reader) discovered(s string) int {
	s = s[:min(len(s), 240)]
	if !hasAny(s, "发现，", "发现：") && !(r.underProblems() && hasAny(s[:min(len(s), 24)], "组")) {
		return 0
	}
	if n := len(discovery.FindString(s)); n > 0 || !r.underProblems() {
		return n
	}
	return len(surveyed.FindString(s))
}

var (
	discovery = regexp.MustCompile(`^\p{Han}{0,8}(?:检查|督查|暗访|抽查|巡查|排查|督导|调研|走访)(?:中|时)?(?:还|也)?发现[，：]`)
	surveyed  = regexp.MustCompile(`^(?:本次|此次)?(?:督查|检查|暗访|巡查|巡察|督导|调研|核查|考核|验收)组[^，：。]{0,40}(?:(?:[中时后]|记录|台账|资料|复核|抽查|核查|检查|走访|查看)，(?:还|也)?(?:发现，?)?|发现[，：]?)`)
)

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
	if rest, cut := strings.CutPrefix(s, "其"); cut {
		if v, n := zh.Whole(rest); n == len("一") && v > 0 && v < 10 && strings.HasPrefix(rest[n:], "，") {
			return len("其") + n + len("，")
		}
	}
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
	if strings.HasSuffix(s[:n], "：") {
		return n
	}
	if strings.HasPrefix(s[n:], "，") {
		return n + len("，")
	}
	if rest := s[n:]; strings.HasPrefix(rest, "要") || strings.HasPrefix(rest, "将") || strings.HasPrefix(rest, "还要") || strings.HasPrefix(rest, "也要") {
		return n
	}
	return 0
}

// speechEnd is the length of the word that brings in a speaker at the end of s.
func (r *reader) speechEnd(s string) int {
	for i := max(0, len(s)-30); i < len(s); i++ {
		if n, _ := r.x.speech.longest(s[i:]); n > 0 && i+n == len(s) {
			return n
		}
	}
	return 0
}

// agents reads units, or those that a clause describes: 会议点名的单位要….
func (r *reader) agents(at, end int) party {
	if p := r.parties(at, end); !p.none() {
		return p
	}
	if p := r.stems(at, end); !p.none() {
		return p
	}
	s := r.s[at:min(end, at+60)]
	if n := r.kindThatMust(s); n > 0 {
		return party{[]string{r.t.Quote(at, at+n)}, at + n, true, false}
	}
	i := strings.Index(s, "的")
	if i < 6 || strings.Contains(s[:i], "，") {
		return party{}
	}
	many := len(howMany.FindString(s[i+len("的"):]))
	k := r.x.kinds.prefix(s[i+len("的")+many:])
	stop := i + len("的") + many + k
	if k == 0 || !orders(r.s[at+stop:end]) && !(many > 0 && r.until(strings.TrimPrefix(r.s[at+stop:r.segmentEnd(at+stop, end)], "于"))) {
		return party{}
	}
	return party{[]string{r.t.Quote(at, at+stop)}, at + stop, true, false}
}

// howMany counts those whom a clause describes: 满意率低于90%的|三家|单位.
var howMany = regexp.MustCompile(`^[一二两三四五六七八九十\d]{1,3}[个家]`)

// kindThatMust is the length of the kind of those who must do something at the head of s: 企业要, 燃气经营单位必须.
func (r *reader) kindThatMust(s string) int {
	for i, c := range s {
		if i > len("所") && orders(s[i:]) && r.x.kinds.ending(s[:i]) > 0 {
			if r.x.roles.ending(s[:i]) > 0 && !r.imperative(strings.TrimPrefix(s[i:], "应")) && strings.HasPrefix(s[i:], "应") {
				return 0 // the surname of whom the office is held by
			}
			return i
		}
		if !nameRune(c) || i > 36 || i == 0 && (r.x.verbs.prefix(s) >= 6 && r.x.kinds.prefix(s) == 0 || hasAnyPrefix(s, "要", "其", "这", "该")) {
			break
		}
	}
	return 0
}

var leadHeads = []string{"在", "针对", "围绕", "关于", "对于", "就", "截至", "截止", "按照", "根据", "近年来", "今年", "去年", "通过", "为", "随着", "面对", "结合", "近期", "当前", "对照", "自", "上半年", "下半年", "前三季度", "年初", "经过", "作为", "依托", "从"}

var leadTails = []string{"期间", "方面", "以来", "年来", "前", "后", "时", "中", "过程中", "上", "下", "来", "工作", "问题", "月", "季度", "半年", "底", "领域", "情况", "要求", "部署", "日", "年", "看", "时间", "里头", "上头", "这头", "这块"}

// leadIn is the length of a short segment, with its comma, that only says when, wherein or from whom.
func (r *reader) leadIn(s string) int {
	i := strings.Index(s[:min(len(s), 96)], "，")
	if i <= 0 {
		return 0
	}
	seg := s[:i]
	if (hasAnySuffix(seg, "及时") || r.faulty(seg)) && !strings.HasPrefix(s[i+len("，"):], "请") {
		return 0
	}
	if strings.HasPrefix(seg, "记者") && hasAnySuffix(seg, "获悉", "了解到") {
		return i + len("，")
	}
	if len(seg) <= 18 && strings.HasSuffix(seg, "中") && !orders(seg) || len(seg) <= 36 && compared(seg) {
		return i + len("，")
	}
	hasHead := slices.ContainsFunc(leadHeads, func(h string) bool { return strings.HasPrefix(seg, h) })
	hasTail := slices.ContainsFunc(leadTails, func(t string) bool { return strings.HasSuffix(seg, t) })
	if d, ok := zh.ReadDays(seg, r.ref, zh.Past); ok && (d.End == len(seg) || hasTail) || hasTail && (hasHead || len(seg) <= 48 && !r.imperative(seg)) || hasHead && len(seg) <= 24 {
		return i + len("，")
	}
	return 0
}

// heads are those who answer for a unit and act for it: 主要负责人二季度未带队检查.
var heads = regexp.MustCompile(`^(?:党政|领导)?(?:党政领导班子|领导班子|班子)?(?:成员|主要领导|主要负责人|主要负责同志|领导干部|班子成员)`)

// headsAt is the length of those words at the head of s.
func headsAt(s string) int {
	if !hasAnyPrefix(s, "党政", "领导", "班子", "主要", "成员") {
		return 0
	}
	return len(heads.FindString(s[:min(len(s), 90)]))
}

// acts tells whether what stands at at can be the predicate of a unit named just before.
func (r *reader) acts(at, end int) bool {
	rest := r.s[at:end]
	if n := headsAt(rest); n > 0 && len(rest) <= longest && !hasAnyPrefix(rest[n:], "、", "，", "：", "的", "等", "和", "及", "与", "主持", "参加", "出席", "列席", "陪同", "作", "进行", "就", "围绕", "分别", "依次", "先后", "在会", "汇报", "表态", "发言", "述职", "说", "表示", "向", "上台") {
		return !orders(rest[n:])
	}
	if land, cut := strings.CutPrefix(rest, "辖区"); cut && !hasAnyPrefix(land, "的", "内的", "居民", "群众", "范围") && len(rest) <= longest {
		return strings.Contains(rest, "存在") || r.predicated(rest)
	}
	for _, no := range []string{"的", "、", "等", "，", "和", "及", "与", "）", "”", "党", "书记", "主要负责", "负责人", "负责同志", "主要领导", "领导", "分管领导", "居民", "群众", "辖区", "政协", "人大", "班子", "之", "内", "办法", "区域", "境内", "地区", "里", "范围", "门前", "门口", "周边", "附近", "对面", "中，", "中的", "东侧", "西侧", "南侧", "北侧", "路段"} {
		if strings.HasPrefix(rest, no) && !hasAnyPrefix(rest, "党建", "等要", "及时", "及早", "群众工作", "领导干部", "和衷", "地区生产", "地区性", "内外", "区域内", "之所以") {
			return false
		}
	}
	return r.x.roles.prefix(rest) == 0
}

var orderWords = newWords([]string{"要", "应", "须", "必须", "务必", "需", "应当", "不得", "严禁", "还要", "也要", "都要", "更要", "又要", "均要", "均须", "均应", "应该", "切实要", "一定要", "需要", "也应", "都应", "仍要", "再要", "宜", "还须", "均需", "都须", "都需", "既要", "始终要", "也须", "同时要", "主要领导要", "不能", "坚决不能", "绝不能", "决不能"})

// orders tells whether s begins with 要, 应, 必须 or the like.
func orders(s string) bool {
	n := orderWords.prefix(s)
	rest := s[n:]
	switch s[:n] {
	case "":
		return false
	case "要":
		return !hasAnyPrefix(rest, "求", "素", "点", "闻", "害", "事", "件", "道", "么", "是", "塞", "不是", "紧的是", "注意的是", "警惕的是", "指出的是")
	case "应":
		return !hasAnyPrefix(rest, "急", "对", "用", "邀", "届", "聘", "收", "付", "诉", "变", "答", "运而生", "约") && !asFar(rest)
	case "需":
		return !hasAnyPrefix(rest, "求", "量", "方")
	case "须":
		return !hasAnyPrefix(rest, "知")
	}
	return true
}

// asFar tells 应统尽统 and its like behind their 应: they say how far something goes.
func asFar(rest string) bool {
	_, n := utf8.DecodeRuneInString(rest)
	return strings.HasPrefix(rest[n:], "尽")
}

func hasAnyPrefix(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}

// imperative tells whether s begins as an order without 要 does: adverbs, then a verb.
func (r *reader) imperative(s string) bool {
	adverbs := 0
	for range 5 {
		if r.x.verbs.prefix(s) > 0 && !hasAnyPrefix(s, "对于", "以上", "以下", "以来", "以及", "将军", "守护者", "管理员", "安排", "建设的", "改革的", "主责", "主办") && !strings.HasPrefix(s[r.x.verbs.prefix(s):], "率") {
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
