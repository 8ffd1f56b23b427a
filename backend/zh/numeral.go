package zh

import "unicode/utf8"

// Number reads the numeral that s begins with: 12, 1,200, 3.5, 十二, 二百零三, 二〇二四, 3万, 1.2亿. It returns its value and how
// many bytes it takes, 0 where there is none.
func Number(s string) (value float64, size int) {
	if len(s) == 0 {
		return 0, 0
	}
	if digit(rune(s[0])) {
		value, size = arabic(s)
	} else {
		value, size = chinese(s)
	}
	for size > 0 {
		f, n := bigUnit(s[size:])
		if n == 0 {
			break
		}
		value, size = value*f, size+n
	}
	return value, size
}

// Whole reads a numeral that must be a whole number without 万 or 亿.
func Whole(s string) (int, int) {
	if len(s) == 0 {
		return 0, 0
	}
	v, n := 0.0, 0
	if digit(rune(s[0])) {
		v, n = arabic(s)
	} else {
		v, n = chinese(s)
	}
	if v != float64(int(v)) {
		return 0, 0
	}
	return int(v), n
}

func arabic(s string) (float64, int) {
	v, i := 0.0, 0
	for i < len(s) && i < 20 && (digit(rune(s[i])) || s[i] == ',' && i+3 < len(s) && digit(rune(s[i+1])) && digit(rune(s[i+3]))) {
		if s[i] != ',' {
			v = v*10 + float64(s[i]-'0')
		}
		i++
	}
	if i+1 < len(s) && s[i] == '.' && digit(rune(s[i+1])) {
		scale, whole := 1.0, 0.0
		for i++; i < len(s) && i < 28 && digit(rune(s[i])); i++ {
			whole, scale = whole*10+float64(s[i]-'0'), scale*10
		}
		v = (v*scale + whole) / scale
	}
	return v, i
}

func bigUnit(s string) (float64, int) {
	switch r, n := utf8.DecodeRuneInString(s); r {
	case '万':
		return 1e4, n
	case '亿':
		return 1e8, n
	}
	return 0, 0
}

// digitOf is the value of a Chinese digit, -1 for any other character.
func digitOf(r rune) int {
	switch r {
	case '〇', '零', 'O', 'o', '○':
		return 0
	case '一', '元':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// chinese reads 十二, 二十, 一百零五, 二千 by arithmetic, or digits in a row (二〇二四).
func chinese(s string) (float64, int) {
	total, current, i, count := 0, -1, 0, 0
	for i < len(s) && i < 45 {
		r, n := utf8.DecodeRuneInString(s[i:])
		if d := digitOf(r); d >= 0 && (r != 'O' && r != 'o' && r != '元' || i > 0 && r != '元') {
			switch {
			case current < 0 || total > 0 && current == 0:
				current = d
			case total > 0:
				return float64(total + current), i
			default:
				current = current*10 + d
			}
			i, count = i+n, count+1
			continue
		}
		unit := unitOf(r)
		switch {
		case unit == 0:
			return float64(total + max(current, 0)), i
		case unit == 20 || unit == 30:
			total += unit
		case current > 9:
			return float64(current), i
		case current < 0 && unit != 10:
			return float64(total), i
		default:
			total += max(current, 1) * unit
		}
		current, i, count = -1, i+n, count+1
	}
	return float64(total + max(current, 0)), i
}

// unitOf is the value of 十, 百, 千, 廿 and 卅, 0 for any other character.
func unitOf(r rune) int {
	switch r {
	case '十':
		return 10
	case '廿':
		return 20
	case '卅':
		return 30
	case '百':
		return 100
	case '千':
		return 1000
	}
	return 0
}
