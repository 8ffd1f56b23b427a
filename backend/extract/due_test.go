package extract_test

import (
	"testing"

	"taizhang/backend/extract"
	"taizhang/backend/ledger"
)

// worked is the calendar of autumn 2024: Mid-Autumn and National Day holidays, and the days worked in their place.
func worked(from ledger.Date, n int) ledger.Date {
	off := map[ledger.Date]bool{"2024-09-16": true, "2024-09-17": true, "2024-10-01": true, "2024-10-02": true, "2024-10-03": true, "2024-10-04": true, "2024-10-07": true}
	on := map[ledger.Date]bool{"2024-09-14": true, "2024-09-29": true, "2024-10-12": true}
	for n > 0 {
		from = from.AddDays(1)
		if day := from.Time().Weekday(); on[from] || day != 0 && day != 6 && !off[from] {
			n--
		}
	}
	return from
}

func TestWorkingDays(t *testing.T) {
	plain := lexicon(t)
	counting := plain.Counting(worked)
	for _, c := range []struct{ words, due, date string }{
		{"会议要求，区教委要在7个工作日内完成校舍安全排查。", "7个工作日内", "2024-09-14"}, // a Saturday that is worked
		{"会议要求，区教委要在二十个工作日内完成校舍安全排查。", "二十个工作日内", "2024-10-10"},
		{"会议要求，各街镇要于会后５个工作日以内报送方案。", "５个工作日以内", "2024-09-12"},
		{"任务|责任单位|完成时限\n完成校舍安全排查|区教委|10个工作日内\n", "10个工作日内", "2024-09-20"},
		{"会议要求，区教委要在7日内完成校舍安全排查。", "7日内", "2024-09-12"},
	} {
		for _, x := range []*extract.Lexicon{plain, counting} {
			got := x.Read("区教委、区水务局召开工作会。\n"+c.words, "2024-09-05").Findings
			want := ledger.Date(c.date)
			if x == plain && c.due != "7日内" {
				want = "" // nobody can tell without a calendar
			}
			if len(got) != 1 || got[0].Due == nil || got[0].Due.Text != c.due || got[0].Due.Date != want {
				t.Errorf("%s: %+v, want %s on %q", c.words, got, c.due, want)
			}
		}
	}
	if got := counting.Read("区教委、区水务局召开工作会。\n会议要求，区教委要在7个工作日内完成校舍安全排查。", "").Findings; len(got) != 1 || got[0].Due.Date != "" {
		t.Errorf("without a day of publication: %+v", got)
	}
}

func TestDayOfMeeting(t *testing.T) {
	x := lexicon(t)
	for text, want := range map[string]ledger.Date{
		"9月5日上午，青石区召开月度工作点评会。":          "2024-09-05",
		"昨天，青石区召开月度工作点评会。":              "2024-09-05",
		"今天（9月6日），青石区召开月度工作点评会。":        "2024-09-06",
		"721日，青石区召开月度工作点评会。":            "2024-07-21",
		"二〇二四年八月二十七日，青石区召开月度工作点评会。":     "2024-08-27",
		"二OO八年八月二十七日，青石区召开月度工作点评会。":     "2008-08-27",
		"９月 5日上午，青石区召開月度工作點評會。":         "2024-09-05",
		"9月4日至5日，青石区召开月度工作点评会。":         "2024-09-04",
		"近日，青石区召开月度工作点评会。":              "",
		"本报讯（记者 李想）12月5日，青石区召开月度工作点评会。": "2023-12-05",
	} {
		r := x.Read("青石区召开月度工作点评会\n"+text+"\n", "2024-09-06")
		if len(r.Articles) != 1 || r.Articles[0].Meeting != want {
			t.Errorf("%s: %+v, want %q", text, r.Articles, want)
		}
	}
}
