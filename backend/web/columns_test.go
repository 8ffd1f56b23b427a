package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
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
