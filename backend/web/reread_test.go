package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

var digest = regexp.MustCompile(`name="digest" value="(\w+)"`)

// renamed gives the register another name for a unit, so that reports are read otherwise from now on.
func (w *world) renamed(code, alias string) {
	w.t.Helper()
	u, err := w.db.Unit(w.t.Context(), code)
	check(w.t, err)
	u.Aliases = append(u.Aliases, ledger.Alias{Name: alias})
	check(w.t, w.db.Write(w.t.Context(), ledger.System, func(tx *store.Writer) error {
		_, _, err := tx.SaveUnits([]ledger.Unit{*u})
		return err
	}))
}

const nicknamed = "9月5日，某区召开月度工作点评会。\n太平桥街道扎实推进垃圾分类。但在物业管理方面仍存不足。\n会议要求，洁美办要加大现场检查力度；洁美办要建立台账。\n"

func TestReportIsReadAgain(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	got := w.withText("a.txt", nicknamed, "2024-09-06", false)
	b.get("/reports/1").want(http.StatusOK, `href="/reports/1/reading"`)
	b.get("/reports/1/reading").want(http.StatusOK, "与现有的完全一样").without("digest")
	w.renamed("110106002", "洁美办")
	kept := withWords(t, got.Findings, "建立台账")
	b.post(findingPath(kept, "/moves"), url.Values{"move": {"accept"}, "version": {"1"}}).want(http.StatusSeeOther)
	page := b.get("/reports/1/reading").want(http.StatusOK, "读法有变", "已由人处理的，不作改动", "按新的读法更新（1）", "太平桥街道</ins>")
	seen := digest.FindStringSubmatch(page.body)[1]
	b.post("/reports/1/reading", url.Values{"digest": {"0"}}).want(http.StatusConflict, "没有改动任何内容", "读法有变")
	b.post("/reports/1/reading", url.Values{"digest": {seen}}).want(http.StatusSeeOther)
	b.get("/reports/1").want(http.StatusOK, "已按新的读法更新")
	if u := w.entry(withWords(t, got.Findings, "现场检查力度")).Units; len(u) != 1 || u[0].UnitCode == nil || *u[0].UnitCode != "110106002" {
		t.Errorf("read again, it names %+v", u)
	}
	if now := w.entry(kept); now.Version != 2 || now.Status != ledger.Registered || now.Units[0].UnitCode != nil {
		t.Errorf("the accepted entry is %+v", now)
	}
	b.post("/reports/1/withdraw", url.Values{"reason": {"误传"}}).want(http.StatusSeeOther)
	b.get("/reports/1/reading").want(http.StatusSeeOther)
	b.get("/reports/9/reading").want(http.StatusNotFound)
}
