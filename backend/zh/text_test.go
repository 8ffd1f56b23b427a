package zh

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestOffsetsLeadBack(t *testing.T) {
	const source = "\ufeff 9月 5日上午，丰台\r\n\r\n区召开会议，達100％。\n"
	x := New(source, nil)
	if x.S != "9月5日上午，丰台区召开会议，达100%。" {
		t.Fatalf("%q", x.S)
	}
	at := strings.Index(x.S, "丰台区")
	start, end := x.Source(at, at+len("丰台区"))
	if got := string([]rune(source)[start:end]); got != "丰台\r\n\r\n区" || x.Quote(at, at+len("丰台区")) != "丰台区" {
		t.Errorf("%q", got)
	}
	if q := x.Quote(strings.Index(x.S, "达"), len(x.S)); q != "達100％。" {
		t.Errorf("%q", q)
	}
}

func TestLineBreaks(t *testing.T) {
	starts := func(l string) bool { return strings.HasPrefix(l, "责任单位：") }
	for source, want := range map[string]string{
		"第一段说完了。\n第二段。":               "第一段说完了。\n第二段。",
		"一句话断在词\n\n中间，还没完。":           "一句话断在词\n中间，还没完。",
		"一句话，断在词\n\n中间。":              "一句话，断在词中间。",
		"一、标题\n正文，说完了。":               "一、标题\n正文，说完了。",
		"加强检查，\n责任单位：区教委":             "加强检查，\n责任单位：区教委",
		"1|甲|乙\n2|丙，丁|戊\n":            "1|甲|乙\n2|丙，丁|戊",
		"全角　　　空格\t列\n":                "全角\t空格\t列",
		"a b 中 c\n":                   "a b中c",
		"甲街道  排名第一，得分高\n乙镇  排名第二，得分低": "甲街道排名第一，得分高\n乙镇排名第二，得分低",
	} {
		if got := New(source, starts).S; got != want {
			t.Errorf("%q:\n got %q\nwant %q", source, got, want)
		}
	}
}

func TestClauses(t *testing.T) {
	const s = "要保“安全；发展”。甲（乙；丙）做A；做B！他说：“要快；要好。”完"
	var got []string
	for _, c := range Clauses(s, 0, len(s)) {
		got = append(got, s[c.Start:c.End])
	}
	want := "要保“安全；发展”|甲（乙；丙）做A|做B|他说：“要快|要好|完"
	if strings.Join(got, "|") != want {
		t.Errorf("got %s", strings.Join(got, "|"))
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "\xff", "１２ ３\r\n", "一、\n（一）\n|a|b|", "“\"” (;", "721日二〇二四年九月五日", "　　段\n\n落，"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		x := New(source, nil)
		runes := []rune(source)
		last := 0
		for i, r := range x.S {
			start, end := x.Source(i, i+utf8.RuneLen(r))
			if start < last && r != '\n' && r != '\t' && r != ' ' || end < start || end > len(runes)+1 {
				t.Fatalf("byte %d of %q leads to %d-%d after %d", i, x.S, start, end, last)
			}
			last = max(last, start)
			if unicode.IsSpace(r) && r != '\n' && r != '\t' && r != ' ' {
				t.Fatalf("white space %q is left", r)
			}
		}
		for _, c := range Clauses(x.S, 0, len(x.S)) {
			if c.Start >= c.End {
				t.Fatalf("empty clause %v", c)
			}
			Segments(x.S, c.Start, c.End)
		}
		for _, d := range FindDays(x.S, on(2024, 9, 6), Future) {
			if d.End <= d.Start || d.To.Before(d.From) {
				t.Fatalf("%v", d)
			}
		}
		Number(x.S)
	})
}
