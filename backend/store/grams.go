package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Search knows no words, only pairs of neighbouring characters: a field is written as its overlapping pairs and its last
// character alone, so that any stretch of it, down to one character, is a phrase of the index. White space does not
// count, for the sources break lines within words; width and case do not count either.

// grams writes the fields for the index. A field's lone last character keeps phrases from running into the next field.
func grams(fields ...string) string {
	var b strings.Builder
	for _, f := range fields {
		r := searchable(f)
		for i, c := range r {
			b.WriteRune(c)
			if i+1 < len(r) {
				b.WriteRune(r[i+1])
			}
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// phrase is what one term of a search looks for: pairs that follow one another, or one that begins with the only character.
type phrase struct {
	grams  []string
	begins bool
}

// phrases are the terms of a search, set apart by white space; every one must be found. There are none when there is nothing
// to look for.
func phrases(query string) (all []phrase) {
	for _, t := range strings.Fields(query) {
		switch r := searchable(t); len(r) {
		case 0:
		case 1:
			all = append(all, phrase{grams: []string{string(r)}, begins: true})
		default:
			pairs := make([]string, len(r)-1)
			for i := range pairs {
				pairs[i] = string(r[i : i+2])
			}
			all = append(all, phrase{grams: pairs})
		}
	}
	return all
}

// searchable is the text as it is compared. White space goes first, for a mark that comes to stand beside another is put
// in order with it. The index drops whatever its own, older table of characters does not call a letter or a digit, and
// strips accents: all but plain letters, digits and common Han is therefore written as private characters, which it keeps.
func searchable(s string) []rune {
	r := make([]rune, 0, len(s)/2)
	for _, c := range strings.ToLower(norm.NFKC.String(strings.Join(strings.Fields(s), ""))) {
		switch {
		case unicode.IsSpace(c):
		case c < 0x80 && (unicode.IsLetter(c) || unicode.IsDigit(c)), 0x3400 <= c && c <= 0x4DB5, 0x4E00 <= c && c <= 0x9FA5:
			r = append(r, c)
		default:
			r = append(r, 0xE000+c%0x1900)
		}
	}
	return r
}
