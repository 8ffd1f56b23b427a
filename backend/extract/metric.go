package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

var (
	rankShape = regexp.MustCompile(`^(.+?)(?:均|都|分别)?(?:连续[一二三四五六七八九十两\d]+[年月个季度]+)?(?:在)?(全[区市省国县镇乡州旗街]|各\p{Han}{1,4}?|[区市县镇省]内)?(?:综合|评比)?(?:排名|排在|位居|位列|名列|稳居|跃居|保持|列|居|排)(?:在)?(全[区市省国县镇乡州旗街]|各\p{Han}{1,6}?|[区市县镇省]内)?(前列|首位|榜首|第一|前茅|靠前|第[一二三四五六七八九十\d]+(?:位|名)?|前[一二三四五六七八九十两\d]+(?:位|名)?)`)
	// valueShape is a name, perhaps with 达 or 为 after it, a numeral and its unit at the end of the words.
	valueShape  = regexp.MustCompile(`^(.+?)(?:均|分别)?(达到|达|为|突破|超过|降至|升至|增至|提升至|下降至|超)?(\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千零〇两]{2,})(余|多)?([万亿]?(?:%|个百分点|微克/立方米|平方公里|平方米|立方米|人次|人份|公里|公斤|公顷|千瓦|小时|个|家|人|户|亩|元|吨|处|件|起|次|期|分|天|米|台|套|栋|条|所|项|名|场|张|份|辆|支|座|间|株|棵|头|只|例|宗|批|斤|倍|点|户次))(?:以上|并.*)?$`)
	countInName = regexp.MustCompile(`\d+[个项家处件条]`)
)

// metrics reads the figures that a praise states: ranks with their scope, values with their unit, each with its period.
func (r *reader) metrics(sp span) []ledger.Metric {
	var all []ledger.Metric
	period := ""
	for _, z := range zh.Segments(r.s, sp.start, sp.end) {
		seg := span{z.Start, z.End}
		if p, n := r.periodAt(seg); n > 0 {
			period, seg.start = p, seg.start+n
		}
		words := r.s[seg.start:seg.end]
		switch {
		case len(words) > 300:
		case hasAny(words, "排", "居", "列", "保持") && !target(words):
			all = append(all, r.ranks(seg, period)...)
		default:
			for _, part := range r.measured(seg) {
				all = append(all, r.values(part, period)...)
			}
		}
	}
	return all
}

// periodAt reads the period that a segment begins with: 今年1—8月, 去年, 今年以来.
func (r *reader) periodAt(sp span) (string, int) {
	d, ok := zh.ReadDays(r.s[sp.start:sp.end], r.ref, zh.Past)
	if !ok || d.From.IsZero() || d.End == sp.end-sp.start {
		return "", 0
	}
	return periodOf(d), d.End
}

func periodOf(d zh.Days) string {
	from, to := d.From.Format("2006-01"), d.To.Format("2006-01")
	switch {
	case from == to:
		return from
	case from[5:] == "01" && to[5:] == "12" && from[:4] == to[:4]:
		return from[:4]
	}
	return from + "/" + to
}

// ranks reads 「A、B均排名全区首位」: one metric for each name.
func (r *reader) ranks(sp span, period string) []ledger.Metric {
	m := rankShape.FindStringSubmatchIndex(r.s[sp.start:sp.end])
	if m == nil {
		return nil
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return r.t.Quote(sp.start+m[2*i], sp.start+m[2*i+1])
	}
	scope := group(3)
	if scope == "" {
		scope = group(2)
	}
	rank := rankOf(r.s[sp.start+m[8] : sp.start+m[9]])
	var all []ledger.Metric
	for _, name := range shareHead(zh.List(group(1))) {
		if name = countInName.ReplaceAllString(name, ""); name != "" {
			all = append(all, ledger.Metric{Name: name, Period: period, Rank: rank, Scope: scope})
		}
	}
	return all
}

// rankOf writes a rank as a number where it is one.
func rankOf(words string) string {
	switch words {
	case "首位", "榜首", "第一":
		return "1"
	}
	if rest, ok := strings.CutPrefix(words, "第"); ok {
		if n, size := zh.Whole(rest); size > 0 {
			return strconv.Itoa(n)
		}
	}
	return words
}

// shareHead gives the names of a list the head they share: 改造完成数量、户数 is 改造完成数量 and 改造完成户数.
func shareHead(names []string) []string {
	first := []rune(names[0])
	for i := 1; i < len(names); i++ {
		n := utf8.RuneCountInString(names[i])
		if n <= 3 && len(first) > n+2 {
			names[i] = string(first[:len(first)-n]) + names[i]
		}
	}
	return names
}

// measured divides a segment at 、 where each part has its own figure.
func (r *reader) measured(sp span) []span {
	parts := zh.List(r.s[sp.start:sp.end])
	if len(parts) == 1 {
		return []span{sp}
	}
	var all []span
	at := sp.start
	for _, p := range parts {
		if !strings.ContainsAny(p, "0123456789") {
			return []span{sp}
		}
		all = append(all, span{at, at + len(p)})
		at += len(p) + len("、")
	}
	return all
}

// values reads 「税收完成3.2亿元」, 「签约率、腾退率均达100%」.
func (r *reader) values(sp span, period string) []ledger.Metric {
	words := r.s[sp.start:sp.end]
	if !strings.ContainsAny(words, "0123456789十百千") {
		return nil
	}
	m := valueShape.FindStringSubmatchIndex(words)
	if m == nil {
		return nil
	}
	value, size := zh.Number(words[m[6]:m[7]])
	if size == 0 {
		return nil
	}
	name := sp.start + m[2]
	for _, w := range []string{"完成", "实现", "其中"} {
		if strings.HasPrefix(r.s[name:sp.start+m[3]], w) && sp.start+m[3]-name > len(w)+3 {
			name += len(w)
		}
	}
	names := zh.List(r.t.Quote(name, sp.start+m[3]))
	if m[4] < 0 || len(names) > 3 {
		names = []string{strings.Join(names, "、")}
	}
	var all []ledger.Metric
	for _, n := range names {
		if k := utf8.RuneCountInString(n); k >= 2 && k <= 24 {
			v := value
			all = append(all, ledger.Metric{Name: n, Period: period, Value: &v, Unit: r.t.Quote(sp.start+m[10], sp.start+m[11])})
		}
	}
	return all
}
