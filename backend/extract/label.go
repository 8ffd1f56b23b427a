package extract

import (
	"regexp"
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// labelKind is what stands after a label's colon.
type labelKind string

// labelled is one label with the words after it, by byte offsets.
type labelled struct {
	kind  labelKind
	value span
}

// labelAt reads the label that begins at at, up to the next label or the end.
func (r *reader) labelAt(at, end int) (labelKind, int) {
	for hasAnyPrefix(r.s[at:end], "（", "[", "【", "，", "、", "；", "|", "\t", "。") {
		for _, w := range []string{"（", "[", "【", "，", "、", "；", "|", "\t", "。"} {
			if strings.HasPrefix(r.s[at:end], w) {
				at += len(w)
			}
		}
	}
	n, kind := r.x.labels.longest(r.s[at:end])
	if n == 0 {
		return "", 0
	}
	n += countLen(r.s[at+n : end])
	for _, colon := range []string{"：", "】：", "】", "|", "\t"} {
		if strings.HasPrefix(r.s[at+n:end], colon) {
			return kind, at + n + len(colon)
		}
	}
	if kind == "lead" || kind == "support" {
		if p := r.parties(at+n, end); !p.none() && (p.end == end || hasAnyPrefix(r.s[p.end:end], "，", "；", "）")) {
			return kind, at + n
		}
	}
	return "", 0
}

// countLen is the length of what counts a label that stands before each item of a list: 问题3：, 问题（三）：.
func countLen(s string) int {
	s = s[:min(len(s), len("（二十三）："))]
	if n := len(labelCount.FindString(s)); n > 0 && (hasAnyPrefix(s[n:], "：", ":", "】")) {
		return n
	}
	return 0
}

var labelCount = regexp.MustCompile(`^(?:\d{1,3}|[一二三四五六七八九十]{1,3}|（(?:\d{1,3}|[一二三四五六七八九十]{1,3})）)`)

// labelsIn reads every label of s[at:end], which begins with one.
func (r *reader) labelsIn(at, end int) []labelled {
	var all []labelled
	for at < end {
		kind, from := r.labelAt(at, end)
		if from == 0 {
			return nil
		}
		stop := end
		if k := strings.Index(r.s[from:min(end, from+bracketWindow)], "）"); strings.HasPrefix(r.s[at:], "（") && k >= 0 && from+k < end-len("）") {
			return nil // the bracket is shut and words go on
		}
		for i := from; i < end; i++ {
			if i > from && hasAnyPrefix(r.s[i:end], "，", "；", "。", " ", "（", "|", "\t", "、") {
				if _, next := r.labelAt(i, end); next > 0 {
					stop = i
					break
				}
			}
		}
		value := span{from, stop}
		if i := strings.Index(r.s[from:stop], "；"); i > 0 && (kind == "lead" || kind == "support") {
			value.end = from + i
			all = append(all, labelled{kind, value}, labelled{"due", span{value.end + len("；"), stop}})
		} else {
			all = append(all, labelled{kind, value})
		}
		at = stop
	}
	r.besideLead(all)
	return all
}

// besideLead makes those who help of the 责任单位 that stand beside a 牵头单位.
func (r *reader) besideLead(all []labelled) {
	leads := func(l labelled) bool {
		word := r.s[max(0, l.value.start-len("牵头责任单位：")):l.value.start]
		return l.kind == "lead" && hasAny(word[max(0, strings.LastIndex(word, "；")):], "牵头", "主责", "主办")
	}
	if !slices.ContainsFunc(all, leads) {
		return
	}
	for i, l := range all {
		if l.kind == "lead" && !leads(l) {
			all[i].kind = "support"
		}
	}
}

// labelled tells whether a line begins with a label.
func (r *reader) labelled(text string) bool {
	n, _ := r.x.labels.longest(text)
	n += countLen(text[n:])
	return n > 0 && strings.HasPrefix(text[n:], "：") && len(text) > n+len("：")
}

// label reads a clause that is labels alone, and gives them to the item before.
func (r *reader) label(c *clause) bool {
	if r.attribute(c) {
		return true
	}
	all := r.labelsIn(c.start, c.end)
	if len(all) == 0 {
		all = r.labelsIn(c.body, c.end)
	}
	if len(all) == 0 || c.body > c.start && orders(r.s[c.core:c.end]) && all[0].kind == "none" {
		return r.trailing(c)
	}
	if r.art.official || r.loose != nil {
		for _, l := range all {
			r.assign(l)
		}
	}
	if hasAnyPrefix(r.text(c), "参会", "参加", "出席", "列席") {
		r.learnAll(all[0].value)
	}
	r.mark(c.start, c.end, ledger.Narrative)
	for _, l := range all {
		if l.value.end-l.value.start > 12 && r.art.official {
			r.say(c, l)
		}
	}
	return true
}

// say reads what stands after a label that tells its kind; the list that goes on after it is of that kind too.
func (r *reader) say(c *clause, l labelled) {
	k := *c
	k.body, k.core, k.end, k.subject = l.value.start, l.value.start, l.value.end, party{}
	k.body = r.past(&k, k.body)
	k.core = k.body
	r.subject(&k)
	switch l.kind {
	case "task":
		r.item, r.lead = nil, r.turn
		if r.duty.lead != nil {
			r.lead, r.duty.para = r.duty.lead, r.para
		}
		r.ask(onTask)
		r.task(&k, "label")
	case "shortcoming":
		r.ask(onShortcoming)
		k.blames, r.saidItself = true, true
		r.askedLevel = r.level
		r.item, r.loose, r.duty = nil, nil, duty{}
		if !r.aspect(&k) && !r.exists(&k) && !r.lags(&k) {
			r.faults(&k, plain([]span{{k.core, k.end}}), span{k.core, k.end}, "label")
		}
	case "progress":
		r.ask(onProgress)
		units := r.self()
		if !k.subject.none() {
			units = k.subject.names
		}
		r.praise(span{k.core, k.end}, units, "label")
	}
}

// trailing makes a task of an item that ends in a bracket of labels: 「推进…（责任单位：A；完成时限：10月底）」.
func (r *reader) trailing(c *clause) bool {
	body, roles := r.bracketed(span{c.body, c.end})
	if len(roles) == 0 || body.end-body.start < 12 {
		return r.chargedFaults(c)
	}
	if r.chargedFaults(c) {
		return true
	}
	if r.underProblems() && r.blaming(body.start, body.end) && !orders(r.s[c.core:c.end]) {
		units := c.subject.names
		if units == nil {
			units = r.everyone(roles[0].value)
		}
		if body.start < c.core && c.core < body.end {
			body.start = c.core
		}
		r.faults(c, []item{{body, units}}, body, "label")
		return true
	}
	if c.first {
		r.lead = nil
	}
	r.task(c, "label")
	return true
}

// chargedFaults reads problems each of which a bracket gives to a unit: 收集不规范（责任单位：临泉镇），….
func (r *reader) chargedFaults(c *clause) bool {
	var items []item
	for _, z := range zh.Segments(r.s, c.body, c.end) {
		words, roles := r.bracketed(span{z.Start, z.End})
		if len(roles) == 0 || roles[0].kind != "lead" || !r.faulty(r.s[words.start:words.end]) {
			if len(items) == 0 {
				continue
			}
			return false
		}
		items = append(items, item{words, r.everyone(roles[0].value)})
	}
	if len(items) < 2 {
		return false
	}
	r.faults(c, items, span{items[0].start, c.end}, "shortcoming-predicate")
	return true
}

const bracketWindow = 1200 // bytes: no bracket of labels is longer

// bracketed takes a closing bracket of labels off the end of sp.
func (r *reader) bracketed(sp span) (span, []labelled) {
	s := r.s[sp.start:sp.end]
	if !strings.HasSuffix(s, "）") && !strings.HasSuffix(s, "】") {
		return sp, nil
	}
	i := max(strings.LastIndex(s, "（"), strings.LastIndex(s, "【"))
	if i < 0 {
		return sp, nil
	}
	for i > 0 {
		if all := r.labelsIn(sp.start+i, sp.end-len("）")); len(all) > 0 {
			return span{sp.start, sp.start + i}, all
		}
		far := max(0, len(s)-bracketWindow)
		k := max(strings.LastIndex(s[min(far, i):i], "（"), strings.LastIndex(s[min(far, i):i], "【"))
		if k < 0 {
			break
		}
		i = min(far, i) + k
	}
	return sp, nil
}

// assign gives a label's value to the findings of the running item; a loose item becomes a task by it.
func (r *reader) assign(l labelled) {
	if l.kind != "lead" && l.kind != "support" && l.kind != "due" {
		return
	}
	if len(r.item) == 0 && r.loose == nil {
		r.duty.take(l.kind, r.everyone(l.value))
	}
	if len(r.item) == 0 && r.loose != nil {
		k := *r.loose
		r.loose = nil
		r.task(&k, "label")
	}
	if l.kind == "lead" {
		for i := max(r.given, r.paraFound); i < len(r.found); i++ {
			if f := &r.found[i]; f.Kind == ledger.Shortcoming {
				f.Units = appendNew(nil, r.everyone(l.value))
			}
		}
		r.given = len(r.found)
	}
	for _, i := range r.item {
		f := &r.found[i]
		if f.Kind != ledger.Task {
			continue
		}
		switch l.kind {
		case "lead":
			f.Units = appendNew(nil, r.everyone(l.value))
		case "support":
			f.Support = appendNew(f.Support, r.everyone(l.value))
		case "due":
			f.Due = r.dueIn(l.value)
		}
	}
}

// duty is who is responsible for an item, as labels say that stand before what must be done.
type duty struct {
	lead, support []string
	para          int // the paragraph of the tasks that it is for
}

func (d *duty) take(kind labelKind, names []string) {
	switch kind {
	case "lead":
		d.lead = names
	case "support":
		d.support = appendNew(d.support, names)
	}
}

// everyone reads a list of units, parted by 、, white space or the ends of lines; what no rule knows is taken as it stands.
func (r *reader) everyone(sp span) []string {
	var all []string
	for _, part := range r.spaced(sp) {
		all = append(all, r.listed(part)...)
	}
	return all
}

// spaced divides a cell at white space where each part names units and nothing else.
func (r *reader) spaced(sp span) []span {
	var parts []span
	from := sp.start
	for i := sp.start + 1; i <= sp.end; i++ {
		if i < sp.end && (r.s[i]&0xc0 == 0x80 || !r.t.Gap(i)) {
			continue
		}
		if !r.names(para{start: from, end: i}) && (i-from > 30 || r.x.offices.ending(r.s[from:i]) == 0) {
			return []span{sp}
		}
		parts = append(parts, span{from, i})
		from = i
	}
	return parts
}

func (r *reader) listed(sp span) []string {
	var all []string
	for at := sp.start; at < sp.end; {
		p := r.parties(at, sp.end)
		if !p.none() {
			all, at = append(all, p.names...), p.end
		} else {
			end := sp.end
			for _, w := range []string{"、", "，", "；", "。", "）", " ", "|", "\t", "\n"} {
				if i := strings.Index(r.s[at:end], w); i >= 0 {
					end = at + i
				}
			}
			if name := strings.TrimSpace(r.s[at:end]); name != "" && name != "等" && len(name) < 90 {
				all = append(all, name)
			}
			at = end
		}
		for again := true; again && at < sp.end; {
			again = false
			for _, w := range []string{"、", "，", "；", "。", "）", " ", "和", "及", "|", "\t", "等", "\n"} {
				if strings.HasPrefix(r.s[at:sp.end], w) {
					at, again = at+len(w), true
				}
			}
		}
	}
	return all
}

// dueIn reads a label's value as a due date, whatever it says.
func (r *reader) dueIn(sp span) *Due {
	text := strings.TrimRight(r.s[sp.start:sp.end], "。；，）")
	if text == "" {
		return nil
	}
	for _, w := range []string{"时间节点是", "时间节点为"} {
		text = strings.TrimPrefix(text, w)
	}
	d := &Due{Text: r.t.Quote(sp.start+strings.Index(r.s[sp.start:sp.end], text), sp.start+strings.Index(r.s[sp.start:sp.end], text)+len(text))}
	if all := zh.FindDays(text, r.ref, zh.Future); len(all) > 0 {
		d.Date = r.lastDay(all[len(all)-1])
	}
	return d
}

// learnAll learns the names of bodies from a list of who took part: they go by these short names from there on.
func (r *reader) learnAll(sp span) {
	for _, name := range strings.FieldsFunc(r.s[sp.start:sp.end], func(c rune) bool { return strings.ContainsRune("、，；。", c) }) {
		if len(name) >= len("城管局") && len(name) <= 36 && nameOnly(name) && r.x.offices.ending(name)+r.x.places.ending(name) > 0 && r.x.collectives.prefix(name) == 0 {
			r.learn(name, name)
		}
	}
}
