package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestSavedView(t *testing.T) {
	s := newStaff(t)
	clerk, leader := s.browsers[ledger.Clerk], s.browsers[ledger.Leader]
	a := clerk.post("/views?kind=shortcoming&sort=due", url.Values{"name": {"要盯的问题"}, "cols": {"due.month"}, "shared": {"1"}, "default": {"1"}}).want(http.StatusSeeOther)
	const at = "/entries?cols=due.month&kind=shortcoming&sort=due&view=1"
	if got := a.Header.Get("Location"); got != at {
		t.Fatalf("it opens at %s", got)
	}
	list := clerk.get(at).want(http.StatusOK, "要盯的问题", `aria-current="page"`, "月份").without("有改动")
	if strings.Contains(list.body, `class="theme"`) {
		t.Error("a column that was not chosen is shown")
	}
	list.want(http.StatusOK, `href="/export/entries.xlsx?cols=due.month&amp;kind=shortcoming&amp;sort=due"`)
	if got := clerk.get("/entries").want(http.StatusSeeOther).Header.Get("Location"); got != at {
		t.Errorf("the ledger opens at %s", got)
	}
	clerk.get("/entries?view=0").want(http.StatusOK, "台账里的全部事项")
	clerk.get(at+"&theme="+url.QueryEscape("安全生产")).want(http.StatusOK, "有改动", "按现在的条件更新")
	if got := leader.get("/views/1").want(http.StatusSeeOther).Header.Get("Location"); got != at {
		t.Errorf("for others it opens at %s", got)
	}
	leader.get("/entries").want(http.StatusOK, "要盯的问题", "clerk 共享")
	leader.post("/views?light=red", url.Values{"name": {"红灯"}, "shared": {"1"}}).want(http.StatusSeeOther)
	if strings.Contains(clerk.get("/entries?view=0").body, "红灯") {
		t.Error("a leader shared a view with the office")
	}
	leader.post("/views/1/drop", nil).want(http.StatusForbidden, "clerk")
	clerk.post("/views/2/drop", nil).want(http.StatusNotFound)
	clerk.post("/views?kind=task", url.Values{"name": {strings.Repeat("长", 21)}}).want(422, "20")
	clerk.post("/views/1/drop", nil).want(http.StatusSeeOther)
	clerk.get("/entries").want(http.StatusOK, "已删除")
}

// A view keeps the word by which it was told its days, and says what that means today.
func TestSavedViewMovesWithTheDay(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.post("/views?month=this-month&due=this-week&kind=task", url.Values{"name": {"本月任务"}}).want(http.StatusSeeOther)
	const at = "/entries?due=this-week&kind=task&month=this-month&view=1"
	if got := b.get("/views/1").want(http.StatusSeeOther).Header.Get("Location"); got != at {
		t.Fatalf("the view opens at %s", got)
	}
	b.get(at).want(http.StatusOK, "本月（2024 年 9 月）", "本周（9 月 16 日 至 9 月 22 日）", `value="this-week" selected`, `value="this-month" selected`).without("有改动")
	b.get("/entries?month=this-month").want(http.StatusOK, `href="/export/entries.xlsx?month=this-month"`)
	b.get("/entries?closed=last-month").want(http.StatusOK, "上月（2024 年 8 月）", `name="closed" value="last-month"`)
	b.get("/entries?due_by=2024-09-30").want(http.StatusOK, `name="due_by" value="2024-09-30"`, "不晚于 9 月 30 日")
	b.get("/entries?due=someday").want(http.StatusBadRequest, "this-week")
}

func TestViewsOfALiaison(t *testing.T) {
	s := newStaff(t)
	clerk, liaison := s.browsers[ledger.Clerk], s.browsers[ledger.Liaison]
	clerk.post("/views?unit="+otherUnit, url.Values{"name": {"别家的"}, "shared": {"1"}}).want(http.StatusSeeOther)
	clerk.post("/views?status=open", url.Values{"name": {"在办的"}, "shared": {"1"}}).want(http.StatusSeeOther)
	liaison.get("/entries").want(http.StatusOK, "在办的").without("别家的")
	liaison.post("/views?kind=task", url.Values{"name": {"任务"}}).want(http.StatusSeeOther)
	liaison.get("/entries?view=3&kind=task").want(http.StatusOK, "任务").without("有改动")
}

func TestColumns(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.get("/entries").want(http.StatusOK, `class="theme"`, `class="who"`)
	b.post("/me/list", url.Values{"columns": {"chosen"}, "col": {"quote", "due"}, "back": {"/entries?kind=task"}}).want(http.StatusSeeOther)
	list := b.get("/entries?kind=task").want(http.StatusOK, `class="cell-text"`, "cols=due.quote").without(`class="theme"`).without(`class="who"`)
	// A row that a move brings back has the same cells.
	b.part = true
	row := b.post(entryPath(task1)+"/moves", url.Values{"move": {"resolve"}, "note": {"办结"}, "part": {"row"}, "version": {"2"}, "back": {"/entries?kind=task"}}).want(http.StatusOK, task1)
	cells := func(page string) int {
		_, page, _ = strings.Cut(page, `<tr id="row-`)
		page, _, _ = strings.Cut(page, "</tr>")
		return strings.Count(page, "<td")
	}
	if cells(row.body) != cells(list.body) {
		t.Errorf("the row has %d cells, in the list %d", cells(row.body), cells(list.body))
	}
	b.part = false
	b.post("/me/list", url.Values{"columns": {"chosen"}}).want(http.StatusSeeOther)
	b.get("/entries?kind=task").want(http.StatusOK, "cols=none").without("<time")
	b.post("/me/list", url.Values{"columns": {"chosen"}, "col": {"colour"}}).want(http.StatusBadRequest, "evidence")
	b.post("/me/list", url.Values{"columns": {"usual"}, "view": {"99"}}).want(http.StatusNotFound)
	b.post("/me/list", url.Values{"columns": {"usual"}}).want(http.StatusSeeOther)
	b.get("/entries?kind=task").want(http.StatusOK, `class="theme"`)
	b.get("/entries?cols=colour").want(http.StatusBadRequest, "evidence")
	b.get("/export/entries.csv?cols=month").want(http.StatusOK, "月份").without("牵头单位")
	b.get("/export/entries.csv?cols=colour").want(http.StatusBadRequest)
}

// What a search finds in the quote alone is shown from there, marked; each condition can be taken off.
func TestSearchShowsWhereItFound(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	w.withText("f.txt", "9月6日，北山区召开会议。\n会议指出，太平桥街道飞线充电、消防安全问题突出，需加快整改。\n", "2024-09-06", true)
	a := b.get("/entries?kind=shortcoming&q="+url.QueryEscape("充电")).want(http.StatusOK, `<mark class="hit">充电</mark>`, `class="chips"`)
	a.want(http.StatusOK, `href="/entries?kind=shortcoming"`, `href="/entries?q=`+url.QueryEscape("充电")+`"`)
}
