package extract

import (
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// due finds when an order must be done: 10月底前, 于9月15日前, 三日内, 年内.
func (r *reader) due(sp span) *Due {
	text := r.s[sp.start:sp.end]
	if !hasAny(text, "前", "内", "底", "止", "时间节点", "时限") {
		return nil
	}
	for _, d := range zh.FindDays(text, r.ref, zh.Future) {
		words, rest := text[d.Start:d.End], text[d.End:]
		size := 0
		for _, w := range []string{"之前", "以前", "前", "为止", "止"} {
			if strings.HasPrefix(rest, w) {
				size = len(w)
				break
			}
		}
		if hasAnyPrefix(rest, "前三", "前列", "前期", "前后") || size == 0 && !hasAnySuffix(words, "内", "底", "末") && !hasAnySuffix(text[:d.Start], "时间节点是", "时间节点为", "截至", "截止", "截止到", "时限为") || size == 0 && hasAnySuffix(words, "以来") {
			continue
		}
		due := &Due{Text: r.t.Quote(sp.start+d.Start, sp.start+d.End+size)}
		if !d.To.IsZero() {
			due.Date = ledger.DateOf(d.To)
		}
		return due
	}
	return nil
}
