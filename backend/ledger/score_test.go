package ledger

import (
	"testing"
)

func rules(t *testing.T) []ScoreRule {
	t.Helper()
	var all []ScoreRule
	for _, r := range [][2]string{
		{"2024-01", "综合 = 0.3×响应率 + 0.35×解决率 + 0.35×满意率"},
		{"2024-09", "满意率 = (满意 + 0.9×基本满意) ÷ 有效回访\n综合 = 10%×响应率 + 0.5*解决率 + 0.4·满意率"},
	} {
		rule, err := ReadRule(r[0], r[1], "综合", "优秀 95\n良好 ≥ 90\n一般：80\n较差", "示例")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, rule)
	}
	return all
}

func figures(p Period, unit string, pairs ...any) (all []Score) {
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, Score{p, unit, pairs[i].(string), pairs[i+1].(float64), i})
	}
	return all
}

func TestScoreTable(t *testing.T) {
	units := []Unit{{Code: "a", Name: "甲"}, {Code: "b", Name: "乙"}, {Code: "c", Name: "丙"}, {Code: "d", Name: "丁"}, {Code: "e", Name: "戊"}}
	var scores []Score
	scores = append(scores, figures("2024-08", "a", "响应率", 100.0, "解决率", 80.0, "满意率", 80.0)...)
	scores = append(scores, figures("2024-09", "a", "响应率", 100.0, "解决率", 90.0, "满意", 80.0, "基本满意", 10.0, "有效回访", 100.0)...)
	scores = append(scores, figures("2024-09", "b", "响应率", 100.0, "解决率", 96.0, "满意率", 95.0)...)
	scores = append(scores, Score{"2024-09", "c", "综合", 90.601, 99})
	scores = append(scores, figures("2024-09", "d", "响应率", 100.0, "解决率", 90.0)...)
	table := NewScoreTable("2024-09", units, scores, rules(t))
	if len(table.Rows) != 4 || table.Graded != "综合" {
		t.Fatalf("%d rows by %q", len(table.Rows), table.Graded)
	}
	for i, want := range []struct {
		total    float64
		computed bool
		grade    string
		rank     int
	}{{90.6, true, "良好", 2}, {96, true, "优秀", 1}, {90.601, false, "良好", 2}, {0, false, "", 0}} {
		row := table.Rows[i]
		m := row.Marks["综合"]
		if cents(m.Value) != cents(want.total) || m.Computed != want.computed || row.Grade != want.grade || row.Rank != want.rank {
			t.Errorf("%s: %+v %q %d, want %+v", row.Unit.Name, m, row.Grade, row.Rank, want)
		}
	}
	a := table.Rows[0].Marks
	if change, ok := a["综合"].Change(); !ok || change != 4.6 { // the rule of August gave 86
		t.Errorf("综合 rose by %v, %v", change, ok)
	}
	if change, ok := a["满意率"].Change(); !ok || change != 9 || !a["满意率"].Computed {
		t.Errorf("满意率 rose by %v, %v", change, ok)
	}
	if _, ok := table.Rows[1].Marks["综合"].Change(); ok {
		t.Error("乙 has a change without a month before")
	}
	if got := table.Indicators; got[0] != "响应率" || got[len(got)-1] != "综合" && got[len(got)-2] != "综合" {
		t.Errorf("indicators %q", got)
	}
}

func TestRanksLeaveOutAfterTies(t *testing.T) {
	var units []Unit
	var scores []Score
	for i, v := range []float64{90, 95, 90.004, 80, 95} {
		u := Unit{Code: string(rune('a' + i))}
		units, scores = append(units, u), append(scores, Score{"2024-09", u.Code, "综合", v, 0})
	}
	table := NewScoreTable("2024-09", units, scores, rules(t))
	for i, want := range []int{3, 1, 3, 5, 1} {
		if got := table.Rows[i].Rank; got != want {
			t.Errorf("rank of %v is %d, want %d", scores[i].Value, got, want)
		}
	}
}

func TestGradesAtTheirThresholds(t *testing.T) {
	r := rules(t)[0]
	for v, want := range map[float64]string{100: "优秀", 95: "优秀", 94.996: "优秀", 94.99: "良好", 90: "良好", 80: "一般", 79.99: "较差", 0: "较差", -1: ""} {
		if got := r.Grade(v); got != want {
			t.Errorf("Grade(%v) = %q, want %q", v, got, want)
		}
	}
	if got := (*ScoreRule)(nil).Grade(99); got != "" {
		t.Errorf("a grade without a rule: %q", got)
	}
}

func TestRuleFor(t *testing.T) {
	all := rules(t)
	for p, want := range map[Period]Period{"2023-12": "", "2024-01": "2024-01", "2024-08": "2024-01", "2024-09": "2024-09", "2025-03": "2024-09"} {
		got := Period("")
		if r := RuleFor(all, p); r != nil {
			got = r.From
		}
		if got != want {
			t.Errorf("rule of %s is %q, want %q", p, got, want)
		}
	}
}

func TestFormulasAreWrittenAsTheyAreRead(t *testing.T) {
	for line, want := range map[string]string{
		"综合=0.1*响应率+响应率×0.9":       "综合 = 0.1×响应率 + 0.9×响应率",
		"满意率 ＝ （满意＋0.9×基本满意）／有效回访": "满意率 = (满意 + 0.9×基本满意) ÷ 有效回访",
		"总分 = 50%×甲 + 乙":           "总分 = 0.5×甲 + 乙",
		"响应率 = 联系 ÷ 有效回访":          "响应率 = (联系) ÷ 有效回访",
		"综合":                       "",
		"= 0.1×甲":                  "",
		"综合 = ":                    "",
		"综合 = 3":                   "",
		"综合 = 甲×乙":                 "",
		"综合 = 甲 ÷ ":                "",
		"综合 = 甲÷乙÷丙":               "",
		"综合 = ((甲)":                "",
	} {
		f, err := ParseFormula(line)
		if want == "" {
			if err == nil {
				t.Errorf("%q is read as %q", line, f)
			}
			continue
		}
		if err != nil || f.String() != want {
			t.Errorf("%q is read as %q, %v", line, f, err)
		}
		if again, err := ParseFormula(f.String()); err != nil || again.String() != want {
			t.Errorf("%q read again is %q, %v", want, again, err)
		}
	}
}

func TestRulesAreRefused(t *testing.T) {
	for _, c := range []struct{ from, formulas, graded, grades, note, field string }{
		{"2024", "", "", "", "x", "from"},
		{"2024-09", "综合 = 甲\n综合 = 乙", "", "", "x", "formulas"},
		{"2024-09", "综合 甲", "", "", "x", "formulas"},
		{"2024-09", "", "", "优秀 95", "x", "graded"},
		{"2024-09", "", "综合", "优秀\n良好 90", "x", "grades"},
		{"2024-09", "", "综合", "良好 90\n优秀 95", "x", "grades"},
		{"2024-09", "", "综合", "优秀 九十", "x", "grades"},
		{"2024-09", "", "综合", "优秀 95", " ", "note"},
	} {
		_, err := ReadRule(c.from, c.formulas, c.graded, c.grades, c.note)
		if m := AsMistake(err); m == nil || m.Field != c.field {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestChangesOfASheet(t *testing.T) {
	stored := append(figures("2024-09", "a", "响应率", 99.0, "解决率", 90.0, "环境", 88.0), figures("2024-09", "b", "响应率", 98.0)...)
	sheet := ScoreSheet{Period: "2024-09", Indicators: []string{"响应率", "解决率"}, Scores: append(figures("2024-09", "a", "响应率", 99.0, "解决率", 91.0), figures("2024-09", "c", "解决率", 70.0)...)}
	got := sheet.Changes(stored)
	if len(got) != 3 || *got[0].Before != 90 || *got[0].After != 91 || got[1].UnitCode != "b" || got[1].After != nil || got[2].UnitCode != "c" || got[2].Before != nil {
		t.Errorf("changes %+v", got)
	}
	if again := sheet.Changes(sheet.Scores); len(again) != 0 {
		t.Errorf("the same again changes %+v", again)
	}
}

func TestApprovalsAreWhole(t *testing.T) {
	good := Approval{Approver: "区长", Document: "政督〔2024〕9号", ApprovedOn: "2024-09-10"}
	if err := good.Check("2024-09-10"); err != nil {
		t.Error(err)
	}
	for field, a := range map[string]Approval{
		"approver": {Document: "x", ApprovedOn: "2024-09-10"}, "document": {Approver: "x", ApprovedOn: "2024-09-10"}, "approved_on": {Approver: "x", Document: "x", ApprovedOn: "2024-09-11"},
	} {
		if m := AsMistake(a.Check("2024-09-10")); m == nil || m.Field != field {
			t.Errorf("%s: %v", field, m)
		}
	}
}

func TestScoreTrend(t *testing.T) {
	var scores []Score
	for i, p := range []Period{"2023-09", "2023-10", "2024-08", "2024-09"} {
		scores = append(scores, figures(p, "a", "响应率", 90.0+float64(i), "解决率", 90.0, "满意率", 90.0)...)
	}
	scores = append(scores, figures("2023-10", "a", "旧指标", 5.0)...)
	got := NewScoreTrend(scores, rules(t))
	if len(got.Months) != 12 || got.Months[0] != "2023-10" || got.Months[11] != "2024-09" {
		t.Errorf("months %v", got.Months)
	}
	if len(got.Indicators) != 5 || got.Indicators[0] != "响应率" || got.Indicators[3] != "综合" || got.Indicators[4] != "旧指标" {
		t.Errorf("indicators %v", got.Indicators)
	}
	if m := got.Marks["响应率"]; m[0] == nil || m[0].Value != 91 || m[1] != nil || m[11].Value != 93 {
		t.Errorf("marks %v", m)
	}
	if m, ok := got.Last("响应率"); !ok || *m.Before != 92 || got.Grade != "良好" || got.Graded != "综合" {
		t.Errorf("last %+v, %q %q", m, got.Graded, got.Grade)
	}
	if _, ok := got.Last("旧指标"); ok || len(NewScoreTrend(nil, nil).Months) != 0 {
		t.Error("a figure of long ago is the last")
	}
}
