package intake

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// role is what a column of a task table holds.
type role string

const (
	asNumber      role = "number"
	asName        role = "name" // what the row is about, where another column says what is to be done
	asTask        role = "task"
	asShortcoming role = "shortcoming"
	asProgress    role = "progress"
	asLead        role = "lead"
	asSupport     role = "support"
	asDue         role = "due"
	asOther       role = "other" // known, and none of the above
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

var headings = sync.OnceValue(func() map[string]known {
	all := map[string]known{}
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

// maxHeading is how many characters a column's heading may have.
const maxHeading = 16

// headingOf reads a column's heading: its role, "" where none is known, and the words to write. The longest known word
// decides, and stands for the whole heading.
func headingOf(text string) (role, string) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	if text == "" || utf8.RuneCountInString(text) > maxHeading || strings.ContainsAny(text, "。；，") {
		return "", text
	}
	found, word := role(""), ""
	for at := range text {
		for end := len(text); end-at > len(word); end-- {
			if k, ok := headings()[text[at:end]]; ok {
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
	return found, headings()[word].written
}
