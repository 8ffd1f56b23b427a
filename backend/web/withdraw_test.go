package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestReportIsWithdrawnAndPutBack(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	got := w.withText("a.txt", asks, "2024-09-06", true)
	task := withWords(t, got.Findings, "加大现场检查力度")
	other := w.withText("乙报.txt", strings.Replace(asks, "某区", "本区日前", 1), "2024-09-07", false)
	b.post(findingPath(withWords(t, other.Findings, "加大现场检查力度"), "/moves"), url.Values{"move": {"link"}, "note": {task.Number}, "version": {"1"}}).want(http.StatusSeeOther)
	b.get("/reports/1").want(http.StatusOK, `href="/reports/1/withdraw"`)
	b.get("/reports/1/withdraw").want(http.StatusOK, "只以本报告为据的 3 条", "另有其他报告为据的 1 条", task.Number)
	b.post("/reports/1/withdraw", url.Values{"reason": {" "}}).want(422, "请写明撤回的理由")
	b.post("/reports/1/withdraw", url.Values{"reason": {"误传的草稿"}}).want(http.StatusSeeOther)
	b.post("/reports/1/withdraw", url.Values{"reason": {"再撤一次"}}).want(http.StatusConflict, testName)
	b.get("/reports/1/withdraw").want(http.StatusSeeOther)
	b.get("/reports/1").want(http.StatusOK, "这份报告已撤回", "误传的草稿", testName, "恢复这份报告", "仍在台账中", "已撤回 2024-09-问-001").without(`class="amend"`, `id="pick"`, "添加漏读")
	b.get("/reports").want(http.StatusOK, `class="void"`, "误传的草稿")
	b.get("/entries?status=withdrawn").want(http.StatusOK, "2024-09-问-001", "撤回的理由").without(task.Number)
	b.get(entryPath("2024-09-问-001")).want(http.StatusOK, "撤回的理由", "随报告撤回", "不亮灯").without("没有销号")
	b.get(entryPath(task.Number)).want(http.StatusOK, "报告已撤回", "已立项")
	b.get("/export/entries.csv?status=dropped").want(http.StatusOK, "已撤回", "误传的草稿")
	a := b.upload([]byte(asks), map[string]string{"published": "2024-09-06"}).want(http.StatusSeeOther)
	b.get(a.Header.Get("Location")).want(http.StatusOK, "后来撤回了", "恢复这份报告")
	b.post("/reports/1/findings", url.Values{"kind": {"task"}, "words": {"召开月度工作点评会"}}).want(http.StatusConflict, "不能再添加")

	b.post("/reports/1/put-back", nil).want(http.StatusSeeOther)
	b.post("/reports/1/put-back", nil).want(http.StatusConflict)
	b.get("/reports/1").want(http.StatusOK, "各事项恢复到撤回前的状态").without("这份报告已撤回")
	for _, e := range got.Findings {
		if now := w.entry(e); now.Status != e.Status || now.Outcome != "" || now.Number != e.Number {
			t.Errorf("%s is %s with %q", now.Number, now.Status, now.Outcome)
		}
	}
	if e := w.entry(task); e.Status != ledger.Registered {
		t.Errorf("it stands as %+v", e)
	}
	b.post("/reports/99/withdraw", url.Values{"reason": {"x"}}).want(http.StatusNotFound)
}
