package parts

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestDifferencesSayWhatChanged(t *testing.T) {
	const text = "会议强调，月底前要全面排查燃气管线。接诉即办仍存不足。全区满意率居首。"
	was := ledger.Entry{Kind: ledger.Task, Quote: "排查燃气管线", Start: 11, End: 17, Theme: "安全生产"}
	is := was
	is.Units, is.Due, is.DueText = []ledger.Party{{Name: "区城市管理委员会", Role: ledger.Lead}}, "2024-09-30", "月底前"
	gone := ledger.Entry{Kind: ledger.Shortcoming, Quote: "接诉即办", Start: 18, End: 22}
	added := ledger.Entry{Kind: ledger.Progress, Quote: "满意率居首", Start: 29, End: 34}
	all := ledger.Compare([]ledger.Entry{was, gone}, []ledger.Entry{is, added})
	for lang, want := range map[ledger.Lang][]string{
		ledger.Chinese: {"新读出 1 条，不再读出 1 条，1 条读法有变。", "新读出", "不再读出", "读法有变", "月底前要全面", "仍存不足。", "满意率居首", "接诉即办", "—", "区城市管理委员会", "9 月 30 日（月底前）"},
		ledger.English: {"1 new, 1 gone, 1 read otherwise.", "New", "Gone", "Read otherwise", "30 Sep (月底前)"},
	} {
		v := View{Lang: lang, Day: ledger.Day{Today: "2024-09-20"}}
		var b bytes.Buffer
		if err := Differences(v, text, all).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		page := DifferenceSum(v, all) + b.String()
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: no %q in %s", lang, w, page)
			}
		}
	}
	if got := DifferenceSum(View{Lang: ledger.English}, nil); got != "Nothing is read differently." {
		t.Errorf("no difference is summed up as %q", got)
	}
}
