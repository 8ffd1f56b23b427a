package intake

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"taizhang/backend/extract"
	"taizhang/backend/ledger"
)

// TermLists are the lists of words that an office may add to, each with what its words do.
func TermLists() []extract.List { return slices.Clone(extract.Lists) }

// KnownWords are the words of a list that come with the program; the heads of a table's columns are read by the words
// before a colon too.
func KnownWords(list string) []string {
	words := extract.KnownWords(list)
	if group, ok := strings.CutPrefix(list, "columns."); ok {
		words = append(words, extract.KnownWords("labels."+group)...)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// NewWords are those of words that the program does not know in the list by itself, each once.
func NewWords(list string, words []string) (fresh []string) {
	known := KnownWords(list)
	for _, w := range words {
		if !slices.Contains(known, w) && !slices.Contains(fresh, w) {
			fresh = append(fresh, w)
		}
	}
	return fresh
}

// IsTermList tells whether an office may add to a list of that name.
func IsTermList(name string) bool {
	return slices.ContainsFunc(extract.Lists, func(l extract.List) bool { return l.Name == name })
}

// between tells what stands between words, in a file or where they are typed.
func between(c rune) bool { return strings.ContainsRune(" \t\r\n\f\v　,，、;；\"\ufeff", c) }

// SplitWords parts words by white space, commas, 、 and ；.
func SplitWords(typed string) []string { return strings.FieldsFunc(typed, between) }

// ReadTerms reads an office's own words: a line names a list and then its words, parted by spaces, tabs or commas, so that a
// csv file of list and word will do. Lines may name a list again; what follows # is a remark.
func ReadTerms(r io.Reader) ([]ledger.Term, error) {
	data, err := RegisterText(r)
	if err != nil {
		return nil, err
	}
	var terms []ledger.Term
	n := 0
	for line := range strings.Lines(data) {
		n++
		line, _, _ = strings.Cut(line, "#")
		words := SplitWords(line)
		if len(words) == 0 || n == 1 && words[0] == "list" {
			continue
		}
		if !IsTermList(words[0]) {
			return nil, ledger.Mistake(ledger.Invalid, "words", "第 %d 行：没有“%s”这个词库。每行先写词库名，再写词，例如：verbs 盯办 起底。可用的词库：%s。",
				"Line %d: there is no list “%s”. A line names a list and then its words, such as: verbs 盯办 起底. The lists are %s.", n, words[0], listNames())
		}
		for _, w := range words[1:] {
			if t := (ledger.Term{List: words[0], Word: w}); !slices.Contains(terms, t) {
				terms = append(terms, t)
			}
		}
	}
	if len(terms) == 0 {
		return nil, ledger.Mistake(ledger.Invalid, "words", "文件里没有词。每行先写词库名，再写词，例如：verbs 盯办 起底。", "The file holds no words. A line names a list and then its words, such as: verbs 盯办 起底.")
	}
	return terms, nil
}

func listNames() string {
	var names []string
	for _, l := range extract.Lists {
		names = append(names, l.Name)
	}
	return strings.Join(names, " ")
}

// WriteTerms writes an office's own words as ReadTerms reads them, a list a line, with what each list is for.
func WriteTerms(w io.Writer, terms []ledger.Term, lang ledger.Lang) error {
	b := bufio.NewWriter(w)
	for _, l := range extract.Lists {
		var own []string
		for _, t := range terms {
			if t.List == l.Name {
				own = append(own, t.Word)
			}
		}
		fmt.Fprintf(b, "# %s\n", l.Words.In(lang))
		if len(own) > 0 {
			fmt.Fprintf(b, "%s\t%s\n", l.Name, strings.Join(own, " "))
		}
	}
	return b.Flush()
}
