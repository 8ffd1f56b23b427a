package extract

import (
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// listSpeakers finds the units that 「A、B、C依次发言」 names: their turns follow.
func (r *reader) listSpeakers(a *article) map[string]bool {
	all := map[string]bool{}
	for _, p := range a.paras {
		text := r.s[p.start:min(p.end, p.start+3000)]
		for _, w := range []string{"依次发言", "分别发言", "依次汇报", "分别汇报", "表态发言", "交流发言", "作了发言", "现场点评", "汇报发言", "先后发言", "依次作", "分别作", "汇报了", "作汇报", "进行汇报", "依次进行"} {
			if i := strings.Index(text, w); i >= 0 {
				r.listUnits(p.start, p.start+i, all)
			}
		}
	}
	return all
}

// listUnits adds the units that the sentence ending before at names at its segments' heads.
func (r *reader) listUnits(from, at int, all map[string]bool) {
	if i := strings.LastIndex(r.s[from:at], "。"); i >= 0 {
		from += i + len("。")
	}
	for _, z := range zh.Segments(r.s, from, at) {
		for i := z.Start; i < z.End && i < z.Start+60; {
			if p := r.parties(i, min(len(r.s), at+12)); !p.none() && !p.collective && p.end <= at {
				for _, n := range p.names {
					all[n] = true
				}
				break
			}
			_, w := utf8.DecodeRuneInString(r.s[i:])
			i += w
		}
	}
}

// praised reads a clause of a unit's turn, and opens the turn where the clause names the unit.
func (r *reader) praised(c *clause) bool {
	if r.turnOpens(c) {
		r.turn, r.headTurn = c.subject.names, r.headTurn && false
		r.voice = voice{}
	}
	switch {
	case r.turn == nil && r.section != onProgress, c.told, r.section == onShortcoming && r.turn == nil:
		return false
	}
	units := r.turn
	if units == nil {
		units = c.subject.names
		if !r.achieved(r.s[c.core:c.end]) {
			return false
		}
	}
	at := c.core
	if c.subject.none() {
		at = c.body
	}
	if c.end-at < 12 || strings.HasSuffix(r.text(c), "：") {
		return false
	}
	r.praise(span{at, c.end}, units, "progress-turn")
	return true
}

// turnOpens tells whether a sentence that begins with a unit begins its turn.
func (r *reader) turnOpens(c *clause) bool {
	if !c.first || c.subject.none() || c.subject.collective || c.told || !r.art.review || r.said == r.para && r.voice.asks && !r.achieved(r.text(c)) {
		return false
	}
	rest := r.s[c.core:c.end]
	if orders(rest) || hasAnyPrefix(rest, "召开", "介绍", "汇报", "发言", "参加", "出席", "作了", "作表态", "举行", "举办", "依次", "分别", "相关", "有关", "等", "书记", "主任", "将", "开展了调研", "作", "主持", "通报", "印发", "组织召开", "围绕", "就", "进行了汇报", "印发了") && !r.achieved(rest) {
		return false
	}
	if hasAnyPrefix(rest, "召开", "举行", "介绍了", "依次", "分别就", "分别汇报", "分别发言", "作交流", "作表态") {
		return false
	}
	spoke := len(r.speakers) > 0
	for _, n := range c.subject.names {
		spoke = spoke && r.speakers[n]
	}
	if spoke || r.section == onProgress || r.turn != nil {
		return true
	}
	return r.blameFollows(c.start)
}

// blameFollows tells whether the paragraph goes on to say what is wanting, before another thing begins.
func (r *reader) blameFollows(at int) bool {
	rest := r.s[at:min(len(r.s), at+2400)]
	if n := strings.IndexByte(rest, '\n'); n >= 0 {
		rest = rest[:n]
	}
	i := strings.Index(rest, "但")
	return i >= 0 && (r.wantingAnywhere(rest[i:]))
}

func (r *reader) wantingAnywhere(s string) bool {
	s = s[:min(len(s), 300)]
	at, _ := r.x.lacks.in(s)
	return at >= 0 || r.predicated(s)
}

// achieved tells whether words tell a result rather than an intent.
func (r *reader) achieved(s string) bool {
	for _, w := range []string{"排名", "位居", "位列", "获评", "荣获", "首个", "首批", "首家", "完成", "达到", "达1", "达9", "%", "同比", "增长", "实现", "累计", "已", "居全", "取得", "落地", "新增", "入选", "率先", "建成", "办结", "超", "了", "持续", "成效", "较好", "明显", "扎实"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// praise records a progress.
func (r *reader) praise(sp span, units []string, rule string) {
	f := r.add(ledger.Progress, sp.start, sp.end, units, rule)
	f.Theme = r.x.theme(r.s[sp.start:sp.end])
	f.Metrics = r.metrics(sp)
	r.mark(sp.start, sp.end, ledger.Role(ledger.Progress))
}
