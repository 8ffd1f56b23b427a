package extract

import (
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// span is a stretch of the normalised text by byte offsets.
type span struct{ start, end int }

// item is one thing that is wanting, with whom it is about where its own words say so.
type item struct {
	span
	units []string
}

func plain(spans []span) []item {
	items := make([]item, len(spans))
	for i, sp := range spans {
		items[i].span = sp
	}
	return items
}

// blames tells whether shortcomings may be looked for: a unit's turn runs, a unit is named, or the article reviews work.
func (r *reader) blames(c *clause) bool {
	return r.turn != nil || !c.subject.none() && r.art.official || r.section == onShortcoming || r.asked == onShortcoming || r.art.official && r.art.review
}

// aspect reads 「在A、B等方面仍存不足」.
func (r *reader) aspect(c *clause) bool {
	text := r.text(c)
	i, noun := -1, ""
	for _, w := range []string{"方面", "领域", "环节", "工作中", "工作上"} {
		if k := strings.LastIndex(text, w); k > i && r.wanting(text[k+len(w):]) {
			i, noun = k, w
		}
	}
	if i < 0 || !r.blames(c) {
		return false
	}
	from := aspectStart(text[:i])
	if from < 0 {
		return false
	}
	at := c.body + from
	items := r.split(trimEnd(span{at, c.body + i}, r.s))
	end := c.body + i + len(noun)
	end += r.faultEnd(r.s[end:c.end])
	r.faults(c, plain(items), span{at, end}, "shortcoming-aspect")
	return true
}

// wanting tells whether s, what follows 方面, says that something is wanting, before it turns to what must be done.
func (r *reader) wanting(s string) bool {
	s = s[:r.faultEnd(s)]
	if at, n := r.x.lacks.in(s); at >= 0 && at <= 60 && !hasAnyPrefix(s[at:], "情况", "现象") && !strings.HasPrefix(s[at+n:], "整改") {
		return strings.ContainsAny(s[:at], "有存在仍尚还需较") || at == 0
	}
	at, _ := r.x.predicates.in(s)
	return at >= 0 && at <= 36
}

// faultEnd is where the words of fault end and an order begins: 「…存在不足，要加强…」.
func (r *reader) faultEnd(s string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "，")
		if i < 0 {
			return len(s)
		}
		rest := s[at+i+len("，"):]
		if orders(rest) || hasAnyPrefix(rest, "下一步", "希望", "仍需", "还需", "需要", "接下来", "请", "尚需", "亟需", "有待") {
			return at + i
		}
		at += i + len("，")
	}
}

// aspectStart is where the list of aspects begins in s: after the last 在 that can open it, or -1.
func aspectStart(s string) int {
	for end := len(s); end > 0; {
		i := strings.LastIndex(s[:end], "在")
		if i < 0 {
			return -1
		}
		before := s[:i]
		if before == "" || hasAnySuffix(before, "但", "，", "仍", "还", "也", "是", "不过", "然而", "街道", "镇", "乡", "局", "委", "中心", "同时", "分别", "单位", "：", "尚", "但是", "主要", "公司", "部门", "区", "均", "都", "办") {
			return i + len("在")
		}
		end = i
	}
	return -1
}

func hasAnySuffix(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// trimEnd drops what closes a list and is no part of its last item: 等, 等四个, 等多个.
func trimEnd(sp span, s string) span {
	for again := true; again; {
		again = false
		for _, w := range []string{"等", "几个", "多个", "两个", "三个", "四个", "五个", "六个", "个", "2", "3", "4", "5", "的", "突出", "一些", "一定", "明显", "较多", "相关", "主要", "等方面", "方面", "部分"} {
			if strings.HasSuffix(s[sp.start:sp.end], w) && sp.end-len(w) >= sp.start {
				sp.end, again = sp.end-len(w), true
			}
		}
	}
	return sp
}

// split divides an enumeration into its items: at 、, and at the last 和 or 以及. 及 and 与 join two items only where each is
// a theme of its own: 城市治理及安全运行 is one.
func (r *reader) split(sp span) []span {
	var items []span
	at := sp.start
	for _, part := range zh.List(r.s[sp.start:sp.end]) {
		if part != "" {
			items = append(items, span{at, at + len(part)})
		}
		at += len(part) + len("、")
	}
	if len(items) == 0 {
		return nil
	}
	last := items[len(items)-1]
	words := r.s[last.start:last.end]
	for _, j := range []string{"以及", "和", "及", "与"} {
		i := strings.LastIndex(words, j)
		if i < 6 || len(words)-i-len(j) < 6 {
			continue
		}
		a, b := words[:i], words[i+len(j):]
		listed := len(items) > 1 && j != "及" && j != "与"
		if listed || r.ownThemes(a, b) {
			items = append(items[:len(items)-1], span{last.start, last.start + i}, span{last.start + i + len(j), last.end})
			break
		}
	}
	return items
}

func (r *reader) ownThemes(a, b string) bool {
	x, _ := r.x.weigh(a)
	y, _ := r.x.weigh(b)
	return x >= 0 && y >= 0 && x != y
}

// exists reads 「存在A、B等问题」 and 「A存在短板」.
func (r *reader) exists(c *clause) bool {
	text := r.text(c)
	i, word := -1, ""
	for _, w := range []string{"存在", "暴露出", "反映出"} {
		if k := strings.Index(text, w); k >= 0 {
			i, word = k, w
			break
		}
	}
	rest := text[i+len(word):]
	if !r.blames(c) || hasAnyPrefix(rest, "的问题整", "的主要", "的突出", "的困难") || notFault(text[:i], rest) {
		return false
	}
	end := r.faultEnd(rest)
	last, size := r.lastLack(rest[:end])
	if last < 0 {
		return false
	}
	at := c.body + i + len(word)
	list := trimEnd(span{at, at + last}, r.s)
	evidence := span{at, at + last + size}
	if rest := r.s[list.start:list.end]; len(rest) < 6 || rest == "较大" || rest == "不少" || rest == "这样那样" || rest == "短板和" {
		return r.lacking(c, i, at+last+size)
	}
	r.faults(c, plain(r.clauses(list)), evidence, "shortcoming-exists")
	return true
}

// clauses splits a list of items that may be clauses themselves: at commas, then as enumerations.
func (r *reader) clauses(sp span) []span {
	var items []span
	for _, z := range zh.Segments(r.s, sp.start, sp.end) {
		items = append(items, r.split(span{z.Start, z.End})...)
	}
	return items
}

// lacking reads what lacks where nothing stands between 存在 and its noun: 「台账管理仍存在短板」.
func (r *reader) lacking(c *clause, i, end int) bool {
	at := c.body + i
	from := c.body
	if k := strings.LastIndex(r.s[c.body:at], "，"); k >= 0 {
		from = c.body + k + len("，")
	}
	if c.core > from && c.core <= at {
		from = c.core
	}
	item := r.bare(span{from, at})
	if item.end-item.start < 6 {
		item = r.bare(span{from, end})
	}
	r.faults(c, plain(r.split(item)), span{from, end}, "shortcoming-exists")
	return true
}

// bare strips what opens and closes a predicate's subject: 但, 在…方面, 仍, 还.
func (r *reader) bare(sp span) span {
	for again := true; again; {
		again = false
		for _, w := range []string{"但是", "但", "不过", "然而", "在", "还", "仍", "其", "同时", "也", "尤其是", "特别是"} {
			if strings.HasPrefix(r.s[sp.start:sp.end], w) {
				sp.start, again = sp.start+len(w), true
			}
		}
		for _, w := range []string{"仍然", "仍", "还", "依然", "尚", "等方面", "方面", "上", "也", "中", "工作中", "都", "均", "等"} {
			if strings.HasSuffix(r.s[sp.start:sp.end], w) {
				sp.end, again = sp.end-len(w), true
			}
		}
	}
	return sp
}

// lastLack is where the noun stands that says something is wanting, at the end of s or before a comma.
func (r *reader) lastLack(s string) (at, size int) {
	at = -1
	for i := 0; i < len(s); {
		n := r.x.lacks.prefix(s[i:])
		if n == 0 {
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
			continue
		}
		if rest := s[i+n:]; rest == "" || hasAnyPrefix(rest, "，", "。", "；", "、", "：", "）") {
			at, size = i, n
		}
		i += n
	}
	return at, size
}

// notFault tells words that speak of problems without blaming: 针对存在的问题, 发现存在问题的，.
func notFault(before, rest string) bool {
	for _, w := range []string{"针对", "解决", "整改", "排查", "查找", "剖析", "梳理", "聚焦", "对照", "围绕", "如", "若", "对", "凡", "是否", "不", "防止", "查摆", "消除", "可能", "发现", "避免", "杜绝"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return hasAnyPrefix(before, "对", "针对", "如", "凡") && strings.HasPrefix(rest, "的") || strings.HasSuffix(rest, "的") || strings.HasPrefix(before, "要") || strings.Contains(before, "，要") || strings.HasPrefix(before, "解决")
}

// lags reads predicates that say something is wanting: 「A不够深入，B滞后」. In praise they count only after 但; after it,
// where one segment blames, all do.
func (r *reader) lags(c *clause) bool {
	if !r.blames(c) || !r.predicated(r.text(c)) && !hasAny(r.text(c), questions...) {
		return false
	}
	items := r.lagging(c)
	if len(items) == 0 {
		return false
	}
	r.faults(c, items, span{items[0].start, items[len(items)-1].end}, "shortcoming-predicate")
	return true
}

// questions open a list of what is wanting.
var questions = []string{"存在的主要问题是", "存在的突出问题是", "存在的问题是", "主要问题是", "存在问题是", "不足之处是", "主要不足是", "突出问题是", "短板是", "不足之处在于", "不足之处主要是", "差距在于", "短板在于", "主要短板是", "不足是", "问题在于", "不足在于", "主要表现在", "主要表现为"}

var turns = []string{"但", "不过", "然而", "可是"}

func (r *reader) lagging(c *clause) []item {
	if r.labelsRest(c) {
		return nil
	}
	under := r.section == onShortcoming || r.asked == onShortcoming
	free := under || !r.asking() || r.voice.says && !r.voice.asks || r.turn != nil && r.said != r.para || r.anonymous(c)
	named := !c.subject.none() && !orders(r.s[c.core:c.end]) && !(r.asking() && r.imperative(r.s[c.core:c.end]))
	var items []item
	turned, blamed := false, false
	for i, z := range zh.Segments(r.s, c.body, c.end) {
		sp := span{z.Start, z.End}
		if q := r.question(sp); q > 0 {
			sp.start += q
			turned, blamed = true, true
			r.ask(onShortcoming)
		}
		seg := r.s[sp.start:sp.end]
		turned = turned || hasAnyPrefix(seg, turns...)
		if orders(seg) || hasAnyPrefix(seg, "下一步", "希望", "影响了", "制约了", "导致") {
			break
		}
		if turned && hasAnySuffix(seg, "看", "来看", "相比", "同时", "情况") && !r.faulty(seg) {
			continue
		}
		it := r.segmentItem(c, sp, i)
		faulty := r.faulty(seg)
		switch {
		case turned:
			blamed = blamed || faulty
			items = append(items, it)
		case faulty && (under || free && (named || it.units != nil || r.anonymous(c) || r.strongFault(seg) || r.voice.says && !r.voice.asks && !strings.Contains(seg, "形势")) && !orders(r.s[c.core:c.end]) && !r.imperative(seg)):
			items = append(items, it)
			blamed = true
		case len(items) > 0 && !r.asking() && (it.units != nil || named && !hasAny(seg, "了", "已", "获评", "提升", "增长", "完成")):
			items = append(items, it)
		}
	}
	if !blamed {
		return nil
	}
	return r.apart(items)
}

// labelsRest tells whether a marked sentence is the heading of what follows it: （一）部分项目推进缓慢。某局….
func (r *reader) labelsRest(c *clause) bool {
	return c.marked && c.opening && c.first && c.stop == "。" && c.end-c.body <= 42 && !strings.Contains(r.text(c), "，") && r.goesOn(c.end) && (c.subject.none() || c.subject.collective)
}

// question is the length of 主要问题是 and its like at the head of a segment.
func (r *reader) question(sp span) int {
	seg := r.s[sp.start:sp.end]
	for _, q := range questions {
		if i := strings.Index(seg, q); i >= 0 && i <= 24 {
			n := i + len(q)
			for _, mark := range []string{"：", "一是"} {
				if strings.HasPrefix(seg[n:], mark) {
					n += len(mark)
				}
			}
			return n
		}
	}
	return 0
}

// segmentItem is a segment as an item, without 但 and 仍, with the unit it names itself.
func (r *reader) segmentItem(c *clause, sp span, i int) item {
	if i == 0 && sp.start < c.core && c.core < sp.end {
		sp.start = c.core
		return item{r.bare(sp), nil}
	}
	sp = r.bare(sp)
	if p := r.parties(sp.start, sp.end); !p.none() && r.acts(p.end, sp.end) && p.end < sp.end && i > 0 && !(p.collective && r.turn != nil) {
		return item{span{p.end, sp.end}, p.names}
	}
	return item{sp, nil}
}

// apart divides items at 、 where each part blames: 标准不统一、手续办理周期长.
func (r *reader) apart(items []item) []item {
	var all []item
	for _, it := range items {
		parts := r.split(it.span)
		each := len(parts) > 1
		for _, p := range parts {
			each = each && r.faulty(r.s[p.start:p.end])
		}
		if !each {
			all = append(all, it)
			continue
		}
		for _, p := range parts {
			all = append(all, item{p, it.units})
		}
	}
	return all
}

func (r *reader) predicated(s string) bool {
	at, _ := r.x.predicates.in(s)
	return at >= 0
}

// faulty tells whether a segment's predicate, at its end, is one of fault.
func (r *reader) faulty(seg string) bool {
	for at := 0; at < len(seg); {
		i, n := r.x.predicates.in(seg[at:])
		if i < 0 {
			return false
		}
		rest := seg[at+i+n:]
		if before := seg[:at+i]; hasAnyPrefix(seg[at+i:], "同比上升", "环比上升") && !r.growsGood(before, "下") {
			at += i + n
			continue
		} else if before == "" && hasAnyPrefix(seg, "同比", "环比", "较") {
			at += i + n
			continue
		}
		open := hasAnyPrefix(seg[at+i:], "仍未", "尚未", "还未", "未", "低于", "没有", "排名", "同比", "环比", "逾期", "超期", "被", "仍需", "尚需", "还需", "亟", "有待", "时有")
		before := seg[:at+i]
		guarded := hasAnySuffix(before, "对", "解决", "防止", "避免", "杜绝", "针对", "力戒", "防范", "补齐", "消除", "克服", "成效", "成绩", "表现", "补", "遏制") || strings.HasPrefix(seg, "对") && strings.Contains(rest, "的")
		if !guarded && !hasAnyPrefix(rest, "的", "重点", "抓", "问题整", "性", "整改", "治理", "排查", "点位", "环节整", "弱项") && (open || len(rest) <= 24) && !r.growsGood(before, seg[at+i:at+i+n]) {
			return true
		}
		at += i + n
	}
	return false
}

// growsGood tells falls that are gains: 投诉量下降, 低于去年.
func (r *reader) growsGood(before, word string) bool {
	if !strings.Contains(word, "下") && word != "低于" && !strings.Contains(word, "低") {
		return false
	}
	for _, w := range []string{"投诉量", "诉求量", "案件", "警情", "事故", "能耗", "浓度", "排放", "发案", "成本", "隐患", "PM2.5", "工单量", "信访量", "火灾", "起数", "发生率", "浓度同比", "发案率", "投诉"} {
		if strings.HasSuffix(before, w) || strings.HasSuffix(before, w+"数") || strings.HasSuffix(before, w+"量") {
			return true
		}
	}
	return false
}

// strongFault tells predicates that blame without 但 before them.
func (r *reader) strongFault(seg string) bool {
	for _, w := range []string{"进展缓慢", "滞后", "未按", "逾期", "超期", "低于", "不力", "不到位", "不够", "不及时", "靠后", "末位", "倒数", "垫底", "排名后", "未完成", "仍未", "尚未", "被约谈", "被通报", "差距", "短板", "不高", "较慢", "缓慢", "未达", "不实", "不严", "不强", "不足", "薄弱", "不清", "不彻底", "不深", "偏低", "欠缺", "不佳", "居高不下", "频发", "多发", "时有发生", "反弹", "不明显", "流于形式"} {
		if strings.Contains(seg, w) {
			return true
		}
	}
	return false
}

func (r *reader) anonymous(c *clause) bool {
	return hasAnyPrefix(r.text(c), "少数", "部分", "个别", "一些", "有的", "有些", "多数")
}

// listedProblem reads an item under a heading of problems, whole.
func (r *reader) listedProblem(c *clause) bool {
	if r.section != onShortcoming && r.asked != onShortcoming || c.end-c.core < 12 {
		return false
	}
	if r.asked != onShortcoming && !c.marked && !c.opening {
		return false
	}
	if c.told || orders(r.s[c.core:c.end]) {
		return false
	}
	item := span{c.core, c.end}
	if r.labelsRest(c) {
		return false
	}
	if !c.marked && !c.first {
		return false
	}
	r.faults(c, plain([]span{item}), item, "shortcoming-listed")
	return true
}

// faults records the items, praises what stands before them and reads what must be done from what stands after.
func (r *reader) faults(c *clause, items []item, evidence span, rule string) {
	evidence.end = max(evidence.end, evidence.start)
	units := r.blamed(c)
	r.praiseBefore(c, evidence.start)
	for _, it := range items {
		about := units
		if it.units != nil {
			about = it.units
		}
		f := r.add(ledger.Shortcoming, it.start, it.end, about, rule)
		f.evStart, f.evEnd = min(evidence.start, it.start), max(evidence.end, it.end)
		f.Theme = r.aboutTheme(it.span, span{f.evStart, f.evEnd})
	}
	r.mark(evidence.start, evidence.end, ledger.Role(ledger.Shortcoming))
	r.askAfter(c, evidence.end, units)
}

// blamed is whom a fault is about: whom the clause names, else whose turn it is.
func (r *reader) blamed(c *clause) []string {
	switch {
	case !c.subject.none():
		if c.first && !c.subject.collective && r.turn == nil && r.art.review && !r.asking() {
			r.turn = c.subject.names
		}
		return c.subject.names
	case r.turn != nil:
		return r.turn
	}
	if r.anonymous(c) {
		text := r.text(c)
		for _, noun := range []string{"街道", "乡镇", "街镇", "单位", "部门", "项目", "干部", "镇"} {
			if i := strings.Index(text[:min(len(text), 24)], noun); i > 0 && noun != "项目" {
				return []string{text[:i+len(noun)]}
			}
		}
	}
	return nil
}

// praiseBefore records what a unit's turn praises before 但.
func (r *reader) praiseBefore(c *clause, at int) {
	if r.turn == nil && c.subject.none() || r.section == onShortcoming {
		return
	}
	end := c.core
	for _, z := range zh.Segments(r.s, c.core, at) {
		seg := r.s[z.Start:z.End]
		if hasAnyPrefix(seg, "但", "不过", "然而", "在", "仍", "还存", "也存", "对照", "存在", "与") || z.End >= at {
			break
		}
		end = z.End
	}
	turned := hasAny(r.s[end:at], turns...) || end < at && r.achieved(r.s[c.core:end])
	if end-c.core >= 15 && turned && !r.faulty(r.s[c.core:end]) && r.art.review {
		r.praise(span{c.core, end}, r.blamed(c), "progress-turn")
	}
}

// askAfter reads an order that follows a fault in the same clause.
func (r *reader) askAfter(c *clause, at int, units []string) {
	rest := r.s[at:c.end]
	if !strings.HasPrefix(rest, "，") {
		return
	}
	at += len("，")
	k := *c
	k.body, k.core, k.subject = at, at, party{}
	k.body = r.past(&k, at)
	k.core = k.body
	r.subject(&k)
	if words := r.s[k.core:k.end]; orders(words) && !hasAnyPrefix(words, "需", "仍需") {
		if k.subject.none() {
			r.lead = units
		}
		r.task(&k, "task-order")
	}
}
