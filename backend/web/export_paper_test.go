package web_test

import (
	"archive/zip"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
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
		"/export/entries.docx?kind=shortcoming":            {"台账-2024-09-20.docx", "城市环境建设", "2024-09-问-001"},
	} {
		name, text := b.get(path).document(t)
		if name != want[0] || !strings.Contains(text, want[1]) || !strings.Contains(text, want[2]) {
			t.Errorf("%s is %q, or does not say %q", path, name, want[1:])
		}
		if path == "/export/entries.docx?kind=shortcoming" && strings.Contains(text, "-任-") {
			t.Error("the filter is not kept")
		}
	}
	for _, path := range []string{"/units/110106002/papers/bulletin.docx", "/units/110106002/papers/brief.pdf", "/units/110106002/papers/brief", "/papers/notice.docx", "/papers/x", "/export/brief.docx"} {
		b.get(path).want(http.StatusNotFound)
	}
	b.get("/papers/bulletin.docx?month=2024-13").want(http.StatusBadRequest, "2024-13")
	if a := b.get("/units/000/papers/brief.docx"); a.StatusCode < 400 || a.StatusCode >= 500 {
		t.Errorf("an unknown unit: %d", a.StatusCode)
	}
}
