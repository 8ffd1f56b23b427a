package store

import (
	"testing"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
)

// autumn is a calendar as the program might bring it: Mid-Autumn with its make-up day, and the National Day week.
var autumn = calendar.New([]ledger.SpecialDay{
	{Date: "2024-09-14", Worked: true, Name: "中秋节"}, {Date: "2024-09-15", Name: "中秋节"}, {Date: "2024-09-16", Name: "中秋节"}, {Date: "2024-09-17", Name: "中秋节"},
	{Date: "2024-10-01", Name: "国庆节"}, {Date: "2025-01-01", Name: "元旦"},
})

// withoutMakeUp is 2024 without the day worked in place of Mid-Autumn.
var withoutMakeUp = autumn.Days(2024)[1:]

// saveDays saves days as somebody who saw the calendar as it is.
func saveDays(t testing.TB, s *Store, days []ledger.SpecialDay) (asked int) {
	t.Helper()
	seen := must(s.SeenDays(t.Context()))(t)
	write(t, s, func(w *Writer) (err error) { asked, err = w.SaveDays(autumn, days, seen, "2024-09-11"); return err })
	return asked
}

func TestStoredDatesNeverMoveByThemselves(t *testing.T) {
	s := open(t)
	registers(t, s)
	counted := func(due ledger.Date, text string) ledger.Entry {
		e := draft()
		e.Due, e.DueText, e.DueBasis = due, text, ledger.DueFromText
		return e
	}
	ids := add(t, s, "f", true, counted("2024-09-14", "6个工作日内"), counted("2024-09-18", "七个工作日内"), counted("2024-09-18", "9月18日前"))
	due := func(i int) ledger.Date { return must(s.EntryByID(t.Context(), ids[i]))(t).Due }
	if asked := saveDays(t, s, withoutMakeUp); asked != 2 {
		t.Fatalf("%d questions", asked)
	}
	questions := must(s.DueQuestions(t.Context()))(t)
	if len(questions) != 2 || questions[0].EntryID != ids[0] || questions[0].Proposed != "2024-09-18" || questions[1].Proposed != "2024-09-19" || questions[1].Days != 7 {
		t.Fatalf("questions %+v", questions)
	}
	if due(0) != "2024-09-14" || due(1) != "2024-09-18" {
		t.Error("a stored date moved by itself")
	}
	now := must(s.Calendar(t.Context(), autumn))(t)
	if now.Add("2024-09-05", 7) != "2024-09-18" && now.Add("2024-09-06", 6) != "2024-09-18" || !now.Covered(2025) {
		t.Error("the calendar in force is not the one saved")
	}
	if own := must(s.OwnYears(t.Context()))(t); len(own) != 1 || own[0] != 2024 {
		t.Errorf("own years %v", own)
	}
	write(t, s, func(w *Writer) error { return w.AnswerDue(ids[0], true) })
	write(t, s, func(w *Writer) error { return w.AnswerDue(ids[1], false) })
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { return w.AnswerDue(ids[0], true) }), ledger.NotFound, "entry")
	if due(0) != "2024-09-18" || due(1) != "2024-09-18" || len(must(s.DueQuestions(t.Context()))(t)) != 0 {
		t.Errorf("due dates %s and %s after the answers", due(0), due(1))
	}
	if e := must(s.Events(t.Context(), "entry", ids[1]))(t); e[len(e)-1].Action != "keep-due" {
		t.Errorf("last event %+v", e[len(e)-1])
	}
}

func TestQuestionsSettleThemselves(t *testing.T) {
	s := open(t)
	registers(t, s)
	e := draft()
	e.Due, e.DueText, e.DueBasis = "2024-09-14", "6个工作日内", ledger.DueFromText
	ids := add(t, s, "f", true, e, e)
	saveDays(t, s, withoutMakeUp)
	write(t, s, func(w *Writer) error { _, err := w.Move(ids[0], 0, move(t, ledger.Resolve), "已办"); return err })
	if q := must(s.DueQuestions(t.Context()))(t); len(q) != 1 || q[0].EntryID != ids[1] {
		t.Errorf("questions after one was resolved %+v", q)
	}
	if asked := saveDays(t, s, autumn.Days(2024)); asked != 0 || len(must(s.DueQuestions(t.Context()))(t)) != 0 {
		t.Errorf("%d questions after the calendar was put back", asked)
	}
}

func TestDaysAreCheckedAndSeen(t *testing.T) {
	s := open(t)
	registers(t, s)
	save := func(days []ledger.SpecialDay, seen string) error {
		return s.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.SaveDays(autumn, days, seen, "2024-09-11"); return err })
	}
	wantMistake(t, save(withoutMakeUp, "0123"), ledger.Conflict, "seen")
	wantMistake(t, save([]ledger.SpecialDay{{Date: "2024-09-13", Worked: true}}, must(s.SeenDays(t.Context()))(t)), ledger.Invalid, "holidays")
	revision := must(s.Revision(t.Context()))(t)
	if asked := saveDays(t, s, autumn.Days(2024)); asked != 0 || must(s.Revision(t.Context()))(t) != revision {
		t.Error("the same days make a change")
	}
	saveDays(t, s, withoutMakeUp)
	if e := must(s.Events(t.Context(), "calendar", 2024))(t); len(e) != 1 || e[0].Before != `{"2024-09-14":"调休上班 中秋节"}` || e[0].After != "" {
		t.Errorf("events %+v", e)
	}
}
