package parts

import (
	"cmp"
	"strings"

	"taizhang/backend/ledger"
)

// way is what became of a finding between two readings.
type way struct {
	class string
	words ledger.Words
}

var (
	appeared = way{"new", ledger.Words{ZH: "新读出", EN: "New"}}
	vanished = way{"gone", ledger.Words{ZH: "不再读出", EN: "Gone"}}
	altered  = way{"changed", ledger.Words{ZH: "读法有变", EN: "Read otherwise"}}
)

func wayOf(d ledger.Difference) way {
	switch {
	case d.Before == nil:
		return appeared
	case d.After == nil:
		return vanished
	}
	return altered
}

// DifferenceGroup is the differences of one way: Class is new, gone or changed.
type DifferenceGroup struct {
	Class string
	Words ledger.Words
	All   []ledger.Difference
}

// DifferenceGroups puts together what is new, what is gone and what is read otherwise; ways without any are left out.
func DifferenceGroups(all []ledger.Difference) (groups []DifferenceGroup) {
	for _, w := range []way{appeared, vanished, altered} {
		g := DifferenceGroup{Class: w.class, Words: w.words}
		for _, d := range all {
			if wayOf(d) == w {
				g.All = append(g.All, d)
			}
		}
		if g.All != nil {
			groups = append(groups, g)
		}
	}
	return groups
}

// maxSentence bounds how much of a sentence is shown on either side of a quote.
const maxSentence = 80

// sentence cites e within its sentence of a text.
func sentence(text []rune, e ledger.Entry) Cited {
	end := min(e.End, len(text))
	start := min(e.Start, end)
	from, to := start, end
	for from > 0 && start-from < maxSentence && !strings.ContainsRune("。！？", text[from-1]) {
		from--
	}
	for to < len(text) && to-end < maxSentence && (to == end || !strings.ContainsRune("。！？", text[to-1])) {
		to++
	}
	return Cited{Finding: e, Before: strings.TrimLeft(string(text[from:start]), " \n\t　"), Quote: string(text[start:end]), After: string(text[end:to])}
}

// shown is the finding as it is now, or as it was where it is gone.
func shown(d ledger.Difference) ledger.Entry { return *cmp.Or(d.After, d.Before) }

// DifferenceSum sums two readings' differences up in a sentence.
func DifferenceSum(v View, all []ledger.Difference) string {
	added, gone, changed := ledger.CountDifferences(all)
	if len(all) == 0 {
		return v.T("读出的结果完全一样。", "Nothing is read differently.")
	}
	var said []string
	for _, part := range []struct {
		n      int
		zh, en string
	}{
		{added, "新读出 %d 条", "%d new"}, {gone, "不再读出 %d 条", "%d gone"}, {changed, "%d 条读法有变", "%d read otherwise"},
	} {
		if part.n > 0 {
			said = append(said, v.T(part.zh, part.en, part.n))
		}
	}
	return strings.Join(said, v.T("，", ", ")) + v.T("。", ".")
}

// fieldChanges says field by field what is read otherwise; the words themselves stand at the head of the item.
func fieldChanges(v View, d ledger.Difference) (all []difference) {
	for _, f := range d.Fields {
		if say, ok := differing[f]; ok {
			was, is := say.of(v, *d.Before), say.of(v, *d.After)
			if was == is { // the same name, which the register knows in one reading only
				was, is = was+known(v, d.Before.Units), is+known(v, d.After.Units)
			}
			all = append(all, difference{v.In(say.name), cmp.Or(is, "—"), cmp.Or(was, "—")})
		}
	}
	return all
}

// differing says each field in which two readings can differ, by its name in a Difference.
var differing = map[string]struct {
	name ledger.Words
	of   func(View, ledger.Entry) string
}{
	"kind":    {ledger.Words{ZH: "类别", EN: "Kind"}, func(v View, e ledger.Entry) string { return v.In(e.Kind.Words()) }},
	"words":   {ledger.Words{ZH: "文字", EN: "Words"}, func(_ View, e ledger.Entry) string { return e.Quote }},
	"units":   {ledger.Words{ZH: "单位", EN: "Units"}, func(v View, e ledger.Entry) string { return partiesSaid(v, e.Units) }},
	"theme":   {ledger.Words{ZH: "领域", EN: "Theme"}, func(v View, e ledger.Entry) string { return v.Theme(e.Theme) }},
	"due":     {ledger.Words{ZH: "时限", EN: "Due"}, dueSaid},
	"speaker": {ledger.Words{ZH: "讲话人", EN: "Speaker"}, func(_ View, e ledger.Entry) string { return e.Speaker }},
	"metrics": {ledger.Words{ZH: "数据", EN: "Figures"}, figuresSaid},
}

// known says how many of the parties are in the register.
func known(v View, all []ledger.Party) string {
	n := 0
	for _, p := range all {
		if p.UnitCode != nil {
			n++
		}
	}
	switch n {
	case 0:
		return v.T("（不在单位名录中）", " (not in the register)")
	case len(all):
		return v.T("（在单位名录中）", " (in the register)")
	}
	return v.T("（%d 个在单位名录中）", " (%d of them in the register)", n)
}

func partiesSaid(v View, all []ledger.Party) string {
	var names []string
	for _, p := range all {
		name := p.Name
		if p.Role == ledger.Support {
			name += v.T("（配合）", " (support)")
		}
		names = append(names, name)
	}
	return strings.Join(names, "、")
}

func dueSaid(v View, e ledger.Entry) string {
	switch {
	case e.DueText == "":
		return v.Date(e.Due)
	case e.Due == "":
		return e.DueText
	}
	return v.Date(e.Due) + v.T("（", " (") + e.DueText + v.T("）", ")")
}

func figuresSaid(v View, e ledger.Entry) string {
	var said []string
	for _, m := range e.Metrics {
		said = append(said, strings.TrimSpace(m.Name+" "+v.Figure(m)))
	}
	return strings.Join(said, v.T("；", "; "))
}
