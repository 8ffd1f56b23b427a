package export

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// starter is a paper's template to begin with.
func starter(t *testing.T, p *Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.WriteStarter(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// everything is what all parts of a document say.
func everything(t *testing.T, data []byte) (all string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "word/") && strings.HasSuffix(f.Name, ".xml") {
			all += said(t, data, f.Name)
		}
	}
	return all
}

// The template to begin with has every place of its paper; filled, it says what the paper says in our own layout.
func TestAStarterSaysWhatThePaperSays(t *testing.T) {
	for i := range Papers {
		p := &Papers[i]
		template, err := p.OpenTemplate(starter(t, p))
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		for _, x := range template.Missing {
			if x.Name != placeMonth && x.Name != placeUnit && x.Name != placeAsOf {
				t.Errorf("%s: the starter has no place %s", p.Name, x.Name)
			}
		}
		var b bytes.Buffer
		if err := template.Write(&b, facts()); err != nil {
			t.Fatal(err)
		}
		own, filled := said(t, written(t, p, facts()), "word/document.xml"), everything(t, b.Bytes())
		for line := range strings.Lines(own) {
			if line = strings.TrimSpace(line); line != "" && !strings.Contains(filled, line) {
				t.Errorf("%s by template lacks %q", p.Name, line)
			}
		}
		if strings.Contains(filled, "{{") || !strings.Contains(filled, docx.DraftMark) {
			t.Errorf("%s: places are left, or it is not marked", p.Name)
		}
	}
}

// office is a document that an office made: LibreOffice turns a page of HTML into it.
func office(t *testing.T, html string) []byte {
	t.Helper()
	if _, err := exec.LookPath("soffice"); err != nil {
		if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "soffice") {
			t.Fatal("soffice is required and not here")
		}
		t.Skip("soffice is not on this machine")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "office.html")
	if err := os.WriteFile(file, []byte(`<html><meta charset="utf-8"><body>`+html+`</body></html>`), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", dir, file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "office.docx"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A template that an office made in another program, with a table of its own and a name in English, is filled; and LibreOffice
// prints what came of it.
func TestE2EATemplateOfAnOffice(t *testing.T) {
	data := office(t, `<h1>{{<b>标</b>题}}</h1><table border=1><tr><td>主送</td><td>{{ to }}</td></tr></table><p>{{正文}}</p><p align=right>{{署名}}</p>`)
	template, err := notice.OpenTemplate(data)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(missing(template), placeSources) || strings.Contains(missing(template), placeTo) {
		t.Errorf("missing: %s", missing(template))
	}
	f := facts()
	f.Office.Signature = "北山区人民政府督查室"
	var b bytes.Buffer
	if err := template.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", filepath.Join(printed(t, map[string][]byte{"notice": b.Bytes()}), "notice.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(strings.Fields(string(out)), ""), "关于请办理督查事项的函") {
		t.Errorf("printed: %s", out)
	}
	text := said(t, b.Bytes(), "word/document.xml")
	for _, want := range []string{"关于请办理督查事项的函", "北京市丰台区太平桥街道", "一、已经逾期或长期没有反馈的事项（1项）", "配合单位：看丹街道、马家堡街道", "北山区人民政府督查室"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %s:\n%s", want, text)
		}
	}
}

func missing(t *Template) (names string) {
	for _, x := range t.Missing {
		names += x.Name + " "
	}
	return names
}

func TestTemplatesThatCannotBeAreRefused(t *testing.T) {
	for name, x := range map[string]struct {
		body []docx.Block
		says string
	}{
		"no text":    {[]docx.Block{docx.Text(docx.Body, "{{标题}}")}, "{{正文}}"},
		"not alone":  {[]docx.Block{docx.Text(docx.Body, "正文：{{正文}}")}, "独占一段"},
		"unknown":    {[]docx.Block{docx.Text(docx.Body, "{{正文}}"), docx.Text(docx.Body, "{{标提}}")}, "{{标提}}"},
		"of another": {[]docx.Block{docx.Text(docx.Body, "{{body}}"), docx.Text(docx.Body, "{{抄送}}")}, "{{抄送}}"},
	} {
		var b bytes.Buffer
		if err := docx.Write(&b, docx.Paper{Body: x.body}); err != nil {
			t.Fatal(err)
		}
		_, err := brief.OpenTemplate(b.Bytes())
		if m := ledger.AsMistake(err); m == nil || m.Field != "file" || !strings.Contains(m.Words.ZH, x.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The made-up facts of a preview fill every paper: no list of it is empty.
func TestSampleFactsFillEveryPaper(t *testing.T) {
	day := ledger.Day{Today: "2024-09-20", Soon: "2024-09-25", Thresholds: ledger.DefaultThresholds}
	for i := range Papers {
		text := said(t, written(t, &Papers[i], Papers[i].SampleFacts(day, ledger.Letterhead{Sender: "北山区人民政府督查室"})), "word/document.xml")
		if regexp.MustCompile("没有(列入|点到|指出|其余|请贵)").MatchString(text) || !strings.Contains(text, "东河街道") || !strings.Contains(text, "样例") {
			t.Errorf("%s:\n%s", Papers[i].Name, text)
		}
	}
}
