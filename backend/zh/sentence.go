package zh

import "strings"

// Clause is a stretch of a normalised text up to its stop, by byte offsets, the stop not included. Stop is "；", "。" (for
// ！ and ？ too), "\n" where a line ends without one, or "" at the end of the text.
type Clause struct {
	Start, End int
	Stop       string
}

// Ends tells whether the clause is the last of its sentence.
func (c Clause) Ends() bool { return c.Stop != "；" }

const quoteWindow = 240 // bytes: no quotation that stands for one thing is longer

// Clauses splits s[start:end] at the stops of sentences and at semicolons. What stands in quotation marks or brackets is
// not split, unless it is speech: a quotation after a colon.
func Clauses(s string, start, end int) []Clause {
	var all []Clause
	from := start
	for i := start; i < end; {
		stop, size := stopAt(s, i)
		switch {
		case stop == "":
			open := i
			if i = skip(s, i, end); open == from && spoken(s[open:i]) {
				all = append(all, Clause{from, i - len("。”"), "。"})
				from = i
			}
			continue
		case i > from:
			all = append(all, Clause{from, i, stop})
		}
		i += size
		for strings.HasPrefix(s[i:end], "”") {
			i += len("”")
		}
		from = i
	}
	if from < end {
		all = append(all, Clause{from, end, ""})
	}
	return all
}

// spoken tells whether a quotation is a sentence of its own: “…。”.
func spoken(s string) bool {
	if !strings.HasPrefix(s, "“") || len(s) <= len("“。”") {
		return false
	}
	for _, stop := range []string{"。”", "！”", "？”"} {
		if strings.HasSuffix(s, stop) {
			return true
		}
	}
	return false
}

func stopAt(s string, i int) (string, int) {
	switch s[i] {
	case '\n':
		return "\n", 1
	case 0xe3:
		if strings.HasPrefix(s[i:], "。") {
			return "。", 3
		}
	case 0xef:
		switch {
		case strings.HasPrefix(s[i:], "；"):
			return "；", 3
		case strings.HasPrefix(s[i:], "！"), strings.HasPrefix(s[i:], "？"):
			return "。", 3
		}
	}
	return "", 0
}

// skip is the offset after the character at i, or after the quotation or bracket that begins there.
func skip(s string, i, end int) int {
	b := s[i]
	if b < 0xe2 {
		return i + 1
	}
	open, shut := "", ""
	switch {
	case strings.HasPrefix(s[i:], "“"):
		if strings.HasSuffix(s[:i], "：") {
			return i + 3
		}
		open, shut = "“", "”"
	case strings.HasPrefix(s[i:], "（"):
		open, shut = "（", "）"
	case strings.HasPrefix(s[i:], "《"):
		open, shut = "《", "》"
	default:
		if b >= 0xf0 {
			return min(end, i+4)
		}
		return min(end, i+3)
	}
	window := s[i+len(open) : min(end, i+quoteWindow)]
	n := strings.Index(window, shut)
	if n < 0 || strings.Contains(window[:n], "\n") {
		return min(end, i+len(open))
	}
	return i + len(open) + n + len(shut)
}

// Segments splits s[start:end], a clause, at its commas, by the same rules.
func Segments(s string, start, end int) []Clause {
	var all []Clause
	from := start
	for i := start; i < end; {
		if s[i] == 0xef && strings.HasPrefix(s[i:], "，") {
			if i > from {
				all = append(all, Clause{from, i, "，"})
			}
			i += 3
			from = i
			continue
		}
		i = skip(s, i, end)
	}
	if from < end {
		all = append(all, Clause{from, end, ""})
	}
	return all
}

// List splits s, an enumeration, at 、 outside quotations and brackets.
func List(s string) []string {
	var all []string
	from := 0
	for i := 0; i < len(s); {
		if s[i] == 0xe3 && strings.HasPrefix(s[i:], "、") {
			all = append(all, s[from:i])
			i += 3
			from = i
			continue
		}
		i = skip(s, i, len(s))
	}
	return append(all, s[from:])
}
