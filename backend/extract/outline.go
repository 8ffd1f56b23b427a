package extract

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"taizhang/backend/zh"
)

// article is one piece of a page, by byte offsets of the normalised text.
type article struct {
	start, end int
	title      string
	paras      []para
	official   bool      // an office speaks, or is spoken of
	review     bool      // units are praised and blamed
	notice     bool      // the text as a whole asks
	judges     bool      // its title says that it judges units
	surveys    bool      // its title says that it tells of a meeting or a survey of work
	author     []string  // the unit that reports of itself: its name begins the title
	month      time.Time // the last day of the month that its title says it tells of; zero where it says none
}

// para is one line of the normalised text.
type para struct {
	start, end int
	head       bool // stands alone without a sentence's punctuation
	byline     bool
	doubled    bool // a headline printed twice over, as a shadow
}

// outline tells the articles of a page apart.
func (r *reader) outline() []article {
	paras := r.paras()
	var all []article
	from := 0
	for i := 1; i < len(paras); i++ {
		if at := r.border(paras, from, i); at > from {
			all = append(all, r.article(paras[from:at]))
			from = at
		}
	}
	if from < len(paras) {
		all = append(all, r.article(paras[from:]))
	}
	for i := range all {
		if i+1 < len(all) {
			r.yieldTitle(&all[i], &all[i+1])
		}
	}
	for i := range all {
		r.describe(&all[i])
	}
	return all
}

func (r *reader) paras() []para {
	var all []para
	for at := 0; at < len(r.s); {
		end := len(r.s)
		if n := strings.IndexByte(r.s[at:], '\n'); n >= 0 {
			end = at + n
		}
		if p := r.s[at:end]; p != "" {
			all = append(all, para{at, end, standsAlone(p), r.x.bylines.prefix(p) > 0, doubled(p)})
		}
		at = end + 1
	}
	return all
}

func standsAlone(p string) bool {
	return len(p) < 240 && !strings.ContainsAny(p[max(0, len(p)-6):], "。；！？") && !strings.ContainsAny(p, "。；|")
}

// border tells whether paras[i] begins a new article: its by-line does, or a shadow headline; the headlines before a
// by-line go with it. It returns the first paragraph of the new article, or 0.
func (r *reader) border(paras []para, from, i int) int {
	p := paras[i]
	text := r.s[p.start:p.end]
	dated := strings.HasPrefix(text, "本报讯") || strings.HasPrefix(text, "本报记者") && len(text) > 120
	if p.doubled && i > 0 && paras[i-1].doubled {
		return 0
	}
	if !p.doubled && !dated && !(p.byline && strings.Contains(text, "日电")) {
		return 0
	}
	at := i
	for !p.doubled && at > from && paras[at-1].head && !paras[at-1].byline && zh.MarkLen(r.s[paras[at-1].start:]) == 0 {
		at--
	}
	for j := from; j < at; j++ {
		if !paras[j].head {
			return at
		}
	}
	return 0
}

// doubled tells a line whose every part is printed twice: 锚定锚定全力全力.
func doubled(p string) bool {
	if len(p) < 12 || len(p) > 400 || len(p)%2 != 0 {
		return false
	}
	for i := 0; i < len(p); {
		n := 3
		for ; i+2*n <= len(p); n++ {
			if p[i:i+n] == p[i+n:i+2*n] {
				break
			}
		}
		if i+2*n > len(p) {
			return false
		}
		i += 2 * n
	}
	return true
}

func (r *reader) article(paras []para) article {
	return article{start: paras[0].start, end: paras[len(paras)-1].end, paras: paras}
}

// yieldTitle gives the first of b's headlines to a, where a has none and the words are a's rather than b's: some pages print
// a headline after its body.
func (r *reader) yieldTitle(a, b *article) {
	if a.paras[0].head && !a.paras[0].byline || len(b.paras) < 3 || !b.paras[0].head || b.paras[0].doubled || !b.paras[1].head || b.paras[1].byline {
		return
	}
	first := r.s[b.paras[0].start:b.paras[0].end]
	if r.overlap(first, a) > r.overlap(first, b) {
		a.paras = append(a.paras[:len(a.paras):len(a.paras)], b.paras[0])
		b.paras = b.paras[1:]
		a.end, b.start = a.paras[len(a.paras)-1].end, b.paras[0].start
	}
}

// overlap counts the pairs of characters of a headline that the sentences of an article hold.
func (r *reader) overlap(head string, a *article) (n int) {
	runes := []rune(head)
	for i := 0; i+1 < len(runes) && i < 40; i++ {
		for _, p := range a.paras {
			if !p.head && strings.Contains(r.s[p.start:min(p.end, p.start+3000)], string(runes[i:i+2])) {
				n++
				break
			}
		}
	}
	return n
}

// describe finds the article's title and what genre it is of.
func (r *reader) describe(a *article) {
	for i, p := range a.paras {
		text := r.s[p.start:p.end]
		if i < r.mastheads(a) {
			continue
		}
		if p.head && !p.byline && zh.MarkLen(text) == 0 && !strings.HasSuffix(text, "：") && !strings.Contains(text, "\t") && utf8.RuneCountInString(text) > 4 && !p.doubled {
			if a.title == "" {
				a.title = text
			} else if i > 0 && a.paras[i-1].head && strings.HasSuffix(r.s[:a.paras[i-1].end], a.title) && strings.HasPrefix(text, "“") {
				a.title += text
			}
		}
		if p.doubled && a.title == "" {
			a.title = halve(text)
		}
	}
	if t := r.titleBehind(a); t != "" {
		a.title = t
	}
	a.month = r.monthTold(a)
	a.author = r.authorOf(a)
	body := r.s[a.start:a.end]
	named, _ := r.x.titles.in(a.title)
	a.official = named >= 0 || a.author != nil || distinct(r.x.gov, body, 2)
	a.review = distinct(r.x.review, body, 1)
	a.judges = hasAny(a.title, "点评", "讲评", "述评", "观摩", "拉练", "赛马", "比拼", "晒拼创", "述职", "评议", "通报", "晾晒", "擂台", "督查情况", "考核") ||
		hasAny(r.headlines(a), "点评会", "讲评会", "述职会", "评议会")
	a.surveys = a.judges || named >= 0 || a.author != nil || hasAny(r.headlines(a), "会", "调度", "办公", "专报", "简报", "排名", "红黑榜", "纪要")
	a.official = a.official || a.judges
	at, _ := r.x.notice.in(meetingNames.Replace(deploys.ReplaceAllString(a.title, "")))
	a.notice = at >= 0
}

// mastheads is how many lines stand above an article's headline: who issued the paper, its number, rules.
func (r *reader) mastheads(a *article) int {
	for i, p := range a.paras[:min(len(a.paras), 8)] {
		if !p.head {
			break
		}
		text := r.s[p.start:p.end]
		if p.doubled || p.byline || masthead.MatchString(text) || r.issuers(p) || !hasHan(text) {
			continue
		}
		return i
	}
	return 0
}

// issuers tells whether a line is the names of those who issue a paper, with nothing between them.
func (r *reader) issuers(p para) bool {
	at := p.start
	if strings.HasPrefix(r.s[at:p.end], "中共") {
		at += len("中共")
	}
	for at < p.end {
		q := r.parties(at, p.end)
		if q.none() || q.collective {
			return false
		}
		at = q.end
		for _, w := range []string{"党组", "党委", "党总支", "党支部"} {
			if strings.HasPrefix(r.s[at:p.end], w) {
				at += len(w)
			}
		}
	}
	return true
}

// masthead is the form of a line above a headline.
var masthead = regexp.MustCompile(`^(?:您现在的位置|当前位置|首页|内部资料|[（(]?总?第\p{Han}?[0-9一二三四五六七八九十百〇]+[期号]|[（(]?[0-9]{4}年第|发件人|//)|〔.{2,8}〕|文件$|^会\s*议\s*纪\s*要$|\d{4}年\d{1,2}月\d{1,2}日$|^[━─—=＝]{3,}|^\p{Han}{2,8}(?:简报|专报|快报|动态|要情|通讯)$`)

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return unicode.Is(unicode.Han, c) })
}

// headlines are the lines that stand alone at an article's head.
func (r *reader) headlines(a *article) string {
	last := 0
	for last < min(len(a.paras), 5) && a.paras[last].head {
		last++
	}
	if last == 0 {
		return a.title
	}
	return r.s[a.paras[0].start:a.paras[last-1].end]
}

// meetingNames takes the kinds of meetings out of a title whose names hold a word of notices: what a meeting deployed is
// reported there, not asked.
var meetingNames = strings.NewReplacer("部署会", "会", "部署推进会", "会", "部署动员会", "会", "部署大会", "会", "工作安排会", "会", "情况分析会", "会", "意见整改", "整改", "意见落实", "落实")

// deploys is how a headline tells who deployed some work: 前屯区部署防汛工作. It tells of that, and asks for nothing itself.
var deploys = regexp.MustCompile(`^\p{Han}{1,8}?(?:区|县|市|州|旗|镇|乡|街道|新城)(?:全面|再次?|专题|安排|动员)?部署`)

// authorOf is the unit that an article is by, where its title says that a unit reports: 太和街道上半年工作情况汇报.
func (r *reader) authorOf(a *article) []string {
	if !reports.MatchString(a.title) {
		return nil
	}
	r.art = a
	for _, p := range a.paras[:r.mastheads(a)] {
		if q := r.parties(p.start, p.end); len(q.names) == 1 && !q.collective && strings.HasPrefix(a.title, "关于") {
			return q.names
		}
	}
	for _, p := range a.paras {
		if !strings.HasPrefix(a.title, r.s[p.start:p.end]) {
			continue
		}
		at := p.start
		if strings.HasPrefix(r.s[at:p.end], "中共") {
			at += len("中共")
		}
		q := r.parties(at, p.end)
		if n := r.district(r.s[p.start:p.end]); n > 0 {
			if inner := r.parties(p.start+n, p.end); !inner.none() && inner.end >= q.end {
				q = inner // a district's name before its street's
			}
		}
		if len(q.names) == 1 && !q.collective {
			return q.names
		}
		// an office's own report names its holder: 太和街道党工委书记某某述职报告
		for i := p.start + len("某街道"); i < min(p.end, p.start+60); i += step(r.s[i]) {
			if r.x.roles.prefix(r.s[i:p.end]) == 0 {
				continue
			}
			if q := r.parties(p.start, i); len(q.names) == 1 && q.end == i && !q.collective {
				return q.names
			}
		}
		break
	}
	return nil
}

// reports is how a title ends that says that a unit reports of itself.
var reports = regexp.MustCompile(`(?:情况的?(?:汇报|报告)|工作(?:汇报|报告|总结|小结|述评|打算)|(?:述职|自查|整改|自评|述责述廉|述职述责|述职述廉|履职)报告|情况自评|(?:自评|述职|汇报|发言|交流|检查|检视)材料|整改(?:进展|落实|工作|完成)?情况的?(?:通报|公告|公示)|工作总结.{0,4}(?:[0-9]{4}年|下半年|下一步|下阶段).{0,6}(?:打算|计划|安排|思路))(?:（[^）]*）)?$`)

// monthTold is the last day of the month that an article's headlines name: 召开11月份工作点评会.
func (r *reader) monthTold(a *article) time.Time {
	for _, p := range a.paras[:min(len(a.paras), 4)] {
		if !p.head {
			break
		}
		text := r.s[p.start:p.end]
		for _, d := range zh.FindDays(text, r.ref, zh.Past) {
			if hasAnySuffix(text[d.Start:d.End], "月", "月份") {
				return d.To
			}
		}
	}
	return time.Time{}
}

// titleBehind is the headline of a piece continued from another page, which stands behind it: headlines, then （上接01版）.
func (r *reader) titleBehind(a *article) string {
	last := len(a.paras) - 1
	if last < 1 || !hasAnyPrefix(r.s[a.paras[last].start:a.end], "（上接", "上接") {
		return ""
	}
	from := last
	for from > 0 && a.paras[from-1].head && !a.paras[from-1].doubled {
		from--
	}
	var b strings.Builder
	for _, p := range a.paras[from:last] {
		b.WriteString(r.s[p.start:p.end])
	}
	return b.String()
}

// halve undoes a headline's doubling.
func halve(p string) string {
	var b strings.Builder
	for i := 0; i < len(p); {
		n := 3
		for ; i+2*n <= len(p) && p[i:i+n] != p[i+n:i+2*n]; n++ {
		}
		if i+2*n > len(p) {
			return b.String() + p[i:]
		}
		b.WriteString(p[i : i+n])
		i += 2 * n
	}
	return b.String()
}

// distinct tells whether s holds at least n different words of w.
func distinct(w *words, s string, n int) bool {
	seen := map[string]bool{}
	for at := 0; at < len(s) && len(seen) < n; {
		i, size := w.in(s[at:])
		if i < 0 {
			break
		}
		seen[s[at+i:at+i+size]] = true
		at += i + size
	}
	return len(seen) >= n
}
