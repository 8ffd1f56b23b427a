package web_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

const task1 = "2024-09-任-001"

func entryPath(number string) string { return "/entries/" + url.PathEscape(number) }

func TestFirstPages(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.get("/").want(http.StatusOK, "/reports/new")
	w.withReport(true)
	for path, texts := range map[string][]string{
		"/":                {"2024", "太平桥街道", "西罗园街道", "马家堡街道", "看丹街道", "右安门街道", "城乡环境建设"},
		"/units":           {"太平桥街道", "区房屋管理局"},
		"/units/110106002": {"城市环境建设", "税收收入", "属地"},
		"/entries":         {"2024-09-任-0", "已立项"},
		entryPath(task1):   {task1, "采纳立项"},
		"/reports":         {"月度工作点评会"},
		"/reports/1":       {"持续强化党建引领基层治理"},
		"/reports/new":     {"2024-09-20"},
	} {
		b.get(path).want(http.StatusOK, texts...)
	}
	for _, path := range []string{"/nowhere", "/units/000", "/entries/2024-09-%E4%BB%BB-999", "/reports/99", "/reports/x", "/export/entries.doc", "/export/x"} {
		if a := b.get(path); a.StatusCode != 404 && a.StatusCode != 400 {
			t.Errorf("%s: status %d", path, a.StatusCode)
		}
	}
}

func TestResolveAndUndo(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	move := func(form ...string) *answer {
		v := url.Values{}
		for i := 0; i < len(form); i += 2 {
			v.Set(form[i], form[i+1])
		}
		return b.post(entryPath(task1)+"/moves", v)
	}
	e, err := w.db.Entry(t.Context(), task1)
	check(t, err)
	version := strconv.Itoa(e.Version)
	move("move", "resolve", "note", "  ", "version", version).want(422, "办理情况")
	move("move", "resolve", "note", "已办", "version", "").want(422)
	move("move", "fly", "note", "已办", "version", version).want(400, "resolve")
	b.post(entryPath("2024-09-任-999")+"/moves", url.Values{"move": {"resolve"}}).want(404)
	move("move", "resolve", "note", "已经全部办结", "version", version).want(http.StatusSeeOther)
	b.get(entryPath(task1)).want(200, "已经全部办结", testName, "已销号")
	move("move", "resolve", "note", "我也来办一次", "version", version).want(409, "我也来办一次", "已经全部办结")
	b.part = true
	a := move("move", "undo", "part", "row", "version", strconv.Itoa(e.Version+1)).want(200, task1, "已立项")
	if strings.Contains(a.body, "<html") {
		t.Error("a part was asked for and a whole page came")
	}
	if e, err = w.db.Entry(t.Context(), task1); err != nil || e.Status != ledger.Registered || e.Outcome != "" {
		t.Errorf("entry is %+v, %v", e, err)
	}
}

func TestEditKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	form := url.Values{"kind": {"task"}, "text": {"新的写法"}, "theme": {"安全生产"}, "units": {"区城管委、新设的专班"}, "due": {"2024-10-31"}, "version": {"2"}}
	b.post(entryPath(task1), form).want(http.StatusSeeOther)
	b.get(entryPath(task1)).want(200, "新的写法", "区城市管理委员会", "新设的专班", "人工")
	form.Set("text", "别人同时的写法")
	b.post(entryPath(task1), form).want(409, "别人同时的写法", "新的写法")
	form.Set("version", "3")
	form.Set("due", "2024-13-01")
	b.post(entryPath(task1), form).want(422, "别人同时的写法", "2024-13-01")
}

func TestFilters(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	a := b.get("/entries?kind=shortcoming&unit=110106023").want(200, "城乡环境建设")
	if strings.Contains(a.body, "消防安全") {
		t.Error("another unit's shortcoming is shown")
	}
	b.get("/entries?q="+url.QueryEscape("飞线")).want(200, "飞线")
	b.get("/entries?q=" + url.QueryEscape("没有这个词")).want(200)
	for query, valid := range map[string]string{"kind=praise": "progress", "status=lost": "registered", "sort=colour": "updated", "light=pink": "red", "month=2024-13": "2024-09", "limit=9999": "500", "unit=42": "42", "cursor=%21": ""} {
		b.get("/entries?"+query).want(400, valid)
		b.do("GET", "/api/v1/entries?"+query, nil, http.Header{"Authorization": {"Bearer " + testToken}}).want(400, valid)
	}
}

func TestExports(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	a := b.get("/export/entries.csv?kind=shortcoming").want(200)
	if !strings.HasPrefix(a.body, "\ufeff") || !strings.Contains(a.Header.Get("Content-Disposition"), "attachment") {
		t.Error("no BOM, or shown instead of saved")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 1+8 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	a = b.get("/export/entries.xlsx?unit=110106002&kind=progress").want(200)
	sheet, err := excelize.OpenReader(strings.NewReader(a.body))
	check(t, err)
	defer sheet.Close()
	cells, err := sheet.GetRows(sheet.GetSheetName(0))
	if err != nil || !strings.Contains(strings.Join(cells[len(cells)-1], "|")+strings.Join(cells[1], "|"), "太平桥街道") {
		t.Errorf("sheet is %v, %v", cells, err)
	}
	b.get("/export/entries.csv?unit=42").want(400)
}
