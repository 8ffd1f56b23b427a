package export

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// dayInChinese writes a day as official papers do: 2024年9月6日.
func dayInChinese(d ledger.Date) string {
	if d == "" {
		return ""
	}
	return d.Time().Format("2006年1月2日")
}

// monthInChinese writes a month: 2024年9月.
func monthInChinese(p ledger.Period) string {
	var year, month int
	if _, err := fmt.Sscanf(string(p), "%d-%d", &year, &month); err != nil {
		return ""
	}
	return fmt.Sprintf("%d年%d月", year, month)
}

// numeral writes 1 to 99 as headings are numbered; beyond that, digits.
func numeral(n int) string {
	digits := []rune("一二三四五六七八九")
	if n < 1 || n > 99 {
		return fmt.Sprint(n)
	}
	s := ""
	if n >= 20 {
		s = string(digits[n/10-1])
	}
	if n >= 10 {
		s += "十"
	}
	if n%10 > 0 {
		s += string(digits[n%10-1])
	}
	return s
}

// stop ends a sentence that does not end by itself.
func stop(s string) string {
	if s = strings.TrimSpace(s); strings.HasSuffix(s, "。") || strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") {
		return s
	}
	return strings.TrimRight(s, "；，、;,") + "。"
}

// about names the units that an entry is first of all about; "" where its text names none.
func (r row) about() string { return r.parties(r.Kind.MainRole()) }

// due says until when an entry is to be done, in the text's own words where they gave no day; "" where they gave nothing.
func (r row) due() string {
	if r.Due != "" {
		return dayInChinese(r.Due)
	}
	return r.DueText
}

// charge says who answers for an entry and until when: 牵头单位：区城管委；完成时限：2024年9月30日。
func (r row) charge() string {
	var said []string
	say := func(what, who string) {
		if who != "" {
			said = append(said, what+"："+who)
		}
	}
	main := "牵头单位"
	if r.Kind == ledger.Shortcoming {
		main = "责任单位"
	}
	say(main, r.about())
	say("配合单位", r.parties(ledger.Support))
	say("完成时限", r.due())
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, "；") + "。"
}

// names tells whether an entry names a unit, and does not only reach it through a collective.
func names(e *ledger.Entry, code string) bool {
	return slices.ContainsFunc(e.Units, func(p ledger.Party) bool { return p.UnitCode != nil && *p.UnitCode == code })
}

// pressing puts overdue entries first, then what is due soon; within each, what names the unit before what reaches it
// through a collective.
func (f *Facts) pressing(all []ledger.Entry) []ledger.Entry {
	rank := func(e *ledger.Entry) int {
		n := 2 * slices.IndexFunc(ledger.Lights, func(l ledger.LightInfo) bool { return l.Light == e.Light(f.Day) })
		if !names(e, f.Unit.Unit.Code) {
			n++
		}
		return n
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b ledger.Entry) int { return rank(&a) - rank(&b) })
	return sorted
}

// numbered is an entry's number as papers put it behind its text.
func (r row) numbered() docx.Run { return docx.Plain("（%s）", r.Number) }

// resolved says of a resolved entry when it was struck off and what was done; "" of any other.
func (r row) resolved() string {
	if r.Status != ledger.Resolved {
		return ""
	}
	return "已于" + dayInChinese(r.day(r.ResolvedAt)) + "销号：" + stop(r.Outcome)
}

// item is an entry as a numbered paragraph: its text, what else is said of it, and the mark of its source.
func (s *sources) item(n int, e *ledger.Entry, more string, last ...docx.Run) docx.Block {
	runs := append([]docx.Run{docx.Plain("%d. %s%s", n, stop(e.Text), more)}, last...)
	return docx.Para(docx.Body, append(runs, s.mark(e))...)
}

// kept leaves out what was closed because its report was withdrawn.
func kept(all []ledger.Entry) []ledger.Entry {
	return slices.DeleteFunc(slices.Clone(all), func(e ledger.Entry) bool { return e.Status.Class() == ledger.Dropped })
}

// count is how many of the entries are of a kind.
func count(all []ledger.Entry, k ledger.Kind) int { return len(only(all, k)) }

func only(all []ledger.Entry, k ledger.Kind) (of []ledger.Entry) {
	for _, e := range all {
		if e.Kind == k {
			of = append(of, e)
		}
	}
	return of
}
