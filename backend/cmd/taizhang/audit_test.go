package main

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

func TestAuditVerify(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06", "--register")
	anchor := must(t, "", "audit", "anchor")
	if out := must(t, anchor, "audit", "verify", "--anchor", "-"); !strings.Contains(out, "whole") || !strings.Contains(out, "1 anchors") {
		t.Errorf("said %q", out)
	}
	db, err := sql.Open(strings.Fields(store.Driver)[0], filepath.Join(folder, "taizhang.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"DROP TRIGGER events_never_change", "UPDATE events SET actor = '别人' WHERE id = 4"} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	code, _, errs := taizhang(t, "", "audit", "verify")
	if code != 1 || !strings.Contains(errs, "row 4") || !strings.Contains(errs, "别人") || !strings.Contains(errs, "3 rows before it") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, _, errs := taizhang(t, "nonsense", "audit", "verify", "--anchor", "-"); code != 1 || !strings.Contains(errs, "anchor") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// What was trimmed lies in the archive, and only what is old enough can be.
func TestAuditTrim(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06", "--register")
	archive := filepath.Join(folder, "log.audit")
	young := clock().AddDate(0, -5, 0).Format("2006-01-02")
	for _, bad := range [][]string{{young, archive, "six|6 months"}, {"yesterday", archive, "no date"}, {"2020-01-01", archive, "nothing to trim"}, {"2020-01-01", folder, "new file"}} {
		code, _, errs := taizhang(t, "", "audit", "trim", "--before", bad[0], "--archive", bad[1])
		if code != 1 || !regexp.MustCompile(bad[2]).MatchString(errs) {
			t.Errorf("%v: exit %d: %s", bad, code, errs)
		}
		if _, err := os.Stat(archive); err == nil {
			t.Errorf("%v: an archive was left", bad)
		}
	}
	aged(t, folder)
	out := must(t, "", "audit", "trim", "--before", clock().AddDate(0, -18, 0).Format("2006-01-02"), "--archive", archive)
	if _, err := ledger.ParseAnchors(out); err != nil || len(strings.Fields(out)) != 3 {
		t.Errorf("said %q", out)
	}
	if out := must(t, "", "audit", "verify"); !strings.Contains(out, "2 rows checked") || !strings.Contains(out, "1 more rows were trimmed") {
		t.Errorf("said %q", out)
	}
	if out := must(t, out, "audit", "verify", "--archive", archive, "--anchor", "-"); !strings.Contains(out, "2 in archives, 1 anchors") || strings.Contains(out, "trimmed") {
		t.Errorf("said %q", out)
	}
	if code, _, errs := taizhang(t, "", "audit", "verify", "--archive", archive+"x"); code != 1 || !strings.Contains(errs, "cannot be opened") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// aged makes the ledger in the folder anew, with a log of two rows that are twenty months old.
func aged(t *testing.T, folder string) {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(filepath.Join(folder, "taizhang.db"+end))
	}
	db, err := store.Open(t.Context(), filepath.Join(folder, "taizhang.db"), func() time.Time { return clock().AddDate(0, -20, 0) })
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), command, func(w *store.Writer) error {
		return errors.Join(w.Log(ledger.Event{Action: "sign-in", Subject: "user"}), w.Log(ledger.Event{Action: "edit", Subject: "entry", SubjectID: 1}))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}
