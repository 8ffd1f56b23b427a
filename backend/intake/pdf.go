package intake

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"taizhang/backend/ledger"
)

const (
	maxPages     = 500
	maxPageChars = 100_000
	scanChars    = 20 // on average; a page with fewer is a picture
	pdfTime      = 30 * time.Second
	pdfWait      = 60 * time.Second // for the files before this one
)

// readPDF reads the text layer of a PDF in reading order (pdf_layout.go). A file of pictures has none and is refused.
func readPDF(ts *tables, data []byte) (string, error) { return readPDFWithin(ts, data, pdfTime) }

func readPDFWithin(ts *tables, data []byte, limit time.Duration) (string, error) {
	e, leave, err := engine.take()
	if err != nil {
		return "", err
	}
	defer leave()
	instance, err := e.GetInstance(pdfWait)
	if err != nil {
		return "", ledger.Mistake(ledger.TooMany, "file", "正在读取其他 PDF，请稍后再试。", "Other PDFs are being read; try again in a moment.")
	}
	var text string
	done := make(chan error, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- damaged(pdf)
			}
		}()
		var err error
		text, err = pdfText(ts, instance, data)
		done <- err
	}()
	select {
	case err := <-done:
		_ = instance.Close() // its memory is given back; what it held is read already
		return text, err
	case <-time.After(limit):
		_ = instance.Kill()
		return "", ledger.Mistake(ledger.TooLarge, "file", "这个 PDF 太复杂，%[1]d 秒内没有读完。请拆分页面，或复制全文粘贴到这里。", "This PDF was not read within %[1]d seconds. Split its pages, or copy its text and paste it here.", int(limit.Seconds()))
	}
}

func pdfText(ts *tables, in pdfium.Pdfium, data []byte) (string, error) {
	doc, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return "", ledger.Mistake(ledger.Unreadable, "file", "这个 PDF 有密码，无法读取。请在阅读器里取消密码后另存再上传。", "This PDF is locked by a password. Remove it in a reader, save the file and upload that.")
	case err != nil:
		return "", damaged(pdf)
	}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	switch {
	case err != nil || count.PageCount == 0:
		return "", damaged(pdf)
	case count.PageCount > maxPages:
		return "", ledger.Mistake(ledger.TooLarge, "file", "这个 PDF 有 %[1]d 页，最多读 %[2]d 页。请只保留报告所在的页面再上传。", "This PDF has %[1]d pages; %[2]d are read at most. Keep the report's pages only and upload those.", count.PageCount, maxPages)
	}
	var pages [][]string
	var open *pdfHead
	for i := range count.PageCount {
		all, err := pdfPage(in, doc.Document, i)
		if err != nil {
			return "", err
		}
		lines, last := layout(ts, all, open)
		pages, open = append(pages, lines), last
	}
	pages = withoutMargins(pages)
	var all []string
	for _, lines := range pages {
		all = append(all, lines...)
	}
	text := strings.Join(all, "\n")
	return text, readable(text, len(pages))
}

// pdfPage reads the words of one page; a broken one among others is an empty one.
func pdfPage(in pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) ([]*piece, error) {
	page, err := in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return nil, nil
	}
	defer in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	ref := requests.Page{ByReference: &page.Page}
	words, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return nil, nil
	}
	n, err := in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: words.TextPage})
	_, _ = in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: words.TextPage})
	if err != nil {
		return nil, nil
	}
	if n.Count > maxPageChars {
		return nil, tooLong()
	}
	chars, err := in.GetPageTextStructured(&requests.GetPageTextStructured{Page: ref, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return nil, fmt.Errorf("read page %d: %w", index+1, err)
	}
	return pieces(chars.Chars), nil
}

// readable refuses what holds no words to read: pictures of pages, or fonts that do not tell which characters they draw.
func readable(text string, pages int) error {
	n, odd := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
		case unicode.IsControl(r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar:
			odd++
		default:
			n++
		}
	}
	switch {
	case odd > n/4 && odd > scanChars:
		return ledger.Mistake(ledger.Unreadable, "file", "这个 PDF 的字体没有标明文字，复制出来会是乱码。请用 WPS 或 Acrobat 做文字识别（OCR），另存为可检索的 PDF 或 .docx 再上传。",
			"The fonts of this PDF do not tell their characters; its text would be garbled. Run OCR over it in WPS or Acrobat, save it as a searchable PDF or .docx and upload that.")
	case n < scanChars*pages:
		return ledger.Mistake(ledger.Unreadable, "file", "这个 PDF 是扫描件，页面是图片，里面没有文字。请先用扫描仪软件、WPS 或 Acrobat 做文字识别（OCR），另存为可检索的 PDF 或 .docx 再上传。没有保存任何内容。",
			"This PDF is a scan: its pages are pictures without text. Run OCR over it first (scanner software, WPS, Acrobat), save it as a searchable PDF or .docx and upload that. Nothing was stored.")
	}
	return nil
}
