package ledger

import "fmt"

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
	switch {
	case l != English:
		return fmt.Sprintf("%d %s", n, zh)
	case n == 1:
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}
