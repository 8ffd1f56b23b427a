package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestCopy(t *testing.T) {
	folder, copied := t.TempDir(), filepath.Join(t.TempDir(), "new")
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06", "--register")
	if out := must(t, "", "copy", folder, copied); !strings.Contains(out, " entries\n") || !strings.Contains(out, "is whole") {
		t.Errorf("said %q", out)
	}
	was := must(t, "", "export", "--format", "csv")
	if is := must(t, "", "export", "--format", "csv", "--data", copied); is != was || is == "" {
		t.Error("the copy exports something else")
	}
	if code, _, errs := taizhang(t, "", "copy", folder, copied); code != 1 || !strings.Contains(errs, "not empty") {
		t.Errorf("onto a ledger: exit %d: %s", code, errs)
	}
	if code, _, errs := taizhang(t, "", "copy", t.TempDir(), copied); code != 1 || !strings.Contains(errs, "no ledger") {
		t.Errorf("from nothing: exit %d: %s", code, errs)
	}
	if code, _, errs := taizhang(t, "", "units", "export", "--database", "mysql://x"); code != 1 || !strings.Contains(errs, "postgres://") {
		t.Errorf("another database: exit %d: %s", code, errs)
	}
}
