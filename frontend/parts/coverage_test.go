package parts

import (
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// TestWhatIsOfNoFindingIsTold holds the source to show each role of what was passed over, once, and to count it.
func TestWhatIsOfNoFindingIsTold(t *testing.T) {
	span := func(words string, role ledger.Role) ledger.Span {
		e := find(t, printed, words, 0)
		return ledger.Span{Start: e.Start, End: e.End, Role: role}
	}
	said := find(t, printed, "开展平安建设", 1)
	r := ledger.Report{Text: printed, Columns: []ledger.Term{{List: "columns.lead", Word: "承接方"}, {List: "columns.due", Word: "#4"}, {List: "verbs", Word: "盯办"}}, Spans: []ledger.Span{
		span("北山区召开月度点评会\n以更实措施抓落实", ledger.Headline), span("本报讯（记者 某某）", ledger.Byline), span("9月 5日上午，北山区\n\n召开月度点评会。", ledger.Narrative),
	}}
	end := r.Spans[2].End
	r.Spans = append(r.Spans, ledger.Span{Start: end, End: said.Start, Role: ledger.Narrative}, ledger.Span{Start: said.Start, End: said.End, Role: "progress"}, ledger.Span{Start: said.End, End: said.End + 1, Role: ledger.Narrative})
	for lang, want := range map[ledger.Lang][]string{
		ledger.Chinese: {`id="spans"`, "显示没有列为事项的文字", `<span class="r r-narrative">叙述</span>`, "标题", "署名", `data-r="叙述"`, "按表头读出", "牵头 = 承接方，时限 = 第 4 列"},
		ledger.English: {"narrative", "headline", "byline", `data-r="byline"`, "Lead = 承接方, Due = column 4"},
	} {
		var b strings.Builder
		if err := Source(View{Lang: lang}, r, []ledger.Entry{said}).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("no %s in\n%s", w, b.String())
			}
		}
		if strings.Contains(b.String(), "盯办") || strings.Contains(b.String(), "r-progress") || strings.Count(b.String(), `data-r="`) > 6 {
			t.Errorf("too much is told:\n%s", b.String())
		}
	}
	counts := uncovered(Cut(r.Text, r.Spans, []ledger.Entry{said}))
	if len(counts) != 3 || counts[0].Role != ledger.Narrative || counts[0].Stretches < 2 || counts[1].Role != ledger.Byline {
		t.Errorf("counts are %+v", counts)
	}
	if got := uncovered(Cut(r.Text, nil, nil)); got != nil {
		t.Errorf("a report without spans has %+v", got)
	}
}
