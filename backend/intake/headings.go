package intake

import (
	_ "embed"
	"maps"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"taizhang/backend/extract"
	"taizhang/backend/ledger"
)

// role is what a column of a task table holds.
type role = ledger.Column

const (
	asNumber           = ledger.NumberColumn
	asName             = ledger.NameColumn
	asTask             = ledger.TaskColumn
	asShortcoming      = ledger.ShortcomingColumn
	asProgress         = ledger.ProgressColumn
	asLead             = ledger.LeadColumn
	asSupport          = ledger.SupportColumn
	asDue              = ledger.DueColumn
	asOther       role = "other" // known, and written as it stands: the extraction may read it
)

// headingWords are the words of headings with their roles.
//
//go:embed headings.txt
var headingWords string

// known is a word of a heading: the role it tells, and how it is written for the extraction.
type known struct {
	role    role
	written string
}

// heads are the known words of headings.
type heads map[string]known

// headings are those that come with the program.
var headings = sync.OnceValue(func() heads {
	all := heads{}
	for line := range strings.Lines(headingWords) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		kind, written, fixed := strings.Cut(words[0], ":")
		for _, w := range words[1:] {
			if !fixed {
				written = w
			}
			all[w] = known{role(kind), written}
		}
	}
	return all
})

// with is h and the headings among an office's own words.
func (h heads) with(terms []ledger.Term) heads {
	all := maps.Clone(h)
	for _, t := range terms {
		group, ok := strings.CutPrefix(t.List, "columns.")
		r := role(group)
		switch {
		case !ok || t.Word == "" || !r.Valid():
		case named[r] == "":
			all[t.Word] = known{asOther, t.Word}
		default:
			all[t.Word] = known{r, named[r]}
		}
	}
	return all
}

// named are the headings that the extraction knows for what a column holds.
var named = map[role]string{
	asNumber: "序号", asName: "项目名称", asTask: "工作任务", asShortcoming: "存在问题", asProgress: "进展情况", asLead: "责任单位",
	asSupport: "配合单位", asDue: "完成时限", ledger.RateColumn: "完成率", ledger.GoalColumn: "序时进度",
}

// told are the headings that the extraction knows beside these; a heading may end in one.
var told = sync.OnceValue(func() heads {
	all := heads{}
	for _, r := range []role{asName, asTask, asShortcoming, asProgress, asLead, asSupport, asDue, ledger.RateColumn, ledger.GoalColumn, "met", ledger.NoColumn} {
		for _, w := range extract.KnownWords(r.List()) {
			all[w] = known{r, w}
		}
	}
	return all
})

// holds is what a column with that heading holds as far as anything tells, "" where nothing does.
func (h heads) holds(heading string) role {
	r, _ := h.of(heading)
	if r != "" && r != asOther {
		return r
	}
	words := bare(heading)
	if i := strings.Index(words, "（"); i > 0 && strings.HasSuffix(words, "）") {
		words = words[:i]
	}
	for i := range words {
		if k, ok := told()[words[i:]]; ok && k.role.Valid() {
			return k.role
		} else if ok {
			return ledger.NoColumn
		}
	}
	if r == asOther {
		return ledger.NoColumn
	}
	return ""
}

// maxHeading is how many characters a column's heading may have.
const maxHeading = 16

// bare is a heading without white space.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// of reads a column's heading: its role, "" where none is known, and the words to write. The longest known word decides, and
// stands for the whole heading.
func (h heads) of(text string) (role, string) {
	text = bare(text)
	if text == "" || utf8.RuneCountInString(text) > maxHeading || strings.ContainsAny(text, "。；，") {
		return "", text
	}
	found, word := role(""), ""
	for at := range text {
		for end := len(text); end-at > len(word); end-- {
			if k, ok := h[text[at:end]]; ok {
				found, word = k.role, text[at:end]
				break
			}
		}
	}
	if len(word)*2 < len(text) && len(word) < len("责任单位") {
		return "", text
	}
	if found == "" || found == asOther {
		return found, text
	}
	return found, h[word].written
}
