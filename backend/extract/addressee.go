package extract

import (
	"slices"
	"strings"

	"taizhang/backend/zh"
)

// addressees are those whom a clause names as acting, segment by segment, and those it names as helping. Where the clause
// or the one before names its subject, a later segment adds only whom it orders outright.
func (r *reader) addressees(c *clause, body span) (lead, support []string) {
	if !c.subject.none() && c.subject.end <= body.end {
		lead = append(lead, c.subject.names...)
		support = appendNew(support, r.helpers(span{c.core, r.segmentEnd(c.core, body.end)}))
	}
	if c.subject.none() {
		lead = appendNew(lead, r.entrusted(body))
	}
	support = appendNew(support, r.seconds(body))
	support = appendNew(support, r.labelledIn(body, "support"))
	settled := len(lead) > 0 || r.lead != nil && !c.first
	for i, z := range zh.Segments(r.s, body.start, body.end) {
		at := z.Start
		if hasAnyPrefix(r.s[at:z.End], "由", "请") {
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

// seconds are those who are named as helping right behind who leads: A牵头、B配合.
func (r *reader) seconds(sp span) []string {
	i := strings.Index(r.s[sp.start:sp.end], "牵头、")
	if i < 0 {
		return nil
	}
	p := r.parties(sp.start+i+len("牵头、"), sp.end)
	if p.none() || !hasAnyPrefix(r.s[p.end:sp.end], "配合", "协助", "参与", "参加", "协同") {
		return nil
	}
	return p.names
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
	for _, w := range []string{"会同", "联合", "协同", "商"} {
		i := strings.Index(s[:min(len(s), 60)], w)
		if i < 0 || w == "商" && i > 0 {
			continue
		}
		at := sp.start + i + len(w)
		if p := r.parties(at, sp.end); !p.none() {
			return p.names
		}
		if end := r.segmentEnd(at, sp.end); end-at <= 36 && nameOnly(r.s[at:end]) && r.x.kinds.ending(r.s[at:end]) > 0 {
			return []string{r.t.Quote(at, end)}
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
