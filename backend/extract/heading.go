package extract

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// section is what stands under a heading: a kind, "none" for what holds no findings, "" before any heading.
type section string

const (
	onProgress    section = "progress"
	onShortcoming section = "shortcoming"
	onTask        section = "task"
	onNothing     section = "none"
)

// heading reads a line that stands alone: a headline, a section's heading, a unit's name over its turn.
func (r *reader) heading(p *para) bool {
	text := r.s[p.start:p.end]
	if words := strings.NewReplacer("“", "", "”", "", "。", "").Replace(text); !p.head && len(text) <= 42 && strings.HasSuffix(text, "。") && hasAnyPrefix(words, viewing...) && r.endsAsSection(words) {
		r.enter(words, 0)
		r.mark(p.start, p.end, ledger.Headline)
		return true
	}
	if !p.head || len(text) > 180 {
		return false
	}
	if r.begun && r.tells(p) || r.labelled(text) || r.section != "" && !(zh.TitleMark(text) && len(text) <= 90) && (strings.Contains(text, "，") || r.predicated(text) && !r.unit(p.start, p.end, false).none()) {
		return false
	}
	words := strings.TrimSuffix(zh.Unframed(text[zh.MarkLen(text):]), "：")
	words = strings.TrimSuffix(words, "。")
	at, end := p.start+zh.MarkLen(text), p.end
	if strings.HasPrefix(r.s[at:end], "【") && strings.HasSuffix(text, "】") {
		at, end = at+len("【"), end-len("】")
	}
	at += len(rankPlace.FindString(r.s[at:end]))
	if q := r.visited(at, end); !q.none() && !q.collective && strings.Trim(r.s[q.end:end], "：—0123456789.分%（）\t ") == "" && !(r.art.author != nil && !r.begun) {
		if lvl := level(text); r.nested || lvl > 0 && lvl <= r.sectionLevel && !(lvl == 5 && r.sectionLevel == 5 && text[:zh.MarkLen(text)] != r.sectionMark) {
			r.section = ""
		}
		r.headUnder = 0
		if r.section != "" {
			r.headUnder = r.sectionLevel
		}
		r.turn, r.headTurn, r.headLevel, r.nested = q.names, true, level(text), false
		r.probed = q.end == end && strings.HasSuffix(r.s[:end], "）") && hasAny(r.art.title, "暗访", "突击", "曝光", "隐患", "四不两直")
		r.voice, r.asked = voice{}, ""
		r.mark(p.start, p.end, ledger.Headline)
		return true
	}
	if name, units, ok := r.personIn(at, end); ok && len(units) > 0 && name != words && zh.MarkLen(text) == 0 {
		r.voice = voice{name: name, units: units, says: true}
		r.takeFloor(units)
		r.mark(p.start, p.end, ledger.Headline)
		return true
	}
	if zh.MarkLen(text) > 0 && len(words) > 60 && !(zh.TitleMark(text) && len(words) <= 96) {
		return false
	}
	if i := strings.Index(words, "："); i > 0 && i+len("：") < len(words) && !r.unit(at, p.end, false).none() {
		return false
	}
	if level(text) == 1 && r.headLevel == 0 && hasAny(r.headlines(r.art), "纪要", "纪 要") {
		r.endTurn() // who reported on the matter before has no more to say
		r.voice = voice{}
	}
	if marked := zh.MarkLen(text) > 0; marked || len(words) <= 48 && r.begun {
		r.enter(words, level(text))
		if r.sectionOf(words) != "" {
			r.sectionMark = text[:zh.MarkLen(text)]
		}
		if marked && len(words) <= 30 && r.sectionOf(words) != "" && (!r.predicated(strings.TrimPrefix(words, "存在")) || r.endsAsSection(words)) {
			r.mark(p.start, p.end, ledger.Headline)
			return true
		}
	}
	if lvl := level(text); lvl > 1 && r.section == onShortcoming && level(strings.TrimPrefix(r.s[p.end:], "\n")) <= lvl && !(len(words) <= 30 && !r.predicated(words) && !r.wants(words)) {
		return false
	}
	if zh.MarkLen(text) > 0 && r.section == onTask && r.imperative(words) && len(words) > 24 && !strings.HasSuffix(words, "方面") {
		return false
	}
	if strings.HasSuffix(text, "：") && !r.isSalutation(p) {
		return false
	}
	r.mark(p.start, p.end, ledger.Headline)
	return true
}

// rankPlace is how a heading says which place the unit that it names has won: 第一名：.
var rankPlace = regexp.MustCompile(`^(?:倒数)?第[一二三四五六七八九十\d]{1,3}(?:[名位]?：|[名位][ \t]?|站[：:｜|]?)|^(?:进步|后进|落后|优秀|先进)(?:之星|典型|单位)[：\t ]?`)

// visited reads the units at the head of a heading; of a stop on a round of visits the place itself, where a bracket says to whom it
// belongs: 第一站：龙腾洗浴广场（滨河路街道）.
func (r *reader) visited(at, end int) party {
	q := r.parties(at, end)
	name, rest, ok := strings.Cut(r.s[at:end], "（")
	if !q.none() || !ok || !strings.HasSuffix(rest, "）") || !hasAnySuffix(r.s[:at], "站：", "站", "站:") || !nameOnly(name) {
		return q
	}
	inner := para{start: at + len(name) + len("（"), end: end - len("）")}
	if !r.names(inner) {
		return q
	}
	r.know(name)
	return party{names: []string{name}, end: end}
}

// unitSentence reads a numbered paragraph's first sentence where it is a unit's name alone, 1.城关派出所。…: its turn begins.
func (r *reader) unitSentence(p *para) int {
	text := r.s[p.start:p.end]
	at := p.start + zh.MarkLen(text)
	if at == p.start || at >= p.end {
		return 0
	}
	q := r.parties(at, p.end)
	if q.none() || q.collective || len(q.names) > 1 {
		return 0
	}
	site, rest, ok := strings.Cut(r.s[q.end:p.end], "。")
	visited := strings.HasPrefix(text, "第") && strings.HasPrefix(strings.TrimLeft(text, "第一二三四五六七八九十0123456789"), "站")
	if !ok || site != "" && (!visited && !r.underProblems() || len(site) > 60 || rest == "" || strings.ContainsAny(site, "，0123456789、：") || r.predicated(site) || r.wants(site)) {
		return 0
	}
	if site != "" && !visited {
		if _, label := r.labelAt(q.end+len(site)+len("。"), p.end); label > 0 {
			return 0
		}
	}
	q.end += len(site)
	r.turn, r.headTurn, r.headLevel, r.nested = q.names, true, level(text), false
	r.voice, r.asked = voice{}, ""
	return q.end + len("。")
}

// viewing are the words that a sentence begins with which heads a part as a heading does: 再看“差距”。
var viewing = []string{"先看", "再看", "首先看", "一看", "二看", "看", "说", "晒", "亮", "找", "谈", "再说", "先说", "再谈", "话"}

// isSalutation tells whether a line ending in a colon names those it is sent to: 各街镇、各部门：.
func (r *reader) isSalutation(p *para) bool { return !r.unit(p.start, p.end, false).none() }

// enter begins the section that a heading's words announce: under 问题整改措施 stand tasks.
func (r *reader) enter(words string, lvl int) {
	marked := lvl > 0
	if t := r.x.theme(words); t != "" || marked {
		t = r.x.theme(words, prior{r.titleTheme, priorHead})
		r.topicTheme, r.baseTheme, r.talkTheme = t, t, ""
	}
	kind := r.sectionOf(words)
	if r.art.author != nil && kind != onShortcoming && hasAnySuffix(words, "主要工作", "工作回顾", "所做的工作", "重点工作完成情况", "工作总结") {
		kind = onProgress // of one's own
	}
	if kind == "" {
		if lvl > 0 && lvl <= r.sectionLevel {
			r.section, r.asked, r.sectionLevel = "", "", lvl
		}
		return
	}
	if !marked && r.art.title == words {
		return
	}
	r.section, r.sectionLevel, r.asked = kind, lvl, ""
	r.voice = voice{}
	if r.nested = r.headTurn && r.divides(kind, words, lvl); !r.nested {
		r.endTurn()
	}
}

// runningHead reads a head that stands in the line of what it heads, 2．存在问题。… or 【成绩】…: where what it heads
// begins, and what that is.
func (r *reader) runningHead(p *para) (int, section) {
	at := p.start + zh.MarkLen(r.s[p.start:p.end])
	words := runningShape.FindString(r.s[at:min(p.end, at+60)])
	at += len(words)
	words = strings.Trim(words, "【】：。")
	words = strings.TrimSuffix(words, "方面")
	if said := spokenHead.FindStringSubmatch(words); said != nil && at < p.end {
		return at, spokenHeads[cmp.Or(said[1], said[2])]
	}
	kind := r.sectionOf(words)
	if kind == "" || kind == onNothing || at >= p.end || orders(words) || !r.endsAsSection(words) {
		return 0, ""
	}
	return at, kind
}

// titleSentence reads a numbered paragraph's first sentence where it is the title of the rest: （一）坚持项目为王，经济发展稳中有进。
// It returns where the rest begins, 0 where the sentence says something of its own.
func (r *reader) titleSentence(p *para) int {
	text := r.s[p.start:p.end]
	mark := zh.MarkLen(text)
	lvl := level(text)
	if lvl == 0 || r.underProblems() {
		return 0
	}
	head, rest, ok := strings.Cut(text[mark:], "。")
	if lvl > 2 && (len(head) > 36 || !hasAnySuffix(head, "方面", "工作", "情况") || strings.Contains(head, "，")) {
		return 0
	}
	if !ok || head == "" || len(head) > 90 || len(rest) < len(head) || strings.ContainsAny(head, "0123456789：；（%") || strings.Count(head, "，") > 2 {
		return 0
	}
	at := p.start + mark
	end := at + len(head)
	if _, label := r.labelAt(end+len("。"), p.end); label > 0 || !r.agents(at, end).none() || r.due(span{at, end}) != nil || r.faulty(head) {
		return 0
	}
	r.topicTheme = cmp.Or(r.x.theme(head), r.baseTheme)
	return end + len("。")
}

// topicLabel reads the field of work that a paragraph begins with, behind which a unit is told of: 河长制：青石街道巡河打卡率只有61%。 It returns
// where the rest begins, 0 where no such label stands there.
func (r *reader) topicLabel(p *para) int {
	at := p.start + zh.MarkLen(r.s[p.start:p.end])
	head, rest, ok := strings.Cut(r.s[at:min(p.end, at+60)], "：")
	theme := r.x.theme(head)
	if !ok || rest == "" || len(head) < len("供暖") || len(head) > len("未成年人保护工作") || !nameOnly(head) || theme == "" && !hasAnySuffix(head, "工作", "方面") || r.sectionOf(head) != "" || r.speechEnd(head) > 0 {
		return 0
	}
	end := at + len(head) + len("：")
	if _, label := r.labelAt(at, p.end); label > 0 || !r.agents(at, end).none() || !r.tellsOfUnit(end, p.end) {
		return 0
	}
	r.topicTheme = cmp.Or(theme, r.baseTheme)
	return end
}

// tellsOfUnit tells whether one of the first two segments from at on begins with a unit.
func (r *reader) tellsOfUnit(at, end int) bool {
	for i, z := range zh.Segments(r.s, at, end) {
		if i < 2 && !r.agents(z.Start, z.End).none() {
			return true
		}
	}
	return false
}

// endsAsSection tells whether a head's last words are those that say what it heads, and the others only lead to them:
// 存在的主要问题, and neither 问题整改及时 nor 招商后劲不足.
func (r *reader) endsAsSection(words string) bool {
	words = strings.Trim(words, "“”")
	for again := true; again; {
		again = false
		for _, lead := range []string{"先看", "再看", "首先看", "看", "晒", "亮", "找", "谈", "说", "话", "存在", "主要", "突出", "取得", "工作", "下一步", "下步", "今后", "目前", "当前", "会议", "指出的", "通报的", "点评的", "反映的", "查出的", "检查", "督查", "暗访", "发现", "发现的", "的", "重点", "一些", "“"} {
			if rest, cut := strings.CutPrefix(words, lead); cut && len(rest) >= 6 {
				words, again = rest, true
			}
		}
	}
	n, _ := r.x.sections.longest(words)
	return n > 0 && n == len(words)
}

// spokenHead is how somebody who speaks says what comes next: 成绩要讲够。 再说问题。
var spokenHead = regexp.MustCompile(`^(成绩|亮点|变化|问题|短板|不足|差距|毛病|活儿|任务|工作|下一步|下步)(?:要|得|必须|还得|还要|更要)\p{Han}{1,4}$|^(?:首先|其次|最后|先|再|后)?(?:讲讲|说说|谈谈|摆摆|晒晒|讲|说|谈|摆|晒|亮)(成绩|亮点|变化|问题|短板|不足|差距|毛病|活儿|任务|下一步|下步)$`)

var spokenHeads = map[string]section{
	"成绩": onProgress, "亮点": onProgress, "变化": onProgress,
	"问题": onShortcoming, "短板": onShortcoming, "不足": onShortcoming, "差距": onShortcoming, "毛病": onShortcoming,
	"活儿": onTask, "任务": onTask, "工作": onTask, "下一步": onTask, "下步": onTask,
}

var runningShape = regexp.MustCompile(`^(?:【[^】]{2,14}】：?|\p{Han}{2,10}。)`)

// divides tells whether a section's heading stands under a unit's: it parts what is said of the unit.
func (r *reader) divides(kind section, words string, lvl int) bool {
	switch {
	case lvl > 0 && lvl == r.headUnder:
		return false
	case lvl > 0 && r.headLevel > 0:
		return lvl > r.headLevel
	case lvl == 0 && r.headLevel == 0:
		return kind != onTask || !hasAny(words, "要求", "建议", "部署")
	}
	return lvl != 1
}

// sectionOf is what a heading's words announce, "" for nothing: their last word that says so counts.
func (r *reader) sectionOf(words string) section {
	for _, w := range []string{"事项", "工作", "任务", "项目", "单位", "情况", "方面"} {
		if rest, cut := strings.CutSuffix(words, "的"+w); cut && len(rest) >= 6 {
			words = rest
		}
	}
	kind, last := section(""), -1
	for i := 0; i < len(words); i++ {
		if n, k := r.x.sections.longest(words[i:]); n > 0 && i+n > last {
			kind, last = k, i+n
		}
	}
	return kind
}

// tells tells whether a line says something of its own though it has no full stop: it has a comma and tells a result or what is
// wanting, or says who must do what.
func (r *reader) tells(p *para) bool {
	text := r.s[p.start:p.end]
	at := p.start + zh.MarkLen(text)
	if q := r.parties(at, p.end); !q.none() && orders(r.s[q.end:p.end]) {
		return true
	}
	return strings.Contains(text, "，") && (r.figured(text) || r.predicated(text) && r.turn != nil)
}

// ticks is what the mark of a line says that it tells: ✔ a success, ❌ what is wanting; "" for any other mark.
func ticks(s string) section {
	switch c, _ := utf8.DecodeRuneInString(s); c {
	case '✔', '✅', '☑', '👍', '🌟', '🏆', '💯':
		return onProgress
	case '❌', '×', '✖', '✘', '❎', '🚫', '👎', '❗':
		return onShortcoming
	}
	return ""
}
