package intake

import (
	"strconv"
	"strings"
)

// maxNumber is the greatest number that a list may come to.
const maxNumber = 9999

// numeral writes n as the numbers of a list are written in a document; a way that is not known is written in digits.
func numeral(format string, n int) string {
	switch format {
	case "none", "bullet":
		return ""
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital":
		return han(n, []rune("〇一二三四五六七八九"), []rune("十百千"))
	case "chineseLegalSimplified", "ideographLegalTraditional":
		return han(n, []rune("零壹贰叁肆伍陆柒捌玖"), []rune("拾佰仟"))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
	case "lowerLetter":
		return letters('a', n)
	case "upperLetter":
		return letters('A', n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	}
	return strconv.Itoa(n)
}

// han writes 十二 for 12 and 一百零五 for 105.
func han(n int, digits, places []rune) string {
	if n == 0 {
		return string(digits[0])
	}
	s := strconv.Itoa(n)
	var out []rune
	gap := false
	for i, c := range s {
		d, place := int(c-'0'), len(s)-1-i
		if d == 0 {
			gap = true
			continue
		}
		if gap {
			out = append(out, '零')
		}
		gap = false
		if d != 1 || place != 1 || i > 0 || digits[1] != '一' {
			out = append(out, digits[d])
		}
		if place > 0 {
			out = append(out, places[place-1])
		}
	}
	return string(out)
}

// letters writes a … z, aa, bb, as lists go on after z.
func letters(first rune, n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}
