package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

const asks = "9月5日，某区召开月度工作点评会。\n太平桥街道扎实推进垃圾分类。但在物业管理方面仍存不足。\n会议要求，相关街道要对照清单逐项整改；区城管委要加大现场检查力度。\n"

// withText brings a report in through the one door.
func (w *world) withText(name, text string, published ledger.Date, register bool) *web.Received {
	w.t.Helper()
	units, err := w.db.Units(w.t.Context())
	check(w.t, err)
	themes, err := w.db.Themes(w.t.Context())
	check(w.t, err)
	got, err := web.Submit(w.t.Context(), w.db, ledger.System, intake.NewReader(units, themes, nil), web.Submission{
		File: intake.File{Name: name, Data: []byte(text), Published: published}, Register: register,
	})
	check(w.t, err)
	return got
}

// withWords is the finding whose quote holds the words.
func withWords(t *testing.T, all []ledger.Entry, words string) ledger.Entry {
	t.Helper()
	for _, e := range all {
		if strings.Contains(e.Quote, words) {
			return e
		}
	}
	t.Fatalf("nothing found with %q in %+v", words, all)
	return ledger.Entry{}
}

func findingPath(e ledger.Entry, action string) string {
	return "/reports/" + itoa(e.ReportID) + "/findings/" + itoa(e.ID) + action
}

func (w *world) entry(e ledger.Entry) *ledger.Entry {
	w.t.Helper()
	now, err := w.db.EntryByID(w.t.Context(), e.ID)
	check(w.t, err)
	return now
}

func TestSuggestedDueIsTakenByAPerson(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	task := withWords(t, w.withText("a.txt", asks, "2024-09-06", false).Findings, "加大现场检查力度")
	b.get("/reports/1").want(http.StatusOK, "建议时限 9 月 25 日（规则：会议事项 20 日）")
	if task.Due != "" {
		t.Fatalf("a due date was filled in silently: %+v", task)
	}
	b.post(findingPath(task, "/due"), url.Values{"version": {"9"}}).want(http.StatusConflict)
	b.part = true
	b.post(findingPath(task, "/due"), url.Values{"version": {"1"}}).want(http.StatusOK, "规则：会议事项 20 日", "9 月 25 日")
	b.part = false
	if now := w.entry(task); now.Due != "2024-09-25" || now.DueBasis != ledger.DueFromRule || now.DueText != "会议事项 20 日" {
		t.Errorf("due %s by %s, %q", now.Due, now.DueBasis, now.DueText)
	}
	b.post(findingPath(task, "/due"), url.Values{"version": {"2"}}).want(http.StatusConflict, "没有可采用的建议时限")
	b.post(findingPath(task, ""), url.Values{"kind": {"task"}, "text": {task.Text}, "due": {"2024-09-28"}, "version": {"2"}}).want(http.StatusSeeOther)
	if now := w.entry(task); now.Due != "2024-09-28" || now.DueBasis != ledger.DueFromPerson || now.DueText != "" {
		t.Errorf("after an edit due %s by %s, %q", now.Due, now.DueBasis, now.DueText)
	}
}

func TestVagueUnitsAreChosen(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	task := withWords(t, w.withText("a.txt", asks, "2024-09-06", false).Findings, "对照清单")
	b.get("/reports/1?edit="+itoa(task.ID)).want(http.StatusOK, `name="named"`, "相关街道=太平桥街道")
	b.post(findingPath(task, ""), url.Values{
		"kind": {"task"}, "text": {task.Text}, "units": {"相关街道"}, "named": {"相关街道=太平桥街道", "相关街道=看丹街道"}, "version": {"1"},
	}).want(http.StatusSeeOther)
	if u := w.entry(task).Units; len(u) != 2 || u[0].UnitCode == nil || u[1].Name != "看丹街道" || u[1].Role != ledger.Lead {
		t.Errorf("units are %+v", u)
	}
}

func TestWhatTheLedgerKnowsAlready(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	w.withText("八月.txt", strings.Replace(asks, "9月5日", "8月5日", 1), "2024-08-06", true)
	w.resolveTasks(1)
	w.withText("甲报.txt", asks, "2024-09-06", true)
	again := w.withText("乙报.txt", strings.Replace(asks, "某区", "本区日前", 1), "2024-09-07", false)
	b.get("/reports/3").want(http.StatusOK, "2024-09-任-002", "重复督查", "连续 2 个月（8 月：", "2024-08-问-001")
	task := withWords(t, again.Findings, "加大现场检查力度")
	b.get("/reports/3").want(http.StatusOK, "4 条与台账相近，请逐条决定")
	link := url.Values{"move": {"link"}, "note": {"2024-09-任-002"}, "version": {"1"}}
	b.post(findingPath(task, "/moves"), url.Values{"move": {"link"}, "version": {"1"}}).want(422, "请写明台账中的编号")
	b.post(findingPath(task, "/moves"), link).want(http.StatusSeeOther)
	b.post(findingPath(task, "/moves"), url.Values{"move": {"accept"}, "version": {"1"}}).want(http.StatusConflict, "并入台账中相同的一条")
	b.get("/reports/3").want(http.StatusOK, "已并入</span> 2024-09-任-002", "3 条与台账相近")
	b.get(entryPath("2024-09-任-002")).want(http.StatusOK, "又一处来源", "/reports/3#q-"+itoa(task.ID))
	if now := w.entry(task); now.Status != ledger.Linked || now.Number != "" {
		t.Errorf("it stands as %+v", now)
	}
	b.post("/reports/3/accept", nil).want(http.StatusSeeOther)
	if now := w.entry(withWords(t, again.Findings, "垃圾分类")); now.Status != ledger.Draft || w.entry(withWords(t, again.Findings, "对照清单")).Status != ledger.Draft {
		t.Errorf("what says the same was accepted with the others: %+v", now)
	}
	b.post(findingPath(task, "/moves"), url.Values{"move": {"restore"}, "version": {"2"}}).want(http.StatusSeeOther)
	b.get(entryPath("2024-09-任-002")).want(http.StatusOK).without("又一处来源")
}

// resolveTasks strikes off every task of a report.
func (w *world) resolveTasks(report int64) {
	w.t.Helper()
	resolve, err := ledger.FindMove(string(ledger.Resolve))
	check(w.t, err)
	findings, err := w.db.Findings(w.t.Context(), report)
	check(w.t, err)
	check(w.t, w.db.Write(w.t.Context(), ledger.System, func(tx *store.Writer) error {
		for _, e := range findings {
			if e.Kind == ledger.Task {
				if _, err := tx.Move(e.ID, 0, resolve, "已办结"); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// What another meeting has asked for, and is still open, is one of three: the same, another followed beside it, a new one.
func TestThreeAnswersToWhatIsAskedAgain(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	w.withText("八月.txt", strings.Replace(asks, "9月5日", "8月5日", 1), "2024-08-06", true)
	tasks := w.withText("九月.txt", asks, "2024-09-06", true).Findings
	known := "2024-08-任-002"
	b.get("/reports/2").want(http.StatusOK, known, "8 月，在办", "重复督查", "并行…", "是新事项", "请逐条决定")
	task := withWords(t, tasks, "加大现场检查力度")
	if now := w.entry(task); now.Status != ledger.Draft {
		t.Fatalf("asked again, it was registered without a word: %+v", now)
	}
	tie := func(version, note string) url.Values {
		return url.Values{"tie": {"parallel"}, "number": {known}, "note": {note}, "version": {version}}
	}
	b.post(findingPath(task, "/ties"), tie("1", " ")).want(http.StatusUnprocessableEntity, "为什么要并行")
	b.post(findingPath(task, "/ties"), tie("9", "x")).want(http.StatusConflict)
	b.post(findingPath(task, "/ties"), url.Values{"tie": {"beside"}, "version": {"1"}}).want(http.StatusBadRequest)
	b.part = true
	b.post(findingPath(task, "/ties"), tie("1", "八月查主街，九月查背街")).want(http.StatusOK, "2024-09-任-002")
	b.part = false
	for from, to := range map[string]string{"2024-09-任-002": known, known: "2024-09-任-002"} {
		b.get(entryPath(from)).want(http.StatusOK, "关联事项", "并行事项", to, "八月查主街，九月查背街")
	}
	b.post(entryPath(known)+"/ties/drop", url.Values{"tie": {"parallel"}, "number": {"2024-09-任-002"}}).want(http.StatusSeeOther)
	b.post(entryPath(known)+"/ties/drop", url.Values{"tie": {"parallel"}, "number": {"2024-09-任-002"}}).want(http.StatusConflict, "已经解除")
	b.post(entryPath(known)+"/ties", url.Values{"tie": {"parallel"}, "number": {"2024-08-问-001"}, "note": {"x"}}).want(http.StatusUnprocessableEntity, "不能并行", `value="2024-08-问-001"`)
}

// Praise of the next month is offered as evidence of an open shortcoming, which stays open until a person closes it with it.
func TestPraiseIsOfferedAsEvidence(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	w.withText("八月.txt", strings.Replace(asks, "9月5日", "8月5日", 1), "2024-08-06", true)
	praise := withWords(t, w.withText("九月.txt", "9月5日，某区召开月度工作点评会。\n太平桥街道扎实推进物业管理。但在垃圾分类方面仍存不足。\n", "2024-09-06", false).Findings, "物业管理")
	b.get("/reports/2").want(http.StatusOK, "可作销号的佐证", "2024-08-问-001", "采纳，作为佐证")
	b.post(findingPath(praise, "/ties"), url.Values{"tie": {"shows"}, "number": {"2024-08-问-001"}, "version": {"1"}}).want(http.StatusSeeOther)
	b.get(entryPath("2024-08-问-001")).want(http.StatusOK, "可作佐证的成绩", "2024-09-成-001", `value="2024-09-成-001"`, "未再点到，上次是 8 月")
	if e, err := w.db.Entry(t.Context(), "2024-08-问-001"); err != nil || e.Status != ledger.Registered {
		t.Errorf("closed by itself: %+v, %v", e, err)
	}
}

func TestRecurrenceIsAcceptedAndLinked(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	w.withText("八月.txt", strings.Replace(asks, "9月5日", "8月5日", 1), "2024-08-06", true)
	blame := withWords(t, w.withText("九月.txt", asks, "2024-09-06", false).Findings, "物业管理")
	b.post(findingPath(blame, "/moves"), url.Values{"move": {"recur"}, "note": {"2024-08-任-001"}, "version": {"1"}}).want(422, "不是以前月份的“问题”")
	b.post(findingPath(blame, "/moves"), url.Values{"move": {"recur"}, "note": {"2024-08-问-001"}, "version": {"1"}}).want(http.StatusSeeOther)
	for _, number := range []string{"2024-08-问-001", "2024-09-问-001"} {
		b.get(entryPath(number)).want(http.StatusOK, "连续 2 个月", "/entries/2024-08-", `aria-current="true">`+number)
	}
	b.get(entryPath("2024-09-问-001")+"?edit=1").want(http.StatusOK, `name="recurs" value="2024-08-问-001"`)
	form := url.Values{"kind": {"shortcoming"}, "text": {"物业管理"}, "theme": {blame.Theme}, "units": {"太平桥街道"}, "version": {"2"}, "recurs": {"2024-08-任-001"}}
	b.post(entryPath("2024-09-问-001"), form).want(422, "不是以前月份的“问题”", `value="2024-08-任-001"`)
	form.Set("recurs", "")
	b.post(entryPath("2024-09-问-001"), form).want(http.StatusSeeOther)
	b.get(entryPath("2024-09-问-001")).want(http.StatusOK, "上一次").without("chain-head")
}
