package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// facts are a unit and a month with all the entries of the tests.
func facts() *Facts {
	all := entries()
	of := func(k ledger.Kind) []ledger.Entry { return only(all, k) }
	unit := ledger.Unit{Code: unitCode, Name: "太平桥街道", Official: "北京市丰台区太平桥街道", Kind: ledger.Subdistrict}
	f := &Facts{
		Table: table(ledger.English), Period: "2024-09", Entries: all,
		Unit: &ledger.UnitSummary{
			Tally:  ledger.Tally{Unit: unit, Open: 1, Red: 1, Progress: 1, Blamed: len(of(ledger.Shortcoming))},
			Months: []ledger.UnitMonth{{Period: "2024-09", Progress: of(ledger.Progress), Shortcomings: of(ledger.Shortcoming), Tasks: of(ledger.Task)}},
			Open:   slices.DeleteFunc(slices.Clone(all), func(e ledger.Entry) bool { return e.Status.Class() != ledger.Open }),
		},
		Repeats: []ledger.Repeat{{Unit: unit, Theme: "城市环境", Periods: []ledger.Period{"2024-09", "2024-08"}, InARow: 2}},
	}
	f.Unit.Repeats = f.Repeats
	f.Filter.Month = "2024-09"
	for i := range f.Entries {
		f.Entries[i].Number = fmt.Sprintf("2024-09-任-%03d", i+1)
	}
	return f
}

var tags = regexp.MustCompile(`<[^>]*>`)

// said is what a written document says, paragraph by paragraph.
func said(t *testing.T, data []byte, part string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := z.Open(part)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(tags.ReplaceAll(bytes.ReplaceAll(doc, []byte("</w:p>"), []byte("\n")), nil))
}

func written(t *testing.T, p *Paper, f *Facts) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var chineseDay = regexp.MustCompile(`\d+年\d+月\d+日`)

// Whatever a paper lists stands there with its number and the place in its source; it names no day but those it was given,
// and leaves blank what it was not.
func TestPapersSayTheirFactsAndNoMore(t *testing.T) {
	for i := range Papers {
		p, f := &Papers[i], facts()
		data := written(t, p, f)
		text := said(t, data, "word/document.xml")
		for _, e := range f.Entries {
			listed := strings.Contains(text, e.Number)
			if p.Narrow != nil && e.Status.Class() != ledger.Dropped && !listed && p.Name != "notice" {
				t.Errorf("%s does not list %s", p.Name, e.Number)
			}
			r := row{&e, 0, &f.Table}
			if listed && (!strings.Contains(text, r.span()) || !strings.Contains(text, strings.Split(r.report(), "&")[0])) {
				t.Errorf("%s gives no source for %s", p.Name, e.Number)
			}
		}
		for _, day := range chineseDay.FindAllString(text, -1) {
			if !slices.Contains([]string{"2024年10月9日", "2024年9月6日", "2024年10月8日", "2024年10月10日"}, day) {
				t.Errorf("%s speaks of %s, of which nothing is known", p.Name, day)
			}
		}
		if said(t, data, "word/header.xml") != "\n代拟稿\n" {
			t.Errorf("%s is not marked as a draft", p.Name)
		}
		if slices.Contains([]string{"bulletin", "notice"}, p.Name) {
			for _, blank := range []string{"发文字号", "署名", "成文日期"} {
				if !strings.Contains(text, "【待填："+blank+"】") {
					t.Errorf("%s leaves no blank for %s", p.Name, blank)
				}
			}
		}
		if p.Title(f) == "" || p.Words.ZH == "" || FindPaper(p.Name) != p {
			t.Errorf("paper %s is not found, or has no name", p.Name)
		}
	}
}

func TestWhatPapersSay(t *testing.T) {
	for name, want := range map[string][]string{
		"bulletin": {"2024年9月，", "份报告中列入台账的事项共4项，其中成绩1项", "在办事项中逾期1项", "一、工作成效", "（一）太平桥街道", "连续2个月（2024年8月、2024年9月）", "逾期未办结", "已于2024年10月9日销号"},
		"notice":   {"北京市丰台区太平桥街道：", "已经逾期或长期没有反馈的事项（1项）", "牵头单位：区房屋管理局；配合单位：看丹街道、马家堡街道；完成时限：2024年10月8日。", "【待填：反馈日期】"},
		"brief":    {"太平桥街道2024年9月督查情况", "一、本月成绩（1项）", "四、反复出现的问题", "城市环境：连续2个月"},
		"tasks":    {"2024年9月太平桥街道任务分解表", "牵头单位", "2024-10-08", "第1—9字"},
	} {
		text := said(t, written(t, FindPaper(name), facts()), "word/document.xml")
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s lacks %q:\n%s", name, w, text)
			}
		}
	}
}

func TestPapersWithoutEntries(t *testing.T) {
	for i := range Papers {
		p, f := &Papers[i], facts()
		f.Entries, f.Repeats = nil, nil
		f.Unit = &ledger.UnitSummary{Tally: ledger.Tally{Unit: f.Unit.Unit}}
		if text := said(t, written(t, p, f), "word/document.xml"); !strings.Contains(text, "没有") {
			t.Errorf("%s does not say that there is nothing:\n%s", p.Name, text)
		}
	}
}

func TestPapersAskForTheirUnit(t *testing.T) {
	for i := range Papers {
		if err := Papers[i].Check(ledger.Filter{}); (err != nil) != Papers[i].OfUnit {
			t.Errorf("%s without a unit: %v", Papers[i].Name, err)
		}
	}
	if FindPaper("decree") != nil {
		t.Error("a paper that there is not")
	}
}

func TestADocumentListsSoManyAndNoMore(t *testing.T) {
	var b bytes.Buffer
	err := docxFile.Write(&b, table(ledger.Chinese), many(MaxListed+1))
	if m := ledger.AsMistake(err); m == nil || m.Code != ledger.TooLarge || b.Len() > 0 {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
}

func TestPaperWords(t *testing.T) {
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 26: "二十六", 99: "九十九", 100: "100"} {
		if numeral(n) != want {
			t.Errorf("%d is %s, want %s", n, numeral(n), want)
		}
	}
	for s, want := range map[string]string{"整改": "整改。", "整改。": "整改。", "整改；": "整改。", "改好了吗？": "改好了吗？"} {
		if stop(s) != want {
			t.Errorf("%s ends as %s", s, stop(s))
		}
	}
	if dayInChinese("2024-09-06") != "2024年9月6日" || dayInChinese("") != "" || monthInChinese("2024-12") != "2024年12月" || monthInChinese("") != "" {
		t.Error("days and months")
	}
}

// The ledger's table says of each entry what the workbook says, on paper.
func TestTheLedgerAsADocument(t *testing.T) {
	var b bytes.Buffer
	if err := docxFile.Write(&b, table(ledger.English), each(entries())); err != nil {
		t.Fatal(err)
	}
	text := said(t, b.Bytes(), "word/document.xml")
	for _, e := range entries() {
		if !strings.Contains(text, e.Number) {
			t.Errorf("%s is not there", e.Number)
		}
	}
	if !strings.Contains(text, "2024-09 台账 &amp; 更多") || !strings.Contains(text, "责任单位") {
		t.Errorf("title or head is missing: %s", text)
	}
}

// printed are the papers as LibreOffice prints them: a folder with a PDF of each file.
func printed(t *testing.T, files map[string][]byte) (dir string) {
	t.Helper()
	for _, name := range []string{"soffice", "pdfinfo", "pdftotext"} {
		if _, err := exec.LookPath(name); err != nil {
			if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "soffice") {
				t.Fatalf("%s is required and not here", name)
			}
			t.Skipf("%s is not on this machine", name)
		}
	}
	dir = t.TempDir()
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "pdf", "--outdir", dir}
	for name, data := range files {
		file := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return dir
}

// A unit with a great deal to say still has one page, and every list shows something.
func TestE2EABriefIsOnePage(t *testing.T) {
	f := facts()
	f.Unit.Months[0] = ledger.UnitMonth{Period: "2024-09", Progress: crowd(ledger.Progress, 9), Shortcomings: crowd(ledger.Shortcoming, 9)}
	f.Unit.Open, f.Unit.Tally.Open = crowd(ledger.Task, 60), 60
	for range 6 {
		f.Unit.Repeats = append(f.Unit.Repeats, f.Repeats[0])
	}
	data := written(t, &brief, f)
	out, err := exec.Command("pdfinfo", filepath.Join(printed(t, map[string][]byte{"brief": data}), "brief.pdf")).Output()
	if err != nil || !regexp.MustCompile(`Pages: +1\n`).Match(out) {
		t.Errorf("%v: %s", err, out)
	}
	if text := said(t, data, "word/document.xml"); strings.Count(text, "另有") != 3 || strings.Count(text, "1. ") != 4 {
		t.Errorf("lists without an entry or without their rest: %s", text)
	}
}

// Another program, LibreOffice, prints all that a paper says, and nothing twice.
func TestE2EPapersPrintWhole(t *testing.T) {
	files := map[string][]byte{}
	for i := range Papers {
		f := facts()
		f.Entries = slices.Concat(f.Entries, crowd(ledger.Progress, 30), crowd(ledger.Shortcoming, 30), crowd(ledger.Task, 60))
		files[Papers[i].Name] = written(t, &Papers[i], f)
	}
	dir := printed(t, files)
	for name, data := range files {
		out, err := exec.Command("pdftotext", "-raw", filepath.Join(dir, name+".pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		marked := strings.Join(strings.Fields(string(out)), "")
		paper, text := furniture.ReplaceAllString(marked, ""), strings.ReplaceAll(said(t, data, "word/document.xml"), "-", "")
		for _, number := range anyNumber.FindAllString(text, -1) {
			if n, want := strings.Count(paper, number), strings.Count(text, number); n != want {
				t.Errorf("%s: %s is printed %d times, and stands there %d times", name, number, n, want)
			}
		}
		if !strings.Contains(marked, "代拟稿") || strings.Count(paper, "。") != strings.Count(text, "。") {
			t.Errorf("%s is not marked, or has lost full stops: %d of %d", name, strings.Count(paper, "。"), strings.Count(text, "。"))
		}
	}
}

var (
	anyNumber = regexp.MustCompile(`202409\p{Han}\d{3}`)
	furniture = regexp.MustCompile(`-|(—\d+—)?代拟稿`) // what stands between two pages, and hyphens, which a line's end may swallow
)

func crowd(k ledger.Kind, n int) (all []ledger.Entry) {
	for i := range n {
		e := entries()[1]
		e.ID, e.Kind, e.Number = int64(100*len(k)+i), k, ledger.Number("2024-09", k, i+1)
		e.Text = strings.Repeat("加快整治占道经营，", 3+5*(i%3))
		all = append(all, e)
	}
	return all
}

func TestPapersTellOfAFullDisk(t *testing.T) {
	for i := range Papers {
		if err := Papers[i].Write(&full{100}, facts()); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: %v", Papers[i].Name, err)
		}
	}
}
