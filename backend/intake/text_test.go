package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"

	"taizhang/backend/ledger"
)

const said = "丰台区召开会议。\r\n要加快整改，10月底前完成。"

func TestPlainText(t *testing.T) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(said))
	u16, _ := xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM).NewEncoder().Bytes([]byte(said))
	for name, data := range map[string][]byte{"utf8.txt": []byte(said), "bom.md": []byte("\xef\xbb\xbf" + said), "gb.txt": gb, "u16.txt": u16, "no name": []byte(said)} {
		if got, err := Text(name, data); err != nil || got != said {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// TestTableEncodings reads what Excel writes as CSV (GB18030 in China) and as «Unicode text» (UTF-16, tabs).
func TestTableEncodings(t *testing.T) {
	const rows = "序号,工作任务,责任单位\r\n1,检查工地,北山镇\r\n"
	gb, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(rows))
	u16, _ := xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM).NewEncoder().Bytes([]byte(strings.ReplaceAll(rows, ",", "\t")))
	for name, data := range map[string][]byte{"gb.csv": gb, "u16.csv": u16, "u16.tsv": u16, "bom.csv": []byte("\xef\xbb\xbf" + rows)} {
		if got, err := Text(name, data); err != nil || got != "序号 | 工作任务 | 责任单位\n1 | 检查工地 | 北山镇" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestPageEncodings(t *testing.T) {
	page := `<html><head><meta charset="gb2312"><title>通报_某网</title></head><body><p>` + strings.ReplaceAll(said, "\r\n", "</p><p>") + `</p></body></html>`
	gb, _ := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(page))
	big, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte(`<html><meta charset="big5"><p>豐臺區召開會議，要求加快整改。</p>`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		data []byte
		want string
	}{{gb, "通报\n丰台区召开会议。\n要加快整改，10月底前完成。"}, {big, "豐臺區召開會議，要求加快整改。"}} {
		if got, err := Text("page.htm", c.data); err != nil || got != c.want {
			t.Errorf("%q, %v; want %q", got, err, c.want)
		}
	}
}

// TestRefused holds the files that are not read to saying what to do, in both languages.
func TestRefused(t *testing.T) {
	ole := []byte(oleFile + "\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600))
	bomb := wordFile(t, p(r(strings.Repeat(strings.Repeat(" ", 1<<10), 80<<10))))
	scan := sample(t, "scan.pdf")
	for _, c := range []struct {
		name string
		data []byte
		code ledger.Code
		zh   string
	}{
		{"a.txt", nil, ledger.Invalid, "没有文字"}, {"a.txt", []byte(" \n　"), ledger.Invalid, "没有文字"},
		{"a.bin", []byte{0, 1, 2, 3, 0xff, 0xfe}, ledger.Unreadable, "粘贴"},
		{"a.doc", ole, ledger.Unreadable, ".docx"}, {"a.xls", ole, ledger.Unreadable, ".xlsx"}, {"a.wps", ole, ledger.Unreadable, ".docx"}, {"a.docx", ole, ledger.Unreadable, "密码"},
		{"a.rtf", []byte(`{\rtf1\ansi}`), ledger.Unreadable, ".docx"}, {"a.mht", []byte("MIME-Version: 1.0\r\n"), ledger.Unreadable, ".docx"},
		{"a.xml", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>`), ledger.Unreadable, ".docx"},
		{"a.png", []byte("\x89PNG\r\n\x1a\n"), ledger.Unreadable, "OCR"}, {"a.jpg", []byte("\xff\xd8\xff\xe0"), ledger.Unreadable, "OCR"},
		{"a.rar", []byte("Rar!\x1a\x07"), ledger.Unreadable, "解压"}, {"a.zip", pack(t, "a.txt", "x"), ledger.Unreadable, "解压"},
		{"a.ofd", pack(t, "OFD.xml", "<x/>"), ledger.Unreadable, "PDF"}, {"a.pptx", pack(t, "ppt/presentation.xml", "<x/>"), ledger.Unreadable, "粘贴"},
		{"a.odt", pack(t, "mimetype", "x", "content.xml", "<x/>"), ledger.Unreadable, ".docx"}, {"a.xlsb", pack(t, "xl/workbook.bin", "x"), ledger.Unreadable, ".xlsx"},
		{"cut.docx", wordFile(t, p(r("词")))[:200], ledger.Unreadable, "损坏"}, {"broken.docx", pack(t, "word/document.xml", "<w:document><w:body><w:p>"), ledger.Unreadable, "损坏"},
		{"broken.xlsx", pack(t, "xl/workbook.xml", "<workbook><sheets"), ledger.Unreadable, "损坏"},
		{"bomb.docx", bomb, ledger.TooLarge, "太多"},
		{"deep.docx", wordFile(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 500)), ledger.Unreadable, "损坏"},
		{"deep.html", []byte("<html>" + strings.Repeat("<div>", 10_000)), ledger.Unreadable, "损坏"},
		{"large.html", []byte("<html>" + strings.Repeat("词", maxPage/3)), ledger.TooLarge, "粘贴"},
		{"cut.pdf", []byte("%PDF-1.7\n%\xe2\xe3"), ledger.Unreadable, "损坏"}, {"scan.pdf", scan, ledger.Unreadable, "OCR"}, {"locked.pdf", sample(t, "locked.pdf"), ledger.Unreadable, "密码"},
	} {
		text, err := Text(c.name, c.data)
		m := ledger.AsMistake(err)
		if m == nil || m.Code != c.code || !strings.Contains(m.Words.ZH, c.zh) || m.Words.EN == "" || text != "" {
			t.Errorf("%s: %d characters, %v", c.name, len(text), err)
			continue
		}
		if strings.Contains(m.Words.ZH+m.Words.EN, "%!") {
			t.Errorf("%s: %v", c.name, m.Words)
		}
	}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
