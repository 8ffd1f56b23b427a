package extract

import (
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// due finds when an order must be done: 10月底前, 于9月15日前, 三日内, 年内, 国庆节前; what recurs (每月5日前) has no date.
func (r *reader) due(sp span) *Due {
	text := r.s[sp.start:sp.end]
	if d := r.recurring(sp); d != nil {
		return d
	}
	if d := r.beforeFeast(sp); d != nil {
		return d
	}
	if !dueHints.within(text) {
		return r.atOnce(sp)
	}
	for _, d := range zh.FindDays(text, r.ref, zh.Future) {
		words, rest := text[d.Start:d.End], text[d.End:]
		size := until(rest)
		quarter := d.Start == 0 || hasAnySuffix(text[:d.Start], "，", "要", "在", "于", "应", "力争", "确保")
		switch {
		case hasAnyPrefix(rest, "前三", "前列", "前期", "前后", "前移", "计划") || hasAnyPrefix(words, "去年", "上年", "前年") || hasAnySuffix(words, "以来") || size == 0 && hasAnySuffix(text[:d.Start], "与", "同", "按"):
			continue
		case hasAnySuffix(text[:d.Start], "至", "控制在", "不超过", "缩短为", "压缩到", "缩短到"):
			continue // how long it may take, not until when
		case size > 0, hasAnySuffix(words, "内", "底", "末", "旬"):
		case hasAnySuffix(text[:d.Start], "时间节点是", "时间节点为", "截至", "截止", "截止到", "时限为"):
		case strings.Contains(words, "日") && hasAny(words, "至", "—", "到"): // a stretch of days: until its last
		case hasAnySuffix(words, "季度", "半年") && quarter && !strings.HasPrefix(words, "前"):
		default:
			continue
		}
		return &Due{Text: r.t.Quote(sp.start+d.Start, sp.start+d.End+size), Date: r.lastDay(d)}
	}
	return r.atOnce(sp)
}

// atOnce reads an order to begin immediately, which has no date.
func (r *reader) atOnce(sp span) *Due {
	for _, z := range zh.Segments(r.s, sp.start, sp.end) {
		i := strings.Index(r.s[z.Start:z.End], "立即")
		if i == 0 || i > 0 && hasAnySuffix(r.s[z.Start:z.Start+i], "要", "应", "须", "请") {
			at := z.Start + i
			return &Due{Text: r.t.Quote(at, at+len("立即"))}
		}
	}
	return nil
}

// lastDay is the last day that a date means, "" where its words or what we know fix none.
func (r *reader) lastDay(d zh.Days) ledger.Date {
	switch {
	case !d.To.IsZero():
		return ledger.DateOf(d.To)
	case d.Workdays > 0 && r.x.workdays != nil && r.published != "":
		return r.x.workdays(r.published, d.Workdays)
	}
	return ""
}

// until is the length of 前, 之前, 18时前 at the head of s.
func until(s string) int {
	i := 0
	if v, n := zh.Whole(s); n > 0 && v <= 24 && hasAnyPrefix(s[n:], "时", "点") {
		i = n + len("时")
	}
	for _, w := range []string{"之前", "以前", "前", "为止", "止"} {
		if strings.HasPrefix(s[i:], w) {
			return i + len(w)
		}
	}
	return 0
}

// recurring reads 每月25日前, 每周五17时前, 每季度.
func (r *reader) recurring(sp span) *Due {
	text := r.s[sp.start:sp.end]
	for at := 0; ; {
		i := strings.Index(text[at:], "每")
		if i < 0 {
			return nil
		}
		at += i
		size := len("每")
		for _, w := range []string{"半年", "季度", "季", "月", "旬", "周", "日", "年", "天"} {
			if strings.HasPrefix(text[at+size:], w) {
				size += len(w)
				break
			}
		}
		if size == len("每") || hasAnyPrefix(text[at+size:], "一题", "点评", "调度”", "通报”", "”") || hasAnySuffix(text[:at], "“", "、", "“日提醒、周调度、") {
			at += len("每")
			continue
		}
		return &Due{Text: r.t.Quote(sp.start+at, sp.start+at+size+recurrence(text[at+size:]))}
	}
}

// recurrence is the length of what tells the day within each period: 25日前, 最后一个月的30日前, 末.
func recurrence(s string) int {
	for i, n := 0, 0; i < len(s) && n < 14; n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		i += w
		if c == '前' || n == 0 && (c == '末' || c == '底' || c == '初') {
			return i
		}
		if strings.ContainsRune("，、；。“对向", c) {
			break
		}
	}
	if c, w := utf8.DecodeRuneInString(s); strings.ContainsRune("一二三四五六日", c) && !strings.HasPrefix(s, "一次") {
		return w
	}
	return 0
}

// beforeFeast reads 国庆节前, 元旦前: the day before it begins.
func (r *reader) beforeFeast(sp span) *Due {
	text := r.s[sp.start:sp.end]
	for _, f := range []struct{ name, day string }{{"国庆", "10月1日"}, {"元旦", "1月1日"}, {"五一", "5月1日"}} {
		i := strings.Index(text, f.name)
		if i < 0 {
			continue
		}
		end := i + len(f.name)
		for _, w := range []string{"节", "假期", "节假期", "中秋"} {
			if strings.HasPrefix(text[end:], w) {
				end += len(w)
				break
			}
		}
		if !strings.HasPrefix(text[end:], "前") {
			continue
		}
		due := &Due{Text: r.t.Quote(sp.start+i, sp.start+end+len("前"))}
		if d, ok := zh.ReadDays(f.day, r.ref, zh.Future); ok && !d.To.IsZero() {
			due.Date = ledger.DateOf(d.To).AddDays(-1)
		}
		return due
	}
	return nil
}

// dueHints are words of which one is in every due date but 立即.
var dueHints = newWords([]string{"前", "内", "底", "止", "末", "旬", "时间节点", "时限", "季度", "半年", "日至", "日—", "日到"})
