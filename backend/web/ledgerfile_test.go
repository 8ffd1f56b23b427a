package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// sendFile posts a file of the ledger as its page does.
func (b *browser) sendFile(path, name string, data []byte) *answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	check(b.t, err)
	_, err = part.Write(data)
	check(b.t, err)
	check(b.t, form.Close())
	return b.do("POST", path, &body, http.Header{"Content-Type": {form.FormDataContentType()}, "Origin": {b.URL}, "Sec-Fetch-Site": {"same-origin"}})
}

// exportedRows is the ledger as the CSV that the browser gets, with the row of each number.
func exportedRows(b *browser) (rows [][]string, at map[string]int) {
	b.t.Helper()
	text := b.get("/export/entries.csv").want(http.StatusOK).body
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	check(b.t, err)
	at = map[string]int{}
	for y, row := range rows {
		at[row[1]] = y
	}
	return rows, at
}

func setCell(t *testing.T, rows [][]string, y int, head, value string) {
	t.Helper()
	for x, h := range rows[0] {
		if h == head {
			rows[y][x] = value
			return
		}
	}
	t.Fatalf("no column %s", head)
}

func written(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	check(t, csv.NewWriter(&out).WriteAll(rows))
	return out.Bytes()
}

var seenField = regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`)

// preview sends a file and returns the page of what it would change, with the form that takes all of it.
func (b *browser) preview(name string, data []byte) (at string, page *answer, form url.Values) {
	b.t.Helper()
	sent := b.sendFile("/ledger-file", name, data).want(http.StatusSeeOther)
	at = sent.Header.Get("Location")
	page = b.get(at).want(http.StatusOK)
	form = url.Values{}
	if m := seenField.FindStringSubmatch(page.body); m != nil {
		form.Set("seen", m[1])
	}
	for _, m := range regexp.MustCompile(`name="take" value="(\d+)"`).FindAllStringSubmatch(page.body, -1) {
		form.Add("take", m[1])
	}
	return at, page, form
}

// A file is changed outside, looked at, and taken: an edit and a feedback with their events, and one event for the file.
func TestAFileOfTheLedgerComesBack(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	rows, at := exportedRows(b)
	const number = "2024-09-任-001"
	y := at[number]
	setCell(t, rows, y, "责任领导", "王副区长")
	setCell(t, rows, y, "完成时限", "2024/10/31")
	setCell(t, rows, y, "本期进展", "已完成六成")
	setCell(t, rows, y, "完成度", "60")
	setCell(t, rows, y, "状态", "已销号")
	path, page, form := b.preview("台账.csv", written(t, rows))
	page.want(http.StatusOK, number, "王副区长", "2024-10-31", "已完成六成", "“状态”改成了“已销号”", "可以导入 4 处")
	before, err := w.db.Entry(t.Context(), number)
	check(t, err)
	if before.Leader != "" || before.Percent != 0 {
		t.Fatalf("the preview changed the entry: %+v", before)
	}
	b.post(path, url.Values{"seen": {"0"}, "take": form["take"]}).want(http.StatusConflict, "又有变化")
	b.post(path, url.Values{"seen": form["seen"]}).want(http.StatusUnprocessableEntity, "没有选中任何改动")
	b.post(path, form).want(http.StatusSeeOther)
	e, err := w.db.Entry(t.Context(), number)
	check(t, err)
	if e.Leader != "王副区长" || e.Due != "2024-10-31" || e.DueBasis != ledger.DueFromPerson || e.Percent != 60 || e.Status != ledger.Handling || e.Version != before.Version+2 {
		t.Errorf("the entry is now %+v", e)
	}
	events, err := w.db.Events(t.Context(), "entry", e.ID)
	check(t, err)
	if n := len(events); n < 2 || events[n-2].Action != "edit" || events[n-1].Action != "report" || events[n-1].Actor != testName {
		t.Errorf("events: %+v", events)
	}
	b.get(path).want(http.StatusNotFound)
	_, page, _ = b.preview("台账.csv", []byte(b.get("/export/entries.csv").body))
	page.want(http.StatusOK, "没有可以导入的改动")
}

// What the ledger changed after the export stands against what the person changed, who chooses.
func TestConflictsOfAFile(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	rows, at := exportedRows(b)
	const number = "2024-09-任-002"
	setCell(t, rows, at[number], "备注", "表格里的备注")
	setCell(t, rows, at[number], "责任领导", "李副区长")
	e, err := w.db.Entry(t.Context(), number)
	check(t, err)
	check(t, w.db.Write(t.Context(), ledger.System, func(tx *store.Writer) error {
		c := ledger.ChangeOf(e)
		c.Remark = "台账里的备注"
		_, err := tx.Edit(e.ID, 0, c)
		return err
	}))
	file := written(t, rows)
	path, page, form := b.preview("台账.csv", file)
	page.want(http.StatusOK, "冲突：导出以后台账也改了", "其中 1 处冲突")
	b.post(path, form).want(http.StatusSeeOther) // without a choice the ledger's stays
	e, err = w.db.Entry(t.Context(), number)
	check(t, err)
	if e.Remark != "台账里的备注" || e.Leader != "李副区长" {
		t.Errorf("without a choice: %q, %q", e.Remark, e.Leader)
	}
	path, page, form = b.preview("台账.csv", file)
	form.Set(fmt.Sprintf("conflict-%d-remark", at[number]+1), "file")
	page.want(http.StatusOK, "表格里的备注")
	b.post(path, form).want(http.StatusSeeOther)
	if e, err = w.db.Entry(t.Context(), number); err != nil || e.Remark != "表格里的备注" {
		t.Errorf("with the file's: %q, %v", e.Remark, err)
	}
}

// A unit's liaison brings back feedback on what the unit answers for, and nothing that is the office's.
func TestALiaisonsFile(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Liaison]
	rows, at := exportedRows(b)
	y := at[s.own]
	if y == 0 {
		t.Fatalf("%s is not in the unit's file", s.own)
	}
	setCell(t, rows, y, "本期进展", "本单位已整改")
	setCell(t, rows, y, "完成度", "40")
	setCell(t, rows, y, "完成时限", "2024-12-31")
	rows = append(rows, append([]string{}, rows[y]...))
	rows[len(rows)-1][1] = s.other
	path, page, form := b.preview("台账.csv", written(t, rows))
	page.want(http.StatusOK, "时限由督查室调整", s.other, "不归您办理")
	b.post(path, form).want(http.StatusSeeOther)
	e, err := s.db.Entry(t.Context(), s.own)
	check(t, err)
	if e.Percent != 40 || e.Due == "2024-12-31" {
		t.Errorf("%+v", e)
	}
	s.browsers[ledger.Leader].get("/ledger-file").want(http.StatusForbidden)
	s.browsers[ledger.Clerk].get(path).want(http.StatusNotFound)
}

func TestFilesThatAreNoLedger(t *testing.T) {
	b := newWorld(t).signedIn()
	for name, data := range map[string]string{"a.csv": "序号,事项\n1,整改\n", "b.pdf": "%PDF-1.4", "c.xlsx": "PK\x03\x04 broken", "d.csv": ""} {
		a := b.sendFile("/ledger-file", name, []byte(data))
		if a.StatusCode < 400 || a.StatusCode > 422 || !strings.Contains(a.body, "complaint") && !strings.Contains(a.body, `role="alert"`) {
			t.Errorf("%s: %d\n%s", name, a.StatusCode, ledger.Shorten(a.body, 400))
		}
	}
}

// A workbook is saved by LibreOffice in its own form, changed there, saved as a workbook again and brought back.
func TestE2ERoundTripThroughLibreOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "soffice") {
			t.Fatal("LibreOffice is required and not here")
		}
		t.Skip("LibreOffice (soffice) is not on this machine")
	}
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	const number = "2024-09-任-001"
	e, err := w.db.Entry(t.Context(), number)
	check(t, err)
	check(t, w.db.Write(t.Context(), ledger.System, func(tx *store.Writer) error {
		c := ledger.ChangeOf(e)
		c.Remark, c.Due, c.DueBasis = "请每周一报", "2024-10-18", ledger.DueFromPerson
		_, err := tx.Edit(e.ID, 0, c)
		return err
	}))
	dir := t.TempDir()
	check(t, os.WriteFile(filepath.Join(dir, "a.xlsx"), []byte(b.get("/export/entries.xlsx").want(http.StatusOK).body), 0o600))
	untouched := saveAs(t, dir, "a.xlsx", "ods", "xlsx")
	_, page, _ := b.preview("未改.xlsx", untouched)
	page.want(http.StatusOK, "没有可以导入的改动").without("没有采用的内容")

	check(t, os.WriteFile(filepath.Join(dir, "b.xlsx"), untouched, 0o600))
	saveAs(t, dir, "b.xlsx", "ods")
	changePart(t, filepath.Join(dir, "b.ods"), "content.xml", "请每周一报", "请每周一、周四报", `office:date-value="2024-10-18"`, `office:date-value="2024-11-08"`)
	path, page, form := b.preview("改过.xlsx", saveAs(t, dir, "b.ods", "xlsx"))
	page.want(http.StatusOK, number, "请每周一、周四报", "2024-11-08", "可以导入 2 处").without("没有采用的内容")
	b.post(path, form).want(http.StatusSeeOther)
	if e, err = w.db.Entry(t.Context(), number); err != nil || e.Remark != "请每周一、周四报" || e.Due != "2024-11-08" {
		t.Errorf("%+v, %v", e, err)
	}
}

// saveAs has LibreOffice open a file and save it in one form after the other, and returns the last.
func saveAs(t *testing.T, dir, name string, forms ...string) []byte {
	t.Helper()
	for _, form := range forms {
		run := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", form, "--outdir", dir, filepath.Join(dir, name))
		out, err := run.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		name = strings.TrimSuffix(name, filepath.Ext(name)) + "." + form
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	check(t, err)
	return data
}

// changePart replaces words in a part of a packed file; each must be there.
func changePart(t *testing.T, file, part string, pairs ...string) {
	t.Helper()
	data, err := os.ReadFile(file)
	check(t, err)
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		check(t, err)
		text, err := io.ReadAll(r)
		check(t, err)
		if f.Name == part {
			for i := 0; i < len(pairs); i += 2 {
				if !strings.Contains(string(text), pairs[i]) {
					t.Fatalf("%s has no %q", part, pairs[i])
				}
				text = []byte(strings.Replace(string(text), pairs[i], pairs[i+1], 1))
			}
		}
		o, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method})
		check(t, err)
		_, err = o.Write(text)
		check(t, err)
	}
	check(t, z.Close())
	check(t, os.WriteFile(file, out.Bytes(), 0o600))
}
