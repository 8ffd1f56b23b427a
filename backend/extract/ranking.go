package extract

import (
	"regexp"
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// rankingShape is how a list of those who stand first or last is brought in: 综合排名后三位的是：.
var rankingShape = regexp.MustCompile(`^(?:[^，]{0,40})(?:排名|排在|位居|位列|列|得分|成绩|考核|考评|率|登上|荣登|进入)[^，]{0,9}(?:(前|靠前|红榜)|(后|末|倒数|靠后|黑榜))[\p{Han}\d”]{0,4}?(?:的)?(?:单位|街镇|乡镇|镇街|街乡镇?|街道|部门|区县|县区|县市区|村|社区|科室|企业)?(?:是|为|有|分别是|分别为|依次是|依次为)?：?$`)

// otherEnd is how the list at the other end of the same ranking goes on: 后三位的是.
var otherEnd = regexp.MustCompile(`^(?:而)?(?:登上“?|列入“?)?(?:(前|靠前|红榜)|(后|末|倒数|靠后|黑榜))[\p{Han}\d”]{0,4}?(?:的)?(?:单位|街镇|乡镇|镇街|街乡镇?|街道|部门|区县|县区|县市区|村|社区|科室|企业)?(?:是|为|有|分别是|分别为|依次是|依次为)：?$`)

// standing is how a clause ends that says where those stand who it begins with: 综合得分位列全区各街镇前三名.
var standing = regexp.MustCompile(`^[^，；]{0,30}?(?:排名|排在|位居|位列|名列|列|居)[\p{Han}]{0,10}?(?:(前[一两二三四五六七八九十\d]+|前列|首位|第一)|(后[一二三四五六七八九十两\d]+|末位|末[一二三四五两\d]+位|倒数[\p{Han}\d]{0,4}|靠后|垫底))[名位]?$`)

// ranking reads who stands first or last, as one praise or one fault of them all.
func (r *reader) ranking(c *clause) bool {
	text := r.text(c)
	if !r.art.review || !r.art.official || r.asking() || !hasAny(text, "位", "名", "靠", "前", "后", "榜") {
		return false
	}
	if m := r.standing(c); m != nil {
		r.rank(m, span{c.core, c.end}, span{c.core, c.end}, c.subject.names)
		return true
	}
	for i := range text {
		if !hasAnySuffix(text[:i], "：", "是", "为", "有") {
			continue
		}
		p := r.scored(c.body+i, c.end)
		if p.none() || p.collective {
			continue
		}
		if p.end != c.end {
			if m := rankingShape.FindStringSubmatch(text[:i]); m != nil && strings.HasPrefix(r.s[p.end:c.end], "，") {
				r.rank(m, span{c.body, p.end}, span{c.body, c.body + i}, p.names)
				k := *c
				k.start, k.body, k.core, k.subject = p.end, p.end+len("，"), p.end+len("，"), party{}
				if !r.ranking(&k) && !r.singledOut(&k) {
					r.mark(p.end, c.end, ledger.Narrative)
				}
				return true
			}
			continue
		}
		m := rankingShape.FindStringSubmatch(text[strings.LastIndex("，"+text[:i], "，"):i])
		if last := len(r.found) - 1; m == nil && last >= 0 && r.found[last].Rule == "ranking" {
			m = otherEnd.FindStringSubmatch(text[:i])
		}
		if m == nil {
			return false
		}
		r.rank(m, span{c.body, c.end}, span{c.body, c.body + i}, p.names)
		return true
	}
	return false
}

// singledOut reads what else is told of one of those just listed: 其中甲街道连续四个月保持全区第一.
func (r *reader) singledOut(k *clause) bool {
	k.body += len(r.s[k.body:k.end]) - len(strings.TrimPrefix(r.s[k.body:k.end], "其中"))
	k.core = k.body
	if r.subject(k); k.subject.none() || k.subject.collective {
		return false
	}
	if r.lags(k) || r.praised(k) {
		return true
	}
	words := r.s[k.core:k.end]
	if len(words) > longest || !r.achieved(words) || r.faulty(words) || r.due(span{k.core, k.end}) != nil {
		return false
	}
	r.praise(span{k.core, k.end}, k.subject.names, "progress-turn")
	return true
}

// scored reads units that stand in a list with their scores in brackets: 甲街道（96.5分）、乙镇（95.8分）.
func (r *reader) scored(at, end int) party {
	p := r.parties(at, end)
	for !p.none() && strings.HasPrefix(r.s[p.end:end], "（") {
		n := len(score.FindString(r.s[p.end:min(end, p.end+60)]))
		if n == 0 {
			return p
		}
		p.end += n
		joined := hasAnyPrefix(r.s[p.end:end], "、", "和")
		if !joined {
			return p
		}
		q := r.parties(p.end+len("、"), end)
		if q.none() || q.collective {
			return p
		}
		p = party{append(slices.Clip(p.names), q.names...), q.end, false, p.known || q.known}
	}
	return p
}

// score is what a bracket behind a unit tells in figures.
var score = regexp.MustCompile(`^（[\p{Han}]{0,6}\d[\d.]*(?:分|%|件|个|位|名)?）`)

// standing matches a clause that begins with several units and only says where they stand.
func (r *reader) standing(c *clause) []string {
	if len(c.subject.names) < 2 || c.subject.collective || c.end-c.core > 120 {
		return nil
	}
	return standing.FindStringSubmatch(r.s[c.core:c.end])
}

// rank records one finding of several units, said in sp, on what words are about: m[1] matched who stands first.
func (r *reader) rank(m []string, sp, words span, units []string) {
	kind := ledger.Shortcoming
	if m[1] != "" {
		kind = ledger.Progress
	}
	f := r.add(kind, sp.start, sp.end, units, "ranking")
	f.Theme = r.aboutTheme(words, words, nil)
	if kind == ledger.Progress {
		f.Metrics = r.metrics(sp, units)
	}
	r.mark(sp.start, sp.end, ledger.Role(kind))
}

// rankHead remembers what a line announces that heads a list of units with their figures: 满意率后三位：.
func (r *reader) rankHead(p *para) bool {
	text := r.s[p.start:p.end]
	if !p.head && !strings.HasSuffix(text, "：") || len(text) > 90 || strings.ContainsAny(text, "，。；") {
		return false
	}
	m := rankingShape.FindStringSubmatch(text[zh.MarkLen(text):])
	if m == nil || !r.art.review && !r.art.judges {
		return false
	}
	r.rankKind, r.rankedIn = onShortcoming, r.para
	if m[1] != "" {
		r.rankKind = onProgress
	}
	r.rankTheme = r.x.theme(text)
	r.mark(p.start, p.end, ledger.ThemeHead)
	return true
}

// rankLine reads one line of such a list: 洪山乡 96.2%.
func (r *reader) rankLine(p *para) bool {
	if r.rankKind == "" || r.rankedIn != r.para-1 {
		return false
	}
	at := p.start + zh.MarkLen(r.s[p.start:p.end])
	q := r.parties(at, p.end)
	if q.none() || q.collective || len(q.names) != 1 || strings.Trim(r.s[q.end:p.end], "0123456789.%分：（）\t 、；。第名位件") != "" {
		return false
	}
	r.rankedIn = r.para
	f := r.add(ledger.Kind(r.rankKind), at, p.end, q.names, "ranking")
	f.Theme = r.rankTheme
	r.mark(p.start, p.end, ledger.Role(r.rankKind))
	return true
}
