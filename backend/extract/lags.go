package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"taizhang/backend/zh"
)

// lags reads predicates that say something is wanting: 「A不够深入，B滞后」. In praise they count only after 但; after it,
// where one segment blames, all do.
func (r *reader) lags(c *clause) bool {
	if items := r.shown(c); len(items) > 0 && r.blames(c) {
		r.faults(c, items, span{items[0].start, items[len(items)-1].end}, "shortcoming-predicate")
		return true
	}
	if !r.blames(c) || !r.predicated(r.text(c)) && !r.turns(c) {
		return false
	}
	items := r.lagging(c)
	if len(items) == 0 || isRemark(r.text(c)) && r.underProblems() || r.vetoed(c, items) {
		return false
	}
	if r.inList(c) && items[0].units == nil {
		if whole := r.apart(r.byUnit(c)); len(whole) > 0 {
			items = whole
		}
	}
	r.faults(c, items, span{items[0].start, items[len(items)-1].end}, "shortcoming-predicate")
	return true
}

// turns tells whether a clause says that it turns to what is wanting, or stands where only that is told.
func (r *reader) turns(c *clause) bool {
	if r.underProblems() || c.blames || r.besides(c) {
		return true
	}
	for _, z := range zh.Segments(r.s, c.body, c.end) {
		if seg := r.s[z.Start:z.End]; hasAnyPrefix(seg, turns...) || compared(seg) || questioned(seg) > 0 || r.wants(seg) && (r.remarks(c) || r.plainly(c, seg)) {
			return true
		}
	}
	return false
}

// plainly tells whether a segment of somebody's turn ends in a word of blame where the clause tells of no success.
func (r *reader) plainly(c *clause, seg string) bool {
	return r.turn != nil && !r.asking() && r.section != onProgress && r.x.wanting.ending(unmeasured(seg)) > 0 && !r.achieved(r.text(c))
}

// remarks tells whether somebody states how things are, and asks for nothing.
func (r *reader) remarks(c *clause) bool {
	return r.voice.says && !r.voice.asks && r.art.official
}

// besides tells whether another clause of the sentence blames a unit: then this one, of a unit too, does not praise.
func (r *reader) besides(c *clause) bool {
	if c.subject.none() || c.subject.collective || !r.remarks(c) || strings.HasPrefix(r.s[c.end:], "；但") || strings.Contains(r.text(c), "，但") || r.achieved(r.text(c)) {
		return false
	}
	from := max(strings.LastIndex(r.s[:c.start], "。")+len("。"), strings.LastIndexByte(r.s[:c.start], '\n')+1)
	if !strings.Contains(r.s[:c.start], "。") {
		from = strings.LastIndexByte(r.s[:c.start], '\n') + 1
	}
	to := len(r.s)
	if i := strings.IndexAny(r.s[c.end:], "。\n"); i >= 0 {
		to = c.end + i
	}
	if to-from > 3000 || !strings.Contains(r.s[from:to], "；") {
		return false
	}
	for _, other := range zh.Clauses(r.s, from, to) {
		if other.Start < c.end && c.start < other.End {
			continue
		}
		for _, z := range zh.Segments(r.s, other.Start, other.End) {
			if z.Start >= c.end && hasAnyPrefix(r.s[z.Start:z.End], turns...) {
				return false // it turns only there: what stands before it praises
			}
			if r.blaming(z.Start, z.End) {
				return true
			}
		}
	}
	return false
}

// inList tells whether a clause is an item of a list of problems, which is read whole.
func (r *reader) inList(c *clause) bool {
	return !c.blames && (r.section == onShortcoming || r.asked == onShortcoming && c.marked && !strings.Contains(r.text(c), "二是")) && r.question(span{c.body, c.end}) == 0 && !hasAny(r.text(c), turns...) && !strings.Contains(r.text(c), "，请")
}

var turns = []string{"但", "不过", "然而", "可是"}

func (r *reader) lagging(c *clause) []item {
	if r.labelsRest(c) {
		return nil
	}
	under := r.section == onShortcoming || r.asked == onShortcoming
	free := under || !r.asking() || r.voice.says && !r.voice.asks || r.turn != nil && r.said != r.para || r.anonymous(c) || strings.Contains(r.text(c), "，请") || r.statesFault(c)
	named := !c.subject.none() && !orders(r.s[c.core:c.end]) && !(r.asking() && r.imperative(r.s[c.core:c.end]))
	var items []item
	turned := c.blames || r.besides(c)
	blamed := turned && !c.blames
	for i, z := range zh.Segments(r.s, c.body, c.end) {
		sp := span{z.Start, z.End}
		if q := r.question(sp); q > 0 {
			sp.start += q
			turned, blamed = true, true
			if c.stop == "；" {
				r.ask(onShortcoming)
			}
		}
		seg := r.s[sp.start:sp.end]
		said := seg // of whom the clause names
		if sp.start < c.core && c.core < sp.end {
			said = r.s[c.core:sp.end]
		}
		if hasAnyPrefix(seg, turns...) {
			turned, blamed = true, blamed || r.turn != nil
		} else if r.turn != nil && strings.Contains(seg, "却") && (r.faulty(seg) || r.wants(seg)) {
			turned, blamed = true, true
		}
		if bareQuestion.MatchString(seg) || r.onlyTurns(seg) {
			turned, blamed = true, true
			continue
		}
		if compared(seg) && r.turn != nil || measured(seg) || r.pointed(seg) {
			turned, blamed = true, true
			continue
		}
		if orders(seg) || toldTo(seg) || r.until(said) || pledges(said) && !r.blaming(c.core, c.end) || hasAnyPrefix(seg, "请", "下一步", "希望", "影响了", "制约了", "导致") {
			break
		}
		if strings.HasPrefix(seg, "其中") || strings.HasPrefix(seg, "其余") && strings.Contains(seg[:min(len(seg), 30)], "为") || r.turn == nil && c.subject.none() && !under && tally.MatchString(seg[:min(len(seg), 45)]) {
			continue
		}
		if r.befell(items, sp) {
			continue
		}
		if turned && hasAnySuffix(seg, "看", "来看", "相比", "同时", "情况") && !r.faulty(seg) {
			continue
		}
		it := r.segmentItem(c, sp, i)
		faulty := !r.removes(said) && (r.faulty(seg) || (turned || under || r.remarks(c) || r.plainly(c, seg)) && r.wants(seg))
		switch {
		case len(items) > 0 && it.units == nil && items[len(items)-1].end+len("，") == sp.start && hasAnyPrefix(seg, "一", "有的一", "完成") && instance.MatchString(seg[:min(len(seg), 60)]):
			items[len(items)-1].end = it.end
		case faulty && i > 0 && it.units == nil && r.goesOnAbout(c, items, sp):
			items = r.widen(c, items, it)
			blamed = true
		case turned && len(items) > 0 && it.units == nil && (!faulty && items[len(items)-1].end+len("，") == sp.start && r.themeless(seg) || r.goesOnAbout(c, items, sp)):
			items = r.widen(c, items, it)
			blamed = blamed || faulty
		case turned:
			blamed = blamed || faulty
			items = append(items, it)
		case faulty && (under || free && (named || it.units != nil || r.blamesOutright(c, seg)) && !orders(r.s[c.core:c.end]) && (!r.imperative(seg) || r.x.predicates.ending(seg) > 0)):
			items = append(items, it)
			blamed = true
		case len(items) > 0 && !r.asking() && (it.units != nil || named && !hasAny(seg, "了", "已", "获评", "提升", "增长", "完成") && r.x.tone.of(seg) > tonePraises):
			items = append(items, it)
		}
	}
	if !blamed {
		return nil
	}
	return r.apart(items)
}

// statesFault tells whether a clause says of a unit what is wanting though its text asks, as items of minutes do before what is asked.
func (r *reader) statesFault(c *clause) bool {
	if r.voice.asks && r.said == r.para || c.subject.none() || c.subject.collective {
		return false
	}
	segments, end := zh.Segments(r.s, c.core, c.end), c.end
	for i, z := range segments {
		if i > 0 && orders(r.s[z.Start:z.End]) {
			end = z.Start // until when it is to be mended
			break
		}
	}
	if r.due(span{c.core, end}) != nil {
		return false
	}
	for i, z := range segments {
		if seg := r.s[z.Start:z.End]; i < 2 && r.faulty(seg) && (i == 0 || strings.ContainsAny(r.s[c.core:z.Start], "0123456789")) {
			return true // at once, or behind the figure that shows it
		}
	}
	return false
}

// blamesOutright tells whether a faulty segment blames though the text has not turned to what is wanting: by its own strength, by
// whom it names, or by where it stands, in somebody's turn or in what is said of the work done.
func (r *reader) blamesOutright(c *clause, seg string) bool {
	switch {
	case r.anonymous(c), r.strongFault(seg):
		return true
	case r.turn != nil && (r.plainFault(seg) || !r.achieved(r.text(c)) || r.headTurn && !r.achieved(seg)):
		return true
	case r.whole != nil && r.plainFault(seg):
		return true
	}
	return r.voice.says && !r.voice.asks && !strings.Contains(seg, "形势")
}

// goesOnAbout tells whether a segment that blames only goes on about the item before it, or about the figure: 综合得分81.2
// 分，列全区末位.
func (r *reader) goesOnAbout(c *clause, items []item, sp span) bool {
	seg := r.s[sp.start:sp.end]
	if n := len(items); n > 0 {
		return !r.ownFault(c, items[n-1].span, seg) && items[n-1].end+len("，") == sp.start
	}
	if r.anonymous(c) && !unnamed(seg) && r.underProblems() {
		return true
	}
	if !elaborates.MatchString(seg[:min(len(seg), 120)]) {
		return false
	}
	before := r.s[c.core:max(c.core, sp.start-len("，"))]
	if hasAnyPrefix(seg, "已", "滞后", "落后", "仍", "至今", "迟迟", "一直", "尚", "截至", "到现在", "目前仍") && !strings.Contains(before, "，") && len(before) > len("下穿通道受影响") && !r.achieved(before) {
		return true
	}
	return strings.ContainsAny(before, "0123456789") && !strings.Contains(before, "，")
}

// widen adds a segment to the last item, or makes one of it with the figure before.
func (r *reader) widen(c *clause, items []item, it item) []item {
	if n := len(items); n > 0 {
		items[n-1].end = it.end
		return items
	}
	if r.anonymous(c) {
		return []item{{span{c.body, it.end}, nil}}
	}
	return []item{{span{c.core, it.end}, nil}}
}

// onlyTurns tells whether a segment only says that what is wanting follows: 但也要看到，….
func (r *reader) onlyTurns(seg string) bool {
	for _, but := range turns {
		seg = strings.TrimPrefix(seg, but)
	}
	return hasAnySuffix(seg, "看到", "认识到", "注意到", "注意的是") && r.x.connectors.prefix(seg) == len(seg)
}

// toldTo tells whether a segment says what somebody must do: 乡党委要深刻反思.
func toldTo(seg string) bool {
	i := strings.Index(seg, "要")
	return i > 0 && i <= 18 && nameOnly(seg[:i]) && !hasAnySuffix(seg[:i], "主", "重", "需", "首", "必", "只", "紧", "摘", "纪", "不", "想") && orders(seg[i:])
}

// question is the length of 主要问题是 and its like at the head of a segment.
func (r *reader) question(sp span) int { return questioned(r.s[sp.start:sp.end]) }

// segmentItem is a segment as an item, without 但 and 仍, with the unit it names itself.
func (r *reader) segmentItem(c *clause, sp span, i int) item {
	sp.start += ordinal(r.s[sp.start:sp.end])
	if sp.start < c.core && c.core < sp.end {
		if sp.start = c.core; r.anonymous(c) {
			sp.start = c.body
		}
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
	for _, it := range r.blamedAlike(items) {
		if m := listedAs.FindStringIndex(r.s[it.start:it.end]); m != nil && strings.Contains(r.s[it.start:it.start+m[0]], "、") {
			it.end = it.start + m[0] // what stands behind only says how bad they are
		}
		parts := r.split(it.span)
		each := len(parts) > 1 && !hasAny(r.s[it.start:it.end], "，如", "，例如", "，比如")
		for i, p := range parts {
			words := r.s[p.start:p.end]
			each = each && (i == 0 || utf8.RuneCountInString(words) > 4 && !hasAnyPrefix(words, "低于", "高于", "落后", "位列", "列", "居", "排")) // 乱停乱放 has nothing of its own
			last := words[strings.LastIndex("，"+words, "，"):]
			each = each && (r.blaming(p.end-len(last), p.end) || hasAnySuffix(words, "现象", "问题"))
		}
		if !each {
			all = append(all, it)
			continue
		}
		if last := &parts[len(parts)-1]; strings.Contains(r.s[last.start:last.end], "等问题") {
			last.end = last.start + strings.Index(r.s[last.start:last.end], "等问题")
		}
		for _, p := range parts {
			all = append(all, item{p, it.units})
		}
	}
	return all
}

// listedAs ends a list of faults with what they are, and goes on about them: A偏低、B反弹较快|等问题，居民意见还比较大.
var listedAs = regexp.MustCompile(`等(?:问题|现象|情况|困难|短板)，`)

// themeless tells whether a segment says nothing of any field of work.
func (r *reader) themeless(seg string) bool {
	theme, _ := r.x.weigh(seg)
	return theme < 0
}

// tally is how many of all a summary counts as wanting, 进度滞后12个, beside those that are on time.
var tally = regexp.MustCompile(`^(?:进度|推进)?(?:滞后|迟缓|缓慢|未达到?\p{Han}{0,6}|未完成\p{Han}{0,4}|未开工|未启动|未办结|逾期\p{Han}{0,4}|超期\p{Han}{0,4})的?(?:有|共)?\d+(?:个|项|件|家|处)$`)

// until tells whether a segment says by when something is to be done: 12月28日前拿出处置意见.
func (r *reader) until(seg string) bool {
	rest := undated(seg, r.ref)
	return hasAnySuffix(seg[:len(seg)-len(rest)], "前", "内") && r.imperative(rest)
}

// befell tells whether a segment only says what came of the item before it, which is no fault of its own, and adds it to that: 清淤不
// 彻底，被市级曝光1次. What came of several goes with none.
func (r *reader) befell(items []item, sp span) bool {
	n := len(items) - 1
	if n < 0 || !strings.HasPrefix(r.s[sp.start:sp.end], "被") || items[n].end+len("，") != sp.start {
		return false
	}
	if !strings.Contains(r.s[items[n].start:items[n].end], "、") {
		items[n].end = sp.end
	}
	return true
}
