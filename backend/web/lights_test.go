package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

func lightRule(from, soon string) url.Values {
	return url.Values{
		"from": {from}, "soon_days": {soon}, "behind": {"20"}, "cycle": {"month"}, "silent": {"2"}, "memory": {"always"}, "note": {"区督查办〔2024〕3号"},
	}
}

// sure takes the second step of a rule of lights.
func (b *browser) sure(step *answer, form url.Values) *answer {
	b.t.Helper()
	form.Set("seen", hiddenField(b.t, step.body, "seen"))
	form.Set("sure", "1")
	return b.post("/admin/lights", form)
}

func TestARuleOfLightsIsSeenThenSaved(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	today := ledger.DateOf(noon)
	e, err := w.db.Entry(t.Context(), task1)
	check(t, err)
	check(t, w.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		_, err := w.Edit(e.ID, 0, ledger.Change{Kind: e.Kind, Text: e.Text, Theme: e.Theme, Units: e.Units, Due: today.AddDays(12), DueBasis: ledger.DueFromPerson})
		return err
	}))
	b.get("/admin/lights").want(http.StatusOK, "亮灯规则", "不超过 3 个工作日", "默认规则")
	for field, form := range map[string]url.Values{
		"已经过去":    lightRule(string(today.AddDays(-1)), "5"),
		"0 到 30":  lightRule(string(today), "三"),
		"从哪一天起":   lightRule("明天", "5"),
		"依据的文件和文": {"from": {string(today)}, "soon_days": {"5"}, "behind": {"0"}, "silent": {"0"}, "cycle": {"week"}, "memory": {"never"}},
	} {
		b.post("/admin/lights", form).want(422, field)
	}
	b.get("/entries?light=blue").want(http.StatusOK, "没有")
	step := b.post("/admin/lights", lightRule(string(today), "10")).want(http.StatusOK, "1 项在办事项会换灯", task1, "确认并保存")
	b.post("/admin/lights", url.Values{"from": {string(today)}}).want(422)
	stale := lightRule(string(today), "10")
	b.sure(step, lightRule(string(today), "10")).want(http.StatusSeeOther)
	b.sure(step, stale).want(http.StatusConflict, "刚被别人改过")
	b.get("/admin/lights").want(http.StatusOK, "正在执行", "不超过 10 个工作日", "区督查办〔2024〕3号")
	b.get("/entries?light=blue").want(http.StatusOK, task1, "临期")
	b.get("/entries/"+url.PathEscape(task1)).want(http.StatusOK, "个工作日到期：时限 "+today.AddDays(12).Said(today).ZH)
	later := string(today.AddDays(30))
	step = b.post("/admin/lights", lightRule(later, "1")).want(http.StatusOK)
	b.sure(step, lightRule(later, "1")).want(http.StatusSeeOther)
	b.get("/admin/lights").want(http.StatusOK, "尚未执行", "撤去")
	b.post("/admin/lights/drop", url.Values{"from": {string(today)}}).want(http.StatusConflict, "已经执行")
	b.post("/admin/lights/drop", url.Values{"from": {later}}).want(http.StatusSeeOther)
	if body := b.get("/admin/lights").want(http.StatusOK).body; strings.Contains(body, "尚未执行") {
		t.Error("the rule is still there")
	}
}
