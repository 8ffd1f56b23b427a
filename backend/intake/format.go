package intake

import (
	"bytes"
	"path/filepath"
	"strings"

	"taizhang/backend/ledger"
)

// Formats are the endings of the files that can be read. What a file is, its content says; names are for choosing one.
var Formats = []string{".docx", ".xlsx", ".csv", ".pdf", ".html", ".htm", ".txt", ".md"}

// format is a kind of file: what people call it and how it is read.
type format struct {
	called ledger.Words
	read   func(*tables, []byte) (string, error)
}

var (
	word    = ledger.Words{ZH: "Word（.docx）", EN: "Word (.docx)"}
	excel   = ledger.Words{ZH: "Excel（.xlsx）", EN: "Excel (.xlsx)"}
	csvFile = ledger.Words{ZH: "CSV", EN: "CSV"}
	pdf     = ledger.Words{ZH: "PDF", EN: "PDF"}
	webPage = ledger.Words{ZH: "网页", EN: "web page"}
	plain   = ledger.Words{ZH: "文本", EN: "text"}
)

// formatOf recognises a file by its content, then by its name.
func formatOf(name string, data []byte) format {
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return packed(data)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return format{pdf, readPDF}
	case isHTML(ext, data):
		return format{webPage, readHTML}
	}
	if r := refusalOf(ext, data); r != nil {
		return format{r.what, func(*tables, []byte) (string, error) { return "", r.mistake() }}
	}
	if ext == ".csv" || ext == ".tsv" {
		return format{csvFile, readCSV}
	}
	return format{plain, func(_ *tables, data []byte) (string, error) { return readPlain(data) }}
}

// packed recognises a zip file by a part that it must have.
func packed(data []byte) format {
	a, err := unpack(data)
	refuse := func(err error) format { return format{word, func(*tables, []byte) (string, error) { return "", err }} }
	switch {
	case err != nil:
		return refuse(err)
	case a.has("xl/workbook.xml"):
		return format{excel, func(ts *tables, _ []byte) (string, error) { return readXLSX(ts, a) }}
	case a.mainPart() != "":
		return format{word, func(ts *tables, _ []byte) (string, error) { return readDOCX(ts, a) }}
	}
	for _, r := range refusals {
		if r.part != "" && a.has(r.part) {
			return refuse(r.mistake())
		}
	}
	return refuse(zipped.mistake())
}

// isHTML tells a web page: by its first tag, or by its name where the content is text.
func isHTML(ext string, data []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 1024)], "\xef\xbb\xbf \t\r\n"))
	if bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")) {
		return true
	}
	if bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<!--")) {
		return bytes.Contains(head, []byte("<html"))
	}
	return (ext == ".html" || ext == ".htm" || ext == ".xhtml") && bytes.IndexByte(head, 0) < 0 || bytes.HasPrefix(head, []byte("\xff\xfe<\x00h\x00t\x00m\x00l\x00"))
}
