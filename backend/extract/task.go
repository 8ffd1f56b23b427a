package extract

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// order reads what begins with 要, 应 or 必须, with or without whom it is for.
func (r *reader) order(c *clause) bool {
	if !r.art.official {
		return false
	}
	at := r.orderAt(c)
	if at < 0 {
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
	if orders(r.s[c.core:c.end]) {
		return c.body
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
			return z.Start
		}
		from := z.Start
		if strings.HasPrefix(seg, "由") {
			from += len("由")
		}
		if p := r.parties(from, z.End); !p.none() && (orders(r.s[p.end:z.End]) || from > z.Start && r.acts(p.end, z.End) && !p.collective) {
			return z.Start
		}
	}
	return -1
}

// unitOrder reads a unit that is told to do something without 要.
func (r *reader) unitOrder(c *clause) bool {
	if c.subject.none() || !r.art.official || !r.asking() && !(r.voice.says && r.due(span{c.core, c.end}) != nil) {
		return false
	}
	rest := r.s[c.core:c.end]
	if r.turnOpens(c) && !(r.voice.asks && r.said == r.para) {
		return false
	}
	if r.told(rest) || hasAnyPrefix(rest, "是", "有", "为") || c.end-c.core < 12 {
		return false
	}
	r.task(c, "task-unit")
	return true
}

// asking tells whether what is said now is asked for.
func (r *reader) asking() bool {
	return r.voice.asks || r.art.notice || r.section == onTask || r.asked == onTask
}

// told tells words of what has been done or is being told, which no order holds.
func (r *reader) told(s string) bool {
	if hasAnyPrefix(s, "已", "召开", "介绍", "汇报", "通报", "发言", "参加", "现场") {
		return true
	}
	i := strings.Index(s, "了")
	return i > 0 && i < 30 && !hasAnySuffix(s[:i], "为", "除", "到", "好") && !hasAnyPrefix(s[i:], "解", "然", "望")
}

// carried reads an order whose 要 or whose addressee stands in a clause before.
func (r *reader) carried(c *clause) bool {
	if !r.art.official && !r.tasking && r.lead == nil || !c.subject.none() && !r.tasking {
		return false
	}
	text := r.text(c)
	if c.end-c.body < 12 || r.told(text) || strings.HasSuffix(text, "：") {
		return false
	}
	switch {
	case r.tasking && !c.first:
	case r.turn != nil && !(r.voice.asks && r.said == r.para):
		return false
	case (r.asking() || r.lead != nil) && (r.imperative(r.s[c.core:c.end]) || r.strong != "" && r.said == r.para) && !r.personLed(text):
	case r.asking() && strings.HasPrefix(text, "在") && strings.Contains(text, "上") && (strings.Contains(text, "下功夫") || strings.Contains(text, "用力") || strings.Contains(text, "发力") || strings.Contains(text, "求突破") || strings.Contains(text, "见实效")):
	case r.asking() && r.agentFirst(c):
	default:
		return false
	}
	r.task(c, "task-carried")
	return true
}

// agentFirst tells whether a later segment of the clause names somebody who acts, or the clause says who leads: 由A牵头.
func (r *reader) agentFirst(c *clause) bool {
	text := r.text(c)
	return strings.HasPrefix(text, "由") && !c.subject.none()
}

// personLed tells whether a clause begins with a person.
func (r *reader) personLed(s string) bool {
	return r.person != "" && strings.HasPrefix(s, r.person) || hasAnyPrefix(s, "会议", "会上", "他", "她", "与会", "大家")
}

// commitment reads what a unit says it will do: 「下一步，某公司将…」.
func (r *reader) commitment(c *clause) bool {
	for _, z := range zh.Segments(r.s, c.body, c.end) {
		lead, at := r.committer(z.Start, z.End)
		if at < 0 || !r.art.official && (c.body == c.start || z.Start > c.body) {
			continue
		}
		if z.Start > c.body && r.turn != nil {
			return false
		}
		k := *c
		k.body, k.core, k.subject = z.Start, at, party{names: lead, end: at}
		r.voice = voice{name: r.voice.name, says: r.voice.says}
		r.endTurn()
		r.task(&k, "task-commitment")
		return true
	}
	return false
}

// committer reads 「某单位将」 at the head of a segment; 公司 alone is the one named last.
func (r *reader) committer(at, end int) (units []string, after int) {
	rest := r.s[at:end]
	p := r.parties(at, end)
	switch {
	case !p.none() && hasAnyPrefix(r.s[p.end:end], "将", "还将", "也将") && (r.art.official || !p.collective):
		return p.names, p.end
	case hasAnyPrefix(rest, "公司将", "集团将"):
		return r.lastCompany(at), at + len("公司")
	case hasAnyPrefix(rest, "我区将", "我市将", "我县将", "我镇将", "我乡将", "我街道将"):
		word := rest[:strings.Index(rest, "将")]
		return []string{r.ours(word)}, at + len(word)
	case hasAnyPrefix(rest, "全区将", "全市将", "全县将"):
		return []string{rest[:len("全区")]}, at + len("全区")
	}
	if n := r.district(rest); n > 0 && hasAnyPrefix(rest[n:], "将", "还将", "也将") {
		return []string{rest[:n]}, at + n
	}
	if hasAnyPrefix(rest, "将") && r.voice.says && len(r.voice.units) > 0 && hasAnyPrefix(rest[len("将"):], "继续", "进一步", "持续", "全力", "加", "深入", "严格", "以", "认真", "坚", "聚焦", "围绕") {
		return r.voice.units, at
	}
	return nil, -1
}

// district is the length of a district's name of three or four characters, its 区, 市 or 县 included.
func (r *reader) district(s string) int {
	if r.verbAt(s) || hasAnyPrefix(s, "今年", "去年", "近年", "明年", "我", "该", "本", "其他", "部分", "少数", "个别") {
		return 0
	}
	for i, c := range s {
		if i >= 6 && strings.ContainsRune("区市县旗", c) {
			end := i + len("区")
			if hasAnySuffix(s[:i], "社", "园", "辖", "校", "景", "片", "小", "地", "开发", "厂", "城", "库", "全", "郊", "市辖", "山") || growsOn(s[:end], s[end:]) {
				return 0
			}
			return end
		}
		if !nameRune(c) || c == '全' || i > 9 || i > 0 && r.verbAt(s[i:]) {
			return 0
		}
	}
	return 0
}

// ours is whom 我区 or 我镇 means: the register's own district where the text names it, else the first of that kind that
// the text names at the head of a line or a clause.
func (r *reader) ours(word string) string {
	kind := strings.TrimPrefix(word, "我")
	if r.x.district != "" && strings.HasSuffix(r.x.district, kind) && strings.Contains(r.s[:min(len(r.s), 20000)], r.x.district) {
		return r.x.district
	}
	for _, p := range r.art.paras[:min(len(r.art.paras), 8)] {
		for _, z := range zh.Segments(r.s, p.start, min(p.end, p.start+600)) {
			head := r.s[z.Start:z.End]
			if i := strings.Index(head, kind); i >= 6 && i <= 15 && !strings.HasPrefix(head, "我") && nameOnly(head[:i]) {
				return head[:i] + kind
			}
		}
	}
	return word
}

func nameOnly(s string) bool {
	for _, c := range s {
		if !nameRune(c) {
			return false
		}
	}
	return true
}

// lastCompany is the enterprise named last before at.
func (r *reader) lastCompany(at int) []string {
	from := max(r.art.start, at-6000)
	for end := at; ; {
		i := strings.LastIndex(r.s[from:end], "公司")
		if i < 0 {
			return []string{"公司"}
		}
		stop := from + i + len("公司")
		for start := max(from, stop-66); start < stop-len("公司")*2; start++ {
			if r.s[start]&0xc0 == 0x80 || !r.nameBegins(start) {
				continue
			}
			if p := r.unit(start, stop, false); !p.none() && p.end == stop && !p.collective {
				return p.names
			}
		}
		end = from + i
	}
}

// nameBegins tells whether a name can begin at i: after punctuation, or where the register knows one.
func (r *reader) nameBegins(i int) bool {
	if n, _ := r.x.units.longest(r.s[i:]); n > 0 {
		return true
	}
	return i == 0 || hasAnySuffix(r.s[:i], "，", "。", "、", "；", "与", "和", "对", "为", "\n", "，由", "予", "期待", "（", "）", "在")
}

// assigned reads 「某领导部署…工作」.
func (r *reader) assigned(c *clause) bool {
	text := r.text(c)
	i := strings.Index(text, "部署")
	if i <= 0 || i > 60 || !r.art.official || len(text)-i < 18 || hasAnyPrefix(text[i:], "部署了会", "部署会", "部署要求", "部署，") {
		return false
	}
	if _, _, ok := r.speakerIn(c.body, c.body+i); !ok {
		return false
	}
	if p := r.s[c.body : c.body+i]; hasAnySuffix(p, "会议", "大会", "他") {
		return false
	}
	k := *c
	k.subject = party{}
	r.lead = nil
	r.task(&k, "task-assigned")
	return true
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
	}
	f := r.add(ledger.Task, body.start, body.end, lead, rule)
	f.Support = support
	f.Speaker = r.voice.name
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

// addressees are those whom a clause names as acting, segment by segment, and those it names as helping. Where the clause
// or the one before names its subject, a later segment adds only whom it orders outright.
func (r *reader) addressees(c *clause, body span) (lead, support []string) {
	if !c.subject.none() && c.subject.end <= body.end {
		lead = append(lead, c.subject.names...)
		support = appendNew(support, r.helpers(span{c.core, r.segmentEnd(c.core, body.end)}))
	}
	settled := len(lead) > 0 || r.lead != nil && !c.first
	for i, z := range zh.Segments(r.s, body.start, body.end) {
		at := z.Start
		if strings.HasPrefix(r.s[at:z.End], "由") {
			at += len("由")
		} else if i == 0 && !c.subject.none() {
			continue
		}
		if i > 12 {
			break
		}
		if i > 0 || c.subject.none() {
			support = appendNew(support, r.helpers(span{z.Start, z.End}))
		}
		p := r.parties(at, z.End)
		if p.none() || !r.acts(p.end, z.End) {
			continue
		}
		rest := r.s[p.end:z.End]
		switch {
		case hasAnyPrefix(rest, "配合", "协助", "协同", "积极配合", "予以配合", "密切配合", "全力配合"):
			support = appendNew(support, p.names)
		case hasAnyPrefix(rest, "牵头", "负责", "会同") || orders(rest) && !hasAnyPrefix(rest, "应"), at > z.Start, (!settled || !p.collective && r.imperative(rest)) && (r.imperative(rest) || hasAnyPrefix(rest, "做到", "有针对性", "每") || !p.collective && !r.told(rest) && r.asking() && len(lead) > 0):
			lead = appendNew(lead, p.names)
		}
	}
	return lead, support
}

func (r *reader) segmentEnd(at, end int) int {
	if i := strings.Index(r.s[at:end], "，"); i >= 0 {
		return at + i
	}
	return end
}

// helpers reads 会同某单位, 商某单位, 联合某单位 near the head of a segment.
func (r *reader) helpers(sp span) []string {
	s := r.s[sp.start:sp.end]
	for _, w := range []string{"会同", "联合", "商"} {
		i := strings.Index(s[:min(len(s), 60)], w)
		if i < 0 || w == "商" && i > 0 {
			continue
		}
		at := sp.start + i + len(w)
		if p := r.parties(at, sp.end); !p.none() {
			return p.names
		}
	}
	return nil
}

func appendNew(all, more []string) []string {
	for _, m := range more {
		if !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return all
}

// taskTheme is the theme that a head has set, else the clause's own with what the surroundings suggest, without the names
// of those it is for.
func (r *reader) taskTheme(c *clause, body span) string {
	if orders(r.s[c.core:c.end]) && c.first && c.subject.none() {
		r.strong = ""
	}
	if r.strong != "" {
		return r.strong
	}
	at := body.start
	if !c.subject.none() && c.subject.end < body.end && c.subject.end > at {
		at = c.subject.end
	}
	own := r.x.theme(r.s[at:body.end], prior{r.topicTheme, priorHead}, prior{r.weak, priorTalk})
	if own == "" && at > body.start {
		own = r.x.theme(r.s[body.start:at])
	}
	if own != "" {
		r.weak = own
	}
	return own
}

// aboutTheme is the theme of what is not a task: the words' own, else their surroundings'.
func (r *reader) aboutTheme(sp span, evidence span) string {
	words := r.s[sp.start:sp.end]
	if t := r.x.theme(words); t != "" {
		return t
	}
	return r.x.theme(r.s[evidence.start:evidence.end], prior{r.topicTheme, priorHead})
}
