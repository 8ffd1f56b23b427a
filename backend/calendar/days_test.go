package calendar

import (
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestAYearIsReplacedWhole(t *testing.T) {
	c := shipped(t)
	after := c.With([]ledger.SpecialDay{{Date: "2024-09-16", Name: "中秋节"}, {Date: "2024-09-17", Name: "中秋节"}})
	if after.Add("2024-09-05", 7) != "2024-09-18" || after.Add("2024-09-05", 20) != "2024-10-07" || c.Add("2024-09-05", 7) != "2024-09-14" {
		t.Errorf("+7 is %s, +20 is %s", after.Add("2024-09-05", 7), after.Add("2024-09-05", 20))
	}
	if len(after.Days(2024)) != 2 || len(after.Days(2025)) != len(c.Days(2025)) || len(after.Years()) != 3 {
		t.Errorf("days %v", after.Days(2024))
	}
	changes := c.Changes(after)
	if len(changes) != len(c.Days(2024))-2 || changes[0].Date() != "2024-01-01" || changes[0].After != nil {
		t.Errorf("%d changes, the first %+v", len(changes), changes[0])
	}
	if same := c.Changes(c.With(c.Days(2024))); same != nil {
		t.Errorf("the same days change %+v", same)
	}
	if !c.With([]ledger.SpecialDay{{Date: "2027-01-01", Name: "元旦"}}).Covered(2027) {
		t.Error("a year that was set is not covered")
	}
}

func TestHolidaysAreWrittenAsTheyAreRead(t *testing.T) {
	c := shipped(t)
	var b strings.Builder
	if err := Write(&b, c.Days(2024)); err != nil {
		t.Fatal(err)
	}
	again, err := Read(strings.NewReader(b.String()))
	if err != nil || len(c.Changes(c.With(again.Days(2024)))) != 0 || !strings.Contains(b.String(), "2024-09-14,work,中秋节") {
		t.Errorf("%v\n%s", err, b.String())
	}
	if m := ledger.AsMistake(Check(ledger.SpecialDay{Date: "2024-09-14", Name: strings.Repeat("长", 41)})); m == nil {
		t.Error("a name of 41 characters passes")
	}
}

func TestMovesOfAnotherCalendar(t *testing.T) {
	c := shipped(t)
	after := c.With([]ledger.SpecialDay{{Date: "2024-09-16", Name: "中秋节"}, {Date: "2024-09-17", Name: "中秋节"}, {Date: "2024-10-01", Name: "国庆节"}})
	entry := func(id int64, due ledger.Date, text string, basis ledger.DueBasis) ledger.Entry {
		return ledger.Entry{ID: id, ReportID: 1, Kind: ledger.Task, Status: ledger.Registered, Due: due, DueText: text, DueBasis: basis}
	}
	open := []ledger.Entry{
		entry(1, "2024-09-14", "7个工作日内", ledger.DueFromText),
		entry(2, "2024-09-20", "9月20日前", ledger.DueFromText),
		entry(3, "2024-09-14", "7个工作日内", ledger.DueFromPerson),
		entry(4, "2024-10-10", "二十个工作日内", ledger.DueFromText),
		entry(5, "2024-09-13", "六个工作日内", ledger.DueFromText), // that day stays as it is
		entry(6, "2024-09-15", "几个工作日内", ledger.DueFromText), // no count of working days leads there
		entry(7, "2024-09-19", "9月19日前", ledger.DueFromText),
	}
	got := map[int64]ledger.DueMove{}
	for _, m := range c.Moves(after, "2024-09-12", ledger.DefaultThresholds, open, map[int64]ledger.Date{1: "2024-09-05"}, []ledger.DueQuestion{{EntryID: 4, Was: "2024-10-10", Days: 21}}) {
		got[m.Entry.ID] = m
	}
	// Three working days on from 12 September: the 18th with the make-up Saturday, the 19th without.
	if len(got) != 3 || got[1].Proposed != "2024-09-18" || got[1].Days != 7 || got[4].Proposed != "2024-10-09" || got[7].Proposed != "" || got[7].Before != ledger.Green || got[7].After != ledger.Blue {
		t.Errorf("moves %+v", got)
	}
}
