package extract

import (
	"regexp"
	"strings"

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

// faults records the items, praises what stands before them and reads what must be done from what stands after.
func (r *reader) faults(c *clause, items []item, evidence span, rule string) {
	evidence.end = max(evidence.end, evidence.start)
	units := r.blamed(c)
	r.praiseBefore(c, evidence.start)
	if n := len(items); n > 1 && items[0].units == nil {
		if _, names := r.attributed(items[n-1].span); names != nil {
			units = names
		}
	}
	for _, it := range items {
		about := units
		if sp, names := r.attributed(it.span); names != nil {
			it.span, it.units = sp, names
		}
		if it.units != nil {
			about = it.units
		}
		f := r.add(ledger.Shortcoming, it.start, it.end, about, rule)
		f.evStart, f.evEnd = min(evidence.start, it.start), max(evidence.end, it.end)
		f.Theme = r.aboutTheme(it.span, span{f.evStart, f.evEnd}, f.Units)
		if len(f.Units) == 1 {
			r.wanted[f.Units[0]] = f.Theme
		}
	}
	r.mark(evidence.start, evidence.end, ledger.Role(ledger.Shortcoming))
	r.askAfter(c, evidence.end, units)
}

// blamed is whom a fault is about: whom the clause names, else whose turn it is.
func (r *reader) blamed(c *clause) []string {
	switch {
	case !c.subject.none():
		if c.first && !c.subject.collective && r.art.review && !r.asking() && (r.turn == nil || !r.headTurn && r.turnPara == r.para && alikeUnits(r.turn[0], c.subject.names[0])) {
			r.turn, r.turnPara = c.subject.names, r.para
		}
		return c.subject.names
	case r.itemUnits != nil:
		return r.itemUnits
	case r.turn != nil && (r.headTurn || !r.anonymous(c)):
		return r.turn
	case r.whole != nil && !r.anonymous(c):
		return r.whole
	}
	if r.anonymous(c) && r.art.author == nil {
		text := r.text(c)
		for _, noun := range []string{"街道", "乡镇", "街镇", "单位", "部门", "项目", "干部", "镇"} {
			if i := strings.Index(text[:min(len(text), 24)], noun); i > 0 && noun != "项目" {
				return []string{text[:i+len(noun)]}
			}
		}
	}
	if r.underProblems() {
		return r.ownerOr(c, r.art.author)
	}
	return r.art.author
}

// ownerOr is whose affair a clause tells of that names nobody as who acts, 槐树镇的厕所改造，…, 还有榆树乡，…, or units where it does not tell.
func (r *reader) ownerOr(c *clause, units []string) []string {
	at := c.body
	for _, w := range []string{"还有", "特别是", "尤其是", "比如", "像", "就说"} {
		if rest, cut := strings.CutPrefix(r.s[at:c.end], w); cut {
			at = c.end - len(strings.TrimPrefix(rest, "，"))
			break
		}
	}
	p := r.parties(at, c.end)
	if p.none() || p.collective || len(p.names) > 1 || !governing(p.names[0]) || !hasAnyPrefix(r.s[p.end:c.end], "的", "，") {
		return units
	}
	return p.names
}

// praiseBefore records what a unit's turn praises before 但.
func (r *reader) praiseBefore(c *clause, at int) {
	if at <= c.core || r.turn == nil && c.subject.none() || r.section == onShortcoming {
		return
	}
	end := c.core
	for _, z := range zh.Segments(r.s, c.core, at) {
		seg := r.s[z.Start:z.End]
		if hasAnyPrefix(seg, "虽", "但", "不过", "然而", "仍", "还存", "也存", "对照", "存在", "与") || z.End >= at {
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
	if !strings.HasPrefix(r.s[at:c.end], "，") {
		i := strings.Index(r.s[at:c.end], "，")
		if i < 0 {
			return
		}
		at += i
	}
	at += len("，")
	for _, z := range zh.Segments(r.s, at, c.end) {
		if seg := r.s[z.Start:z.End]; r.turn != nil && orders(undated(seg, r.ref)) && !hasAnyPrefix(seg, "需", "应") {
			at = z.Start // what stands between goes on about the fault
			break
		}
	}
	k := *c
	k.body, k.core, k.subject = at, at, party{}
	k.body = r.past(&k, at)
	k.core = k.body
	r.subject(&k)
	asked := strings.HasPrefix(r.s[k.body:k.end], "请") && !k.subject.none()
	if n := len(itsHead.FindString(r.s[k.body:min(k.end, k.body+60)])); n > 0 && k.subject.none() && len(units) == 1 {
		k.core, asked = k.body+n, true
	}
	if wish, ok := strings.CutPrefix(r.s[k.body:k.end], "希望"); ok && k.subject.none() && r.turn != nil && r.imperative(wish) {
		k.body += len("希望")
		k.core, asked = k.body, true
	}
	if r.exhorts(k.core, k.end) || hasAnyPrefix(r.s[k.core:k.end], "仍需", "还需", "尚需", "亟需", "有待", "需要", "需进一步", "需加") {
		return
	}
	if words := r.s[k.core:k.end]; asked || orders(undated(words, r.ref)) && !hasAnyPrefix(words, "需", "仍需") {
		if k.subject.none() {
			r.lead = units
		}
		r.task(&k, "task-order")
	} else if !r.asking() || r.underProblems() {
		r.turnTo(&k, units)
	}
}

// itsHead is who answers for the unit that has just been blamed, and is asked to act: 请街道书记亲自包案.
var itsHead = regexp.MustCompile(`^请(?:该|贵|你)?(?:街道|镇|乡|局|单位)?(?:党政|党工委|党委|党组)?主?要?(?:书记|主任|镇长|乡长|局长|一把手|负责人|负责同志|领导)`)

// turnTo reads what else is wanting after a fault in the same clause.
func (r *reader) turnTo(k *clause, units []string) {
	if items := r.lagging(k); len(items) > 0 && k.subject.none() {
		k.subject = party{names: units, end: k.body}
		r.faults(k, items, span{items[0].start, items[len(items)-1].end}, "shortcoming-predicate")
	}
}
