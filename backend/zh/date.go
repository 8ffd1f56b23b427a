package zh

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Days is a stretch of days that a text names, from its first to its last, with where it is named. A day that the calendar
// lacks is not read. From and To are zero where the words fix no day: a month without a year when no day of publication is
// known, and so many Workdays from it, which only a calendar can count.
type Days struct {
	Start, End int
	From, To   time.Time
	Workdays   int
}

// Lean says where a date without a year lies from the day of publication.
type Lean int

const (
	Past   Lean = iota // what was done
	Future             // what is due
)

// FindDays returns every date in s, in order, without overlap, read against ref, the day of publication (zero: unknown).
func FindDays(s string, ref time.Time, lean Lean) []Days {
	var all []Days
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		if !opensDate(c) {
			i += size
			continue
		}
		if d, ok := ReadDays(s[i:], ref, lean); ok && !(i > 0 && digit(rune(s[i-1]))) {
			d.Start, d.End = d.Start+i, d.End+i
			all = append(all, d)
			i = d.End
			continue
		}
		if digit(c) {
			_, size = arabic(s[i:])
			size = max(size, 1)
		}
		i += size
	}
	return all
}

// opensDate tells the characters that a date may begin with.
func opensDate(c rune) bool {
	switch c {
	case '今', '本', '当', '去', '上', '前', '明', '次', '来', '下', '昨', '第', '年', '月', '这', '十', '廿', '卅', '百':
		return true
	}
	return digit(c) || c > 127 && digitOf(c) >= 0
}

// ReadDays reads the date that s begins with.
func ReadDays(s string, ref time.Time, lean Lean) (Days, bool) {
	if c, _ := utf8.DecodeRuneInString(s); !opensDate(c) {
		return Days{}, false
	}
	d := dater{s: s, ref: ref, lean: lean}
	for _, form := range []func(*dater) bool{(*dater).dashed, (*dater).within, (*dater).relative, (*dater).stated} {
		if d.i = 0; form(&d) {
			return Days{End: d.i, From: d.from, To: d.to, Workdays: d.workdays}, true
		}
	}
	return Days{}, false
}

type dater struct {
	s        string
	i        int
	ref      time.Time
	lean     Lean
	from, to time.Time
	workdays int
}

func (d *dater) eat(words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(d.s[d.i:], w) {
			d.i += len(w)
			return true
		}
	}
	return false
}

func (d *dater) whole() (int, bool) {
	v, n := Whole(d.s[d.i:])
	d.i += n
	return v, n > 0
}

// span sets the stretch from day y-m-d to y-m2-d2; a last day of 0 is the end of its month. False for no such day.
func (d *dater) span(y, m, day, m2, day2 int) bool {
	if m < 1 || m > 12 || m2 < m || m2 > 12 || day < 1 || y != 0 && (day > monthDays(y, m) || day2 > monthDays(y, m2)) {
		return false
	}
	if y == 0 {
		if d.ref.IsZero() {
			return day <= monthDays(2000, m) && day2 <= monthDays(2000, m2)
		}
		y = d.guess(m, day, m2, day2)
	}
	last := day2
	if last == 0 {
		last = monthDays(y, m2)
	}
	if day > monthDays(y, m) || last > monthDays(y, m2) {
		return false
	}
	d.from, d.to = on(y, m, day), on(y, m2, last)
	return true
}

// guess is the year that brings the stretch nearest to the day of publication on the side that is leant to.
func (d *dater) guess(m, day, m2, day2 int) int {
	y := d.ref.Year()
	if day2 == 0 {
		day2 = 28
	}
	switch {
	case d.lean == Past && on(y, m, day).After(d.ref.AddDate(0, 0, 7)):
		return y - 1
	case d.lean == Future && on(y, m2, day2).Before(d.ref.AddDate(0, 0, -31)):
		return y + 1
	}
	return y
}

func on(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func monthDays(y, m int) int { return on(y, m+1, 0).Day() }

// dashed reads 2024-09-05, 2024/9/5 and 2024.9.5.
func (d *dater) dashed() bool {
	if len(d.s) < 8 || !strings.ContainsAny(d.s[4:5], "-/.") {
		return false
	}
	y, n := Whole(d.s[:4])
	if n != 4 || y < 1900 || y > 2200 {
		return false
	}
	sep := d.s[4:5]
	rest := strings.SplitN(d.s[5:min(len(d.s), 11)], sep, 2)
	if len(rest) < 2 {
		return false
	}
	m, n := Whole(rest[0])
	day, k := Whole(rest[1])
	if n == 0 || k == 0 || n != len(rest[0]) || n > 2 || k > 2 {
		return false
	}
	d.i = 5 + n + 1 + k
	return d.span(y, m, day, m, day)
}

// within reads 10日内, 三天内, 5个工作日内, 一周内, 两个月内: so long from the day of publication.
func (d *dater) within() bool {
	n, ok := d.whole()
	if !ok || n == 0 || n > 400 {
		return false
	}
	var to time.Time
	switch {
	case d.eat("个工作日", "个工作天"):
		if !d.eat("之内", "以内", "内") {
			return false
		}
		d.workdays = n
		return true
	case d.eat("日", "天"):
		to = d.ref.AddDate(0, 0, n)
	case d.eat("周", "个星期"):
		to = d.ref.AddDate(0, 0, 7*n)
	case d.eat("个月"):
		to = d.ref.AddDate(0, n, 0)
	default:
		return false
	}
	if !d.eat("之内", "以内", "内") {
		return false
	}
	if !d.ref.IsZero() && !to.IsZero() {
		d.from, d.to = d.ref, to
	}
	return true
}

// relative reads 昨天, 今日, 明天.
func (d *dater) relative() bool {
	for n, w := range []string{"昨", "今", "明"} {
		if d.eat(w+"天", w+"日") {
			if !d.ref.IsZero() {
				d.from = d.ref.AddDate(0, 0, n-1)
				d.to = d.from
			}
			return true
		}
	}
	return false
}
