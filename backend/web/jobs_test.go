package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
	"taizhang/backend/web"
)

// working has the world's server work in the background until the returned function is called.
func (w *world) working() (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.Config.Handler.(*web.Server).RunJobs(ctx, time.Tick(20*time.Millisecond))
	}()
	return func() { cancel(); <-ended }
}

// ended waits until a job is at its end.
func (b *browser) ended(path string) *answer {
	b.t.Helper()
	for range 600 {
		if a := b.get(path).want(http.StatusOK); !strings.Contains(a.body, "hx-trigger=\"every 2s\"") {
			return a
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("%s does not end", path)
	return nil
}

// A long export is made in the background, for whoever asked alone, and the file holds what the list does.
func TestALongExportIsMadeInTheBackground(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	web.SetLongExport(w.Config.Handler, 10)
	b := w.signedIn()
	b.get("/export/entries.xlsx?kind=task").want(http.StatusOK, "在后台导出", `action="/export/entries.xlsx?kind=task"`)
	b.get("/export/entries.csv?kind=task").want(http.StatusOK, "编号")
	at := b.post("/export/entries.xlsx?kind=task", nil).want(http.StatusSeeOther).Header.Get("Location")
	b.get(at).want(http.StatusOK, "排队中")
	b.get(at + "/file").want(http.StatusNotFound)
	defer w.working()()
	b.ended(at).want(http.StatusOK, "已完成", at+"/file")
	file := b.get(at + "/file").want(http.StatusOK)
	f, err := excelize.OpenReader(strings.NewReader(file.body))
	check(t, err)
	defer f.Close()
	rows, err := f.GetRows("台账")
	check(t, err)
	list, err := w.db.Entries(t.Context(), ledger.Filter{Kind: ledger.Task}, ledger.Day{Today: "2024-09-20"})
	check(t, err)
	if len(rows)-1 != list.Total || list.Total < 10 {
		t.Errorf("%d rows, want %d", len(rows)-1, list.Total)
	}
	b.get("/jobs").want(http.StatusOK, "Excel 表格", "下载")
	other := w.browser()
	other.get(at).want(http.StatusSeeOther)
}

// A job belongs to whoever asked for it; a liaison's holds the own unit alone.
func TestJobsAreOnesOwn(t *testing.T) {
	s := newStaff(t)
	defer s.working()()
	b := s.browsers[ledger.Liaison]
	at := b.post("/export/entries.xlsx", nil).want(http.StatusSeeOther).Header.Get("Location")
	b.ended(at).want(http.StatusOK, "已完成", fmt.Sprintf("%[1]d / %[1]d 条", len(s.every(ledger.Filter{Unit: ownUnit}))))
	for _, path := range []string{at, at + "/file"} {
		s.browsers[ledger.Owner].get(path).want(http.StatusNotFound)
	}
	s.browsers[ledger.Owner].post(at+"/cancel", nil).want(http.StatusNotFound)
	b.post("/export/entries.xlsx?unit="+otherUnit, nil).want(http.StatusForbidden)
}

func TestAJobIsCancelled(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	at := b.post("/export/entries.xlsx", nil).want(http.StatusSeeOther).Header.Get("Location")
	b.post(at+"/cancel", nil).want(http.StatusSeeOther)
	b.get(at).want(http.StatusOK, "已取消").without("/file")
}

// A job whose program stopped is done by the next, which says so.
func TestAJobSurvivesARestart(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	at := b.post("/export/entries.xlsx", nil).want(http.StatusSeeOther).Header.Get("Location")
	gone, err := w.db.Jobs().Claim(t.Context(), "a program that stopped", -time.Second)
	if err != nil || gone == nil {
		t.Fatal(gone, err)
	}
	defer w.working()()
	b.ended(at).want(http.StatusOK, "已完成", "已从头再做（第 2 次）")
}

// packedFolder is a zip of those files.
func packedFolder(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range files {
		f, err := z.Create(name)
		check(t, err)
		_, err = f.Write([]byte(text))
		check(t, err)
	}
	check(t, z.Close())
	return out.Bytes()
}

// sendReports posts files as the form of new reports does.
func (b *browser) sendReports(files map[string][]byte) *answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	check(b.t, form.WriteField("published", "2024-09-06"))
	for name, data := range files {
		part, err := form.CreateFormFile("file", name)
		check(b.t, err)
		_, err = part.Write(data)
		check(b.t, err)
	}
	check(b.t, form.Close())
	return b.do("POST", "/reports", &body, http.Header{"Content-Type": {form.FormDataContentType()}, "Origin": {b.URL}, "Sec-Fetch-Site": {"same-origin"}})
}

// A packed folder is brought in in the background, each file for itself.
func TestAPackedFolderIsBroughtIn(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	page := realPage(t)
	zipped := packedFolder(t, map[string]string{
		"八月/报道.txt": string(page.Data), "八月/天气.txt": "今天天气晴。", "八月/照片.jpg": "\xff\xd8\xff\xe0 picture", "__MACOSX/._报道.txt": "x", "八月/.DS_Store": "x",
	})
	at := b.sendReports(map[string][]byte{"八月报道.zip": zipped}).want(http.StatusSeeOther).Header.Get("Location")
	b.get(at).want(http.StatusOK, "八月报道.zip", "0 / 3 个文件")
	defer w.working()()
	b.ended(at).want(http.StatusOK, "已完成", "3 / 3 个文件", "报道.txt", "去核对", "天气.txt", "看看，或仍然保留", "照片.jpg", "未导入")
	reports, err := w.db.Reports(t.Context())
	check(t, err)
	if len(reports) != 1 {
		t.Errorf("%d reports", len(reports))
	}
}

func TestPackedFoldersThatAreRefused(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	many := map[string]string{}
	for n := range 501 {
		many[fmt.Sprintf("%d.txt", n)] = "x"
	}
	for name, data := range map[string][]byte{
		"坏的.zip": []byte("PK\x03\x04 no"), "空的.zip": packedFolder(t, nil), "太多.zip": packedFolder(t, many),
		"太大.zip": packedFolder(t, map[string]string{"a.txt": strings.Repeat("x", 2<<20)}),
	} {
		a := b.sendReports(map[string][]byte{name: data})
		if a.StatusCode < 400 || a.StatusCode > 422 || !strings.Contains(a.body, name) {
			t.Errorf("%s: %d %s", name, a.StatusCode, ledger.Shorten(a.body, 300))
		}
	}
	jobs, err := w.db.Jobs().Of(t.Context(), testName)
	if err != nil || len(jobs) != 0 {
		t.Errorf("%d jobs, %v", len(jobs), err)
	}
}
