package extract

import (
	"cmp"
	"regexp"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// listedProblem reads a sentence under a heading of problems, whole: what stands there is wanting, whatever its words say.
// One that only names what its sub-items tell is their heading.
func (r *reader) listedProblem(c *clause) bool {
	if !r.underProblems() {
		return false
	}
	if r.named(c) {
		return true
	}
	if rest, cut := strings.CutPrefix(strings.TrimPrefix(r.text(c), "“"), "我们"); cut && pledges(rest) || r.pressed(c) && !r.wants(r.text(c)) && r.itemUnits == nil {
		return false
	}
	if r.sited && c.core == c.end {
		r.mark(c.start, c.end, ledger.ThemeHead)
		return true
	}
	if r.labelsRest(c) {
		r.topicTheme = cmp.Or(r.x.theme(r.text(c)), r.baseTheme)
		r.mark(c.start, c.end, ledger.ThemeHead)
		return true
	}
	switch {
	case c.end-c.core < 12, hasAnyPrefix(r.s[c.end:], "？", "！") && !r.blaming(c.core, c.end), strings.HasPrefix(r.text(c), "（") && strings.HasSuffix(r.text(c), "）"):
		return false
	case r.until(r.s[c.core:c.end]), !c.subject.none() && pledges(r.s[c.core:c.end]) && !r.blaming(c.core, c.end), r.removes(r.s[c.core:r.segmentEnd(c.core, c.end)]):
		return false
	case c.told, orders(r.s[c.core:c.end]), strings.HasSuffix(r.text(c), "："), isRemark(r.text(c)), hasAny(r.text(c), "，恳请", "，建请", "如有异议"), !c.subject.none() && strings.HasPrefix(r.s[c.core:c.end], "负责") && !r.predicated(r.text(c)):
		return false
	case r.brought, r.scolds:
	case !c.marked && !c.opening && !r.inItem && (r.section != onShortcoming || c.subject.none() && !r.nested):
		return false
	case !c.marked && c.subject.none() && r.itemUnits == nil && r.section != onShortcoming && (!c.first || !c.opening):
		return false
	}
	items := r.apart(r.byUnit(c))
	if len(items) == 0 {
		return false
	}
	evidence := span{items[0].start, items[len(items)-1].end}
	r.faults(c, r.heads(items), evidence, "shortcoming-listed")
	return true
}

// named reads the problem that an item of a list names before it tells of it: 关于责任落实不到位的问题。
func (r *reader) named(c *clause) bool {
	text := r.text(c)
	if !c.marked || !c.opening || !strings.HasPrefix(text, "关于") || !strings.HasSuffix(text, "问题") || c.stop == "；" {
		return false
	}
	r.faults(c, plain([]span{{c.body, c.end}}), span{c.body, c.end}, "shortcoming-listed")
	return true
}

// rectified is the problem that a report on rectification quotes before it tells what was done about it: 关于“研讨质量不高”的问题。
func (r *reader) rectified(c *clause) span {
	if !c.marked || !c.opening || !strings.Contains(r.art.title, "整改") {
		return span{}
	}
	m := quotedProblem.FindStringSubmatchIndex(r.text(c))
	if m == nil || c.end-c.body > longest {
		return span{}
	}
	return span{c.body + m[2], c.body + m[3]}
}

var quotedProblem = regexp.MustCompile(`^关于“([^“”]{4,})”(?:的|等)?问题$`)

func (r *reader) underProblems() bool { return r.section == onShortcoming || r.asked == onShortcoming }

// givesInstance tells how a sentence begins that only gives an instance or a cause of what stands before it.
func givesInstance(s string) bool {
	return hasAnyPrefix(s, "如", "例如", "比如", "譬如", "原因", "主要原因", "究其原因")
}

// isRemark tells sentences under a heading of problems that give an example, a cause or a sum.
func isRemark(s string) bool {
	return givesInstance(s) || hasAnyPrefix(s, "以上", "上述", "这些", "这反映", "总的", "总体", "通过督查", "经查", "本次", "此次", "督查组", "检查组") || verdict(s)
}

// verdict tells sentences that praise or blame by name and say nothing of what for: 对甲镇予以通报表扬.
func verdict(s string) bool {
	return hasAnyPrefix(s, "对", "给予", "予以") && hasAnySuffix(s, "通报批评", "通报表扬", "予以批评", "予以表扬", "提出批评", "提出表扬")
}

// byUnit divides a clause where each segment names a unit of its own.
func (r *reader) byUnit(c *clause) []item {
	var items []item
	from := c.core
	if c.subject.none() || r.anonymous(c) {
		from = c.body
	}
	end := from + r.faultEnd(r.s[from:c.end])
	for _, z := range zh.Segments(r.s, from, end) {
		if r.befell(items, span{z.Start, z.End}) {
			continue
		}
		p := party{}
		if among, cut := strings.CutPrefix(r.s[z.Start:z.End], "其中"); cut && len(items) > 0 {
			if q := r.parties(z.End-len(among), z.End); !q.none() && !q.collective && r.acts(q.end, z.End) {
				items = append(items, item{span{q.end, z.End}, q.names})
				continue
			}
		}
		if len(items) > 0 && !c.subject.none() {
			p = r.parties(z.Start, z.End)
		}
		if !p.none() && !p.collective && r.acts(p.end, z.End) && p.end < z.End {
			items = append(items, item{span{p.end, z.End}, p.names})
		} else if len(items) == 0 {
			items = append(items, item{span{from, z.End}, nil})
		} else if r.sited && r.ownFault(c, items[len(items)-1].span, r.s[z.Start:z.End]) && (r.blaming(z.Start, z.End) || !strings.ContainsAny(r.s[z.Start:z.End], "0123456789")) {
			items = append(items, item{span{z.Start, z.End}, nil})
		} else if last := items[len(items)-1]; ordinal(r.s[c.start:c.end]) == 0 && r.blaming(z.Start, z.End) && r.blaming(last.start, last.end) && r.ownFault(c, items[len(items)-1].span, r.s[z.Start:z.End]) {
			items = append(items, item{span{z.Start, z.End}, last.units})
		} else {
			items[len(items)-1].end = z.End
		}
	}
	return items
}

// heads leaves of each item its head, where that blames by itself and what goes on about it is the longer part.
func (r *reader) heads(items []item) []item {
	for i, it := range items {
		head, _, more := strings.Cut(r.s[it.start:it.end], "，")
		if more && len(head) >= 18 && 2*len(head) < it.end-it.start && r.blaming(it.start, it.start+len(head)) {
			items[i].end = it.start + len(head)
		}
	}
	return items
}

// blaming tells whether words of a list of problems end in what is wanting.
func (r *reader) blaming(start, end int) bool {
	return r.faulty(r.s[start:end]) || r.wants(r.s[start:end])
}

// attributed takes units in a bracket off an item's end: 公厕无人值守（东关街道、西关街道）.
func (r *reader) attributed(sp span) (span, []string) {
	s := r.s[sp.start:sp.end]
	i := strings.LastIndex(s, "（")
	if i < 12 || !strings.HasSuffix(s, "）") {
		return sp, nil
	}
	inner := span{sp.start + i + len("（"), sp.end - len("）")}
	if !r.names(para{start: inner.start, end: inner.end}) {
		return sp, nil
	}
	return span{sp.start, sp.start + i}, r.parties(inner.start, inner.end).names
}

// attribute gives the units of a clause that is nothing but a bracket to the finding before it in its paragraph.
func (r *reader) attribute(c *clause) bool {
	s, last := r.s[c.start:c.end], len(r.found)-1
	if last < 0 || !strings.HasPrefix(s, "（") || !strings.HasSuffix(s, "）") || c.opening {
		return false
	}
	inner := span{c.start + len("（"), c.end - len("）")}
	f := &r.found[last]
	if f.end+2*len("。") < c.start || !r.names(para{start: inner.start, end: inner.end}) {
		return false
	}
	for i := last; i >= 0 && r.found[i].evStart == f.evStart && len(r.found[i].Units) == 0; i-- {
		g := &r.found[i]
		g.Units = r.parties(inner.start, inner.end).names
		if g.Theme == "" {
			g.Theme = r.business(g.Units)
		}
	}
	r.mark(c.start, c.end, ledger.Role(f.Kind))
	return true
}

// labelsRest tells whether a marked sentence is the heading of what follows it: （一）部分项目推进缓慢。某局…, or of the
// deeper items of the next lines.
func (r *reader) labelsRest(c *clause) bool {
	text := r.text(c)
	if !c.marked || !c.opening && ordinal(r.s[c.start:c.end]) == 0 && zh.MarkLen(r.s[c.start:c.end]) == 0 || !c.first || c.stop == "；" || !c.subject.none() && !c.subject.collective {
		return false
	}
	if c.opening && r.deeperNext(c) {
		return len(text) <= 120
	}
	if c.opening && c.stop == "。" && r.section == onShortcoming && len(text) <= 42 && !strings.Contains(text, "，") && r.toldNext(c) {
		return true
	}
	if c.stop != "。" || len(text) > 42 || strings.Contains(text, "，") || !r.goesOn(c.end) {
		return false
	}
	rest := r.s[c.end+len("。") : min(len(r.s), c.end+60)]
	if givesInstance(rest) || strings.HasPrefix(rest, "（") {
		return false
	}
	return ordinal(r.s[c.start:c.end]) == 0 || (r.section == onShortcoming || r.section == onProgress) && ordinal(rest) == 0
}

// deeperNext tells whether the clause ends its paragraph and the next begins with the mark of a deeper list.
func (r *reader) deeperNext(c *clause) bool {
	at := c.end + len(c.stop)
	if c.stop == "\n" {
		at = c.end
	}
	if at >= len(r.s) || r.s[at] != '\n' {
		return false
	}
	own, next := level(r.s[c.start:c.end]), level(r.s[at+1:])
	return own > 0 && next > own
}

// toldNext tells whether the clause ends its paragraph and the next, without a mark, tells of it in a sentence.
func (r *reader) toldNext(c *clause) bool {
	rest, ok := strings.CutPrefix(r.s[c.end:], "。\n")
	if !ok {
		return false
	}
	line, _, _ := strings.Cut(rest[:min(len(rest), 600)], "\n")
	return zh.MarkLen(line) == 0 && ordinal(line) == 0 && strings.Contains(line, "。") && !standsAlone(line)
}

// level is how deep a list's mark stands, by custom: 一、（一） 1. （1） ①; 0 where there is none.
func level(s string) int {
	switch n := zh.MarkLen(s); {
	case n == 0:
		return 0
	case zh.TitleMark(s):
		return 1
	case strings.HasPrefix(s, "（"):
		if s[len("（")] < 0x80 {
			return 4
		}
		return 2
	case s[0] < 0x80:
		return 3
	case strings.HasPrefix(s, "第"):
		return 1
	default:
		return 5
	}
}
