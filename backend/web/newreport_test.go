package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"taizhang/backend/ledger"
)

// named is a file as a form sends it.
type named struct {
	name string
	data []byte
}

// uploadAll posts several files as the page's form does.
func (b *browser) uploadAll(files []named, fields map[string]string) *answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for k, v := range fields {
		check(b.t, form.WriteField(k, v))
	}
	for _, f := range files {
		part, err := form.CreateFormFile("file", f.name)
		check(b.t, err)
		_, err = part.Write(f.data)
		check(b.t, err)
	}
	check(b.t, form.Close())
	return b.do("POST", "/reports", &body, http.Header{"Content-Type": {form.FormDataContentType()}})
}

var setAside = regexp.MustCompile(`/reports/aside/([0-9A-Z]+)`)

const weather = "今天天气晴，最高气温二十六度，适合出游。"

// A report that was withdrawn since is not said to be there.
func TestAWithdrawnReportSentAgain(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	files := []named{{"九月.txt", []byte(short)}, {"十月.txt", []byte(strings.ReplaceAll(short, "太平桥街道", "看丹街道"))}}
	fields := map[string]string{"published": "2024-09-06"}
	b.uploadAll(files, fields).want(http.StatusSeeOther)
	b.post("/reports/1/withdraw", url.Values{"reason": {"发布有误"}}).want(http.StatusSeeOther)
	b.uploadAll(files, fields).want(http.StatusSeeOther)
	b.get("/reports/received").want(http.StatusOK, "2 份，已有 1，已撤回 1", "后来撤回了")
}

func TestSeveralFilesAtOnce(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	w := newWorld(t)
	b := w.signedIn()
	other := strings.ReplaceAll(short, "太平桥街道", "看丹街道")
	files := []named{
		{"九月.txt", []byte(short)}, {"照片.png", []byte("\x89PNG\r\n\x1a\n")}, {"九月（另存）.txt", []byte(strings.ReplaceAll(short, "\n", "\r\n"))},
		{"大.txt", bytes.Repeat([]byte("字"), 400_000)}, {"天气.txt", []byte(weather)}, {"空.txt", nil}, {"十月.txt", []byte(other)},
	}
	fields := map[string]string{"published": "2024-09-06", "text": strings.ReplaceAll(short, "太平桥街道", "右安门街道")}
	a := b.uploadAll(files, fields).want(http.StatusSeeOther)
	if to := a.Header.Get("Location"); to != "/reports/received" || w.reportsAdded() != 3 {
		t.Errorf("led to %s with %d reports", to, w.reportsAdded())
	}
	a = b.get("/reports/received").want(http.StatusOK, "九月.txt", "读出 4 条", `href="/reports/1"`, "以前导入过", "OCR", "最大 1 MB", "没有文字", `href="/reports/2"`, "粘贴的文字", `href="/reports/3"`,
		"8 份，已导入 3，已有 1，无事项 1，未导入 3")
	if strings.Index(a.body, "九月.txt") > strings.Index(a.body, "十月.txt") {
		t.Error("the files stand in another order than they were sent")
	}
	b.get("/reports/new").want(http.StatusOK, "/reports/received")

	key := setAside.FindStringSubmatch(a.body)[1]
	b.get("/reports/aside/"+key).want(http.StatusOK, weather, "天气.txt")
	w.browser().get("/reports/aside/" + key).want(http.StatusSeeOther)
	b.upload(nil, map[string]string{"aside": key, "keep": "1"}).want(http.StatusSeeOther)
	b.get("/reports/received").want(http.StatusOK, "已导入 4，已有 1，未导入 3")
	b.get("/reports/aside/"+key).want(http.StatusNotFound, "重新选择")
	b.upload(nil, map[string]string{"aside": key, "keep": "1"}).want(http.StatusNotFound, "重新选择")
	left, err := os.ReadDir(os.TempDir())
	check(t, err)
	if len(left) > 0 {
		t.Errorf("uploads left %v behind", left)
	}
}

// TestNothingFoundKeepsTheFile holds «keep it anyway» to the very bytes that came, in whatever encoding.
func TestNothingFoundKeepsTheFile(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	file, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(weather))
	check(t, err)
	a := b.upload(file, map[string]string{"name": "天气", "published": "2024-08-02"}).want(422, weather, "天气", "仍然保留")
	if w.reportsAdded() != 0 {
		t.Error("a report was stored without being asked for")
	}
	key := regexp.MustCompile(`name="aside" value="(\w+)"`).FindStringSubmatch(a.body)[1]
	b.upload(nil, map[string]string{"aside": key}).want(422, key) // not yet decided
	if _, err := w.db.Asides().Find(t.Context(), "别人", key); ledger.AsMistake(err) == nil {
		t.Errorf("somebody else may see it: %v", err)
	}
	desk := b.upload(nil, map[string]string{"aside": key, "keep": "1"}).want(http.StatusSeeOther).Header.Get("Location")
	if got := b.get(desk + "/original").want(http.StatusOK); got.body != string(file) {
		t.Errorf("the original is %q", got.body)
	}
	r, err := w.db.Report(t.Context(), 1)
	check(t, err)
	if r.Name != "天气" || r.Published != "2024-08-02" || r.Text != weather {
		t.Errorf("report is %+v", r)
	}
}

func TestBoundsOfAForm(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	var many []named
	for i := range 51 {
		many = append(many, named{fmt.Sprintf("%d.txt", i), []byte(short)})
	}
	b.uploadAll(many, nil).want(http.StatusRequestEntityTooLarge, "一次最多上传 50 个文件", "共 4 MB")
	mega := bytes.Repeat([]byte("字"), 340_000)
	b.uploadAll([]named{{"1.txt", mega}, {"2.txt", mega}, {"3.txt", mega}, {"4.txt", mega}, {"5.txt", mega}, {"6.txt", mega}}, nil).want(http.StatusRequestEntityTooLarge, "共 4 MB")
	if n := w.reportsAdded(); n != 0 {
		t.Errorf("%d reports were stored", n)
	}
}
