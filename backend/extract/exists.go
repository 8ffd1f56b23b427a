package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// exists reads 「存在A、B等问题」 and 「A存在短板」.
func (r *reader) exists(c *clause) bool {
	text := r.text(c)
	i, word := -1, ""
	for _, w := range []string{"存在", "暴露出", "反映出", "面临"} {
		if k := strings.Index(text, w); k >= 0 {
			i, word = k, w
			break
		}
	}
	if i < 0 {
		return false
	}
	rest := text[i+len(word):]
	if word == "面临" && (strings.HasPrefix(rest, "的") || !faced.MatchString(rest)) {
		return false
	}
	if c.stop == "。" && pointsOut.MatchString(text) {
		r.ask(onShortcoming)
		r.mark(c.start, c.end, ledger.Narrative)
		return true
	}
	if r.namesFaulty(c, i+len(word)) || r.lists(c, i+len(word)) {
		return true
	}
	if r.inList(c) && !strings.Contains(rest, "等") && strings.Contains(text[:i], "，") && r.faulty(text[:strings.LastIndex(text[:i], "，")]) {
		return false // the item has a predicate before: it is read as a list of predicates
	}
	if !r.blames(c) || hasAnyPrefix(rest, "来的", "的问题整", "的主要", "的突出", "的困难", "的不足，", "的问题，", "的短板，", "的差距，", "的问题主要", "的差距主要", "一些问题，", "一些不足，", "不少问题，", "一定差距，", "不足，", "问题，", "一定不足，") || notFault(text[:i], rest) {
		return false
	}
	if m := mindset.FindString(rest); m != "" && r.blames(c) {
		at := c.body + i + len(word)
		r.faults(c, plain(r.split(span{at, at + len(m)})), span{at, at + len(m)}, "shortcoming-exists")
		return true
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
		if r.faultsBefore(c, c.body+i) {
			return false // it is the last of several predicates
		}
		return r.lacking(c, i, at+last+size)
	}
	short := r.s[list.start:list.end]
	if n := utf8.RuneCountInString(short); n <= 6 && !strings.ContainsAny(short, "、，") && (n <= 3 || !r.blaming(list.start, list.end)) && i > 0 && c.core+len("工作") < c.body+i {
		r.faults(c, plain([]span{{c.core, evidence.end}}), span{c.core, evidence.end}, "shortcoming-exists")
		return true
	}
	r.faults(c, plain(r.clauses(list)), evidence, "shortcoming-exists")
	if strings.HasSuffix(text, "个问题") {
		r.ask(onShortcoming)
	}
	return true
}

// faced is how a list ends of what is faced: 仍面临诉求差距大、修复进展缓慢|等困难.
var faced = regexp.MustCompile(`等(?:问题|困难|难题|情况)(?:，|$)`)

// pointsOut is a sentence that only says that what is wanting was pointed out: 通报同时指出了存在的问题.
var pointsOut = regexp.MustCompile(`^[^，]{0,24}(?:指出|点出|通报|剖析|梳理|分析)了?[^，、]{0,12}存在的?(?:主要|突出|一些|共性)?的?(?:问题|不足|短板|差距)$`)

// faultsBefore tells whether segments of the clause before at blame, or turn to what is wanting.
func (r *reader) faultsBefore(c *clause, at int) bool {
	for _, z := range zh.Segments(r.s, c.body, c.end) {
		if z.End >= at {
			return false
		}
		if r.blaming(z.Start, z.End) && (r.turn != nil || r.predicated(r.s[z.Start:z.End])) {
			return true
		}
	}
	return false
}

// namesFaulty reads a list of those who are blamed alike: 存在超期未办的单位：A、B.
func (r *reader) namesFaulty(c *clause, at int) bool {
	rest := r.s[c.body+at : c.end]
	i := strings.Index(rest, "：")
	if i < 0 || !hasAnySuffix(rest[:i], "单位", "部门", "街镇", "镇街", "乡镇", "街道", "单位有", "部门有") || !r.blames(c) {
		return false
	}
	names := para{start: c.body + at + i + len("："), end: c.end}
	words, _, ok := strings.Cut(rest[:i], "的")
	if !ok || !r.names(names) {
		return false
	}
	fault := item{span{c.body + at, c.body + at + len(words)}, r.parties(names.start, names.end).names}
	r.faults(c, []item{fault}, span{fault.start, c.end}, "shortcoming-exists")
	return true
}

// mindset is a list of what people think or lean to, which is wanting in itself: 存在麻痹思想、侥幸心理.
var mindset = regexp.MustCompile(`^[^，。；]{2,40}(?:思想|心理|心态|倾向|苗头|情绪)(?:$|[，。；])`)

// lists reads the first of the problems that a clause itself begins to list: 存在以下问题：一是….
func (r *reader) lists(c *clause, at int) bool {
	rest := r.text(c)[at:]
	i := strings.Index(rest[:min(len(rest), 60)], "：")
	if i < 0 || at+i+len("：") >= len(r.text(c)) || !hasAny(rest[:i], "问题", "不足", "差距", "短板", "弱项", "薄弱环节", "困难") || !r.blames(c) {
		return false
	}
	r.ask(onShortcoming)
	if !c.subject.none() && !c.subject.collective {
		r.itemUnits = c.subject.names
	}
	k := *c
	k.body, k.subject = c.body+at+i+len("："), party{}
	k.body = r.past(&k, k.body)
	k.core = k.body
	r.subject(&k)
	return r.lags(&k) || r.listedProblem(&k)
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
	from += min(r.question(span{from, at}), at-from)
	if hasAnySuffix(r.s[from:at], "认识", "认识到", "看到", "注意到", "意识到", "正视") {
		r.ask(onShortcoming) // the problems themselves follow
		r.mark(c.start, c.end, ledger.Narrative)
		return true
	}
	if measured(r.s[from:at]) {
		return false
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
		for _, w := range []string{"但是", "但", "不过", "然而", "指出", "在", "还", "仍", "同时", "也", "主要是", "主要表现在", "集中表现为", "尤其是", "特别是", "当前", "目前"} {
			if strings.HasPrefix(r.s[sp.start:sp.end], w) {
				sp.start, again = sp.start+len(w), true
			}
		}
		for _, w := range []string{"仍然", "仍", "还", "依然", "尚", "等方面", "方面", "也", "中", "工作中", "都", "均", "等"} {
			if s := r.s[sp.start:sp.end]; strings.HasSuffix(s, w) && !hasAnySuffix(s, "集中", "不均", "平均") {
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
	for _, w := range []string{"针对", "解决", "整改", "排查", "查找", "会诊", "正视", "检视", "直面", "反思", "剖析", "梳理", "聚焦", "对照", "围绕", "如", "若", "对", "凡", "是否", "不", "防止", "查摆", "消除", "可能", "发现", "避免", "杜绝"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return hasAnyPrefix(before, "对", "针对", "如", "凡") && strings.HasPrefix(rest, "的") || strings.HasSuffix(rest, "的") || strings.HasPrefix(before, "要") || strings.Contains(before, "，要") || strings.HasPrefix(before, "解决")
}
