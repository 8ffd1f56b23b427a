package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

var (
	office   = ledger.Account{Role: ledger.Clerk}
	liaisonA = ledger.Account{Role: ledger.Liaison, UnitCode: unitA}
	liaisonB = ledger.Account{Role: ledger.Liaison, UnitCode: unitB}
)

// as makes a move as somebody.
func as(s *Store, by ledger.Account, id int64, name ledger.MoveName, in ledger.Input) (e *ledger.Entry, err error) {
	m, err := ledger.FindMove(string(name))
	if err != nil {
		return nil, err
	}
	err = s.Write(context.Background(), clerk, func(w *Writer) error {
		e, err = w.MoveAs(by, id, 0, m, in)
		return err
	})
	return e, err
}

// on sets the clock of a ledger to a day.
func on(s *Store, d ledger.Date) {
	s.now = func() time.Time {
		return time.Date(d.Time().Year(), d.Time().Month(), d.Time().Day(), 9, 0, 0, 0, shanghai)
	}
}

func percent(n int) *int { return &n }

func said30(words string) ledger.Input { return ledger.Input{Progress: words, Percent: percent(30)} }

func note(words string) ledger.Input { return ledger.Input{Note: words} }

// followed is a ledger with one task of unit A that is followed, due on 2024-09-20.
func followed(t *testing.T) (*Store, int64) {
	s := open(t)
	registers(t, s)
	e := draft()
	e.Due = "2024-09-20"
	return s, add(t, s, "f", true, e)[0]
}

func TestTheLongWayOfAnEntry(t *testing.T) {
	s, id := followed(t)
	for i, step := range []struct {
		by   ledger.Account
		move ledger.MoveName
		in   ledger.Input
		want ledger.Status
	}{
		{office, ledger.Assign, ledger.Input{Due: "2024-09-25", Note: "请抓紧"}, ledger.Assigned},
		{liaisonA, ledger.Object, note("不属本单位职责"), ledger.Objected},
		{office, ledger.Overrule, note("属地责任"), ledger.Assigned},
		{liaisonA, ledger.Acknowledge, ledger.Input{}, ledger.Handling},
		{liaisonA, ledger.ReportBack, ledger.Input{Progress: "已开工", Problems: "缺资金", Steps: "申请", Coordination: "请财政支持", Percent: percent(40)}, ledger.Handling},
		{liaisonA, ledger.Submit, note("全部完成"), ledger.Submitted},
		{office, ledger.SendBack, note("现场未完工"), ledger.Handling},
		{liaisonA, ledger.ReportBack, said30("返工"), ledger.Handling},
		{liaisonA, ledger.Submit, note("已完工"), ledger.Submitted},
		{office, ledger.Verify, ledger.Input{Note: "现场核查属实", Evidence: "9月25日现场"}, ledger.Verified},
		{office, ledger.Strike, ledger.Input{}, ledger.Resolved},
		{office, ledger.Undo, ledger.Input{}, ledger.Verified},
		{office, ledger.Strike, ledger.Input{}, ledger.Resolved},
		{office, ledger.Rebound, ledger.Input{Note: "群众又反映", Due: "2024-10-20"}, ledger.Handling},
		{office, ledger.Resolve, note("再次整改"), ledger.Resolved},
	} {
		e, err := as(s, step.by, id, step.move, step.in)
		if err != nil {
			t.Fatalf("%d %s: %v", i, step.move, err)
		}
		kept := must(s.EntryByID(t.Context(), id))(t)
		if same, err := alike(e, kept); !same || err != nil || kept.Status != step.want || kept.Version != i+3 {
			t.Fatalf("%d %s: returned %+v, kept %+v", i, step.move, e, kept)
		}
		if solved := kept.Status == ledger.Resolved; solved != (kept.ResolvedAt != nil) || solved && (kept.VerifiedBy == "" || kept.Outcome == "") {
			t.Errorf("%d %s: %+v", i, step.move, kept)
		}
	}
	e := must(s.EntryByID(t.Context(), id))(t)
	if e.Due != "2024-10-20" || e.DueBasis != ledger.DueFromPerson || !strings.Contains(e.DueText, clerk.Name) || e.Rebounds != 1 || e.Percent != 0 {
		t.Errorf("at the end %+v", e)
	}
	all := must(s.Feedback(t.Context(), id))(t)
	if len(all) != 2 || all[0].Progress != "返工" || all[0].CreatedBy != clerk.Name || all[1].Percent != 40 || all[1].Coordination != "请财政支持" || all[1].Version != 7 {
		t.Errorf("feedback %+v", all)
	}
	events := must(s.Events(t.Context(), "entry", id))(t)
	if len(events) != e.Version-1 || !strings.Contains(events[5].After, "缺资金") || events[5].Note != "已开工" {
		t.Errorf("%d events for version %d: %+v", len(events), e.Version, events[5])
	}
}

func TestFeedbackNeverChanges(t *testing.T) {
	s, id := followed(t)
	must(as(s, liaisonA, id, ledger.ReportBack, said30("开工")))(t)
	for _, sql := range []string{"UPDATE feedback SET percent = 100", "DELETE FROM feedback"} {
		if err := s.writer.Exec(sql).Error; err == nil {
			t.Errorf("%s passes", sql)
		}
	}
}

func TestOnlyTheUnitThatAnswersAndTheOfficeMove(t *testing.T) {
	s, id := followed(t)
	before := dump(t, s)
	for _, by := range []ledger.Account{liaisonB, {Role: ledger.Leader}, {Role: ledger.Auditor}, {}} {
		_, err := as(s, by, id, ledger.ReportBack, said30("x"))
		wantMistake(t, err, ledger.Forbidden, "move")
	}
	_, err := as(s, liaisonA, id, ledger.Resolve, note("自行销号"))
	wantMistake(t, err, ledger.Forbidden, "move")
	if fmt.Sprint(dump(t, s)) != fmt.Sprint(before) {
		t.Error("a refused move left something behind")
	}
	must(as(s, office, id, ledger.Reassign, ledger.Input{Units: []string{unitB}, Note: "属西山镇"}))(t)
	_, err = as(s, liaisonA, id, ledger.Acknowledge, ledger.Input{})
	wantMistake(t, err, ledger.Forbidden, "move")
	e := must(as(s, liaisonB, id, ledger.Acknowledge, ledger.Input{}))(t)
	if e.Status != ledger.Handling || !e.AnsweredBy(unitB) || e.AnsweredBy(unitA) {
		t.Errorf("acknowledged as %+v", e)
	}
	wantArranged(t, s)
}

func TestAssigningNeedsAUnitThatIsThere(t *testing.T) {
	s := open(t)
	registers(t, s)
	nobody := draft()
	nobody.Units = []ledger.Party{{Name: "相关街道", Role: ledger.Lead}, named(dept, "", ledger.Support)}
	id := add(t, s, "f", true, nobody)[0]
	_, err := as(s, office, id, ledger.Assign, ledger.Input{})
	wantMistake(t, err, ledger.Invalid, "units")
	_, err = as(s, office, id, ledger.Assign, ledger.Input{Units: []string{"none"}})
	wantMistake(t, err, ledger.Invalid, "units")
	_, err = as(s, office, id, ledger.Assign, ledger.Input{Units: []string{unitA}, Due: "2024-09-10"})
	wantMistake(t, err, ledger.Invalid, "due")
	if err := s.writer.Exec("UPDATE units SET valid_to = '2024-09-01' WHERE code = ?", unitB).Error; err != nil {
		t.Fatal(err)
	}
	_, err = as(s, office, id, ledger.Assign, ledger.Input{Units: []string{unitB}})
	wantMistake(t, err, ledger.Invalid, "units")
	e := must(as(s, office, id, ledger.Assign, ledger.Input{Units: []string{unitA, " ", unitA}}))(t)
	if len(e.Units) != 2 || e.Units[0].Name != "东河街道" || e.Units[1].Role != ledger.Support {
		t.Errorf("assigned to %+v", e.Units)
	}
}

func TestExtension(t *testing.T) {
	s, id := followed(t)
	ask := ledger.Input{Note: "雨季", Due: "2024-10-15", Progress: "完成一半"}
	early := ask
	early.Due = "2024-09-20"
	_, err := as(s, liaisonA, id, ledger.AskMore, early)
	wantMistake(t, err, ledger.Invalid, "due")
	_, err = as(s, office, id, ledger.Extend, ledger.Input{Due: "2024-10-10"})
	wantMistake(t, err, ledger.Conflict, "move")
	asked := must(as(s, liaisonA, id, ledger.AskMore, ask))(t)
	_, err = as(s, liaisonA, id, ledger.AskMore, ask)
	wantMistake(t, err, ledger.Conflict, "move")
	write(t, s, func(w *Writer) error {
		_, err := w.Edit(id, asked.Version, ledger.Change{Kind: ledger.Progress, Text: asked.Text, Theme: asked.Theme, Units: asked.Units})
		wantMistake(t, err, ledger.Conflict, "kind")
		return nil
	})
	must(as(s, office, id, ledger.RefuseMore, note("理由不足")))(t)
	on(s, "2024-09-20") // the last day
	must(as(s, liaisonA, id, ledger.AskMore, ask))(t)
	on(s, "2024-09-21")
	_, err = as(s, office, id, ledger.Extend, ledger.Input{Due: "2024-09-20"})
	wantMistake(t, err, ledger.Invalid, "due")
	e := must(as(s, office, id, ledger.Extend, ledger.Input{Due: "2024-10-10", Note: "同意，抓紧"}))(t)
	if e.Due != "2024-10-10" || e.DueBasis != ledger.DueFromPerson || !strings.Contains(e.DueText, clerk.Name) || !strings.Contains(e.DueText, "抓紧") || e.Status != ledger.Registered {
		t.Errorf("extended to %+v", e)
	}
	all := must(s.Extensions(t.Context(), id))(t)
	if len(all) != 2 || all[0].Decision != ledger.Granted || all[0].Granted != "2024-10-10" || all[0].Due != "2024-09-20" || all[0].Asked != "2024-10-15" ||
		all[0].DecidedBy != clerk.Name || all[0].DecidedAt == nil || all[1].Decision != ledger.Refused || all[1].Granted != "" || all[1].Note != "理由不足" {
		t.Errorf("extensions %+v", all)
	}
	on(s, "2024-10-11")
	_, err = as(s, liaisonA, id, ledger.AskMore, ledger.Input{Note: "雨季", Due: "2024-11-15", Progress: "完成一半"})
	if m := wantMistake(t, err, ledger.Conflict, "move"); !strings.Contains(m.Words.ZH, "2024-10-10") {
		t.Errorf("after due: %v", m.Words)
	}
	on(s, "2024-10-01")
	must(as(s, liaisonA, id, ledger.AskMore, ledger.Input{Note: "雨季", Due: "2024-11-15", Progress: "完成一半"}))(t)
	must(as(s, office, id, ledger.Resolve, note("办结")))(t)
	if all = must(s.Extensions(t.Context(), id))(t); all[0].Decision != ledger.Lapsed || all[0].Note == "" {
		t.Errorf("left open behind a closed entry: %+v", all[0])
	}
}

func TestSuspensionStopsTheClock(t *testing.T) {
	s, id := followed(t)
	must(as(s, liaisonA, id, ledger.ReportBack, said30("开工")))(t)
	on(s, "2024-09-15")
	e := must(as(s, office, id, ledger.Suspend, note("等待批复")))(t)
	if e.Status != ledger.Suspended || e.SuspendedOn != "2024-09-15" {
		t.Errorf("suspended as %+v", e)
	}
	_, err := as(s, liaisonA, id, ledger.ReportBack, said30("x"))
	wantMistake(t, err, ledger.Conflict, "move")
	on(s, "2024-10-05")
	e = must(as(s, office, id, ledger.Resume, ledger.Input{}))(t)
	if e.Status != ledger.Handling || e.Due != "2024-10-10" || e.DueBasis != ledger.DueFromRule || !strings.Contains(e.DueText, "挂起顺延 20 天") || e.SuspendedOn != "" || e.Back != "" {
		t.Errorf("resumed as %+v", e)
	}
	events := must(s.Events(t.Context(), "entry", id))(t)
	if last := events[len(events)-1]; !strings.Contains(last.Before, "2024-09-20") || !strings.Contains(last.After, "2024-10-10") {
		t.Errorf("the event says %+v", last)
	}
	must(as(s, office, id, ledger.Suspend, note("又等")))(t)
	must(as(s, office, id, ledger.Terminate, note("政策调整")))(t)
	on(s, "2024-10-08")
	e = must(as(s, office, id, ledger.Reopen, note("恢复")))(t)
	if e.Status != ledger.Handling || e.Due != "2024-10-13" || e.Outcome != "" {
		t.Errorf("reopened as %+v", e)
	}
}

func TestClosingWithoutSolution(t *testing.T) {
	s := open(t)
	registers(t, s)
	other := draft()
	other.Start, other.Text = 20, "另一件"
	ids := add(t, s, "f", true, draft(), other)
	for _, c := range []struct {
		move ledger.MoveName
		in   ledger.Input
		want ledger.Status
	}{
		{ledger.Transfer, note("移送区公安分局"), ledger.Transferred}, {ledger.Terminate, note("已拆除"), ledger.Terminated},
		{ledger.MergeInto, ledger.Input{Number: "2024-09-任-002", Note: "同一处"}, ledger.Merged},
	} {
		_, err := as(s, office, ids[0], c.move, ledger.Input{Number: c.in.Number})
		wantMistake(t, err, ledger.Invalid, "note")
		e := must(as(s, office, ids[0], c.move, c.in))(t)
		if e.Status != c.want || e.Status.Class() != ledger.Dropped || !strings.Contains(e.Outcome, c.in.Note) || e.ResolvedAt != nil {
			t.Errorf("%s: %+v", c.move, e)
		}
		if f := must(s.MonthFigures(t.Context(), "2024-09"))(t); f.Kinds[2].Resolved != 0 || f.Kinds[2].Dropped != 1 || f.Kinds[2].Open != 1 {
			t.Errorf("%s counts as %+v", c.move, f.Kinds[2])
		}
		if c.move == ledger.MergeInto && (e.SameAs == nil || *e.SameAs != ids[1]) {
			t.Errorf("merged into %v", e.SameAs)
		}
		if e = must(as(s, office, ids[0], ledger.Reopen, note("重新办理")))(t); e.Status != ledger.Registered || e.SameAs != nil {
			t.Errorf("reopened as %+v", e)
		}
	}
	for _, number := range []string{"2024-09-任-001", "2024-09-任-009"} {
		_, err := as(s, office, ids[0], ledger.MergeInto, ledger.Input{Number: number, Note: "x"})
		wantMistake(t, err, ledger.Invalid, "number")
	}
	must(as(s, office, ids[1], ledger.Resolve, note("办结")))(t)
	_, err := as(s, office, ids[0], ledger.MergeInto, ledger.Input{Number: "2024-09-任-002", Note: "x"})
	wantMistake(t, err, ledger.Invalid, "number")
}

func TestAShortcomingIsVerifiedOnEvidence(t *testing.T) {
	s := open(t)
	registers(t, s)
	e := draft()
	e.Kind, e.Units = ledger.Shortcoming, []ledger.Party{named(unitA, "", ledger.Subject)}
	id := add(t, s, "f", true, e)[0]
	must(as(s, liaisonA, id, ledger.Submit, note("整改到位")))(t)
	_, err := as(s, office, id, ledger.Verify, note("属实"))
	wantMistake(t, err, ledger.Invalid, "evidence")
	if got := must(as(s, office, id, ledger.Verify, ledger.Input{Note: "属实", Evidence: "2024-10-成-003"}))(t); got.Evidence != "2024-10-成-003" || got.Outcome != "整改到位" {
		t.Errorf("verified as %+v", got)
	}
}

func TestTasksHangUnderAShortcoming(t *testing.T) {
	s := open(t)
	registers(t, s)
	blame := draft()
	blame.Kind, blame.Start = ledger.Shortcoming, 20
	ids := add(t, s, "f", true, draft(), blame)
	for number, field := range map[string]string{"2024-09-任-001": "number", "2024-09-问-009": "number"} {
		_, err := as(s, office, ids[0], ledger.PutUnder, ledger.Input{Number: number})
		wantMistake(t, err, ledger.Invalid, field)
	}
	_, err := as(s, office, ids[1], ledger.PutUnder, ledger.Input{Number: "2024-09-问-001"})
	wantMistake(t, err, ledger.Conflict, "move")
	must(as(s, office, ids[0], ledger.PutUnder, ledger.Input{Number: "2024-09-问-001"}))(t)
	if all := must(s.TasksUnder(t.Context(), ids[1]))(t); len(all) != 1 || all[0].ID != ids[0] || *all[0].Under != ids[1] {
		t.Errorf("under it hang %+v", all)
	}
	must(as(s, office, ids[0], ledger.PutUnder, ledger.Input{}))(t)
	if all := must(s.TasksUnder(t.Context(), ids[1]))(t); len(all) != 0 {
		t.Errorf("taken off, and under it hang %+v", all)
	}
}
