package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestFindingIsAddedByItsWordsOrItsPlace(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	w.withText("a.txt", strings.Replace(asks, "会议要求", "区委书记现\n场点评。会议要求", 1), "2024-09-06", false)
	post := func(form url.Values) *answer { return b.post("/reports/1/findings", form) }
	post(url.Values{"kind": {"task"}, "words": {"没有的话"}}).want(422, "原文中没有这段话", `>没有的话</textarea>`)
	post(url.Values{"kind": {"task"}, "words": {"要"}}).want(422, "次，请多写几个字")
	post(url.Values{"kind": {"x"}, "words": {"区委书记现场点评"}}).want(422, "请选择类别", ">区委书记现场点评</textarea>")
	post(url.Values{"kind": {"task"}, "start": {"2"}, "end": {"x"}}).want(422, "页面内容不完整")
	post(url.Values{"kind": {"task"}, "start": {"2"}, "end": {"9999"}}).want(422, "不在原文之内")
	to := post(url.Values{"kind": {"progress"}, "words": {"区委书记现场点评。"}}).want(http.StatusSeeOther).Header.Get("Location")
	b.get(to).want(http.StatusOK, "区委书记现场点评", `class="edit"`)
	post(url.Values{"kind": {"progress"}, "words": {"区委书记现场点评"}}).want(http.StatusConflict, "已经在清单里")
	post(url.Values{"kind": {"task"}, "start": {"0"}, "end": {"4"}}).want(http.StatusSeeOther)
	b.post("/reports/9/findings", url.Values{"kind": {"task"}, "words": {"会议"}}).want(http.StatusNotFound)
	all, err := w.db.Findings(t.Context(), 1)
	check(t, err)
	e := withWords(t, all, "区委书记")
	if e.Rule != "" || e.Status != ledger.Draft || e.Kind != ledger.Progress || e.Quote != "区委书记现场点评" || e.End-e.Start != 9 || len(e.Units) != 0 {
		t.Errorf("added %+v", e)
	}
	post(url.Values{"kind": {"progress"}, "words": {"垃圾分类"}}).want(http.StatusSeeOther)
	b.get("/reports/1").want(http.StatusOK, "建议领域：垃圾分类（规则：原文有“垃圾分类”）")
	events, err := w.db.Events(t.Context(), "entry", e.ID)
	check(t, err)
	if len(events) != 1 || events[0].Action != "add" || events[0].Actor != testName {
		t.Errorf("events are %+v", events)
	}
}

func TestSplitAndMergeOnTheDesk(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	task := withWords(t, w.withText("a.txt", strings.Replace(asks, "检查力度。", "检查力度，建立红黑榜机制。", 1), "2024-09-06", false).Findings, "红黑榜")
	cut := strings.Index(task.Quote, "建立")
	at := itoa(int64(len([]rune(task.Quote[:cut]))))
	b.get("/reports/1").want(http.StatusOK, `name="at" value="`+at+`"`)
	b.post(findingPath(task, "/split"), url.Values{"at": {"1"}, "version": {"1"}}).want(422, "之后拆分")
	b.post(findingPath(task, "/split"), url.Values{"at": {"x"}, "version": {"1"}}).want(422)
	b.post(findingPath(task, "/split"), url.Values{"at": {at}, "version": {"5"}}).want(http.StatusConflict)
	b.post(findingPath(task, "/split"), url.Values{"at": {at}, "version": {"1"}}).want(http.StatusSeeOther)
	b.post(findingPath(task, "/split"), url.Values{"at": {at}, "version": {"2"}}).want(http.StatusConflict, "待核的事项")
	b.get("/reports/1").want(http.StatusOK, "已拆分为", `class="merge"`)
	all, err := w.db.Findings(t.Context(), 1)
	check(t, err)
	first, second := ledger.Entry{}, ledger.Entry{}
	for _, e := range all {
		switch {
		case e.Quote == "建立红黑榜机制":
			second = e
		case e.Status == ledger.Draft && strings.HasSuffix(e.Quote, "检查力度"):
			first = e
		}
	}
	with := url.Values{"version": {"1"}, "with": {itoa(second.ID)}, "with_version": {"1"}}
	b.post(findingPath(first, "/merge"), url.Values{"version": {"1"}}).want(422)
	b.post(findingPath(first, "/merge"), url.Values{"version": {"1"}, "with": {itoa(second.ID)}, "with_version": {"3"}}).want(http.StatusConflict)
	to := b.post(findingPath(first, "/merge"), with).want(http.StatusSeeOther).Header.Get("Location")
	b.get(to).want(http.StatusOK, "已合并为")
	all, err = w.db.Findings(t.Context(), 1)
	check(t, err)
	drafts := 0
	for _, e := range all {
		if e.Quote == task.Quote && e.Status == ledger.Draft && e.ID != task.ID && len(e.Units) == len(task.Units) {
			drafts++
		}
	}
	if drafts != 1 || w.entry(first).Status != ledger.Rejected || w.entry(second).Status != ledger.Rejected {
		t.Errorf("%d drafts after merging, in %+v", drafts, all)
	}
}
