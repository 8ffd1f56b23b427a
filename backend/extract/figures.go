package extract

import (
	"strings"

	"taizhang/backend/zh"
)

// figures reads what somebody achieved in figures where nobody's turn runs: one finding for each unit that the clause tells
// of; what has no subject of its own is the whole district's, where the paragraph speaks of it.
func (r *reader) figures(c *clause) bool {
	if r.turn != nil || !r.art.official || !r.art.review || r.asking() || c.told && len(r.voice.units) > 0 || r.underProblems() {
		return false
	}
	if c.subject.none() {
		return r.wholeFigures(c)
	}
	if c.subject.collective || inspects(c.subject.names, r.s[c.core:c.end]) || strings.HasPrefix(r.s[c.core:c.end], "等") {
		return false
	}
	all := r.eachUnit(c)
	for _, it := range all {
		if !r.figured(r.s[it.start:it.end]) {
			return false
		}
	}
	for _, it := range all {
		r.praise(it.span, it.units, "progress-figures")
	}
	return true
}

// wholeFigures reads what else is told of the whole district in a paragraph that has held it up against others.
func (r *reader) wholeFigures(c *clause) bool {
	if r.whole == nil || !r.figured(r.s[c.core:c.end]) {
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
	if hasAny(s, "力争", "争取", "确保", "预计", "计划投资", "目标为", "目标是", "共受理", "共收到", "共发现", "发现问题", "抽查", "不低于", "不得", "召开", "约谈", "类占", "其中", "落后", "居前三位，合计") {
		return false
	}
	for _, z := range zh.Segments(s, 0, len(s)) {
		if seg := s[z.Start:z.End]; r.faulty(seg) || hasAnyPrefix(seg, turns...) {
			return false
		}
	}
	return true
}

// eachUnit divides a clause where its segments begin to tell of another unit.
func (r *reader) eachUnit(c *clause) []item {
	all := []item{{span{c.core, c.end}, c.subject.names}}
	for i, z := range zh.Segments(r.s, c.core, c.end) {
		p := r.parties(z.Start, z.End)
		if i == 0 || p.none() || p.collective || p.end == z.End || !r.acts(p.end, z.End) {
			continue
		}
		all[len(all)-1].end = z.Start - len("，")
		all = append(all, item{span{p.end, c.end}, p.names})
	}
	return all
}
