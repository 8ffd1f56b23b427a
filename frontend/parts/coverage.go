package parts

import (
	"strconv"
	"strings"
	"unicode"

	"taizhang/backend/ledger"
)

// roleWords name what text can be taken for that is of no finding.
var roleWords = map[ledger.Role]ledger.Words{
	ledger.Narrative:   {ZH: "叙述", EN: "narrative"},
	ledger.ThemeHead:   {ZH: "提领句", EN: "lead-in"},
	ledger.Attendance:  {ZH: "出席", EN: "attendance"},
	ledger.Byline:      {ZH: "署名", EN: "byline"},
	ledger.Headline:    {ZH: "标题", EN: "headline"},
	ledger.Boilerplate: {ZH: "版面文字", EN: "page furniture"},
}

// roleOrder is the order of the legend: what a reviewer looks through first.
var roleOrder = []ledger.Role{ledger.Narrative, ledger.ThemeHead, ledger.Attendance, ledger.Byline, ledger.Headline, ledger.Boilerplate}

// minTelling is how many letters a stretch has that could say something; shorter ones only join what is around them.
const minTelling = 6

func letters(text string) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}

func (s Segment) telling() bool { return s.Role != "" && letters(s.Text) >= minTelling }

// Uncovered counts what of a text is of no finding: the stretches that could say something, and their letters.
type Uncovered struct {
	Role             ledger.Role
	Stretches, Chars int
}

// uncovered counts it by role, in the order of the legend; roles that are not there are left out.
func uncovered(all []Paragraph) (counts []Uncovered) {
	n := map[ledger.Role]*Uncovered{}
	for _, p := range all {
		for _, s := range p.Segments {
			if !s.telling() {
				continue
			}
			if n[s.Role] == nil {
				n[s.Role] = &Uncovered{Role: s.Role}
			}
			n[s.Role].Stretches++
			n[s.Role].Chars += letters(s.Text)
		}
	}
	for _, r := range roleOrder {
		if n[r] != nil {
			counts = append(counts, *n[r])
		}
	}
	return counts
}

// columnsRead says what the columns of a report's tables were read as: 任务=工作任务，牵头=承接方; "" for a report without.
func columnsRead(v View, terms []ledger.Term) string {
	var said []string
	for _, t := range terms {
		words := ledger.Column(strings.TrimPrefix(t.List, "columns.")).Words()
		if words == (ledger.Words{}) {
			continue
		}
		heading := t.Word
		if n, err := strconv.Atoi(strings.TrimPrefix(t.Word, "#")); err == nil && strings.HasPrefix(t.Word, "#") {
			heading = v.T("第 %d 列", "column %d", n)
		}
		said = append(said, v.In(words)+" = "+heading)
	}
	return strings.Join(said, v.T("，", ", "))
}
