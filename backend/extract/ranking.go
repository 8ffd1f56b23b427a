package extract

import (
	"regexp"

	"taizhang/backend/ledger"
)

// rankingShape is how a list of those who stand first or last is brought in: 综合排名后三位的是：.
var rankingShape = regexp.MustCompile(`^(?:[^，]{0,40})(?:排名|排在|位居|位列|列|得分|成绩|考核|考评)[^，]{0,8}(?:(前|靠前)|(后|末|倒数|靠后))[\p{Han}\d]{0,4}?(?:的)?(?:单位|街镇|乡镇|镇街|街道|部门)?(?:是|为|有|分别是|分别为|依次是|依次为)?：?$`)

// otherEnd is how the list at the other end of the same ranking goes on: 后三位的是.
var otherEnd = regexp.MustCompile(`^(?:而)?(?:(前|靠前)|(后|末|倒数|靠后))[\p{Han}\d]{0,4}?(?:的)?(?:单位|街镇|乡镇|镇街|街道|部门)?(?:是|为|有|分别是|分别为|依次是|依次为)：?$`)

// ranking reads a list of those who stand first or last, as one praise or one fault of them all.
func (r *reader) ranking(c *clause) bool {
	text := r.text(c)
	if !r.art.review || !r.art.official || r.asking() || !hasAny(text, "位", "名", "靠") {
		return false
	}
	for i := range text {
		if !hasAnySuffix(text[:i], "：", "是", "为", "有") {
			continue
		}
		p := r.parties(c.body+i, c.end)
		if p.none() || p.collective || p.end != c.end {
			continue
		}
		m := rankingShape.FindStringSubmatch(text[:i])
		if last := len(r.found) - 1; m == nil && last >= 0 && r.found[last].Rule == "ranking" {
			m = otherEnd.FindStringSubmatch(text[:i])
		}
		if m == nil {
			return false
		}
		kind, words := ledger.Shortcoming, span{c.body, c.body + i}
		if m[1] != "" {
			kind = ledger.Progress
		}
		r.add(kind, c.body, c.end, p.names, "ranking").Theme = r.aboutTheme(words, words, nil)
		r.mark(c.body, c.end, ledger.Role(kind))
		return true
	}
	return false
}
