package store

import (
	"testing"

	"taizhang/backend/ledger"
)

func sheet(p ledger.Period, figures ...float64) ledger.ScoreSheet {
	s := ledger.ScoreSheet{Period: p, Indicators: []string{"响应率", "解决率"}}
	for i, v := range figures {
		s.Scores = append(s.Scores, ledger.Score{Period: p, UnitCode: []string{unitA, unitB}[i/2], Indicator: s.Indicators[i%2], Value: v, Position: i % 2})
	}
	return s
}

// importing saves a sheet as somebody who saw the figures that are there.
func importing(t testing.TB, s *Store, x ledger.ScoreSheet) (changes []ledger.ScoreChange) {
	t.Helper()
	seen := must(s.SeenScores(t.Context(), x.Period))(t)
	write(t, s, func(w *Writer) (err error) { changes, err = w.SaveScores(x, seen); return err })
	return changes
}

func TestScoresAreCorrectedOnlyWhereTheyWereSeen(t *testing.T) {
	s := open(t)
	registers(t, s)
	write(t, s, func(w *Writer) error { _, err := w.SaveScores(sheet("2024-09", 98, 90, 97), ""); return err })
	err := s.Write(t.Context(), clerk, func(w *Writer) error {
		changes, err := w.SaveScores(sheet("2024-09", 99, 90), "")
		if len(changes) != 2 {
			t.Errorf("changes %+v", changes)
		}
		return err
	})
	wantMistake(t, err, ledger.Conflict, "seen")
	if n := len(must(s.Scores(t.Context(), "2024-09", "2024-09"))(t)); n != 3 {
		t.Fatalf("a refused correction left %d figures", n)
	}
	if changes := importing(t, s, sheet("2024-09", 99, 90)); len(changes) != 2 {
		t.Errorf("changes %+v", changes)
	}
	if changes := importing(t, s, sheet("2024-09", 99, 90)); changes != nil {
		t.Errorf("the same again changes %+v", changes)
	}
	now := must(s.Scores(t.Context(), "2024-09", "2024-09"))(t)
	if len(now) != 2 || now[0].Value != 99 || now[0].Indicator != "响应率" {
		t.Errorf("figures %+v", now)
	}
	events := must(s.ScoreEvents(t.Context(), "2024-09"))(t)
	if len(events) != 2 || events[0].Action != "import" || events[1].Action != "correct" ||
		events[1].Before != `{"东河街道 响应率":98,"西山镇 响应率":97}` || events[1].After != `{"东河街道 响应率":99}` {
		t.Errorf("events %+v", events)
	}
}

func TestAnotherFilesIndicatorsStay(t *testing.T) {
	s := open(t)
	registers(t, s)
	importing(t, s, sheet("2024-08", 98, 90, 97, 91))
	importing(t, s, sheet("2024-09", 98, 90))
	other := ledger.ScoreSheet{Period: "2024-09", Indicators: []string{"环境"}, Scores: []ledger.Score{{Period: "2024-09", UnitCode: unitA, Indicator: "环境", Value: 80}}}
	importing(t, s, other)
	if n := len(must(s.Scores(t.Context(), "2024-08", "2024-09"))(t)); n != 7 {
		t.Errorf("%d figures", n)
	}
	if got := must(s.UnitScores(t.Context(), unitB))(t); len(got) != 2 {
		t.Errorf("figures of a unit %+v", got)
	}
	if got := must(s.ScoreMonths(t.Context()))(t); len(got) != 2 || got[0] != "2024-09" {
		t.Errorf("months %v", got)
	}
	err := s.Write(t.Context(), clerk, func(w *Writer) error {
		_, err := w.SaveScores(ledger.ScoreSheet{Period: "2024-10", Indicators: []string{"x"}, Scores: []ledger.Score{{Period: "2024-10", UnitCode: "none", Indicator: "x"}}}, "")
		return err
	})
	if err == nil {
		t.Error("a unit that the register lacks was given a figure")
	}
}

func TestScoreRules(t *testing.T) {
	s := open(t)
	rule := must(ledger.ReadRule("2024-01", "综合 = 0.5×响应率 + 0.5×解决率", "综合", "优秀 95\n其他", "文件一"))(t)
	write(t, s, func(w *Writer) error { return w.SaveScoreRule(rule) })
	later := must(ledger.ReadRule("2024-09", "综合 = 0.4×响应率 + 0.6×解决率", "综合", "", "文件二"))(t)
	write(t, s, func(w *Writer) error { return w.SaveScoreRule(later) })
	rule.Note = "文件一（修订）"
	write(t, s, func(w *Writer) error { return w.SaveScoreRule(rule) })
	all := must(s.ScoreRules(t.Context()))(t)
	if len(all) != 2 || all[0].Note != "文件二" || all[1].Note != "文件一（修订）" || all[1].Formulas[0].String() != "综合 = 0.5×响应率 + 0.5×解决率" || all[1].CreatedBy != clerk.Name {
		t.Errorf("rules %+v", all)
	}
	if e := must(s.Events(t.Context(), "score-rule", 202401))(t); len(e) != 2 || e[1].Before != `{"note":"文件一"}` {
		t.Errorf("events %+v", e)
	}
	write(t, s, func(w *Writer) error { return w.DropScoreRule("2024-09") })
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { return w.DropScoreRule("2024-09") }), ledger.NotFound, "from")
	if got := ledger.RuleFor(must(s.ScoreRules(t.Context()))(t), "2024-12"); got == nil || got.From != "2024-01" {
		t.Errorf("rule after dropping %+v", got)
	}
}

func TestRankingNeedsAnApproval(t *testing.T) {
	s := open(t)
	inForce := func() bool {
		_, on, err := s.Approval(t.Context(), ledger.Ranking)
		if err != nil {
			t.Fatal(err)
		}
		return on
	}
	a := ledger.Approval{Subject: ledger.Ranking, Approver: "区长", Document: "政督〔2024〕9号", ApprovedOn: "2024-09-10"}
	if inForce() {
		t.Error("ranking is on in a new ledger")
	}
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { return w.Approve(ledger.Approval{Subject: ledger.Ranking}) }), ledger.Invalid, "approver")
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { return w.EndApproval(ledger.Ranking) }), ledger.NotFound, "subject")
	write(t, s, func(w *Writer) error { return w.Approve(a) })
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { return w.Approve(a) }), ledger.Conflict, "subject")
	if !inForce() {
		t.Error("ranking is not on")
	}
	write(t, s, func(w *Writer) error { return w.EndApproval(ledger.Ranking) })
	if inForce() {
		t.Error("ranking is still on")
	}
	if e := must(s.Events(t.Context(), ledger.Ranking, 1))(t); len(e) != 2 || e[0].Action != "approve" || e[1].Action != "end" {
		t.Errorf("events %+v", e)
	}
	write(t, s, func(w *Writer) error { return w.Approve(a) })
}
