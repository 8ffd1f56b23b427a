package extract

import (
	"regexp"
	"strings"

	"taizhang/backend/zh"
)

// figures reads what a unit achieved in figures where nobody's turn runs; what has no subject of its own is the whole
// district's, where the paragraph speaks of it.
func (r *reader) figures(c *clause) bool {
	if r.headTurn || !r.art.official || !r.art.surveys || r.asking() || c.told && len(r.voice.units) > 0 || r.underProblems() {
		return false
	}
	if c.subject.none() {
		return r.wholeFigures(c)
	}
	if c.subject.collective || inspects(c.subject.names, r.s[c.core:c.end]) || strings.HasPrefix(r.s[c.core:c.end], "等") {
		return false
	}
	if !r.figured(r.s[c.core:c.end]) || hasAnyPrefix(r.s[c.core:c.end], "负责", "抓好", "做好") || r.ahead(span{c.core, c.end}) {
		return false
	}
	r.praise(span{c.core, c.end}, c.subject.names, "progress-figures")
	return true
}

// wholeFigures reads what else is told of the whole district in a paragraph that has held it up against others.
func (r *reader) wholeFigures(c *clause) bool {
	if !r.figured(r.s[c.core:c.end]) {
		return false
	}
	if r.whole == nil && r.art.author != nil {
		r.praise(span{c.core, c.end}, r.art.author, "progress-figures")
		return true
	} else if r.whole == nil {
		return false
	}
	r.praise(span{c.core + wholeDistrict(r.s[c.core:c.end]), c.end}, r.whole, "progress-figures")
	return true
}

// wholeDistrict is the length of 全县, 我区 at the head of s, where they are what the words are about.
func wholeDistrict(s string) int {
	if !hasAnyPrefix(s, "全区", "全市", "全县", "全旗", "全州", "全镇", "我区", "我市", "我县", "我旗", "我镇") || hasAnyPrefix(s[len("全区"):], "的", "上下", "各", "第", "前", "首", "最") {
		return 0
	}
	return len("全区")
}

// figured tells whether words tell a result in figures that is neither hoped for nor a fault, nor the mere count of an inspection.
func (r *reader) figured(s string) bool {
	if len(s) > longest || !strings.ContainsAny(s, "0123456789") || !r.achieved(s) || target(s) || statesGoal(s) {
		return false
	}
	if hasAny(s, "力争", "确保", "明日", "今晚", "次日", "预计", "计划投资", "目标为", "目标是", "共受理", "共收到", "共发现", "发现问题", "抽查", "共转办", "共接", "共交办", "不低于", "不得", "召开", "约谈", "类占", "其中", "超量", "超载", "超标", "超期", "超限", "超员", "超时", "落后", "居前三位，合计") {
		return false
	}
	if strings.Contains(s, "争取") && !won.MatchString(s) {
		return false
	}
	for _, z := range zh.Segments(s, 0, len(s)) {
		if seg := s[z.Start:z.End]; r.faulty(seg) || hasAnyPrefix(seg, turns...) {
			return false
		}
	}
	return true
}

// won is how words tell that money was won, and is not only hoped for: 争取专项债资金1.8亿元.
var won = regexp.MustCompile(`争取(?:到|了|\p{Han}{0,10}(?:资金|债券|补助|奖补|指标)\p{Han}{0,4}\d)`)

// byAgent divides a clause whose segments tell of one unit after the other, as figures are told: 青石街道完成5.1亿元，白塔镇
// 仅完成1.2亿元. Orders and turns go on as one.
func (r *reader) byAgent(c *clause) []*clause {
	whole := []*clause{c}
	if r.turn != nil || !r.art.official || c.subject.none() || c.subject.collective || r.asking() || c.end-c.body > longest || !strings.Contains(r.text(c), "，") {
		return whole
	}
	var parts []*clause
	k := *c
	for i, z := range zh.Segments(r.s, c.core, c.end) {
		if i == 0 {
			continue
		}
		from := z.Start
		if strings.HasPrefix(r.s[from:z.End], "其中") {
			from += len("其中")
		}
		p := r.parties(from, z.End)
		if p.none() || p.collective || p.end == z.End || !r.acts(p.end, z.End) || orders(r.s[p.end:z.End]) {
			continue
		}
		k.end = z.Start - len("，")
		part := k
		parts = append(parts, &part)
		k = clause{start: z.Start, end: c.end, body: from, subject: p, core: p.end, stop: c.stop, blames: c.blames, told: c.told}
	}
	if parts == nil {
		return whole
	}
	parts = append(parts, &k)
	for _, part := range parts {
		words := r.s[part.core:part.end]
		switch {
		case r.figured(words), r.predicated(words), standing.FindString(words) != "":
		case r.wants(words):
			part.blames = true
		case len(part.subject.names) == 1 && r.achieved(words) && r.imperative(words) && !orders(words):
		default:
			return whole
		}
	}
	return parts
}
