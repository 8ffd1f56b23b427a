// Package printer turns Word documents into PDF through LibreOffice, where that is installed: one document at a time, within a
// time limit, in a folder of its own that is gone afterwards, and without the network.
package printer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"taizhang/backend/ledger"
)

// MIME is the type of the files that a Printer makes.
const MIME = "application/pdf"

// Bounds of one printing. Nobody waits behind more than maxWaiting others.
const (
	Limit      = time.Minute
	maxWaiting = 8
	maxPDF     = 64 << 20
)

// Printer prints with one program. Make it with Find; a nil Printer has none and says so.
type Printer struct {
	program string
	limit   time.Duration
	turn    chan struct{} // holds one while somebody prints
	queue   chan struct{} // holds one for each who waits or prints
}

// Find looks for LibreOffice: the program of that name or path, or with "" wherever it usually is. nil where there is none.
func Find(program string) *Printer {
	names := usual
	if program != "" {
		names = []string{program}
	}
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return &Printer{program: found, limit: Limit, turn: make(chan struct{}, 1), queue: make(chan struct{}, maxWaiting)}
		}
	}
	return nil
}

// usual lists where LibreOffice is, by name and by the places that installers choose.
var usual = []string{
	"soffice", "libreoffice", "/usr/bin/soffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice",
	"/Applications/LibreOffice.app/Contents/MacOS/soffice", `C:\Program Files\LibreOffice\program\soffice.com`,
}

var (
	errAbsent = ledger.Mistake(ledger.Conflict, "pdf", "这台服务器没有安装 LibreOffice，不能直接生成 PDF。请下载 Word 文稿，用 Word 或 WPS “另存为 PDF”；或在浏览器里打印页面，选择“另存为 PDF”。运维人员装上 LibreOffice（如 apt install libreoffice-writer）并重启后，这里就能生成。",
		"LibreOffice is not installed on this server, so no PDF can be made here. Take the Word document and save it as PDF in Word or WPS, or print the page from the browser into a PDF. Once the operator has installed LibreOffice (apt install libreoffice-writer) and restarted, it works here.")
	errBusy = ledger.Mistake(ledger.TooMany, "pdf", "正在生成的 PDF 太多，请过一会儿再试，或先下载 Word 文稿。", "Too many PDFs are being made; try again in a moment, or take the Word document.")
	errSlow = ledger.Mistake(ledger.TooLarge, "pdf", "这份文稿一分钟内没有转成 PDF。请缩小范围，或下载 Word 文稿，用 Word 或 WPS 另存为 PDF。", "This paper could not be made into a PDF within a minute. Narrow it, or take the Word document and save it as PDF in Word or WPS.")
)

// Absent is the mistake that says that PDF cannot be made here, and what to do instead.
func Absent() error { return errAbsent }

// PDF prints a Word document. It waits for its turn; ctx ends the waiting and the printing. A mistake says that there is no
// program, that too many wait, or that it took too long.
func (p *Printer) PDF(ctx context.Context, docx []byte) ([]byte, error) {
	if p == nil {
		return nil, errAbsent
	}
	select {
	case p.queue <- struct{}{}:
		defer func() { <-p.queue }()
	default:
		return nil, errBusy
	}
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to print: %w", ctx.Err())
	}
	dir, err := os.MkdirTemp("", "taizhang-print-*")
	if err != nil {
		return nil, fmt.Errorf("print: %w", err)
	}
	defer os.RemoveAll(dir)
	return p.print(ctx, dir, docx)
}

// print prints within a folder that holds all that LibreOffice reads and writes.
func (p *Printer) print(ctx context.Context, dir string, docx []byte) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, p.limit)
	defer cancel()
	file := filepath.Join(dir, "paper.docx")
	if err := cmp.Or(furnish(dir), os.WriteFile(file, docx, 0o600)); err != nil {
		return nil, fmt.Errorf("print: %w", err)
	}
	said, err := p.run(limited, dir, file)
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("print: %w", ctx.Err())
	case errors.Is(limited.Err(), context.DeadlineExceeded):
		return nil, errSlow
	case err != nil:
		return nil, fmt.Errorf("print with %s: %w: %s", p.program, err, said)
	}
	pdf := filepath.Join(dir, "paper.pdf")
	if info, err := os.Stat(pdf); err != nil {
		return nil, fmt.Errorf("print with %s: %w: %s", p.program, err, said)
	} else if info.Size() > maxPDF {
		return nil, errSlow
	}
	return os.ReadFile(pdf)
}
