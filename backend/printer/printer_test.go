package printer

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// program is a Printer whose program is a script that stands where LibreOffice does: called the same way, free to misbehave.
func program(t *testing.T, script string) *Printer {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	file := filepath.Join(t.TempDir(), "office")
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", t.TempDir())
	p := Find(file)
	if p == nil {
		t.Fatal("not found")
	}
	return p
}

// leftBehind lists what printing left in the folder for temporary files.
func leftBehind(t *testing.T) []string {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "taizhang-print-*"))
	if err != nil {
		t.Fatal(err)
	}
	return left
}

func code(err error) ledger.Code {
	if m := ledger.AsMistake(err); m != nil {
		return m.Code
	}
	return ""
}

func TestWithoutAProgramItSaysWhatToDo(t *testing.T) {
	if p := Find("no-such-office"); p != nil {
		t.Fatal("found one")
	}
	var none *Printer
	_, err := none.PDF(t.Context(), nil)
	if m := ledger.AsMistake(err); m == nil || !strings.Contains(m.Words.ZH, "打印页面") || !strings.Contains(m.Words.EN, "Word document") {
		t.Errorf("said %v", err)
	}
}

func TestTheProgramIsToldNothingAndLeavesNothing(t *testing.T) {
	t.Setenv("TAIZHANG_SMTP", "smtp://user:secret@host")
	p := program(t, `env; cat /proc/net/dev 2>/dev/null; echo written > "$TMPDIR/paper.pdf"; cp "$TMPDIR/paper.docx" "$TMPDIR/paper.pdf"`)
	got, err := p.PDF(t.Context(), []byte("a paper"))
	if err != nil || string(got) != "a paper" {
		t.Fatalf("%q, %v", got, err)
	}
	dir := t.TempDir()
	said, err := p.run(t.Context(), dir, filepath.Join(dir, "paper.docx"))
	if strings.Contains(string(said), "secret") || !strings.Contains(string(said), "HOME="+dir) {
		t.Errorf("the program saw: %s (%v)", said, err)
	}
	if left := leftBehind(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Where the system lets a program have a network of its own, there is nobody in it.
func TestTheProgramHasNoNetwork(t *testing.T) {
	if err := exec.Command("unshare", "-U", "-n", "true").Run(); err != nil {
		t.Skip("this system keeps no program from the network:", err)
	}
	p := program(t, `cat /proc/net/dev`)
	dir := t.TempDir()
	said, _ := p.run(t.Context(), dir, filepath.Join(dir, "paper.docx"))
	if !bytes.Contains(said, []byte("lo:")) || bytes.Count(said, []byte(":")) != 1 {
		t.Errorf("the program sees: %s", said)
	}
}

// A program that hangs is killed with all that it started, and so is one that nobody waits for any more.
func TestAHangingProgramIsKilled(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "alive")
	p := program(t, `(sleep 1.5; touch `+mark+`) & sleep 30`)
	p.limit = 300 * time.Millisecond
	if _, err := p.PDF(t.Context(), nil); code(err) != ledger.TooLarge {
		t.Errorf("too slow: %v", err)
	}
	p.limit = Limit
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := p.PDF(ctx, nil); !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > 10*time.Second {
		t.Errorf("cancelled after %v: %v", time.Since(begun), err)
	}
	time.Sleep(1600 * time.Millisecond)
	if _, err := os.Stat(mark); err == nil {
		t.Error("what it started went on")
	}
	if left := leftBehind(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestOneAtATimeAndNotTooManyInTheQueue(t *testing.T) {
	dir := t.TempDir()
	p := program(t, `mkdir `+dir+`/busy || exit 3; sleep 0.1; rmdir `+dir+`/busy; echo x > "$TMPDIR/paper.pdf"`)
	done := make(chan error)
	const asked = maxWaiting + 4
	for range asked {
		go func() { _, err := p.PDF(context.Background(), nil); done <- err }()
	}
	served, refused := 0, 0
	for range asked {
		switch err := <-done; {
		case err == nil:
			served++
		case code(err) == ledger.TooMany:
			refused++
		default:
			t.Error(err)
		}
	}
	if served < maxWaiting || refused == 0 {
		t.Errorf("served %d, refused %d", served, refused)
	}
}

func TestAProgramThatFailsIsTold(t *testing.T) {
	p := program(t, `echo no fonts here; exit 1`)
	if _, err := p.PDF(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "no fonts here") || code(err) != "" {
		t.Errorf("said %v", err)
	}
	if _, err := program(t, `true`).PDF(t.Context(), nil); err == nil {
		t.Error("no file came, and nothing is said")
	}
}

// LibreOffice itself prints a paper, on fonts that come near those of the paper.
func TestE2EAPaperIsPrinted(t *testing.T) {
	p := Find("")
	if p == nil {
		if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "soffice") {
			t.Fatal("soffice is required and not here")
		}
		t.Skip("LibreOffice is not on this machine")
	}
	var paper bytes.Buffer
	if err := docx.Write(&paper, docx.Paper{Body: []docx.Block{docx.Text(docx.Title, "关于督查情况的通报"), docx.Text(docx.Body, "正文")}}); err != nil {
		t.Fatal(err)
	}
	got, err := p.PDF(t.Context(), paper.Bytes())
	if err != nil || !bytes.HasPrefix(got, []byte("%PDF-")) || !bytes.Contains(got, []byte("/MarkInfo")) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}
