package zh

import (
	"unicode"
	"unicode/utf8"
)

// writer builds the normalised text line by line.
type writer struct {
	src    string
	out    []byte
	at     []int32
	last   rune // the last rune written
	opened bool // within straight quotation marks
}

func (w *writer) put(r rune, at int) {
	n := len(w.out)
	w.out = utf8.AppendRune(w.out, r)
	for range len(w.out) - n {
		w.at = append(w.at, int32(at))
	}
	w.last = r
}

func (w *writer) line(l line) {
	if l.fresh && len(w.out) > 0 {
		w.put('\n', l.start)
		w.opened = false
	}
	gap := 0 // white space since the last rune of this line
	for i := l.start; i < l.end; {
		r, size := rune(w.src[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(w.src[i:])
		}
		switch {
		case r == '\t':
			gap += 3
		case r == 0x3000:
			gap += 2 // as wide as a character
		case invisible(r):
			gap++
		default:
			w.rune(r, size, i, gap)
			gap = 0
		}
		i += size
	}
}

// rune writes r folded; gap is the white space before it in its line.
func (w *writer) rune(r rune, size, at, gap int) {
	r = w.fold(r, at+size)
	switch {
	case gap == 0 || w.last == '\n' || w.last == 0:
	case gap >= 3:
		w.put('\t', at)
	case w.last < utf8.RuneSelf && r < utf8.RuneSelf && alnum(w.last) && alnum(r):
		w.put(' ', at)
	}
	w.put(r, at)
}

func (w *writer) fold(r rune, next int) rune {
	switch {
	case r < utf8.RuneSelf:
		return w.widen(r, next)
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '％', r == '．', r == '｜', r == '＋', r == '－', r == '～':
		return r - 0xFEE0
	case r == '「' || r == '『' || r == '‘' || r == '﹁':
		return '“'
	case r == '」' || r == '』' || r == '’' || r == '﹂':
		return '”'
	case r == '｡':
		return '。'
	case r == '﹔':
		return '；'
	case r == '│' || r == '┃':
		return '|'
	case r == '‑' || r == '–' || r == '─':
		return '—'
	}
	if i := r - firstHan; i >= 0 && int(i) < len(simplified) && simplified[i] != 0 {
		return rune(simplified[i])
	}
	return r
}

// widen turns half-width punctuation into what a Chinese text means by it. Between digits it is left: 1,200 and 24:00.
func (w *writer) widen(r rune, next int) rune {
	if r >= '0' && r != ':' && r != ';' && r != '?' || r == '.' || r == '%' || r == '-' {
		return r
	}
	between := digit(w.last) && next < len(w.src) && digit(rune(w.src[next]))
	switch r {
	case ',':
		if !between {
			return '，'
		}
	case ':':
		if !between {
			return '：'
		}
	case ';':
		return '；'
	case '?':
		return '？'
	case '!':
		return '！'
	case '(':
		return '（'
	case ')':
		return '）'
	case '"':
		w.opened = !w.opened
		if w.opened {
			return '“'
		}
		return '”'
	}
	return r
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func alnum(r rune) bool { return digit(r) || r|0x20 >= 'a' && r|0x20 <= 'z' }

// invisible tells white space and the marks that show nothing.
func invisible(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r <= 0x1f || r == 0x7f
	}
	return r == 0x3000 || r < 0x3000 && (unicode.IsSpace(r) || r >= 0x200b && r <= 0x200f || r == 0x2060) || r == 0xfeff
}
