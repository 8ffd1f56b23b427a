package zh

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const chineseDigits = "一二三四五六七八九十"

// listMark tells whether a line begins with the mark of a list: 一、 （一） 1. 1、 (1) ① 第一， 一是 |.
func listMark(s string) bool {
	return MarkLen(s) > 0 || strings.HasPrefix(s, "|") || strings.HasPrefix(s, "｜")
}

// MarkLen is how many bytes of s are the mark of a list item, 0 where it has none.
func MarkLen(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r >= '①' && r <= '⑳', r == '●', r == '■', r == '◆', r == '•', r == '★', r == '▲', r == '※', r == '·' && len(s) > size && s[size] >= 0xe4 && s[size] <= 0xe9:
		return size
	case r == '—' && strings.HasPrefix(s, "——") && len(s) > len("————") && !strings.HasPrefix(s, "———"):
		return len("——")
	case r == '×' && size < len(s) && s[size] >= 0xe4 && s[size] <= 0xe9:
		return size
	case strings.ContainsRune("甲乙丙丁戊己庚辛壬癸", r) && strings.HasPrefix(s[size:], "）"):
		return size + len("）")
	case symbol(r):
		for n := size; ; n += size {
			if r, size = utf8.DecodeRuneInString(s[n:]); !symbol(r) && r != 0xFE0F && r != 0x20E3 && r != 0x200D {
				return n
			}
		}
	case r == '（' || r == '(':
		n := run(s[size:])
		if n == 0 || n > 9 {
			return 0
		}
		if c, k := utf8.DecodeRuneInString(s[size+n:]); c == '）' || c == ')' {
			return size + n + k
		}
		return 0
	case r == '第':
		n := run(s[size:])
		if n == 0 || n > 9 {
			return 0
		}
		for _, noun := range []string{"句", "站", "点", "条", "项", "件事", "个方面", "个意思", "层意思", "层", "部分", "件", ""} {
			rest, cut := strings.CutPrefix(s[size+n:], noun)
			if c, k := utf8.DecodeRuneInString(rest); cut && (c == '，' || c == '、' || c == '：') {
				return len(s) - len(rest) + k
			}
		}
		return 0
	}
	return numberMark(s)
}

// symbol tells characters that draw a mark and belong to no sentence: ▌ ✅ 📌.
func symbol(r rune) bool {
	return r >= 0x2190 && unicode.In(r, unicode.So, unicode.Sm) && r != '〓' && (r < 0x3000 || r >= 0x1F000)
}

// Framed tells whether a line is a heading by its frame: 【主要成效】, // 找差距 //, or by the dash that it ends in: 部门怎么说——.
func Framed(s string) bool {
	if words, dashed := strings.CutSuffix(s, "——"); dashed && words != "" && utf8.RuneCountInString(words) <= 6 && !strings.ContainsAny(words, "，。、；：“”—") {
		return true
	}
	if strings.HasPrefix(s, "【") && strings.HasSuffix(s, "】") {
		return strings.Count(s, "【") == 1
	}
	left := len(s) - len(strings.TrimLeft(s, frame))
	right := len(s) - len(strings.TrimRight(s, frame))
	return left > 1 && right > 1 && left+right < len(s) && len(strings.TrimSpace(s[left:len(s)-right])) >= len("标题")
}

// frame are the characters that a heading is framed by.
const frame = "/=*#~·—-_▬"

// Unframed is a heading's words without its frame.
func Unframed(s string) string {
	if !Framed(s) {
		return s
	}
	return strings.Trim(strings.TrimSuffix(strings.TrimPrefix(s, "【"), "】"), frame+" \u3000")
}

// TitleMark tells whether s begins with the mark of a section's title: 一、.
func TitleMark(s string) bool {
	n := run(s)
	return n > 0 && n <= 9 && s[0] >= utf8.RuneSelf && strings.HasPrefix(s[n:], "、") && !numeralAt(s[n+len("、"):])
}

// numberMark reads 一、 1. 1、 12． and the keycap 1️⃣, but neither 1.5 nor 2024.
func numberMark(s string) int {
	n := run(s)
	if n == 0 || n > 9 {
		return 0
	}
	const keycap = "\u20e3"
	if rest := strings.TrimPrefix(s[n:], "\ufe0f"); strings.HasPrefix(rest, keycap) {
		return len(s) - len(rest) + len(keycap)
	}
	c, k := utf8.DecodeRuneInString(s[n:])
	switch c {
	case '、', '．', '）', ')':
		if s[0] < utf8.RuneSelf && n > 3 {
			return 0
		}
		if c == '、' && (numeralAt(s[n+k:]) || s[0] >= utf8.RuneSelf && n > 9) {
			return 0
		}
		return n + k
	case '.':
		if s[0] < utf8.RuneSelf && n <= 3 && (len(s) == n+1 || !digit(rune(s[n+1])) || dateAt(s[n+1:])) {
			return n + k
		}
	}
	return 0
}

// dateAt tells whether a month or a year stands at the head of s: the point before it is a mark's, 1.6月底前.
func dateAt(s string) bool {
	n := run(s)
	return n > 0 && n <= 4 && (strings.HasPrefix(s[n:], "月") && !strings.HasPrefix(s[n:], "月份同比") || n == 4 && strings.HasPrefix(s[n:], "年"))
}

// numeralAt tells whether a list of numerals goes on: 一、二、三产业.
func numeralAt(s string) bool {
	n := run(s)
	if n == 0 {
		return false
	}
	c, _ := utf8.DecodeRuneInString(s[n:])
	return c == '、'
}

// run is the length of the digits, Arabic or Chinese, that s begins with.
func run(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !digit(r) && !(r >= '０' && r <= '９') && !strings.ContainsRune(chineseDigits, r) {
			break
		}
		n += size
	}
	return n
}
