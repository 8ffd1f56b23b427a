package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestSealingAMonth(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.sendScores("2024-09", "x.csv", augustScores).want(http.StatusSeeOther)
	b.get("/months").want(http.StatusOK, "2024 年 9 月", "未封账")
	b.get("/months/2024-9").want(http.StatusNotFound)
	b.get("/months/2023-01").want(http.StatusOK, "没有事项")
	if a := b.get("/months/2024-09").want(http.StatusOK, "太平桥街道", "核对后封账", "99.5"); strings.Contains(a.body, `name="sure"`) {
		t.Error("the second step is there at once")
	}
	a := b.get("/months/2024-09?seal=1").want(http.StatusOK, "永久冻结", "还没有过完", `name="sure"`)
	form := url.Values{"seen": {hiddenField(t, a.body, "seen")}}
	b.post("/months/2024-09/seal", form).want(422, "请勾选")
	form.Set("sure", "1")
	b.post("/months/2024-09/seal", url.Values{"sure": {"1"}, "seen": {"0123"}}).want(http.StatusConflict, "重新核对")
	b.post("/months/2024-09/seal", form).want(http.StatusSeeOther)
	b.post("/months/2024-09/seal", form).want(http.StatusConflict)
	b.get("/months/2024-09").want(http.StatusOK, "已封账", testName, "封账以后没有改动")
	if a := b.get("/months/2024-09/bulletin.docx").want(http.StatusOK, "PK"); !strings.Contains(a.Header.Get("Content-Disposition"), "attachment") {
		t.Error("the bulletin is no attachment")
	}
	b.get("/months/2024-08/bulletin.docx").want(http.StatusNotFound)
	e, err := w.db.Entry(t.Context(), task1)
	check(t, err)
	sealed := b.get("/months/2024-09/bulletin.docx").body
	b.post(entryPath(task1)+"/moves", url.Values{"move": {"resolve"}, "note": {"已办结"}, "version": {itoa(int64(e.Version))}}).want(http.StatusSeeOther)
	b.get("/months/2024-09").want(http.StatusOK, "更正", task1, "办结销号", "任务（已销号）")
	if b.get("/months/2024-09/bulletin.docx").body != sealed {
		t.Error("the sealed bulletin changed")
	}
	b.get("/months").want(http.StatusOK, "已封账")
	b.lang = "en"
	b.get("/months/2024-09").want(http.StatusOK, "Sealed", "Corrections")
}
