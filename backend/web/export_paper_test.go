package web_test

import (
	"archive/zip"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/printer"
	"taizhang/backend/web"
)

// document is the main part of a sent document, and its file's name.
func (a *answer) document(t *testing.T) (name, text string) {
	t.Helper()
	a.want(http.StatusOK)
	_, params, err := mime.ParseMediaType(a.Header.Get("Content-Disposition"))
	check(t, err)
	z, err := zip.NewReader(strings.NewReader(a.body), int64(len(a.body)))
	check(t, err)
	f, err := z.Open("word/document.xml")
	check(t, err)
	data, err := io.ReadAll(f)
	check(t, err)
	return params["filename"], string(data)
}

func TestTheCalendarOfDueDates(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	e, err := w.db.Entry(t.Context(), task1)
	check(t, err)
	b.post(entryPath(task1), url.Values{"kind": {"task"}, "text": {e.Text}, "units": {"区城管委"}, "due": {"2024-10-31"}, "version": {strconv.Itoa(e.Version)}}).want(http.StatusSeeOther)
	a := b.get("/export/entries.ics?kind=task").want(http.StatusOK, "DTSTART;VALUE=DATE:20241031", "UID:entry-"+itoa(e.ID)+"@taizhang")
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/calendar") {
		t.Errorf("a calendar of type %s", a.Header.Get("Content-Type"))
	}
}

func TestPapers(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	for path, want := range map[string][3]string{
		"/units/110106002/papers/brief.docx?month=2024-09": {"太平桥街道2024年9月督查情况（代拟稿）.docx", "四莲服务", "2024-09-成-001"},
		"/units/110106002/papers/brief.docx":               {"太平桥街道2024年9月督查情况（代拟稿）.docx", "四莲服务", "2024-09-成-001"},
		"/units/110106002/papers/notice.docx":              {"关于请太平桥街道办理督查事项的函（代拟稿）.docx", "牵头单位", "2024-09-任-0"},
		"/papers/bulletin.docx":                            {"关于2024年9月督查情况的通报（代拟稿）.docx", "城市环境建设", "2024-09-问-001"},
		"/export/tasks.docx?month=2024-09":                 {"2024年9月任务分解表（代拟稿）.docx", "任务内容", "2024-09-任-001"},
		"/export/entries.docx?kind=shortcoming":            {"督查台账 问题（代拟稿）.docx", "城市环境建设", "2024-09-问-001"},
	} {
		name, text := b.get(path).document(t)
		if name != want[0] || !strings.Contains(text, want[1]) || !strings.Contains(text, want[2]) {
			t.Errorf("%s is %q, or does not say %q", path, name, want[1:])
		}
		if path == "/export/entries.docx?kind=shortcoming" && strings.Contains(text, "-任-") {
			t.Error("the filter is not kept")
		}
	}
	for _, path := range []string{"/units/110106002/papers/bulletin.docx", "/units/110106002/papers/brief", "/papers/notice.docx", "/papers/x", "/export/brief.docx"} {
		b.get(path).want(http.StatusNotFound)
	}
	for _, path := range []string{"/papers/bulletin.pdf", "/units/110106002/papers/brief.pdf", "/units/110106002/papers/notice.pdf", "/export/tasks.pdf", "/export/entries.pdf"} {
		b.get(path).want(http.StatusConflict, "LibreOffice")
	}
	b.get("/papers/bulletin.docx?month=2024-13").want(http.StatusBadRequest, "2024-13")
	if a := b.get("/units/000/papers/brief.docx"); a.StatusCode < 400 || a.StatusCode >= 500 {
		t.Errorf("an unknown unit: %d", a.StatusCode)
	}
}

// Where LibreOffice is installed, a template that is tried is shown as a page.
func TestE2EPreviewAsPDF(t *testing.T) {
	k := newContract(withPrinter(t))
	k.as(ledger.SystemAdmin)
	var starter, page []byte
	k.want(200, "GET", "/templates/bulletin/starter", nil, &starter)
	k.want(200, "PUT", "/templates/bulletin", upload{nil, starter, "通报.docx"}, nil)
	if k.want(200, "GET", "/templates/bulletin/preview.pdf", nil, &page); !strings.HasPrefix(string(page), "%PDF-") {
		t.Errorf("the preview is %.20q", page)
	}
}

// Where LibreOffice is installed, every paper comes as PDF, a sealed bulletin too, and pages offer it.
func TestE2EPapersAsPDF(t *testing.T) {
	b := withPrinter(t).signedIn()
	b.get("/units/110106002").want(http.StatusOK, "/papers/brief.pdf")
	for path, name := range map[string]string{
		"/units/110106002/papers/brief.pdf": "太平桥街道2024年9月督查情况（代拟稿）.pdf",
		"/papers/bulletin.pdf":              "关于2024年9月督查情况的通报（代拟稿）.pdf",
		"/export/entries.pdf?kind=task":     "督查台账 任务（代拟稿）.pdf",
	} {
		a := b.get(path).want(http.StatusOK, "%PDF-")
		if _, params, err := mime.ParseMediaType(a.Header.Get("Content-Disposition")); err != nil || params["filename"] != name || a.Header.Get("Content-Type") != "application/pdf" {
			t.Errorf("%s: %v, %v", path, params, err)
		}
	}
}

// withPrinter is a world with a report that prints.
func withPrinter(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.withReport(true)
	p := printer.Find("")
	if p == nil {
		if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "soffice") {
			t.Fatal("soffice is required and not here")
		}
		t.Skip("LibreOffice is not on this machine")
	}
	c := w.Config.Handler.(*web.Server).Config
	c.Printer = p
	w.Server = httptest.NewServer(web.New(c))
	t.Cleanup(w.Close)
	return w
}
