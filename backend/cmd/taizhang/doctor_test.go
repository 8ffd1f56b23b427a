package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"taizhang/backend/store"
)

func TestDoctor(t *testing.T) {
	folder, kept := t.TempDir(), t.TempDir()
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06", "--register")
	if out := must(t, "", "doctor"); !strings.Contains(out, "watch  No folder for backups") || !strings.Contains(out, "none is damaged") || strings.Contains(out, "ILL") {
		t.Errorf("of a ledger that is well:\n%s", out)
	}
	must(t, "", "backup", kept)
	if out := must(t, "", "doctor", "--backup", kept); !strings.Contains(out, "well   The newest backup") {
		t.Errorf("with a backup:\n%s", out)
	}
}

// TestDoctorCountsAnew has counts go wrong, and lets the doctor put them right.
func TestDoctorCountsAnew(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06", "--register")
	writer, reader, err := store.Bare(t.Context(), fileOf(folder))
	if err == nil {
		_, err = writer.Exec("UPDATE month_counts SET n = n + 1")
	}
	if err = errors.Join(err, writer.Close(), reader.Close()); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := taizhang(t, "", "doctor"); code != 1 || !strings.Contains(out, "doctor --repair") {
		t.Errorf("exit %d of wrong counts:\n%s", code, out)
	}
	if out := must(t, "", "doctor", "--repair"); !strings.Contains(out, "were counted anew") {
		t.Errorf("repaired:\n%s", out)
	}
	if out := must(t, "", "doctor"); !strings.Contains(out, "well   The counts that pages show are those") {
		t.Errorf("after the repair:\n%s", out)
	}
}

// TestDoctorFinds has one thing after the other go wrong.
func TestDoctorFinds(t *testing.T) {
	for name, c := range map[string]struct {
		wrong func(t *testing.T, folder string)
		want  string
	}{
		"the clock was set back": {func(t *testing.T, folder string) {
			db, err := store.Open(t.Context(), fileOf(folder), func() time.Time { return clock().Add(48 * time.Hour) })
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if err := fillRegister(t.Context(), db); err != nil {
				t.Fatal(err)
			}
		}, "clock is"},
		"a page is damaged": {func(t *testing.T, folder string) {
			must(t, report, "import", "-", "--date", "2024-09-06", "--register")
			data, err := os.ReadFile(fileOf(folder))
			if err != nil {
				t.Fatal(err)
			}
			for i := range 4096 {
				data[len(data)/2/4096*4096+i] ^= 0x5a
			}
			if err := os.WriteFile(fileOf(folder), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "data")
			t.Setenv("TAIZHANG_DATA", folder)
			c.wrong(t, folder)
			if code, out, errs := taizhang(t, "", "doctor"); code != 1 || !strings.Contains(out+errs, c.want) {
				t.Errorf("exit %d:\n%s%s", code, out, errs)
			}
		})
	}
}
