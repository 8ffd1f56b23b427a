package zh

import (
	"fmt"
	"testing"
	"time"
)

var published = on(2024, 9, 6)

func TestDates(t *testing.T) {
	for _, c := range []struct {
		words    string
		lean     Lean
		from, to string
	}{
		{"2024年9月5日", Past, "2024-09-05", "2024-09-05"},
		{"二〇二四年九月五日", Past, "2024-09-05", "2024-09-05"},
		{"二OO八年十二月三十一日", Past, "2008-12-31", "2008-12-31"},
		{"2024-09-05", Past, "2024-09-05", "2024-09-05"},
		{"2024.9.5", Past, "2024-09-05", "2024-09-05"},
		{"9月5日", Past, "2024-09-05", "2024-09-05"},
		{"12月5日", Past, "2023-12-05", "2023-12-05"},
		{"12月5日", Future, "2024-12-05", "2024-12-05"},
		{"3月底", Future, "2025-03-31", "2025-03-31"},
		{"721日", Past, "2024-07-21", "2024-07-21"},
		{"1129日", Future, "2024-11-29", "2024-11-29"},
		{"1—8月", Past, "2024-01-01", "2024-08-31"},
		{"今年1至7月份", Past, "2024-01-01", "2024-07-31"},
		{"1月至6月", Past, "2024-01-01", "2024-06-30"},
		{"今年上半年", Past, "2024-01-01", "2024-06-30"},
		{"前三季度", Past, "2024-01-01", "2024-09-30"},
		{"三季度末", Future, "2024-09-30", "2024-09-30"},
		{"2025年一季度", Future, "2025-01-01", "2025-03-31"},
		{"去年", Past, "2023-01-01", "2023-12-31"},
		{"今年以来", Past, "2024-01-01", "2024-09-30"},
		{"年底", Future, "2024-12-31", "2024-12-31"},
		{"明年底", Future, "2025-12-31", "2025-12-31"},
		{"2024年底", Future, "2024-12-31", "2024-12-31"},
		{"本月底", Future, "2024-09-30", "2024-09-30"},
		{"下月15日", Future, "2024-10-15", "2024-10-15"},
		{"10月上旬", Future, "2024-10-01", "2024-10-10"},
		{"10日内", Future, "2024-09-06", "2024-09-16"},
		{"一周内", Future, "2024-09-06", "2024-09-13"},
		{"两个月内", Future, "2024-09-06", "2024-11-06"},
		{"本周五", Future, "2024-09-06", "2024-09-06"},
		{"下周一", Future, "2024-09-09", "2024-09-09"},
		{"9月10日至30日", Future, "2024-09-10", "2024-09-30"},
		{"5月1日至6月30日", Past, "2024-05-01", "2024-06-30"},
		{"9月4日—10月8日", Future, "2024-09-04", "2024-10-08"},
		{"前五个月", Past, "2024-01-01", "2024-05-31"},
		{"昨天", Past, "2024-09-05", "2024-09-05"},
	} {
		d, ok := ReadDays(c.words, published, c.lean)
		if !ok || d.End != len(c.words) || day(d.From) != c.from || day(d.To) != c.to {
			t.Errorf("%s: %v %s…%s, %d of %d bytes; want %s…%s", c.words, ok, day(d.From), day(d.To), d.End, len(c.words), c.from, c.to)
		}
	}
	for _, words := range []string{"2月30日", "13月5日", "24小时", "100%", "4·18", "2+4+6", "1.5亿元", "十四五", "二十届三中全会", "90日", "九小场所"} {
		if d := FindDays(words, published, Past); len(d) > 0 {
			t.Errorf("%s: read as %v", words, d)
		}
	}
}

func day(t time.Time) string { return t.Format("2006-01-02") }

func TestEveryDayOfAYear(t *testing.T) {
	for d := on(2024, 1, 1); d.Year() == 2024; d = d.AddDate(0, 0, 1) {
		y, m, n := d.Date()
		for _, words := range []string{
			fmt.Sprintf("2024年%d月%d日", m, n), fmt.Sprintf("%d-%02d-%02d", y, m, n),
			"二〇二四年" + spell(int(m)) + "月" + spell(n) + "日", "二○二四年" + spell(int(m)) + "月" + spell(n) + "日",
		} {
			got, ok := ReadDays(words, published, Past)
			if !ok || got.From != d || got.To != d || got.End != len(words) {
				t.Errorf("%s: %v %v", words, got, ok)
			}
		}
	}
}

func spell(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

func TestNumbers(t *testing.T) {
	for words, want := range map[string]float64{
		"12": 12, "1,200": 1200, "3.5": 3.5, "98.7": 98.7, "十二": 12, "二十": 20, "一百零五": 105, "二百三十": 230, "二〇二四": 2024, "两千": 2000,
		"3万": 30000, "1.2亿": 1.2e8, "十": 10, "三千五百": 3500, "一万": 10000, "廿三": 23,
	} {
		if v, n := Number(words); v != want || n != len(words) {
			t.Errorf("%s: %v in %d bytes, want %v", words, v, n, want)
		}
	}
}
