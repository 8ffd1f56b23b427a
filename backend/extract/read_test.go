package extract_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"taizhang/backend/extract"
	"taizhang/backend/zh/zhtest"
	"taizhang/seeds"
)

// check holds what is true of any reading of any text.
func check(t *testing.T, x *extract.Lexicon, text string) {
	t.Helper()
	r := x.Read(text, "2024-09-06")
	runes := []rune(text)
	if r.Chars != len(runes) {
		t.Fatalf("%d characters, want %d", r.Chars, len(runes))
	}
	at := 0
	for _, s := range r.Spans {
		if s.Start != at || s.End <= s.Start {
			t.Fatalf("span %v begins after %d", s, at)
		}
		at = s.End
	}
	if at != len(runes) {
		t.Fatalf("spans end at %d of %d", at, len(runes))
	}
	last := 0
	for _, f := range r.Findings {
		if f.Start < last || f.End <= f.Start || f.End > len(runes) || !f.Kind.Valid() || f.Units == nil {
			t.Fatalf("finding %+v", f)
		}
		last = f.Start
		if q := visible(runes[f.Start:f.End]); q != f.Quote {
			t.Fatalf("quote %q, the text says %q", f.Quote, q)
		}
		if e := f.Evidence; e != nil && (e.Start > f.Start || e.End < f.End) {
			t.Fatalf("evidence %v does not hold %d-%d", e, f.Start, f.End)
		}
	}
	again, _ := json.Marshal(x.Read(text, "2024-09-06"))
	if once, _ := json.Marshal(r); string(once) != string(again) {
		t.Fatal("the same text was read differently")
	}
}

func visible(runes []rune) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, string(runes))
}

func FuzzRead(f *testing.F) {
	x := lexicon(f)
	f.Add("但在A、B等方面仍存不足。\n\n要保安全。")
	f.Add("序号\n任务\n责任单位\n完成时限\n1\n推进项目建设\n区教委\n年底前\n")
	f.Add("\ufeff责任单位：\r\n区教委；（牵头单位：）\x00\xff|a|b|")
	for _, c := range cases(f) {
		f.Add(c.text)
	}
	page := realPage(f)
	f.Add(page)
	f.Fuzz(func(t *testing.T, text string) { check(t, x, text) })
}

func realPage(t testing.TB) string {
	t.Helper()
	reports, err := seeds.Reports()
	if err != nil || len(reports) == 0 {
		t.Fatal(err)
	}
	return string(reports[0].Data)
}

// TestLongInputs holds the time to what a linear reading takes.
func TestLongInputs(t *testing.T) {
	if testing.Short() {
		t.Skip("reads long texts")
	}
	x := lexicon(t)
	for _, unit := range []string{"要", "；", "，", "、", "“", "（", "但", "在", "太平桥街道", "太平桥街道、", "公司将", "各", "1", "\n", "|", "每", "存在问题", "责任单位：", "（责任单位：", "强调，", "方面", "不足", "一、", "王", "会议要求，", "\t", "和", "月底前", "排名", "的", "丰台区", "\r", "对", "1.青年路有垃圾。\n", "（一）", "区教委、区水务局 ", "\n\n", "如", "教练", "企业要"} {
		for _, lead := range []string{"", "会议强调，要", "会议指出，太平桥街道但在", "区委书记点评会。太平桥街道依次发言。太平桥街道", "存在问题\n1.", "任务|责任单位|配合单位|完成时限\n"} {
			zhtest.Linear(t, unit, 20_000, func(text string) { x.Read(lead+text, "2024-09-06") })
		}
	}
}

func TestJSONShape(t *testing.T) {
	data, err := json.Marshal(lexicon(t).Read("", ""))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"articles":[],"findings":[],"coverage":{"chars":0,"accounted":0,"spans":[]}}`
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}

// TestBreaksAnywhere puts line breaks and spaces where layout programs put them, in the middle of a sentence that has
// begun: the findings stay.
func TestBreaksAnywhere(t *testing.T) {
	x := lexicon(t)
	const head = "9月12日，青石区召开月度工作点评会。青石街道、白塔镇依次发言。"
	const body = "青石街道持续优化营商环境；新增养老驿站5个。但在垃圾分类、接诉即办等方面仍存不足。会议强调，要加快推进项目建设；区教委要在10月底前完成校园安全检查。"
	want := x.Read(head+body, "2024-09-20").Findings
	if len(want) != 6 {
		t.Fatalf("%d findings in the whole text", len(want))
	}
	runes := []rune(body)
	for _, gap := range []string{"\n", "\n\n", "\r\n", " "} {
		for i := range runes {
			if i == 0 || runes[i-1] == '。' || gap != " " && (runes[i] == '。' || runes[i] == '；') {
				continue
			}
			broken := head + string(runes[:i]) + gap + string(runes[i:])
			if got := x.Read(broken, "2024-09-20").Findings; !sameQuotes(want, got) {
				t.Errorf("%q before %q changes the findings", gap, string(runes[i:min(len(runes), i+8)]))
			}
		}
	}
}

func sameQuotes(a, b []extract.Finding) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Kind != b[i].Kind || a[i].Quote != b[i].Quote || strings.Join(a[i].Units, "、") != strings.Join(b[i].Units, "、") {
			return false
		}
	}
	return true
}
