package ledger

import (
	"fmt"
	"strconv"
)

// Lang is a reader's language: "zh" or "en". The zero value reads as Chinese.
type Lang string

const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Words is one thing said in both languages. Both are always given, side by side, so that neither can be forgotten.
type Words struct{ ZH, EN string }

// In returns the words in l.
func (w Words) In(l Lang) string {
	if l == English {
		return w.EN
	}
	return w.ZH
}

// T says zh or en, formatted with args as fmt.Sprintf does when there are any.
func (l Lang) T(zh, en string, args ...any) string {
	s := Words{zh, en}.In(l)
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// counted is n with its noun in both languages.
func counted(n int, zh, en, many string) Words {
	return Words{Chinese.Count(n, zh, en, many), English.Count(n, zh, en, many)}
}

// Count says "12 项" or "1 entry" / "12 entries": n with its noun.
func (l Lang) Count(n int, zh, one, many string) string {
	return l.Number(n) + " " + l.Plural(n, zh, one, many)
}

// Plural says zh or, in English, one where n is 1 and many for every other n; formatted with args as T does.
func (l Lang) Plural(n int, zh, one, many string, args ...any) string {
	if n == 1 {
		return l.T(zh, one, args...)
	}
	return l.T(zh, many, args...)
}

// Number writes a count for reading, by thousands from 1,000 in English and from 10,000 in Chinese (GB/T 15835 leaves four digits
// alone). Years, ids and ports are no counts.
func (l Lang) Number(n int) string {
	s := strconv.Itoa(n)
	if n < 0 || len(s) < 4 || len(s) == 4 && l != English {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
