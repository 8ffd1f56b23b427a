package parts

import (
	"strings"
	"testing"
	"unicode"

	"taizhang/backend/ledger"
)

const printed = `北山区召开月度点评会
以更实措施抓落实
本报讯（记者 某某）9月 5日上午，北山区

召开月度点评会。东河街道、南门镇依次发
言。
东河街道持续优化营商环境，引进 Open
Data 项目；开展平安建设。但在城市环境建设、
接诉即办等方面仍存不足。
`

func find(t *testing.T, text, quote string, id int64) ledger.Entry {
	t.Helper()
	i := strings.Index(text, quote)
	if i < 0 {
		t.Fatalf("%q is not in the text", quote)
	}
	start := len([]rune(text[:i]))
	return ledger.Entry{ID: id, Start: start, End: start + len([]rune(quote)), Quote: quote}
}

func show(p Paragraph) string {
	var b strings.Builder
	if p.Role == ledger.Headline {
		b.WriteString("# ")
	}
	for _, s := range p.Segments {
		if len(s.Marks) == 0 {
			b.WriteString(s.Text)
			continue
		}
		b.WriteByte('[')
		for _, m := range s.Marks {
			b.WriteString(id(m.ID))
		}
		b.WriteString(":" + s.Text + "]")
	}
	return b.String()
}

func TestCutJoinsBrokenLinesAndMarksFindings(t *testing.T) {
	head := find(t, printed, "北山区召开月度点评会\n以更实措施抓落实", 0)
	findings := []ledger.Entry{
		find(t, printed, "持续优化营商环境，引进 Open\nData 项目", 1),
		find(t, printed, "开展平安建设", 2),
		find(t, printed, "城市环境建设、\n接诉即办", 3),
		find(t, printed, "接诉即办", 4),
		find(t, printed, "城市环境建设", 5),
	}
	got := Cut(printed, []ledger.Span{{Start: head.Start, End: head.End, Role: ledger.Headline}}, findings)
	want := []string{
		"# 北山区召开月度点评会",
		"# 以更实措施抓落实",
		"本报讯（记者 某某）9月 5日上午，北山区召开月度点评会。东河街道、南门镇依次发言。",
		"东河街道[1:持续优化营商环境，引进 Open Data 项目]；[2:开展平安建设]。但在[53:城市环境建设][3:、][43:接诉即办]等方面仍存不足。",
	}
	if len(got) != len(want) {
		t.Fatalf("%d paragraphs, want %d: %v", len(got), len(want), got)
	}
	for i, p := range got {
		if s := show(p); s != want[i] {
			t.Errorf("paragraph %d\n got %s\nwant %s", i, s, want[i])
		}
	}
	last := got[3].Segments
	if n := len(last[5].Starts); n != 2 {
		t.Errorf("%q starts %d findings, want 2 that begin there", last[5].Text, n)
	}
}

func TestCutTakesEveryLineOfAnUnbrokenTextAsAParagraph(t *testing.T) {
	long := strings.Repeat("各街镇要压实责任，抓好落实；", 8)
	if got := Cut("一、总体情况\n"+long+"\n二、下一步\n"+long, nil, nil); len(got) != 4 {
		t.Errorf("%d paragraphs, want 4", len(got))
	}
}

func FuzzCut(f *testing.F) {
	f.Add(printed, 3, 9, 5, 20)
	f.Add("\n\n 甲。\n乙", 0, 2, 1, 4)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		text = strings.ToValidUTF8(text, "")
		n := len([]rune(text))
		in := func(x int) int { return min(max(x, 0), n) }
		findings := []ledger.Entry{{ID: 1, Start: in(a), End: in(b)}, {ID: 2, Start: in(c), End: in(d)}}
		var out strings.Builder
		middle := min(in(a), in(d))
		spans := []ledger.Span{{End: middle, Role: ledger.Narrative}, {Start: middle, End: max(in(a), in(d)), Role: ledger.Headline}, {Start: max(in(a), in(d)), End: n, Role: ledger.Attendance}}
		for _, p := range Cut(text, spans, findings) {
			shown := ""
			for _, s := range p.Segments {
				shown += s.Text
			}
			out.WriteString(shown)
			placed(t, text, shown, p.Places)
		}
		if got, want := bare(out.String()), bare(text); got != want {
			t.Errorf("characters changed:\n got %q\nwant %q", got, want)
		}
	})
}

// placed holds every character shown against the one that stands at its place in the text.
func placed(t *testing.T, text, shown string, places []Place) {
	t.Helper()
	source, last := []rune(text), -1
	var there []rune
	for _, p := range places {
		if p.At <= last || p.Chars < 1 {
			t.Errorf("places are out of order: %v", places)
		}
		last = p.At + p.Chars - 1
		there = append(there, source[p.At:p.At+p.Chars]...)
	}
	for i, r := range []rune(shown) {
		if len(there) != len([]rune(shown)) || there[i] != r && !(r == ' ' && unicode.IsSpace(there[i])) {
			t.Errorf("%q is shown, its places hold %q", shown, string(there))
			return
		}
	}
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestMarkedFindsWordsAndStaysSafe(t *testing.T) {
	var b strings.Builder
	if err := marked("整治<飞线>乱象", "飞线 <飞").Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), `整治<mark class="hit">&lt;飞线</mark>&gt;乱象`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
