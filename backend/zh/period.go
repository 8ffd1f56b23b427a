package zh

import "unicode/utf8"

// stated reads everything that a year, a month, a quarter or a half-year takes part in: 2024年9月5日, 二〇二四年, 9月底,
// 1—8月, 今年上半年, 三季度末, 年底, 本月15日, 721日 with its 月 lost.
func (d *dater) stated() bool {
	y, hasYear := d.year()
	switch {
	case d.monthOf(y, hasYear):
		return true
	case hasYear:
		d.eat("度")
		return d.yearEnd(y) || d.partOfYear(y) || d.monthDay(y) || d.bareYear(y)
	}
	return d.endOfThis() || d.weekday() || d.partOfYear(0) || d.monthDay(0)
}

// weekday reads 本周五, 下周一; the week begins on Monday.
func (d *dater) weekday() bool {
	weeks := 0
	switch {
	case d.eat("下周"):
		weeks = 1
	case d.eat("本周", "这周"):
	default:
		return false
	}
	day := 0
	for i, w := range []string{"一", "二", "三", "四", "五", "六"} {
		if d.eat(w) {
			day = i + 1
		}
	}
	if day == 0 && d.eat("日", "天", "末") {
		day = 7
	}
	if d.ref.IsZero() {
		return true
	}
	monday := d.ref.AddDate(0, 0, 7*weeks-(int(d.ref.Weekday())+6)%7)
	d.from, d.to = monday, monday.AddDate(0, 0, 6)
	if day > 0 {
		d.from = monday.AddDate(0, 0, day-1)
		d.to = d.from
	}
	return true
}

// year reads 2024年, 二〇二四年, 今年. The year is 0 where it hangs on an unknown day of publication.
func (d *dater) year() (int, bool) {
	for _, w := range []struct {
		word  string
		years int
	}{{"今年", 0}, {"本年", 0}, {"当年", 0}, {"去年", -1}, {"上年", -1}, {"前年", -2}, {"明年", 1}, {"次年", 1}, {"来年", 1}} {
		if d.eat(w.word) {
			if d.ref.IsZero() {
				return 0, true
			}
			return d.ref.Year() + w.years, true
		}
	}
	from := d.i
	y, ok := d.whole()
	if ok && y >= 1900 && y <= 2200 && d.eat("年") {
		return y, true
	}
	d.i = from
	return 0, false
}

func (d *dater) bareYear(y int) bool {
	d.eat("以来", "全年")
	return y == 0 || d.span(y, 1, 1, 12, 31)
}

// yearEnd reads what follows a year: 底, 末, 内, 以来.
func (d *dater) yearEnd(y int) bool {
	switch {
	case d.eat("年底", "年末", "底", "末"):
		return y == 0 || d.span(y, 12, 31, 12, 31)
	case d.eat("年内", "以内", "内"):
		return y == 0 || d.span(y, 1, 1, 12, 31)
	case d.eat("以来"):
		if y == 0 || d.ref.IsZero() || d.ref.Year() < y {
			return y == 0 || d.span(y, 1, 1, 12, 31)
		}
		return d.span(y, 1, 1, int(d.ref.Month()), 0)
	}
	return false
}

// endOfThis reads 年底, 年内, 月底 with nothing before them.
func (d *dater) endOfThis() bool {
	y, m := d.ref.Year(), int(d.ref.Month())
	if d.ref.IsZero() {
		return d.eat("年底", "年末", "年内", "月底", "月末")
	}
	switch {
	case d.eat("年底", "年末"):
		return d.span(y, 12, 31, 12, 31)
	case d.eat("年内"):
		return d.span(y, 1, 1, 12, 31)
	case d.eat("月底", "月末"):
		last := monthDays(y, m)
		return d.span(y, m, last, m, last)
	}
	return false
}

// partOfYear reads quarters, half-years and 前五个月.
func (d *dater) partOfYear(y int) bool {
	switch {
	case d.eat("上半年"):
		return d.tail(y, 1, 6)
	case d.eat("下半年"):
		return d.tail(y, 7, 12)
	case d.eat("一二季度"):
		return d.tail(y, 1, 6)
	}
	from := d.i
	first := d.eat("前")
	d.eat("第")
	q, ok := d.whole()
	if ok && first && q >= 2 && q <= 11 && d.eat("个月") {
		return d.tail(y, 1, q)
	}
	if ok && q >= 1 && q <= 4 && (d.eat("个季度") || d.eat("季度")) {
		if first {
			return d.tail(y, 1, 3*q)
		}
		return d.tail(y, 3*q-2, 3*q)
	}
	d.i = from
	return false
}

// tail ends a stretch of months: its last day alone where 末 or 底 follows.
func (d *dater) tail(y, m, m2 int) bool {
	if !d.span(y, m, 1, m2, 0) {
		return false
	}
	if d.eat("末", "底") {
		d.from = d.to
	}
	return true
}

// monthOf reads 本月, 上月, 下月 with 底 or a day after it.
func (d *dater) monthOf(y int, hasYear bool) bool {
	if hasYear {
		return false
	}
	for n, words := range [][]string{{"上个月", "上月"}, {"本月", "当月", "这个月"}, {"下个月", "下月", "次月"}} {
		if !d.eat(words...) {
			continue
		}
		d.eat("份")
		if d.ref.IsZero() {
			d.eat("底", "末")
			return true
		}
		t := on(d.ref.Year(), int(d.ref.Month())+n-1, 1)
		return d.inMonth(t.Year(), int(t.Month()))
	}
	return false
}

// monthDay reads 9月, 9月5日, 9月底, 1—8月 and 721日.
func (d *dater) monthDay(y int) bool {
	from := d.i
	m, ok := d.whole()
	if !ok {
		return false
	}
	digits := d.i - from
	switch {
	case d.eat("月"):
		d.eat("份")
		if d.i < len(d.s) && (d.eat("至") || d.eat("—") || d.eat("-") || d.eat("到") || d.eat("~")) {
			return d.upTo(y, m)
		}
		return d.inMonth(y, m)
	case d.eat("至", "—", "-", "到", "~"):
		d.eat("—")
		if m2, ok := d.whole(); ok && d.eat("月") {
			d.eat("份")
			return d.tail(y, m, m2)
		}
	case m > 31 && m < 1232 && digits >= 3 && d.eat("日"):
		return d.lost(y, m)
	}
	d.i = from
	return false
}

// upTo reads what follows 1月至: another month, or a day, which only ends the words.
func (d *dater) upTo(y, m int) bool {
	at := d.i
	if m2, ok := d.whole(); ok && d.eat("月") {
		d.eat("份")
		if m2 >= m {
			return d.tail(y, m, m2)
		}
	}
	d.i = at
	for d.i > 0 && !hasMonthEnd(d.s[:d.i]) {
		_, n := utf8.DecodeLastRuneInString(d.s[:d.i])
		d.i -= n
	}
	return d.inMonth(y, m)
}

// through reads what follows 9月4日 where a stretch of days begins: 至10日, —10月8日.
func (d *dater) through(y, m, day int) bool {
	at := d.i
	if d.eat("至", "—", "-", "到", "~") {
		d.eat("—")
		m2, day2 := m, 0
		n, ok := d.whole()
		if ok && d.eat("月") {
			m2 = n
			n, ok = d.whole()
		}
		if day2 = n; ok && d.eat("日", "号") && (m2 > m || day2 > day) && d.span(y, m, day, m2, day2) {
			return true
		}
	}
	d.i = at
	return false
}

func hasMonthEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '月' || r == '份'
}

// inMonth ends 9月: a day, a third of the month, its end, or all of it.
func (d *dater) inMonth(y, m int) bool {
	from := d.i
	if day, ok := d.whole(); ok && d.eat("日", "号") {
		return d.through(y, m, day) || d.span(y, m, day, m, day)
	}
	d.i = from
	switch {
	case d.eat("底", "末"):
		if !d.span(y, m, 1, m, 0) {
			return false
		}
		d.from = d.to
		return true
	case d.eat("上旬", "初"):
		return d.span(y, m, 1, m, 10)
	case d.eat("中旬"):
		return d.span(y, m, 11, m, 20)
	case d.eat("下旬"):
		return d.span(y, m, 21, m, 0)
	}
	return d.span(y, m, 1, m, 0)
}

// lost reads 721日 and 1129日, whose 月 was dropped on the way; only where one reading is possible.
func (d *dater) lost(y, n int) bool {
	end := d.i
	try := func(m, day int) bool { d.i = end; return day > 0 && d.span(y, m, day, m, day) }
	if n < 1000 {
		short, long := try(n/100, n%100), n/10 >= 10 && n/10 <= 12 && n%10 > 0
		if short && !long {
			return true
		}
		return long && !short && try(n/10, n%10)
	}
	return try(n/100, n%100)
}
