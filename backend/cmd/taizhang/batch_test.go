package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder writes files into a new folder; a name that ends in / is a folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, data := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestImportOfAFolder(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	root := folder(t, map[string]string{
		"2024/09.txt": report, "2024/09 again.TXT": strings.ReplaceAll(report, "\n", "\r\n"), "2024/10.txt": strings.ReplaceAll(report, "太平桥", "看丹"),
		"bad.docx": "PK\x03\x04cut", "weather.txt": "今天天气晴，适合出游。", ".DS_Store": "x", ".git/config.txt": report, "~$09.docx": "x", "program.exe": "MZ",
	})
	big := filepath.Join(root, "2024", "zz.txt")
	if err := os.WriteFile(big, []byte(report), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, 2<<20); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(root, filepath.Join(root, "loop")); err != nil {
		t.Fatal(err)
	}
	code, out, errs := taizhang(t, "", "import", root, "--date", "2024-09-06", "--max-upload", "1")
	out = strings.ReplaceAll(out, root+"/", "")
	want := []string{
		"skipped .DS_Store: hidden", "skipped .git: hidden", "skipped loop: no plain file", "skipped program.exe: of no kind", "skipped ~$09.docx: hidden",
		"[1/6] 2024/09 again.TXT: Report 1", "[2/6] 2024/09.txt: This report was brought in before", "[3/6] 2024/10.txt: Report 2", "[4/6] 2024/zz.txt: not taken in. The file is too large",
		"[5/6] bad.docx: not taken in.", "[6/6] weather.txt: nothing found", "6 files: 2 taken in, 1 known, 1 without findings, 2 not taken in; 5 skipped.",
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(want) || code != 1 || !strings.Contains(errs, "2 of the files") {
		t.Fatalf("exit %d, %q:\n%s", code, errs, out)
	}
	for i, w := range want {
		if !strings.HasPrefix(lines[i], w) {
			t.Errorf("line %d is %q, want %q", i+1, lines[i], w)
		}
	}
	if out := must(t, "", "import", filepath.Join(root, "weather.txt"), filepath.Join(root, "2024/10.txt"), "--keep"); !strings.Contains(out, "2 files: 1 taken in, 1 known") {
		t.Errorf("said %q", out)
	}
	for line, want := range map[string]string{"import " + t.TempDir(): "no file here", "import a.txt b.txt --name x": "single file", "import a.txt " + root + "/weather.txt": "1 of the files"} {
		if code, _, errs := taizhang(t, "", strings.Fields(line)...); code != 1 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d, %q", line, code, errs)
		}
	}
}

// TestImportTellsOfColumns reads a table by what is known of it and says what was left.
func TestImportTellsOfColumns(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	root := folder(t, map[string]string{"x.csv": "序号,工作任务,承接方\n1,完成6个小区管线改造,太平桥街道\n2,检查全区在建工地,看丹街道\n"})
	if out := must(t, "", "import", root+"/x.csv"); !strings.Contains(out, "0 progress") || !strings.Contains(out, "not read") {
		t.Errorf("said %q", out)
	}
}

// TestImportStoppedMidway ends between two files: nothing is half there, and the next run goes on.
func TestImportStoppedMidway(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	root := folder(t, map[string]string{"1.txt": report, "2.txt": strings.ReplaceAll(report, "太平桥", "看丹")})
	ctx, stop := context.WithCancel(t.Context())
	out := stopper{stop: stop}
	code := run(ctx, []string{"import", root}, streams{strings.NewReader(""), &out, &out})
	if said := out.String(); code != 1 || !strings.Contains(said, "1 taken in") && !strings.Contains(said, "导入 1") {
		t.Errorf("exit %d: %s", code, said)
	}
	if said := must(t, "", "import", root); !strings.Contains(said, "1 taken in, 1 known") {
		t.Errorf("the second run said %s", said)
	}
}

// stopper stops what writes to it once it has written a line.
type stopper struct {
	buffer
	stop func()
}

func (s *stopper) Write(p []byte) (int, error) { s.stop(); return s.buffer.Write(p) }
