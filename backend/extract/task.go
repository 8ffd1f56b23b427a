package extract

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// order reads what begins with 要, 应 or 必须, with or without whom it is for.
func (r *reader) order(c *clause) bool {
	if !r.art.official {
		return false
	}
	at := r.orderAt(c)
	if at < 0 || hasAny(r.text(c), "提醒居民", "提醒市民", "提醒群众", "提醒大家", "提醒广大", "提醒家长", "提醒司机", "提醒游客", "呼吁") || at > c.body && r.exhorts(at, c.end) {
		return false
	}
	if c.subject.none() && !r.voice.says && !r.art.notice && r.section != onTask && r.asked != onTask && !r.tasking {
		if r.turn == nil || !strings.HasPrefix(r.s[c.body:], "要") {
			return false
		}
	}
	if r.turn != nil && c.subject.none() && r.lead == nil {
		r.lead = r.turn
	} else if c.subject.none() && c.first && r.turn == nil {
		r.lead = nil
	}
	r.voice.asks = r.voice.asks || r.voice.says
	k := *c
	k.body = at
	r.task(&k, "task-order")
	return true
}

// orderAt is where an order begins in the clause: at its body where the predicate orders, at a later segment where that
// does (「当前形势严峻，各街镇要…」), or -1.
func (r *reader) orderAt(c *clause) int {
	if orders(r.s[c.core:c.end]) || c.core < c.end && orders(undated(r.s[c.core:c.end], r.ref)) {
		return c.body
	}
	if hasAnyPrefix(r.s[c.body:c.end], wishes...) && !c.subject.none() && r.art.official {
		return c.body + len(wishes[0])
	}
	if !r.voice.says && !r.art.notice && r.section != onTask {
		return -1
	}
	for i, z := range zh.Segments(r.s, c.body, c.end) {
		if i == 0 {
			continue
		}
		seg := r.s[z.Start:z.End]
		if orders(seg) {
			if hasAnyPrefix(seg, "不得", "严禁", "不能", "决不能", "绝不能", "也要", "还要", "更要") && r.commanded(c) {
				return c.body
			}
			if i == 1 && (hasAnyPrefix(r.s[c.body:z.Start], "对", "针对") || hasAny(r.s[c.body:z.Start], "必须", "务必")) {
				return c.body
			}
			return z.Start
		}
		from := z.Start
		if hasAnyPrefix(seg, "由", "请") {
			from += len("由")
		}
		if p := r.parties(from, z.End); !p.none() && (orders(r.s[p.end:z.End]) || from > z.Start && r.acts(p.end, z.End) && !p.collective) {
			if i == 1 && hasAny(r.s[c.body:z.Start], "必须", "务必") {
				return c.body
			}
			if from > z.Start && i == 1 && r.voice.asks && !hasAny(r.s[c.body:z.Start], "同意", "审议", "通过", "听取") {
				return c.body
			}
			return z.Start
		}
	}
	return -1
}

// commanded tells whether a clause begins with what somebody is to do, so that a ban behind it only goes on: 县财政局按进度
// 拨付经费，不得影响开工.
func (r *reader) commanded(c *clause) bool {
	words := undated(r.s[c.core:r.segmentEnd(c.core, c.end)], r.ref)
	return r.imperative(words) || !c.subject.none() && words != "" && !r.told(words) && !r.faulty(words)
}

// unitOrder reads a unit that is told to do something without 要.
func (r *reader) unitOrder(c *clause) bool {
	if c.subject.none() || !r.art.official || !r.asking() && !r.pressed(c) {
		return false
	}
	if r.praisedOn(c) {
		return true
	}
	if c.subject.collective && strings.HasPrefix(r.text(c), "从") && strings.Contains(r.s[c.body:c.core], "看，") {
		return false // it says how things are
	}
	rest := r.s[c.core:c.end]
	if r.turnOpens(c) && !(r.voice.asks && r.said == r.para) {
		return false
	}
	if r.told(rest) && !(r.section == onTask && disposing.MatchString(rest)) || hasAnyPrefix(rest, "是", "有", "为") || c.end-c.core < 12 || strings.Contains(rest, "率") && strings.Contains(rest, "%") && !r.imperative(rest) && !hasAny(rest, "不得低于", "不低于", "不得少于") && r.due(span{c.core, c.end}) == nil {
		return false
	}
	remarked := r.voice.says && !r.voice.asks && r.section != onTask && r.achieved(rest) && !r.faulty(rest)
	if !c.subject.collective && (remarked || r.boasts(rest)) && r.due(span{c.core, c.end}) == nil {
		r.praise(span{c.core, c.end}, c.subject.names, "progress-figures")
		return true
	}
	k := *c
	if hasAnySuffix(r.s[c.body:c.core], "：") {
		k.body = c.core
	}
	r.task(&k, "task-unit")
	return true
}

// praisedOn reads a clause that goes on with the praise before it in its sentence: …完成排查1460栋；建成首个体验馆.
func (r *reader) praisedOn(c *clause) bool {
	last := len(r.found) - 1
	if c.first || last < 0 || r.tasking || c.subject.collective {
		return false
	}
	f := &r.found[last]
	words := r.s[c.core:c.end]
	if f.Kind != ledger.Progress || f.end+len("；") < c.start || !r.achieved(words) || r.faulty(words) || orders(words) || r.due(span{c.core, c.end}) != nil {
		return false
	}
	units := r.ownerOr(c, f.Units)
	if !c.subject.none() {
		units = c.subject.names
	}
	r.praise(span{c.core, c.end}, units, f.Rule)
	return true
}

// boasts tells whether words, though they stand among orders, tell of a rank or a growth that was reached.
func (r *reader) boasts(s string) bool {
	return len(s) <= longest && !r.faulty(s) && !target(s) && !orders(s) && (lauded.MatchString(s) || boast.MatchString(s) && (r.figured(s) || goodRank.MatchString(s)))
}

// lauded is how words praise what they tell, which nobody is still to do.
var lauded = regexp.MustCompile(`值得(?:充分|大家|各\p{Han}{1,3})?(?:肯定|推广|点赞|学习|借鉴|表扬)|功不可没|(?:进度|进展|成效|效果|势头|表现)(?:不错|喜人|良好|明显|突出|显著)$|拔得头筹|可圈可点`)

var boast = regexp.MustCompile(`(?:居|列|排名?)(?:全|各)\p{Han}{0,6}(?:第|首|前)|首创|(?:提升|增长|下降|压减|缩短|增收)了?\d|\d+(?:\.\d+)?%$|[由从]\d[^，；]{0,8}(?:压缩|缩短|下降|降低|降|减少|提升|提高|增加|增长|上升)[到至为]\d|(?:降|增|涨)幅达?\d|累计\p{Han}{1,6}\d|领跑|拔得头筹`)

// pressed tells whether a clause gives a unit until when to do something, whoever speaks and wherever it stands: 白塔镇10月20日前
// 把进度赶上来.
func (r *reader) pressed(c *clause) bool {
	return !c.subject.none() && r.section != onProgress && r.asked != onProgress && (r.ahead(span{c.core, c.end}) || r.begged(c) && !r.faulty(r.s[c.core:c.end]))
}

// ahead tells whether words say until when something will be done, and not when it was.
func (r *reader) ahead(sp span) bool {
	words := r.s[sp.start:sp.end]
	if r.faulty(words) || r.told(words) || hasAny(words, "截至", "截止", "提前", "有望", "原定", "原计划", "本应", "已", "仅", "同比", "较上", "以来", "据") {
		return false
	}
	due := r.due(sp)
	return due != nil && hasAny(due.Text, "前", "内", "底", "之日", "每", "立即", "月") && !hasAny(due.Text, "目前", "日前，")
}

// begged tells whether somebody is asked by 请: 请有关单位于9月12日前报送.
func (r *reader) begged(c *clause) bool { return strings.HasPrefix(r.text(c), "请") }

// asking tells whether what is said now is asked for.
func (r *reader) asking() bool {
	told := r.voice.rates || r.remarking() || r.section == onProgress || r.asked == onProgress
	return r.voice.asks || !told && r.art.notice || !r.voice.rates && !r.remarking() && (r.section == onTask || r.asked == onTask)
}

// remarking tells whether the paragraph of minutes began with what the meeting found, 会议指出, 会议认为, and asks for nothing yet.
func (r *reader) remarking() bool { return r.voice.says && !r.voice.asks && r.said == r.para }

// disposing is how somebody who speaks tells a unit to have done with a thing, under a head of tasks: 一周之内把臭水沟清了.
var disposing = regexp.MustCompile(`^[^，；]{0,18}把[^，；]{1,20}了(?:，|$)`)

// told tells words of what has been done or is being told, which no order holds.
func (r *reader) told(s string) bool {
	if hasAnyPrefix(s, "已", "先后", "召开", "介绍", "汇报", "通报", "发言", "参加", "现场") {
		return true
	}
	if hasAnyPrefix(s, "近年来", "今年以来", "去年以来", "连日来", "长期以来") || aimed(s) {
		return true
	}
	if hasAny(s, "关键在", "范围为", "范围是", "对象为", "对象是") {
		return true
	}
	i := strings.Index(s, "了")
	return i > 0 && i < 30 && !strings.Contains(s[:i], "，") && !hasAnySuffix(s[:i], "为", "除", "到", "好") && !hasAnyPrefix(s[i:], "解", "然", "望")
}

// aims is how a sentence tells of an aim and asks for nothing: 年初提出“五年争先”的目标, 县里的目标是年底进入前五.
var aims = regexp.MustCompile(`^[^，；]{0,24}(?:目标是|目标：|提出“[^”]{2,30}”的?(?:目标|思路|定位))|，[^，；]{0,12}提出“[^”]{2,30}”的目标`)

func aimed(s string) bool {
	return len(s) <= longest && (strings.Contains(s, "目标") || strings.Contains(s, "提出“")) && aims.MatchString(s)
}

// carried reads an order whose 要 or whose addressee stands in a clause before.
func (r *reader) carried(c *clause) bool {
	if !r.art.official && !r.tasking && r.lead == nil || !c.subject.none() && !r.tasking {
		return false
	}
	if r.praisedOn(c) {
		return true
	}
	text := r.text(c)
	if c.end-c.body < 12 || r.told(text) || strings.HasSuffix(text, "：") || len(text) <= longest && strings.Contains(text, "是") && declares.MatchString(text) {
		return false
	}
	if !r.tasking && r.section != onTask && r.due(span{c.body, c.end}) == nil && r.boasts(text) {
		return false
	}
	switch {
	case r.art.official && strings.Contains(text, "请于"):
	case r.tasking && !c.first:
	case r.plans():
		if words := r.s[c.core:c.end]; undated(words, r.ref) == words && !r.imperative(words) {
			return false
		}
		r.lead = r.turn
	case r.turn != nil && !(r.voice.asks && r.said == r.para):
		return false
	case (r.asking() || r.lead != nil) && (r.imperative(undated(r.s[c.core:c.end], r.ref)) || r.strong != "" && r.said == r.para) && !r.personLed(text):
	case r.asking() && strings.HasPrefix(text, "在") && strings.Contains(text, "上") && (strings.Contains(text, "下功夫") || strings.Contains(text, "用力") || strings.Contains(text, "发力") || strings.Contains(text, "求突破") || strings.Contains(text, "见实效")):
	case r.asking() && r.agentFirst(c), (r.asking() || r.voice.says || r.art.surveys) && c.subject.none() && r.entrusted(span{c.body, c.end}) != nil:
	default:
		return false
	}
	r.task(c, "task-carried")
	return true
}

// declares is a sentence that says what something is and asks for nothing: 抓落实是政府工作的生命线.
var declares = regexp.MustCompile(`^[^，]{2,30}是[^，]{0,24}(?:任务|工程|生命线|关键|基础|底线|前提|根本|大者”?|保障|压舱石”?|主战场|重中之重|镜子|使命|职责|本职|失职|不称职|试金石|硬道理)$`)

// plans tells whether what is said now is what a unit means to do: it stands under the unit's own heading 下一步打算.
func (r *reader) plans() bool { return r.headTurn && (r.section == onTask || r.asked == onTask) }

// undated is s without the date that it begins with: 11月15日前完成.
func undated(s string, ref time.Time) string {
	d, ok := zh.ReadDays(s, ref, zh.Future)
	if !ok {
		return s
	}
	s = s[d.End:]
	for _, w := range []string{"之前", "以前", "前", "之内", "内"} {
		if rest, cut := strings.CutPrefix(s, w); cut {
			return rest
		}
	}
	return s
}

// agentFirst tells whether a later segment of the clause names somebody who acts, or the clause says who leads: 由A牵头.
func (r *reader) agentFirst(c *clause) bool {
	text := r.text(c)
	return strings.HasPrefix(text, "由") && !c.subject.none()
}

// entrusted are those whom a clause gives its matter to: 充电桩的事由区住建局牵头.
func (r *reader) entrusted(sp span) []string {
	s := r.s[sp.start:sp.end]
	if names := r.labelledIn(sp, "lead"); names != nil {
		return names
	}
	for at := 0; ; {
		i := strings.Index(s[at:], "由")
		if i < 0 {
			return nil
		}
		at += i + len("由")
		p := r.parties(sp.start+at, sp.end)
		if p.none() || hasAnyPrefix(r.s[p.end:sp.end], "牵头的", "负责的", "承担的", "实施的") {
			continue
		}
		if rest := r.s[p.end:sp.end]; hasAnyPrefix(rest, "牵头", "负责", "会同", "主责", "负总责", "具体负责", "于", "抓") || rest != "" && r.asking() && !p.collective && !strings.HasPrefix(rest, "的") || r.x.verbs.prefix(rest) > 0 && (at == len("由") || r.due(sp) != nil) || rest != "" && r.due(sp) != nil && strings.HasPrefix(rest, "在") {
			return p.names
		}
	}
}

// labelledIn are the units that a label within a sentence names: 牵头单位为区住建局，配合单位为区交通局.
func (r *reader) labelledIn(sp span, kind labelKind) []string {
	if !strings.Contains(r.s[sp.start:sp.end], "单位") {
		return nil
	}
	for _, z := range zh.Segments(r.s, sp.start, sp.end) {
		if k, n := r.labelBefore(z.Start, z.End); k == kind {
			if p := r.parties(z.Start+n, z.End); p.end == z.End {
				return p.names
			}
		}
	}
	return nil
}

// labelBefore is the label at the head of a segment that says in a sentence who leads or helps, and its length: 牵头单位为.
func (r *reader) labelBefore(at, end int) (labelKind, int) {
	n, kind := r.x.labels.longest(r.s[at:end])
	if n == 0 || kind != "lead" && kind != "support" || !hasAnyPrefix(r.s[at+n:end], "为", "是") {
		return "", 0
	}
	return kind, n + len("为")
}

// personLed tells whether a clause begins with a person.
func (r *reader) personLed(s string) bool {
	return r.person != "" && strings.HasPrefix(s, r.person) || hasAnyPrefix(s, "会议", "会上", "他", "她", "与会", "大家")
}

// task records an order from c.body to the clause's end, with whom it is for.
func (r *reader) task(c *clause, rule string) {
	r.mark(c.start, c.body, ledger.Narrative)
	body, roles := r.bracketed(span{c.body, c.end})
	lead, support := r.addressees(c, body)
	switch {
	case len(lead) > 0 && !c.subject.none():
		r.lead = lead
	case len(lead) == 0:
		lead = r.lead
		if lead == nil && r.section == onTask {
			lead = r.art.author
		}
	}
	f := r.add(ledger.Task, body.start, body.end, lead, rule)
	if len(support) == 0 && r.duty.para == r.para {
		support = r.duty.support
	}
	f.Support = support
	f.Speaker = r.voice.name
	if r.turn != nil && rule != "task-commitment" {
		f.Speaker = cmp.Or(f.Speaker, r.reviewer)
	}
	f.Theme = r.taskTheme(c, body)
	f.Due = r.due(body)
	if c.marked || c.opening {
		r.item = nil
	}
	r.item = append(r.item, len(r.found)-1)
	r.loose, r.tasking = nil, true
	r.mark(body.start, c.end, ledger.Role(ledger.Task))
	for _, l := range roles {
		r.assign(l)
	}
}

// taskTheme is the theme that a head has set, else the clause's own with what the surroundings suggest, without the names
// of those it is for.
func (r *reader) taskTheme(c *clause, body span) string {
	if orders(r.s[c.core:c.end]) && c.first && c.subject.none() {
		r.strong = ""
	}
	at := body.start
	if !c.subject.none() && c.subject.end < body.end && c.subject.end > at {
		at = c.subject.end
	}
	if !c.subject.none() {
		r.ranTheme = ""
	}
	own := r.x.theme(r.s[at:body.end], prior{r.strong, priorStrong}, prior{r.topicTheme, priorHead}, prior{cmp.Or(r.ranTheme, r.talkTheme), priorTalk}, prior{r.business(c.subject.names), priorUnit}, prior{r.wantingIn(c.subject.names), priorEcho})
	if own == "" {
		own = r.fallback(c.subject.names)
	}
	r.ranTheme = own
	return own
}

// aboutTheme is the theme of what is not a task: the words' own, else their surroundings', else the units' business.
func (r *reader) aboutTheme(sp, evidence span, units []string) string {
	if own := r.x.theme(r.s[sp.start:sp.end]); own != "" {
		if r.underProblems() && r.topicTheme != "" {
			own = r.x.theme(r.s[sp.start:sp.end], prior{r.topicTheme, priorTalk})
		}
		return own
	}
	if t := r.x.theme(r.s[evidence.start:evidence.end], prior{r.topicTheme, priorHead}); t != "" {
		return t
	}
	return r.fallback(units)
}
