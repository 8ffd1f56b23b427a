package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// multi posts a form as one that may hold a file is posted.
func (b *browser) multi(path string, fields url.Values, file string) *answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for k, v := range fields {
		check(b.t, form.WriteField(k, v[0]))
	}
	if file != "" {
		part, err := form.CreateFormFile("file", "holidays.csv")
		check(b.t, err)
		_, err = part.Write([]byte(file))
		check(b.t, err)
	}
	check(b.t, form.Close())
	return b.do("POST", path, &body, http.Header{"Content-Type": {form.FormDataContentType()}})
}

// confirm takes the second step of a change of the calendar.
func (b *browser) confirm(step *answer) *answer {
	b.t.Helper()
	return b.multi("/admin/calendar", url.Values{"sheet": {hiddenField(b.t, step.body, "sheet")}, "seen": {hiddenField(b.t, step.body, "seen")}, "sure": {"1"}}, "")
}

func TestTheCalendarCountsAtOnce(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	e, err := w.db.Entry(t.Context(), task1)
	check(t, err)
	// Twenty working days on from 6 September 2024; the meeting of the fifth would be +20 on 10 October.
	check(t, w.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		_, err := w.Edit(e.ID, 0, ledger.Change{Kind: e.Kind, Text: e.Text, Theme: e.Theme, Units: e.Units, Due: "2024-10-11", DueText: "二十个工作日内", DueBasis: ledger.DueFromText})
		return err
	}))
	b.get("/admin/calendar").want(http.StatusOK, "2024 年工作日历", "班", "休", "国务院办公厅")
	b.get("/admin/calendar?year=2027").want(http.StatusOK, "还没有确认")
	b.get("/admin/calendar?year=x").want(http.StatusBadRequest)
	for field, form := range map[string]url.Values{
		"不是日期":   {"from": {"2024-02-30"}, "kind": {"off"}},
		"起日":     {"from": {"2024-10-08"}, "to": {"2024-10-07"}, "kind": {"off"}},
		"本来就是":   {"from": {"2024-10-09"}, "kind": {"work"}},
		"选择节假日文": {},
	} {
		b.multi("/admin/calendar", form, "").want(422, field)
	}
	b.multi("/admin/calendar", nil, "date,kind,name\n2024-10-01,rest,国庆节\n").want(422, "第 2 行")
	// The eighth of October becomes a holiday: what was counted over it would be a day later.
	step := b.multi("/admin/calendar", url.Values{"from": {"2024-10-08"}, "kind": {"off"}, "name": {"国庆节"}}, "").want(http.StatusOK, "将要改动", "2024-10-08", task1, "2024-10-11", "2024-10-12")
	if now, err := w.db.OwnYears(t.Context()); err != nil || len(now) != 0 {
		t.Fatalf("the first step saved %v, %v", now, err)
	}
	b.confirm(step).want(http.StatusSeeOther)
	b.confirm(step).want(http.StatusSeeOther) // sent again, it is the calendar already
	b.get("/admin/calendar").want(http.StatusOK, "本年日历由本单位设定", "1 项时限待决定")
	b.get("/admin/calendar/file?year=2024").want(http.StatusOK, "2024-10-08,off,国庆节", "2024-09-14,work,中秋节")
	b.get("/").want(http.StatusOK, "1 项时限待决定")
	b.get("/calendar/dues").want(http.StatusOK, task1, "2024-10-11", "2024-10-12", "二十个工作日内")
	if e, err = w.db.Entry(t.Context(), task1); err != nil || e.Due != "2024-10-11" {
		t.Errorf("due %s, %v", e.Due, err)
	}
	b.post("/calendar/dues", nil).want(422, "勾选")
	b.post("/calendar/dues", url.Values{"do": {"move"}, "entry": {itoa(e.ID)}}).want(http.StatusSeeOther)
	b.post("/calendar/dues", url.Values{"do": {"move"}, "entry": {itoa(e.ID)}}).want(http.StatusNotFound)
	if e, err = w.db.Entry(t.Context(), task1); err != nil || e.Due != "2024-10-12" || e.DueBasis != ledger.DueFromText {
		t.Errorf("due %s, %s, %v", e.Due, e.DueBasis, err)
	}
	b.get("/calendar/dues").want(http.StatusOK, "没有待定的时限")
}

// Today is Friday 20 September: an entry due on Thursday the 26th is four working days off, and three once the 24th is a holiday.
func TestLightsFollowTheCalendarWithoutARestart(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	e, err := w.db.Entry(t.Context(), task1)
	check(t, err)
	check(t, w.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		_, err := w.Edit(e.ID, 0, ledger.Change{Kind: e.Kind, Text: e.Text, Theme: e.Theme, Units: e.Units, Due: "2024-09-26", DueBasis: ledger.DueFromPerson})
		return err
	}))
	soon := func() bool { return strings.Contains(b.get("/entries?light=blue").want(http.StatusOK).body, task1) }
	if soon() {
		t.Fatal("due soon to begin with")
	}
	b.get("/").want(http.StatusOK)
	step := b.multi("/admin/calendar", url.Values{"from": {"2024-09-24"}, "kind": {"off"}, "name": {"校庆"}}, "").want(http.StatusOK, task1, "临期", "正常")
	b.confirm(step).want(http.StatusSeeOther)
	if !soon() {
		t.Error("not due soon at once")
	}
	year := b.get("/admin/calendar/file?year=2024").body
	step = b.multi("/admin/calendar", nil, strings.Replace(year, "2024-09-24,off,校庆\n", "", 1)).want(http.StatusOK, "2024-09-24")
	b.confirm(step).want(http.StatusSeeOther)
	if soon() {
		t.Error("still due soon after the year was put back by file")
	}
}
