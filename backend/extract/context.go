package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// quotedRule reads rules that are quoted: they ask nobody anything here.
func (r *reader) quotedRule(c *clause) bool {
	text := r.text(c)
	if c.first {
		r.citing = len(text) <= longest && hasAny(text[:min(len(text), 90)], "按", "据", "依", "规定") && cited.MatchString(text) && !r.tasked(c)
	}
	if r.citing {
		r.mark(c.start, c.end, ledger.Narrative)
		return true
	}
	i := strings.Index(text, "规定")
	for _, says := range []string{"》要求，", "》明确，", "》指出，", "》提出，", "》明确要求，", "》强调，", "》，规定"} {
		if k := strings.Index(text, says); k >= 0 {
			i = k + len("》") // what stands after the title is what the rule requires
		}
	}
	if i < 0 || i > 90 || strings.Contains(text[:i], "按照") || strings.Contains(text[:i], "按") || strings.Contains(text[:i], "要") || strings.Contains(text[:i], "落实") || strings.Contains(text[:i], "严格") {
		return false
	}
	if !strings.Contains(text[:i], "》") && !strings.Contains(text[:i], "条") {
		return false
	}
	if rest := text[i+len("规定"):]; !hasAnyPrefix(rest, "，", "：", "了", "要求，") {
		return false
	}
	r.mark(c.start, c.end, ledger.Narrative)
	return true
}

// cited is how a sentence begins that says what a rule provides for: 按照《…办法》，连续两次末位的，取消评优资格.
var cited = regexp.MustCompile(`^(?:(?:按照|根据|依据|依照)[^，]{2,60}(?:办法|条例|规定|细则|规则|准则|制度|法)(?:（[^）]{1,12}）)?》?(?:的?规定|有关规定|要求)?|\p{Han}{0,12}(?:办法|条例|细则)(?:明确)?规定|按规定)，`)

// tasked tells whether a clause, though it names a rule, tells somebody to do something: 要, a unit led, a day.
func (r *reader) tasked(c *clause) bool {
	if r.due(span{c.body, c.end}) != nil {
		return true
	}
	for i, z := range zh.Segments(r.s, c.body, c.end) {
		seg := r.s[z.Start:z.End]
		if i == 0 {
			continue
		}
		if orders(seg) && !hasAnyPrefix(seg, "应", "不得") {
			return true
		}
		if p := r.parties(z.Start, z.End); !p.none() && !strings.HasPrefix(r.s[p.end:z.End], "将") && (orders(r.s[p.end:z.End]) && !hasAnyPrefix(r.s[p.end:z.End], "应") || !p.collective && r.imperative(r.s[p.end:z.End])) {
			return true
		}
	}
	return false
}

// attended reads who was there and how the meeting was held; it ends the talk.
func (r *reader) attended(c *clause) bool {
	text := r.text(c)
	if r.x.attendance.ending(text) == 0 || orders(r.s[c.core:c.end]) || len(text) > 900 || r.section == onProgress && r.figured(text) {
		return false
	}
	if r.turn != nil && hasAny(text, "在全市", "在全省", "在全国", "在全县", "在全区", "在省", "在市") {
		return false // it is an honour to be heard there
	}
	if r.tasking && !c.first || r.turn != nil && c.subject.none() && !c.first && strings.Contains(text, "，") {
		return false
	}
	r.mark(c.start, c.end, ledger.Attendance)
	for _, w := range []string{"首先", "第一个", "随后", "接着", "最后", "上台", "作", "现场", "代表", "述职", "发言", "汇报"} {
		if i := strings.Index(text, w); i > 0 && i <= 60 {
			if name, units, ok := r.personIn(c.body, c.body+i); ok && len(units) > 0 && !governs(units[0]) {
				r.voice, r.person = voice{name: name, units: units, says: true}, name
				r.lead = nil
				return true
			}
			break
		}
	}
	r.findReviewer(c)
	if !strings.HasSuffix(text, "发言") && c.first {
		r.voice, r.asked = voice{}, ""
	}
	r.lead = nil
	return true
}

// leadInto reads sentences that announce what follows: 主要存在以下问题：; 某人对A和B提出要求.
func (r *reader) leadInto(c *clause) bool {
	text := r.text(c)
	if r.x.topics.ending(text) > 0 || strings.HasSuffix(text, "情况") && strings.Contains(text, "通报了") {
		r.topic(c, text)
		return true
	}
	if hasAny(text, "肯定了") && hasAny(text, "成绩", "成效", "做法") && c.stop != "；" {
		r.ask(onProgress)
		r.mark(c.start, c.end, ledger.Narrative)
		return true
	}
	if r.listsNext(c) || c.stop == "。" && len(text) <= longest && wantingHead.MatchString(text) && !strings.Contains(text, "、") {
		r.ask(onShortcoming)
		r.mark(c.start, c.end, ledger.Narrative)
		return true
	}
	if m := turningTo.FindStringSubmatch(text); m != nil && c.first && c.end-c.body <= longest {
		if r.ask(onProgress); m[1] == "" {
			r.ask(onShortcoming)
			r.scolds = true
		}
		r.mark(c.start, c.end, ledger.Narrative)
		return true
	}
	if c.first && c.end-c.body <= longest && turningToWork.MatchString(text) {
		r.ask(onTask)
		r.voice.says, r.voice.asks = true, true
		r.said = r.para
		r.endTurn()
		r.mark(c.start, c.end, ledger.Narrative)
		return true
	}
	announces := hasAnySuffix(text, "：") || strings.Contains(text, "如下") || hasAnySuffix(text, "如下", "以下问题", "几个方面问题", "以下几方面问题", "以下几点", "以下要求", "以下不足", "突出问题", "主要问题", "几个问题", "方面问题", "方面的问题", "个问题", "方面不足", "以下方面", "如下要求", "以下工作", "点要求", "意见主要有", "件事", "件大事", "点意见", "不少短板", "不少不足", "一些短板", "一些不足")
	announces = announces || hasAnySuffix(text, "硬骨头”", "硬骨头") && hasAny(text, "还有", "存在", "剩", "面临", "都是", "仍有")
	if !announces || len(text) > 180 || listsFaults(text) {
		return false
	}
	switch {
	case strings.Contains(text, "现将") && hasAny(text, "报告如下", "汇报如下"):
	case strings.Contains(text, "整改") && strings.Contains(text, "措施"):
		r.ask(onTask)
	case hasAny(strings.ReplaceAll(text, "问题导向", ""), "存在", "问题", "不足", "短板", "硬骨头") && !hasAny(text, "解决", "针对", "整改", "，要", "逐项明确", "议定", "决定") && !orders(text):
		r.ask(onShortcoming)
	case hasAny(text, "要求", "任务", "措施", "做好", "抓好", "工作安排", "部署", "明确", "议定", "决定", "通知", "督办", "交办"):
		r.ask(onTask)
		r.voice.says, r.voice.asks = true, true
		r.said = r.para
	case hasAny(text, "意见主要有", "意见和建议主要有", "反映主要有"):
		r.ask(onShortcoming)
	case hasAny(text, "件事", "件大事", "几项工作", "布置了", "派到人头", "点意见", "派的活", "安排的活", "布置的活", "交办的事", "交代的事", "点要求", "如下安排", "几点意见", "几条意见"):
		r.ask(onTask)
		r.voice.says, r.voice.asks = true, true
		r.said = r.para
	case hasAny(text, "成效", "成绩", "亮点", "答卷"):
		r.ask(onProgress)
	case hasAnySuffix(text, "如下", "如下：") && hasAny(text, "现将", "有关情况", "汇报", "报告"):
	default:
		return false
	}
	if r.asked == onTask && r.askedIn == r.para && r.section == onShortcoming && c.opening && r.sectionLevel == 0 && strings.HasSuffix(r.s[:c.end], "：") {
		r.section = onTask // the heading of problems reaches no farther
	}
	r.mark(c.start, c.end, ledger.Narrative)
	return true
}

// turningTo is how a talk turns to those who did well, or did not: 再说差的，点到谁谁不要不高兴.
var turningTo = regexp.MustCompile(`^(?:先|再|下面|接着|首先)?(?:说|讲|谈)(?:说|讲|谈)?(?:(好的|做得好的|先进的|亮点)|(?:差的|不好的|做得差的|做得不好的|落后的|后进的|问题|不足|短板))(?:，[^，]{0,14}){0,2}$`)

// turningToWork is how a talk turns to what is to be done: 第二点，今年怎么干.
var turningToWork = regexp.MustCompile(`^(?:第[一二三四五]点?，)?(?:先|再|下面|接着|最后|重点)?(?:说说?|讲讲?|谈谈?)?(?:今年|明年|下一?步|接下来|往后|后面|下半年|下个?月|本月|[一二三四]季度|今冬\p{Han}{0,2}|当前|现在)?(?:要|该|应该|到底)?(?:怎么干|怎么办|怎么抓|怎么做|干什么|抓什么|干啥)$`)

// listsNext tells whether a sentence says that something is wanting and the next begins to number it: 但问题不容忽视。一是….
func (r *reader) listsNext(c *clause) bool {
	rest := strings.TrimPrefix(r.s[c.end:min(len(r.s), c.end+30)], "。")
	return c.stop == "。" && ordinal(rest) > 0 && strings.HasPrefix(rest, "一") && !strings.HasPrefix(rest, "一要") && len(r.text(c)) <= longest && heedless.MatchString(r.text(c))
}

// heedless is how a sentence ends that says no more than that something is wanting.
var heedless = regexp.MustCompile(`(?:问题|短板|不足|差距|隐患|矛盾|薄弱环节|弱项)\p{Han}{0,6}(?:不容忽视|不容乐观|不容回避|突出|存在|明显|较多|不少|不小|凸显|需要正视|值得重视|引起重视|引起高度重视)$`)

// listsFaults tells whether a sentence that announces problems names them itself: 存在A、B等四个问题.
func listsFaults(text string) bool {
	_, list, ok := strings.Cut(text, "存在")
	return ok && strings.Contains(list, "、") && strings.Contains(list, "等") && !strings.HasSuffix(text, "：") && !strings.Contains(text, "如下")
}

func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// topic remembers what a talk is about and who speaks.
func (r *reader) topic(c *clause, text string) {
	if t := r.x.theme(text); t != "" {
		r.talkTheme = t
	}
	for _, w := range []string{"还对", "对", "就", "还就", "通报了", "部署", "围绕"} {
		if i := strings.Index(text, w); i > 0 && i <= 60 {
			if name, units, ok := r.speakerIn(c.body, c.body+i); ok {
				r.voice = voice{name: name, units: units, asks: !strings.HasPrefix(w, "通报"), says: true}
				r.said = r.para
			}
			break
		}
	}
	r.endTurn()
	r.mark(c.start, c.end, ledger.Narrative)
}

// themeHead reads a short sentence that labels what follows: 要保安全。
func (r *reader) themeHead(c *clause) bool {
	text := r.text(c)
	n := utf8.RuneCountInString(text)
	if !c.first || c.stop == "；" || strings.Contains(text, "，") && !r.motto(c) || !c.subject.none() || !r.asking() && !r.voice.says {
		return false
	}
	if r.motto(c) {
		n = 0
	} else if !(n <= 11 && strings.HasPrefix(text, "要") || n <= 12 && c.marked && c.stop == "。") || !r.goesOn(c.end) || n > 8 && r.due(span{c.body, c.end}) != nil {
		return false
	}
	r.lead, r.tasking = nil, false
	r.strong = r.x.theme(text)
	r.voice.asks = r.voice.asks || r.voice.says || orders(text)
	r.mark(c.start, c.end, ledger.ThemeHead)
	return true
}

// motto tells whether a numbered sentence only labels what follows in pairs of short words: 一要照单认领，立行立改。
func (r *reader) motto(c *clause) bool {
	if !c.marked || c.stop != "。" || !r.goesOn(c.end) || strings.ContainsAny(r.text(c), "0123456789：、“") {
		return false
	}
	text := r.text(c)
	if orders(text) {
		text = strings.TrimPrefix(text, "要")
	}
	parts := strings.Split(text, "，")
	for _, part := range parts {
		if n := utf8.RuneCountInString(part); n < 3 || n > 7 {
			return false
		}
	}
	return len(parts) == 2
}

// goesOn tells whether another sentence follows in the paragraph.
func (r *reader) goesOn(at int) bool {
	if _, n := r.labelAt(min(len(r.s), at+len("。")), min(len(r.s), at+120)); n > 0 && strings.HasPrefix(r.s[at:], "。") {
		return false // it is only said who is to do it
	}
	rest := strings.TrimPrefix(r.s[at:min(len(r.s), at+12)], "。")
	return rest != "" && rest[0] != '\n' && !orders(rest)
}

// slogan reads exhortations: every segment is made of words that ask for nothing that could be followed.
func (r *reader) slogan(c *clause) bool {
	if !r.asking() && !r.voice.says || c.end-c.body > 600 {
		return false
	}
	if words := undated(r.s[c.core:c.end], r.ref); !orders(words) && !r.imperative(words) {
		return false
	}
	if target(r.text(c)) {
		r.mark(c.start, c.end, ledger.Narrative)
		return true
	}
	if !r.exhorts(c.core, c.end) {
		return false
	}
	if t := r.x.theme(r.text(c)); t != "" && c.first {
		r.strong = t
	}
	r.lead, r.tasking = nil, false
	r.voice.asks = r.voice.asks || r.voice.says
	r.mark(c.start, c.end, ledger.ThemeHead)
	return true
}

// exhorts tells whether every segment of s[at:end] is made of words that ask for nothing that could be followed.
func (r *reader) exhorts(at, end int) bool {
	for _, z := range zh.Segments(r.s, at, end) {
		if i, _ := r.x.slogans.in(r.s[z.Start:z.End]); i < 0 {
			return false
		}
	}
	return true
}

// target tells a rank that is only hoped for: 力争全区综合成绩进入全市前三.
func target(s string) bool {
	return hasAnyPrefix(s, "力争", "争取", "确保") && hasAny(s, "进入", "跻身", "位列", "位居", "保持", "重返", "挺进", "迈入", "挤进", "冲进", "排名") && hasAny(s, "前三", "前五", "前十", "前列", "第一方阵", "前两", "前四", "前六", "前八", "首位", "上游") && !hasAny(s, "；") && strings.Count(s, "，") <= 2
}

// ask remembers what a sentence announces: for its paragraph, and for the list items that follow.
func (r *reader) ask(kind section) {
	r.asked, r.askedIn, r.askedLevel, r.saidItself = kind, r.para, 0, false
}
