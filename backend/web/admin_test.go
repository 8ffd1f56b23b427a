package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// oddly is a report in the words of one office.
const oddly = "北山区召开9月份工作点评会\n9月5日，北山区召开工作点评会，通报各街镇8月份工作情况。\n太平桥街道接诉即办掉链子。\n会议强调，老桥街办要尽快整改。\n"

// stampOn is what a form on the page rests on.
func stampOn(a *answer) string {
	m := regexp.MustCompile(`name="was" value="([^"]*)"`).FindStringSubmatch(a.body)
	if m == nil {
		a.t.Fatal("the page has no form")
	}
	return m[1]
}

func (w *world) register() ledger.Register {
	w.t.Helper()
	r, err := w.db.Register(w.t.Context())
	check(w.t, err)
	return r
}

func (w *world) revision() int64 {
	w.t.Helper()
	n, err := w.db.Revision(w.t.Context())
	check(w.t, err)
	return n
}

// A word is tried on a report, saved, and counts in the next reading, all without a restart.
func TestWordsAreTriedSavedAndRead(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.upload(nil, map[string]string{"text": oddly, "published": "2024-09-06"}).want(http.StatusSeeOther)
	before := w.revision()
	const path = "/admin/words/predicates"
	page := b.get(path).want(http.StatusOK, "程序自带的词", "先看影响")
	form := url.Values{"words": {"掉链子\n滞后"}, "was": {stampOn(page)}, "do": {"try"}}
	b.post(path, form).want(http.StatusOK, "掉链子\n滞后", "还没有保存", "新读出 1 条", "接诉即办掉链子", "太平桥街道")
	if w.revision() != before {
		t.Fatal("a dry run was saved")
	}
	form.Set("do", "save")
	b.post(path, form).want(http.StatusSeeOther)
	b.get("/admin/words").want(http.StatusOK, "新增 1 个词，删除 0 个；另有 1 个程序自带", "自己添加：掉链子")
	again := strings.Replace(oddly, "尽快整改", "立即整改", 1)
	b.upload(nil, map[string]string{"text": again, "published": "2024-09-06"}).want(http.StatusSeeOther)
	b.get("/reports/2").want(http.StatusOK, "接诉即办掉链子")
}

func TestWordFormsThatCannotBeSaved(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	page := b.get("/admin/words/verbs")
	before := w.revision()
	long := strings.Repeat("长", 41)
	b.post("/admin/words/verbs", url.Values{"words": {"盯办 " + long}, "was": {stampOn(page)}}).want(http.StatusUnprocessableEntity, "太长", "盯办 "+long)
	b.post("/admin/words/verbs", url.Values{"words": {"盯办"}, "was": {stampOn(page)}, "do": {"try"}}).want(http.StatusNotFound, "还没有报告", "盯办")
	b.post("/admin/words/adverbs", url.Values{"words": {"盯办"}}).want(http.StatusNotFound)
	if w.revision() != before {
		t.Error("something was saved")
	}
	b.post("/admin/words/verbs", url.Values{"words": {"盯办"}, "was": {stampOn(page)}}).want(http.StatusSeeOther)
	stale := b.post("/admin/words/verbs", url.Values{"words": {"起底"}, "was": {stampOn(page)}}).want(http.StatusConflict, "别人已经改过", "起底")
	b.post("/admin/words/verbs", url.Values{"words": {"起底"}, "was": {stampOn(stale)}}).want(http.StatusSeeOther)
	if own := w.register().Own("verbs"); len(own) != 1 || own[0] != "起底" {
		t.Errorf("own words are %v", own)
	}
}

func unitFields(was string) url.Values {
	return url.Values{
		"was": {was}, "name": {"太平桥街道"}, "short": {"太平桥"}, "official": {"北京市丰台区太平桥街道"}, "kind": {"subdistrict"}, "district": {"110106"}, "parent": {"110106"}, "position": {"3"},
		"alias": {"太平桥街道办事处", "老桥街办", ""}, "alias_from": {"", "2020-01-01", ""}, "alias_to": {"", "", ""},
	}
}

func TestUnitIsChangedTriedAndEnded(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.upload(nil, map[string]string{"text": oddly, "published": "2024-09-06"}).want(http.StatusSeeOther)
	const path = "/admin/units/110106002"
	form := unitFields(stampOn(b.get(path).want(http.StatusOK, `value="太平桥街道党工委"`)))
	form.Set("do", "try")
	b.post(path, form).want(http.StatusOK, "1 条读法有变", "老桥街办", `value="2020-01-01"`)
	form.Set("do", "save")
	form["alias"][2] = "右安门街道"
	b.post(path, form).want(http.StatusUnprocessableEntity, "右安门街道”（110106001）", `value="老桥街办"`)
	form["alias"][2], form["alias_from"][1] = "", "去年"
	b.post(path, form).want(http.StatusUnprocessableEntity, "“去年”不是日期", `value="老桥街办"`)
	form["alias_from"][1] = "2020-01-01"
	form.Set("valid_to", "2030-12-31")
	b.post(path, form).want(http.StatusSeeOther)
	b.get("/admin/units").want(http.StatusOK, "已保存“太平桥街道”", "老桥街办", "至 2030-12-31")
	u, err := w.db.Unit(t.Context(), "110106002")
	check(t, err)
	if len(u.Aliases) != 2 || u.ValidTo != "2030-12-31" {
		t.Errorf("%+v", u)
	}
	b.post(path, form).want(http.StatusConflict, "别人已经改过")
	form.Set("was", stampOn(b.get(path)))
	form.Set("name", "老桥街道")
	b.post(path, form).want(http.StatusSeeOther)
	b.get("/admin/units").want(http.StatusOK, "原名“太平桥街道”不在别名里")
	events, err := w.db.Events(t.Context(), "units", 0)
	check(t, err)
	if last := events[len(events)-2]; last.Actor != testName || !strings.Contains(last.Before, "党工委") || strings.Contains(last.After, "党工委") {
		t.Errorf("%+v", last)
	}
}

func TestUnitIsAdded(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.lang = "en"
	b.get("/admin/units/new").want(http.StatusOK, "Add a unit")
	form := url.Values{"code": {"110106001"}, "name": {"区教育委员会"}, "short": {"区教委"}, "kind": {"department"}}
	b.post("/admin/units", form).want(http.StatusUnprocessableEntity, "is that of", `value="区教委"`)
	form.Set("code", "1/2")
	b.post("/admin/units", form).want(http.StatusUnprocessableEntity, "letters, digits")
	form.Set("code", "110106-jw")
	b.post("/admin/units", form).want(http.StatusSeeOther)
	all := w.register().Units
	if last := all[len(all)-1]; last.Code != "110106-jw" || last.Position != len(all) {
		t.Errorf("the last unit is %+v", last)
	}
	b.get("/admin/units/110106-none").want(http.StatusNotFound)
	b.post("/admin/units/110106-none", form).want(http.StatusNotFound)
}

func TestThemeIsChangedAndRenamed(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	path := "/admin/themes/" + url.PathEscape("垃圾分类")
	page := b.get(path).want(http.StatusOK, "桶前")
	form := url.Values{"was": {stampOn(page)}, "name": {"垃圾分类"}, "position": {"2"}, "cues": {"桶前\r\n厨余"}, "do": {"try"}}
	b.post(path, form).want(http.StatusOK, "还没有保存", "桶前\r\n厨余")
	form.Set("do", "save")
	form.Set("name", "接诉即办")
	b.post(path, form).want(http.StatusUnprocessableEntity, "已经有“接诉即办”")
	form.Set("name", "垃圾减量")
	b.post(path, form).want(http.StatusUnprocessableEntity, "不能改名")
	form.Set("name", "垃圾分类")
	b.post(path, form).want(http.StatusSeeOther)
	unused := url.Values{"name": {"街区更新"}, "same": {"街区改造"}}
	b.post("/admin/themes", unused).want(http.StatusSeeOther)
	old := "/admin/themes/" + url.PathEscape("街区更新")
	unused.Set("was", stampOn(b.get(old).want(http.StatusOK)))
	unused.Set("name", "街区焕新")
	b.post(old, unused).want(http.StatusSeeOther)
	b.get(old).want(http.StatusNotFound)
	b.get("/admin/themes").want(http.StatusOK, "街区焕新", "街区改造")
}

// loadFile posts a file of a register as the page's form does.
func (b *browser) loadFile(path, do, text string) *answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	check(b.t, form.WriteField("do", do))
	part, err := form.CreateFormFile("file", "register")
	check(b.t, err)
	_, err = part.Write([]byte(text))
	check(b.t, err)
	check(b.t, form.Close())
	return b.do("POST", path, &body, http.Header{"Content-Type": {form.FormDataContentType()}})
}

func TestRegistersAsFiles(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	before := w.revision()
	for _, name := range []string{"units", "themes"} { // what was saved changes nothing when it is loaded again
		b.loadFile("/admin/files/"+name, "save", b.get("/admin/files/"+name).want(http.StatusOK).body).want(http.StatusSeeOther)
	}
	if w.revision() != before {
		t.Error("registers loaded as they were saved made a change")
	}
	b.loadFile("/admin/files/units", "save", "编码,名称,简称,类别\n9,东山镇,东山,镇\n10,东岭 镇,东岭,镇\n").want(http.StatusUnprocessableEntity, "第 2 个单位：", "有空格", "东岭 镇,东岭")
	b.loadFile("/admin/files/words", "save", "verbs 盯办\nnouns 点位\n").want(http.StatusUnprocessableEntity, "第 2 行：没有“nouns”", "nouns 点位")
	b.do("POST", "/admin/files/words", strings.NewReader("--x--\r\n"), http.Header{"Content-Type": {"multipart/form-data; boundary=x"}}).want(http.StatusUnprocessableEntity, "请先选择文件")
	if w.revision() != before {
		t.Error("a refused file was saved")
	}
	b.upload(nil, map[string]string{"text": oddly, "published": "2024-09-06"}).want(http.StatusSeeOther)
	before = w.revision()
	const words = "predicates 掉链子\nfaults 掉链子 滞后\n"
	b.loadFile("/admin/files/words", "try", words).want(http.StatusOK, "新读出 1 条", "faults 掉链子 滞后")
	if w.revision() != before {
		t.Error("a dry run was saved")
	}
	b.post("/admin/files/words", url.Values{"text": {words}, "do": {"save"}}).want(http.StatusSeeOther)
	b.get("/admin/words").want(http.StatusOK, "新增 2 个词，删除 0 个，共读取 2 个", "掉链子")
	b.get("/admin/files/words").want(http.StatusOK, "predicates\t掉链子\n")
	b.get("/admin/files/none").want(http.StatusNotFound)
}

// A register changed by another process counts in the next request, for every request looks at the revision.
func TestARegisterChangedElsewhereCountsAtOnce(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.get("/admin").want(http.StatusOK, "尚未添加自己的词")
	check(t, w.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		_, _, err := w.SaveTerms("verbs", []string{"盯办"})
		return err
	}))
	b.get("/admin").want(http.StatusOK, "自己添加了 1 个词")
}

// The dry run is there at once: it reads the real page twice, and the ten newest reports twice.
func TestDryRunIsQuick(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("measures time")
	}
	w := newWorld(t)
	w.withReport(false)
	b := w.signedIn()
	for _, day := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"} {
		b.upload(nil, map[string]string{"text": string(realPage(t).Data) + "\n第" + day + "版", "published": "2024-09-06"}).want(http.StatusSeeOther)
	}
	start := time.Now()
	b.post("/admin/words/verbs", url.Values{"words": {"督促"}, "do": {"try"}}).want(http.StatusOK, "最近 10 份报告")
	took := time.Since(start)
	t.Logf("a dry run on the real page and ten reports of its length took %v", took)
	if took > 10*time.Second { // tests of other packages may run beside it
		t.Errorf("a dry run took %v", took)
	}
}

// Who keeps the registers and may not read reports saves without a dry run.
func TestNoDryRunWithoutTheRightToRead(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.SystemAdmin]
	page := b.get("/admin/words/verbs").want(http.StatusOK, "不能查阅报告")
	form := url.Values{"words": {"督促"}, "was": {stampOn(page)}, "do": {"try"}}
	a := b.post("/admin/words/verbs", form).want(http.StatusForbidden, "可以直接保存", "督促")
	if strings.Contains(a.body, "现在读出") || strings.Contains(a.body, `name="report"`) {
		t.Error("the page shows reports")
	}
	form.Set("do", "save")
	form.Set("words", "盯办")
	b.post("/admin/words/verbs", form).want(http.StatusSeeOther)
	if own := s.register().Own("verbs"); len(own) != 1 {
		t.Errorf("own words are %v", own)
	}
}
