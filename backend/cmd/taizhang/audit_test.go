package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

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
