package extract

import (
	"regexp"
	"slices"
	"strings"

	"taizhang/backend/zh"
)

// aspect reads 「在A、B等方面仍存不足」.
func (r *reader) aspect(c *clause) bool {
	text := r.text(c)
	i, noun := -1, ""
	for _, w := range []string{"方面", "领域", "环节", "工作中", "工作上", "上"} {
		if k := strings.LastIndex(text, w); k > i && r.wanting(text[k+len(w):]) && (w != "上" || hasAnyPrefix(text[k+len(w):], "还", "仍", "尚", "存", "有")) {
			i, noun = k, w
		}
	}
	if i < 0 {
		return r.foremost(c)
	}
	if !r.blames(c) {
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

// foremost reads 「不足主要体现在A、B两个方面」.
func (r *reader) foremost(c *clause) bool {
	text := r.text(c)
	n := r.x.lacks.prefix(text)
	if n == 0 || len(text) > longest {
		return false
	}
	list := toldIn.FindStringSubmatch(text[n:])
	if list == nil {
		return false
	}
	at := c.body + n + strings.Index(text[n:], list[1])
	c.blames = true
	r.faults(c, plain(r.split(trimEnd(span{at, at + len(list[1])}, r.s))), span{at, c.end}, "shortcoming-aspect")
	return true
}

// toldIn is how the aspects are named behind what is wanting.
var toldIn = regexp.MustCompile(`^(?:主要|集中|突出|还|也)*(?:体现|表现|反映|存在|集中)在([^，]+)(?:方面|领域|环节|工作上|工作中)$`)

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

// split divides an enumeration into its items: at 、, and at the last 和 or 以及 behind one; 城市治理及安全运行 is one item.
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
	items = r.modified(items)
	last := items[len(items)-1]
	words := r.s[last.start:last.end]
	for _, j := range []string{"以及", "和"} {
		if i := strings.LastIndex(words, j); len(items) > 1 && i >= 6 && len(words)-i-len(j) >= 6 {
			return append(items[:len(items)-1], span{last.start, last.start + i}, span{last.start + i + len(j), last.end})
		}
	}
	return items
}

// modified puts together what only names kinds of the thing that the next part blames: 煤矿、花炮等重点领域监管不够, 大项目、
// 好项目偏少.
func (r *reader) modified(items []span) []span {
	var all []span
	for i := len(items) - 1; i >= 0; i-- {
		it := items[i]
		words := r.s[it.start:it.end]
		if n := len(all); n > 0 && !r.blaming(it.start, it.end) && r.kindOfNext(words, r.s[all[n-1].start:all[n-1].end]) && r.blaming(all[n-1].start, all[n-1].end) {
			all[n-1].start = it.start
			continue
		}
		all = append(all, it)
	}
	slices.Reverse(all)
	return all
}

// kindOfNext tells whether the words of a part name a kind of what the next part is about.
func (r *reader) kindOfNext(words, next string) bool {
	if i := strings.Index(next, "等"); i >= len("花炮") && i <= len("花炮加工业") && len(words) <= len("煤矿加工业") && i+len("等重点") < len(next) {
		return true
	}
	return len(words) > len("项目") && strings.Contains(next, tail(words, 2)) && !strings.HasSuffix(next, tail(words, 2))
}
