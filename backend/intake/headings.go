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

var headings = sync.OnceValue(func() map[string]role {
	all := map[string]role{}
	for line := range strings.Lines(headingWords) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		for _, w := range words[1:] {
			all[w] = role(words[0])
		}
	}
	return all
})

// maxHeading is how many characters a column's heading may have.
const maxHeading = 16

// headingOf reads a column's heading: its role, "" where none is known, and its words without white space. The longest
// known word decides; it stands for the whole heading where it says who or when, so that the extraction knows it.
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
			if r, ok := headings()[text[at:end]]; ok {
				found, word = r, text[at:end]
				break
			}
		}
	}
	if len(word)*2 < len(text) && len(word) < len("责任单位") {
		return "", text
	}
	if found == asLead || found == asSupport || found == asDue {
		return found, word
	}
	return found, text
}
