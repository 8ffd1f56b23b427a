package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

const strange = "行,要干的事,谁来干,啥时候完\n1,完成6个小区管线改造,太平桥街道,2024年9月30日\n2,开展占道经营专项整治,看丹街道,10月底前\n"

// TestColumnsAreConfirmed takes a table whose headings say nothing through the page that asks, with and without an answer.
func TestColumnsAreConfirmed(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	day := map[string]string{"published": "2024-09-13"}
	a := b.uploadAll([]named{{"任务.csv", []byte(strange)}}, day).want(422, "每一列是什么", "谁来干", "没认出", "第 1 行")
	if w.reportsAdded() != 0 {
		t.Error("it was stored without an answer")
	}
	key := regexp.MustCompile(`name="aside" value="(\w+)"`).FindStringSubmatch(a.body)[1]
	b.get("/reports/aside/"+key).want(http.StatusOK, "谁来干")

	// Nothing chosen finds nothing; the page offers to choose again, and holds on to what was said.
	blind := url.Values{"aside": {key}, "head.0": {"0"}, "holds.0.0": {"none"}, "holds.0.1": {"none"}, "holds.0.2": {"lead"}, "holds.0.3": {"due"}}
	b.post("/reports", blind).want(422, "仍然保留", "columns=1", `name="holds.0.2" value="lead"`)
	b.get("/reports/aside/"+key+"?columns=1").want(http.StatusOK, "谁来干")

	blind.Set("holds.0.1", "task")
	desk := b.post("/reports", blind).want(http.StatusSeeOther).Header.Get("Location")
	b.get(desk).want(http.StatusOK, "完成6个小区管线改造")
	found, err := w.db.Findings(t.Context(), 1)
	check(t, err)
	if len(found) != 2 || found[0].Units[0].Name != "太平桥街道" || found[1].Due != "2024-10-31" {
		t.Errorf("found %+v", found)
	}
	r, err := w.db.Report(t.Context(), 1)
	check(t, err)
	if len(r.Columns) != 3 || r.Columns[1].List != "columns.lead" || r.Columns[1].Word != "谁来干" || !strings.Contains(r.Text, "责任单位（谁来干）") {
		t.Errorf("columns are %v in %s", r.Columns, r.Text)
	}
	if got := b.get(desk + "/original").want(http.StatusOK); got.body != strange {
		t.Errorf("the original is %q", got.body)
	}
	b.uploadAll([]named{{"又一次.csv", []byte(strange)}}, day).want(http.StatusSeeOther)
	b.get(desk).want(http.StatusOK, "没有新增任何内容")
}

func TestColumnsOfSeveralFiles(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	plain := strings.NewReplacer("行,要干的事,谁来干,啥时候完", "序号,工作任务,责任单位,完成时限").Replace(strange)
	b.uploadAll([]named{{"任务.csv", []byte(strange)}, {"清楚.csv", []byte(plain)}}, map[string]string{"published": "2024-09-13"}).want(http.StatusSeeOther)
	a := b.get("/reports/received").want(http.StatusOK, "已导入 1", "待确认 1", "确认各列")
	key := setAside.FindStringSubmatch(a.body)[1]
	b.post("/reports", url.Values{"aside": {key}, "head.0": {"none"}}).want(422, "仍然保留")
	b.post("/reports", url.Values{"aside": {key}, "head.0": {"0"}, "holds.0.0": {"x"}, "holds.0.1": {"task"}, "holds.0.2": {"lead"}}).want(http.StatusSeeOther)
	b.get("/reports/received").want(http.StatusOK, "已导入 2")

	// Whoever asks is shown the columns of a table that is all known.
	again := strings.ReplaceAll(plain, "6个", "7个")
	b.uploadAll([]named{{"清楚.csv", []byte(again)}}, map[string]string{"published": "2024-09-13", "check": "1"}).want(422, "按表头认出")
	// The API and commands never ask.
	ask := map[string]any{"text": strings.ReplaceAll(strange, "6个", "8个"), "name": "x.csv", "keep": true}
	if status := newContract(w).call("POST", "/reports", ask, nil); status != http.StatusCreated {
		t.Errorf("the API answers %d", status)
	}
}

// TestHeadingsAreRemembered adds to the office's words what a person told, and only what was not known before; the next file
// with these headings is not asked about.
func TestHeadingsAreRemembered(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	mixed := strings.ReplaceAll(strange, "啥时候完", "完成时限")
	a := b.uploadAll([]named{{"任务.csv", []byte(mixed)}}, nil).want(422, "以后遇到这些表头都这样读")
	key := regexp.MustCompile(`name="aside" value="(\w+)"`).FindStringSubmatch(a.body)[1]
	b.post("/reports", url.Values{"aside": {key}, "remember": {"1"}, "head.0": {"0"}, "holds.0.0": {"number"}, "holds.0.1": {"task"}, "holds.0.2": {"lead"}, "holds.0.3": {"task"}}).want(http.StatusSeeOther)
	terms, err := w.db.Terms(t.Context())
	check(t, err)
	if len(terms) != 2 || terms[0] != (ledger.Term{List: "columns.lead", Word: "谁来干"}) || terms[1] != (ledger.Term{List: "columns.task", Word: "要干的事"}) {
		t.Errorf("the office's words are %v", terms)
	}
	next := strings.NewReplacer("6个", "9个", "行,", "序号,").Replace(mixed)
	to := b.uploadAll([]named{{"任务.csv", []byte(next)}}, nil).want(http.StatusSeeOther).Header.Get("Location")
	b.get(to).want(http.StatusOK, "完成9个小区管线改造", "牵头 = 谁来干")
}

// TestBodiesAreBounded refuses what no form needs, whoever sends it.
func TestBodiesAreBounded(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	w := newWorld(t)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("name", "x")
	check(t, err)
	_, err = part.Write(make([]byte, 3<<20))
	check(t, err)
	check(t, form.Close())
	a := w.browser().do("POST", "/sign-in", &body, http.Header{"Content-Type": {form.FormDataContentType()}})
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 || a.StatusCode < 400 || a.StatusCode >= 500 {
		t.Errorf("status %d, left %v, %v", a.StatusCode, left, err)
	}
}
