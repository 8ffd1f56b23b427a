package intake

import (
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode"

	"taizhang/backend/ledger"
)

// attachable is a kind of file that may come with a feedback. What a file is, its content says.
type attachable struct {
	mime string
	ext  []string // names it goes by; a name that ends otherwise gets the first one
	part string   // of a packed file: what only this kind has
	text bool     // its words can be read, and are looked through for marks of secrecy
}

// attachables come in the order of asking.
var attachables = []attachable{
	{"application/pdf", []string{".pdf"}, "", true},
	{"image/png", []string{".png"}, "", false},
	{"image/jpeg", []string{".jpg", ".jpeg"}, "", false},
	{"image/webp", []string{".webp"}, "", false},
	{"image/heic", []string{".heic", ".heif"}, "", false},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, "word/document.xml", true},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, "xl/workbook.xml", true},
	{"application/ofd", []string{".ofd"}, "OFD.xml", false},
	{"text/plain", []string{".txt", ".csv", ".md"}, "", true},
}

// Attachable are the endings of the files that may be attached, for a form's choice of files.
func Attachable() (all []string) {
	for _, a := range attachables {
		all = append(all, a.ext...)
	}
	return all
}

// Attach takes a file as something to come with a feedback: its type told by its content, its name made safe and ending as
// that type does. A file of another kind, one with macros, an empty one and one marked as secret are refused.
func Attach(name string, data []byte) (ledger.Attachment, error) {
	name = cleanName(name)
	if len(data) == 0 {
		return ledger.Attachment{}, ledger.Mistake(ledger.Invalid, "file", "“%[1]s”是空文件，请重新选择。", "“%[1]s” is empty; choose it again.", name)
	}
	if len(data) > ledger.MaxFile {
		return ledger.Attachment{}, ledger.Mistake(ledger.TooLarge, "file", "“%[1]s”超过 %[2]d MB，请压缩图片或拆分后再附。", "“%[1]s” is larger than %[2]d MB; make the picture smaller or split the file.", name, ledger.MaxFile>>20)
	}
	kind := attachableOf(data)
	if kind == nil {
		return ledger.Attachment{}, ledger.Mistake(ledger.Unreadable, "file",
			"“%[1]s”不能作为附件。可以附 PDF、Word（.docx）、Excel（.xlsx）、OFD、图片（png、jpg、webp、heic）和纯文本；旧格式请另存为新格式，带宏的请去掉宏，压缩包请解开后逐个附上。",
			"“%[1]s” cannot be attached. PDF, Word (.docx), Excel (.xlsx), OFD, pictures (png, jpg, webp, heic) and plain text can; save old formats anew, remove macros, and unpack archives first.", name)
	}
	if !slices.Contains(kind.ext, strings.ToLower(path.Ext(name))) {
		name += kind.ext[0]
	}
	return ledger.Attachment{Name: name, Type: kind.mime, Size: int64(len(data)), Data: data}, kind.checkSecrecy(name, data)
}

// checkSecrecy looks for a mark of secrecy at the head of what can be read; a file whose words cannot be had is let by.
func (a attachable) checkSecrecy(name string, data []byte) error {
	if !a.text {
		return nil
	}
	text, err := Text(name, data)
	if err != nil {
		return nil
	}
	m := ledger.AsMistake(ledger.CheckSecrecy(text))
	if m == nil {
		return nil
	}
	m.Field = "file"
	return m
}

func attachableOf(data []byte) *attachable {
	mime, _, _ := strings.Cut(http.DetectContentType(data), ";")
	if isHEIC(data) {
		mime = "image/heic"
	}
	if mime == "application/zip" {
		return packedAttachable(data)
	}
	for i, a := range attachables {
		if a.mime == mime {
			return &attachables[i]
		}
	}
	return nil
}

// packedAttachable tells a document from other packed files by a part that it must have; one with macros is none.
func packedAttachable(data []byte) *attachable {
	z, err := unpack(data)
	if err != nil {
		return nil
	}
	for part := range z.parts {
		if base := path.Base(part); strings.HasPrefix(base, "vba") && strings.HasSuffix(base, ".bin") {
			return nil
		}
	}
	for i, a := range attachables {
		if a.part != "" && z.has(a.part) {
			return &attachables[i]
		}
	}
	return nil
}

// isHEIC tells the pictures that phones take: a box of the file's type with one of their brands.
func isHEIC(data []byte) bool {
	return len(data) >= 12 && string(data[4:8]) == "ftyp" && slices.Contains([]string{"heic", "heix", "hevc", "mif1", "msf1"}, string(data[8:12]))
}

// maxFileName is how many characters of a file's name are kept, its ending apart.
const maxFileName = 100

// cleanName keeps of a name what is safe to show and to save under: no folders, nothing that cannot be seen.
func cleanName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case !unicode.IsPrint(r):
			return -1
		case strings.ContainsRune(`:*?"<>|%/`, r):
			return '_'
		}
		return r
	}, name)
	ext := path.Ext(name)
	if len(ext) > 10 || ext == "." {
		ext = ""
	}
	stem := []rune(strings.Trim(strings.TrimSuffix(name, ext), ". "))
	stem = stem[:min(len(stem), maxFileName)]
	if len(stem) == 0 {
		stem = []rune("附件")
	}
	return string(stem) + ext
}
