package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"taizhang/backend/store"
)

func TestBackupAndRestore(t *testing.T) {
	folder, kept, back := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "new")
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06", "--register")
	if out := must(t, "", "backup", kept, "--keep", "2"); !strings.Contains(out, "4 entries, 1 reports") {
		t.Errorf("said %q", out)
	}
	all, err := store.Backups(kept)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d backups, %v", len(all), err)
	}
	was := must(t, "", "export", "--format", "csv")
	if out := must(t, "", "restore", "--verify", all[0].Folder, "--data", back); !strings.Contains(out, "is whole") || !strings.Contains(out, all[0].SHA256) {
		t.Errorf("said %q", out)
	}
	if is := must(t, "", "export", "--format", "csv", "--data", back); is != was || is == "" {
		t.Error("what was restored exports something else")
	}
	for _, line := range [][]string{{"restore", all[0].Folder}, {"restore", kept, "--data", filepath.Join(back, "x")}, {"backup", os.Args[0] + "/x"}, {"backup", kept, "--keep=-1"}} {
		if code, _, errs := taizhang(t, "", line...); code != 1 || errs == "" {
			t.Errorf("%v: exit %d, %q", line, code, errs)
		}
	}
}

// TestBackupWhileServing lets days go by: a backup a day, and no more of them than are kept.
func TestBackupWhileServing(t *testing.T) {
	folder, kept := t.TempDir(), t.TempDir()
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06")
	day := clock()
	db, err := store.Open(t.Context(), fileOf(folder), func() time.Time { return day })
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	b := backups{Backup: kept, BackupKeep: 2}
	for hours, want := range []int{0: 1, 1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 2} {
		day = day.Add(10 * time.Hour)
		if _, err := b.due(t.Context(), db, day); err != nil {
			t.Fatal(err)
		}
		if all, err := store.Backups(kept); err != nil || len(all) != want {
			t.Errorf("after %d hours: %d backups, %v", 10*(hours+1), len(all), err)
		}
	}
	day = day.Add(-1000 * time.Hour) // the clock was wrong, and is set right
	for range 3 {
		if _, err := b.due(t.Context(), db, day); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := store.Backups(kept); err != nil || len(all) != 2 || !all[1].At.Before(day.Add(time.Minute)) {
		t.Errorf("after the clock was set back: %+v, %v", all, err)
	}
}
