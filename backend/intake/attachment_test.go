package intake

import (
	"bytes"
	bitmap "image"
	"image/jpeg"
	"image/png"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"taizhang/backend/ledger"
)

func pictures(t testing.TB) (asPNG, asJPEG []byte) {
	var a, b bytes.Buffer
	if err := png.Encode(&a, bitmap.NewGray(bitmap.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&b, bitmap.NewGray(bitmap.Rect(0, 0, 3, 3)), nil); err != nil {
		t.Fatal(err)
	}
	return a.Bytes(), b.Bytes()
}

// What a file is, its content says: the name only follows.
func TestAttachByContent(t *testing.T) {
	asPNG, asJPEG := pictures(t)
	for _, c := range []struct {
		name string
		data []byte
		want string // the name it is kept under
		mime string
	}{
		{"整改报告.docx", wordFile(t, p(r("已完成整改"))), "整改报告.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"清单.xlsx", sample(t, "tasks.xlsx"), "清单.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"批复.pdf", sample(t, "small.pdf"), "批复.pdf", "application/pdf"},
		{"批复.ofd", pack(t, "OFD.xml", "<ofd/>"), "批复.ofd", "application/ofd"},
		{"现场.PNG", asPNG, "现场.PNG", "image/png"},
		{"现场.exe", asJPEG, "现场.exe.jpg", "image/jpeg"},
		{"IMG_1.HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "IMG_1.HEIC", "image/heic"},
		{"现场.webp", []byte("RIFF\x1a\x00\x00\x00WEBPVP8 "), "现场.webp", "image/webp"},
		{"说明.txt", []byte("已完成整改。\n"), "说明.txt", "text/plain"},
		{"图.svg", []byte(" <svg onload=alert(1)>"), "图.svg.txt", "text/plain"},
		{`C:\文件\..\说明` + "\u202etxt.exe", []byte("已完成"), "说明txt.exe.txt", "text/plain"},
		{"", []byte("已完成"), "附件.txt", "text/plain"},
		{"../../etc/passwd", []byte("root"), "passwd.txt", "text/plain"},
		{"名.docx", asPNG, "名.docx.png", "image/png"},
	} {
		got, err := Attach(c.name, c.data)
		if err != nil || got.Name != c.want || got.Type != c.mime || got.Size != int64(len(c.data)) {
			t.Errorf("%s: %q %q %d (%v), want %q %q", c.name, got.Name, got.Type, got.Size, err, c.want, c.mime)
		}
	}
}

func TestAttachRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		code ledger.Code
	}{
		{"空.txt", nil, ledger.Invalid},
		{"大.txt", bytes.Repeat([]byte("字"), ledger.MaxFile/3+1), ledger.TooLarge},
		{"程序.pdf", []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00"), ledger.Unreadable},
		{"网页.txt", []byte("<html><script>alert(1)</script>"), ledger.Unreadable},
		{"压缩.zip", pack(t, "a.txt", "x"), ledger.Unreadable},
		{"宏.docx", pack(t, "word/document.xml", "<w/>", "word/vbaProject.bin", "x"), ledger.Unreadable},
		{"宏.xlsx", pack(t, "xl/workbook.xml", "<w/>", "xl/VBAPROJECT.BIN", "x"), ledger.Unreadable},
		{"旧.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), ledger.Unreadable},
		{"坏.docx", []byte("PK\x03\x04 broken"), ledger.Unreadable},
		{"动.gif", []byte("GIF89a\x01\x00\x01\x00"), ledger.Unreadable},
		{"通知.docx", wordFile(t, p(r("机密★10年"))+p(r("关于整改的通知"))), ledger.Invalid},
		{"通知.txt", []byte("绝密\n关于整改的通知"), ledger.Invalid},
	} {
		_, err := Attach(c.name, c.data)
		if m := ledger.AsMistake(err); m == nil || m.Code != c.code || m.Field != "file" || m.Words.EN == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// FuzzAttach holds whatever is sent to a file of a kind on the list under a name that is safe to save, or a mistake that
// people can mend.
func FuzzAttach(f *testing.F) {
	asPNG, _ := pictures(f)
	f.Add("a.docx", wordFile(f, p(r("已完成"))))
	f.Add("a.png", asPNG)
	f.Add("../a\u202e.exe", []byte("\x00\x00\x00\x18ftypheic"))
	f.Add("a.zip", pack(f, "OFD.xml", "x"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if strings.HasPrefix(string(data), "%PDF-") {
			t.Skip() // read by FuzzPDF
		}
		got, err := Attach(name, data)
		if err != nil {
			if ledger.AsMistake(err) == nil {
				t.Fatalf("no mistake of the person's: %v", err)
			}
			return
		}
		bad := func(r rune) bool { return !unicode.IsPrint(r) || strings.ContainsRune(`/\:*?"<>|`, r) }
		if strings.ContainsFunc(got.Name, bad) || !utf8.ValidString(got.Name) || len([]rune(got.Name)) > maxFileName+20 || strings.HasPrefix(got.Name, ".") {
			t.Errorf("%q is kept as %q", name, got.Name)
		}
		if !slices.Contains(Attachable(), strings.ToLower(path.Ext(got.Name))) {
			t.Errorf("%q is kept as %q, whose ending is of no kind on the list", name, got.Name)
		}
	})
}
