package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// sendScores posts a file of scores as the page's form does.
func (b *browser) sendScores(month, name, data string) *answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	check(b.t, form.WriteField("month", month))
	part, err := form.CreateFormFile("file", name)
	check(b.t, err)
	_, err = part.Write([]byte(data))
	check(b.t, err)
	check(b.t, form.Close())
	return b.do("POST", "/scores", &body, http.Header{"Content-Type": {form.FormDataContentType()}})
}

const augustScores = "单位,响应率,解决率,满意率\n太平桥街道,99.5,90,91\n看丹,98,92.5,88%\n"

func TestScoresFromTemplateToTable(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.get("/scores").want(http.StatusOK, "下载模板")
	a := b.get("/scores/template?month=2024-09").want(http.StatusOK)
	f, err := excelize.OpenReader(strings.NewReader(a.body))
	check(t, err)
	defer f.Close()
	rows, err := f.GetRows("考评成绩")
	check(t, err)
	if len(rows) < 27 || strings.Join(rows[0], " ") != "单位代码 单位 月份 响应率 解决率 满意率" || rows[2][1] != "太平桥街道" || rows[2][2] != "2024-09" {
		t.Fatalf("template %q", rows[:3])
	}
	check(t, f.SetCellValue("考评成绩", "D3", 98.5))
	check(t, f.SetCellValue("考评成绩", "E3", "90%"))
	var filled bytes.Buffer
	check(t, f.Write(&filled))
	b.sendScores("2024-08", "八月.csv", augustScores).want(http.StatusSeeOther)
	b.sendScores("2024-09", "九月.xlsx", filled.String()).want(http.StatusSeeOther)
	b.get("/scores?month=2024-09").want(http.StatusOK, "太平桥街道", "98.5", "−1")
	b.get("/scores").want(http.StatusOK, "2024 年 9 月")
	if a := b.get("/scores/export?month=2024-08&format=csv").want(http.StatusOK, "太平桥街道,99.5,,90,,91"); !strings.Contains(a.Header.Get("Content-Disposition"), "attachment") {
		t.Error("the export is no attachment")
	}
	b.get("/scores/export?month=2024-08&format=doc").want(http.StatusBadRequest)
	b.get("/scores/export?month=2024-08").want(http.StatusOK)
}

func TestFlawedScoresImportNothing(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.sendScores("2024-08", "x.csv", "单位,响应率\n太平桥街道,99\n某某街道,98\n看丹街道,很高\n").want(422, "A3", "某某街道", "B4", "没有导入任何数据")
	b.sendScores("2024-08", "x.pdf", "%PDF-1.7").want(422, "模板")
	b.sendScores("2024-13", "x.csv", augustScores).want(422, "2024-13")
	b.sendScores("2024-10", "x.csv", augustScores).want(422, "还没有到")
	b.post("/scores", url.Values{"month": {"2024-08"}}).want(422, "请选择文件")
	if months, err := w.db.ScoreMonths(t.Context()); err != nil || len(months) != 0 {
		t.Errorf("months %v, %v", months, err)
	}
}

func TestCorrectingScoresIsConfirmed(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.sendScores("2024-08", "x.csv", augustScores).want(http.StatusSeeOther)
	b.sendScores("2024-08", "x.csv", augustScores).want(http.StatusSeeOther)
	b.get("/scores").want(http.StatusOK, "没有改动")
	a := b.sendScores("2024-08", "x.csv", strings.Replace(augustScores, "90,91", "93,", 1)).want(http.StatusConflict, "太平桥街道 解决率", "太平桥街道 满意率", "确认更正")
	form := url.Values{"month": {"2024-08"}, "sheet": {hiddenField(t, a.body, "sheet")}, "seen": {hiddenField(t, a.body, "seen")}}
	stale := url.Values{"month": {"2024-08"}, "sheet": form["sheet"], "seen": {"0123"}}
	b.post("/scores", stale).want(http.StatusConflict, "确认更正")
	b.post("/scores", form).want(http.StatusSeeOther)
	b.post("/scores", form).want(http.StatusSeeOther) // sent again, it alters nothing
	now, err := w.db.Scores(t.Context(), "2024-08", "2024-08")
	check(t, err)
	if len(now) != 5 || now[1].Value != 93 {
		t.Errorf("figures %+v", now)
	}
	b.get("/scores").want(http.StatusOK, "更正", testName, "太平桥街道 满意率")
}

// hiddenField is the value of a form's hidden field.
func hiddenField(t *testing.T, page, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `name="`+name+`" value="`)
	value, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed {
		t.Fatalf("no field %s", name)
	}
	return strings.NewReplacer("&#34;", `"`, "&#xA;", "\n", "&amp;", "&").Replace(value)
}

func TestRanksAreShownOnlyWithAnApproval(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.sendScores("2024-08", "x.csv", augustScores).want(http.StatusSeeOther)
	b.get("/scores/rules").want(http.StatusOK, "示例", "未启用")
	rule := url.Values{"from": {"2024-01"}, "formulas": {"综合 = 0.1×响应率 + 0.5×解决率 + 0.4×满意率"}, "graded": {"综合"}, "grades": {"优秀 95\n良好 90\n其他"}, "note": {""}}
	b.post("/scores/rules", rule).want(422, "依据", "0.5×解决率")
	rule.Set("note", "某督〔2024〕1号")
	b.post("/scores/rules", rule).want(http.StatusSeeOther)
	if a := b.get("/scores").want(http.StatusOK, "91.35", "良好", "某督〔2024〕1号"); strings.Contains(a.body, "排名依据") || strings.Contains(a.body, `<th scope="col" class="n">排名`) {
		t.Error("ranks are shown without an approval")
	}
	ask := url.Values{"approver": {"区长"}, "document": {""}, "approved_on": {"2024-09-01"}}
	b.post("/scores/ranking", ask).want(422, "文号")
	ask.Set("document", "某督〔2024〕9号")
	b.post("/scores/ranking", ask).want(http.StatusSeeOther)
	b.post("/scores/ranking", ask).want(http.StatusConflict)
	b.get("/scores").want(http.StatusOK, "排名依据：区长批准，某督〔2024〕9号，2024-09-01")
	b.get("/scores/export?format=csv").want(http.StatusOK, "某督〔2024〕9号")
	b.post("/scores/ranking/end", nil).want(http.StatusSeeOther)
	if a := b.get("/scores"); strings.Contains(a.body, "排名依据") {
		t.Error("ranks are still shown")
	}
	b.post("/scores/rules/drop", url.Values{"from": {"2024-01"}}).want(http.StatusSeeOther)
	b.post("/scores/rules/drop", url.Values{"from": {"2024-01"}}).want(http.StatusNotFound)
}
