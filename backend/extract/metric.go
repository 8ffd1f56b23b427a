package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

var (
	rankShape = regexp.MustCompile(`^(.*?)(?:均|都|分别)?(?:连续[一二三四五六七八九十两\d]+[年月个季度]+)?(?:在)?(` + rankScope + `)?(?:综合)?(?:排名|排在|位居|位列|名列|稳居|跃居|跻身|进入|升至|跃升至|上升至|跃至|保持|列|居|排)(?:在)?(` + rankScope + `)?(` + rankWords + `)`)
	// bareRank is a rank without a verb: 办结率全市第一, 走在全省前列, 增速全市第二, 占比全市最高.
	bareRank = regexp.MustCompile(`^(.{0,60}?)(?:走在|进入)?(全` + rankWhole + `(?:各?[镇街乡村社区、（）]{1,8})?)(` + rankWords + `|最高)$`)
	// valueShape is a name, perhaps with 达 or 为 after it, a numeral and its unit.
	valueShape  = regexp.MustCompile(`^(.+?)(?:均|分别|已)?(达到|达|为|突破|超过|超|(?:保持|稳定)在|(?:降|升|增|减|压|提升|提高|增长|增加|下降|降低|上升|压缩|压减|缩短|缩减|精简|扩大|发展|提速)[至到])?(\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千零〇两]{2,})(?:余|多)?([万亿]{0,2})(?:余|多)?(` + valueUnits + `)`)
	fromTo      = regexp.MustCompile(`^(.+?)(?:由|从)[^，。；]{0,12}?[\d.]+[^，。；\d]{1,12}?[至到为](\d[\d,]*(?:\.\d+)?)((?:[万亿]{0,2})(?:` + valueUnits + `))`)
	countInName = regexp.MustCompile(`\d+[个项家处件条]`)
	scopeFirst  = regexp.MustCompile(`^(?:在)?(全[区市省国县镇乡州旗街])(.{6,}?)中?$`)
	// scopeAlone is a scope that stands where a name would: 在全市街道中|排第二位.
	scopeAlone = regexp.MustCompile(`^在?(` + rankScope + `)中?$`)
)

// The parts of a rank: the whole area, among whom (全市各街道, 各镇街, 8个街道, 区内), and the place itself.
const (
	rankWhole  = `[区市省国县镇乡州旗街]`
	rankScope  = `全` + rankWhole + `(?:各?[镇街乡村社区办道县市、（）]{1,10})?|全[市省国]?\d+个?[区县市镇街乡道]{1,4}|各[\p{Han}、（）]{1,10}?|\d+个[区县市镇街乡道村社、（）]{1,6}|[区市县镇省]内`
	valueUnits = `%|个百分点|个工作日|微克/立方米|平方公里|平方米|立方米|人次|人份|场次|车次|批次|家次|公里|公斤|公顷|千瓦时|千瓦|兆瓦|小时|分钟|美元|个|家|人|户次|户|亩|元|吨|处|件|起|次|期|分|天|米|台|套|栋|条|所|项|名|场|张|份|辆|支|座|间|株|棵|头|只|例|宗|批|斤|倍|点|对|册|笔|口|尾|羽|盏|块|部`
	rankWords  = `前列|首位|榜首|第一|之首|前茅|靠前|第[一二三四五六七八九十\d]+(?:位|名)?|前[一二三四五六七八九十两\d]+(?:位|名)?`
)

// noMetric are words before a figure that count nothing.
var noMetric = []string{"提前", "推动", "仅用", "用时", "历时", "近", "约", "较", "比", "距", "第", "每", "其余", "连续"}

// metrics reads the figures that a praise states: ranks with their scope, values with their unit, each with its period.
func (r *reader) metrics(sp span, units []string) []ledger.Metric {
	var all []ledger.Metric
	period := r.periodBefore(sp.start)
	for i, z := range zh.Segments(r.s, sp.start, sp.end) {
		seg := span{z.Start, z.End}
		if i == 0 {
			seg.start = r.pastOwn(seg, units)
		}
		if p, n := r.periodAt(seg); n > 0 {
			period, seg.start = p, seg.start+n
		}
		if seg.end-seg.start <= 300 {
			all = r.segmentMetrics(all, seg, period)
		}
	}
	return all
}

// periodBefore is the period that the clause begins with, where its own words begin behind that: 前三季度，全县|实现….
func (r *reader) periodBefore(at int) string {
	from := at
	for from > 0 && at-from < 90 && !hasAnySuffix(r.s[:from], "。", "；", "\n") {
		_, size := utf8.DecodeLastRuneInString(r.s[:from])
		from -= size
	}
	if from == at {
		return ""
	}
	p, _ := r.periodAt(span{from, at})
	return p
}

// pastOwn is where the words go on after the name of the units themselves: no figure bears it.
func (r *reader) pastOwn(sp span, units []string) int {
	p := r.parties(sp.start, sp.end)
	if p.none() || p.end >= sp.end || !r.acts(p.end, sp.end) {
		return sp.start
	}
	own := func(u string) bool { return strings.HasSuffix(u, p.names[0]) }
	if slices.ContainsFunc(units, own) || r.speakers[p.names[0]] || hasAnySuffix(p.names[0], "科", "办公室") {
		return p.end
	}
	return sp.start
}

func (r *reader) segmentMetrics(all []ledger.Metric, seg span, period string) []ledger.Metric {
	words := r.s[seg.start:seg.end]
	if hasAny(words, "排", "居", "列", "保持", "至第", "跻身", "进入") && !target(words) {
		if found := r.ranks(seg, period); len(found) == 1 && found[0].Name == "" {
			return rankLast(all, found[0])
		} else if len(found) == 1 {
			return r.ranksAlso(all, found[0])
		} else if found != nil {
			return append(all, found...)
		}
	}
	if m := bareRank.FindStringSubmatchIndex(words); m != nil && !target(words) {
		if m[3] == m[2] {
			return rankLast(all, ledger.Metric{Rank: rankOf(words[m[6]:m[7]]), Scope: r.t.Quote(seg.start+m[4], seg.start+m[5])})
		}
		return r.ranksAlso(all, ledger.Metric{Name: foldDigits(r.t.Quote(seg.start+m[2], seg.start+m[3])), Period: period, Rank: rankOf(words[m[6]:m[7]]), Scope: r.t.Quote(seg.start+m[4], seg.start+m[5])})
	}
	for _, part := range r.measured(seg) {
		found := r.changed(part, period)
		if found == nil {
			found = r.values(part, period)
		}
		if len(found) == 1 && len(all) > 0 && hasAnyPrefix(found[0].Name, "同比", "环比") {
			found[0].Name = all[len(all)-1].Name + found[0].Name
		}
		all = append(all, found...)
	}
	return all
}

// ranksAlso adds a rank, or gives it to the figure before where its name only refers to that: 增长5.8%，增速居全市第4位.
func (r *reader) ranksAlso(all []ledger.Metric, rank ledger.Metric) []ledger.Metric {
	n := len(all)
	if n == 0 || all[n-1].Rank != "" {
		return append(all, rank)
	}
	switch rank.Name {
	case "增速", "增幅", "降幅":
		if all[n-1].Unit == "%" {
			return rankLast(all, rank)
		}
		rank.Name = all[n-1].Name + rank.Name // an amount does not rank by how fast it grows: 收入5.3亿元，增幅居首位
	case "总量", "总数", "数量", "规模", "位次", "排名", "综合排名", "成绩", "水平", "进度":
		return rankLast(all, rank)
	}
	return append(all, rank)
}

// rankLast gives a rank that has no name to the figure before it: 综合得分98.7分，排名全区第一.
func rankLast(all []ledger.Metric, rank ledger.Metric) []ledger.Metric {
	if n := len(all); n > 0 && all[n-1].Rank == "" {
		all[n-1].Rank, all[n-1].Scope = rank.Rank, rank.Scope
	}
	return all
}

// periodAt reads the period that a segment begins with: 今年1—8月, 去年, 今年以来.
func (r *reader) periodAt(sp span) (string, int) {
	if until := "截至"; strings.HasPrefix(r.s[sp.start:sp.end], until) {
		if p, n := r.periodAt(span{sp.start + len(until), sp.end}); n > 0 {
			return p, n + len(until)
		}
	}
	d, ok := zh.ReadDays(r.s[sp.start:sp.end], r.ref, zh.Past)
	if !ok || d.From.IsZero() || d.End == sp.end-sp.start {
		return "", 0
	}
	if m := r.art.month; strings.HasSuffix(r.s[sp.start:sp.start+d.End], "以来") && m.Year() == d.From.Year() {
		d.To = m // a report on a month tells of the year up to its end
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
	name := foldDigits(group(1))
	if in := scopeAlone.FindStringSubmatch(name); in != nil && scope == "" {
		scope, name = in[1], ""
	} else if in := scopeFirst.FindStringSubmatch(name); in != nil && scope == "" {
		scope, name = in[1], in[2]
	}
	scope = strings.TrimSuffix(scope, "中")
	if name == "" || hasAnySuffix(name, "由", "从") || strings.Contains(name, "第") && strings.HasSuffix(name, "位") {
		return []ledger.Metric{{Period: period, Rank: rank, Scope: scope}}
	}
	var all []ledger.Metric
	for _, name := range shareHead(zh.List(name)) {
		if name = countInName.ReplaceAllString(name, ""); name != "" {
			all = append(all, ledger.Metric{Name: name, Period: period, Rank: rank, Scope: scope})
		}
	}
	return all
}

// foldDigits writes full-width digits and per cent signs as plain ones.
func foldDigits(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '０' && c <= '９' {
			return c - '０' + '0'
		}
		if c == '％' {
			return '%'
		}
		return c
	}, s)
}

// rankOf writes a rank as a number where it is one.
func rankOf(words string) string {
	switch words {
	case "首位", "榜首", "第一", "之首", "最高":
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
	if m == nil || !r.endsFigure(words[m[1]:]) || slices.Contains(noMetric, words[m[2]:m[3]]) || hasAnyPrefix(words, "较", "比", "高于", "低于", "高出", "超出", "占", "是", "超序时") || hasAnySuffix(words[m[2]:m[3]], "任务的", "由", "从", "计划的", "提前") {
		return nil
	}
	value, size := zh.Number(words[m[6]:m[7]])
	if size == 0 {
		return nil
	}
	name := span{sp.start + m[2], sp.start + m[3]}
	if c := words[m[3]-1]; c >= '0' && c <= '9' || c == '.' {
		return nil // the figure has a unit that is not known: its end is no figure
	}
	for _, w := range []string{"市区", "全市", "全区", "全县", "全镇", "我区", "我市", "我县", "辖区", "截至目前", "累计", "共", "已", "成立", "发展", "完成", "实现", "其中"} {
		if strings.HasPrefix(r.s[name.start:name.end], w) && name.end-name.start > len(w)+3 {
			name.start += len(w)
		}
		if strings.HasSuffix(r.s[name.start:name.end], w) && name.end-name.start > len(w)+6 {
			name.end -= len(w)
		}
	}
	names := zh.List(foldDigits(r.t.Quote(name.start, name.end)))
	if m[4] < 0 || len(names) > 3 {
		names = []string{strings.Join(names, "、")}
	}
	unit := foldDigits(r.t.Quote(sp.start+m[8], sp.start+m[9]) + r.t.Quote(sp.start+m[10], sp.start+m[11]))
	var all []ledger.Metric
	for _, n := range names {
		if k := utf8.RuneCountInString(n); k >= 2 && k <= 24 {
			v := value
			all = append(all, ledger.Metric{Name: n, Period: period, Value: &v, Unit: unit})
		}
	}
	return all
}

// changed reads a figure told with what it was before: 硬化路率由年初的54%提高到91% is 91%.
func (r *reader) changed(sp span, period string) []ledger.Metric {
	m := fromTo.FindStringSubmatchIndex(r.s[sp.start:sp.end])
	if m == nil || !r.endsFigure(r.s[sp.start+m[1]:sp.end]) {
		return nil
	}
	value, size := zh.Number(r.s[sp.start+m[4] : sp.start+m[5]])
	name := foldDigits(r.t.Quote(sp.start+m[2], sp.start+m[3]))
	if k := utf8.RuneCountInString(name); size == 0 || k < 2 || k > 24 {
		return nil
	}
	return []ledger.Metric{{Name: name, Period: period, Value: &value, Unit: foldDigits(r.t.Quote(sp.start+m[6], sp.start+m[7]))}}
}

// endsFigure tells whether what follows a figure lets it stand for itself: nothing, or what was done with it.
func (r *reader) endsFigure(rest string) bool {
	rest = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(rest, "以上"), "以内"), "左右")
	return rest == "" || hasAnyPrefix(rest, "并", "发展", "用于") || r.x.verbs.prefix(rest) >= 6 && len(rest) >= 12
}
