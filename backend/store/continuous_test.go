//go:build unix

package store

import (
	"testing"

	"taizhang/backend/store/storetest"
)

// TestContinuousBackup loses a PostgreSQL server and brings it back from a base backup and the archive of its log: every move that was
// acknowledged until the log was archived last is there, long after the base backup, and the audit log is whole.
func TestContinuousBackup(t *testing.T) {
	a := storetest.StartArchiving(t)
	s := must(Open(t.Context(), a.Address, now))(t)
	registers(t, s)
	id := add(t, s, "archived", true, draft())[0]
	version := 0
	for range 20 {
		version = must(there(t, s, id))(t)
	}
	a.Archived(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	back := must(Open(t.Context(), a.BringBack(t), now))(t)
	defer back.Close()
	if e := must(back.EntryByID(t.Context(), id))(t); e.Version < version {
		t.Errorf("acknowledged version %d, brought back version %d", version, e.Version)
	}
	if found := must(back.VerifyAudit(t.Context(), nil))(t); found.Break != nil {
		t.Errorf("the audit log is broken: %+v", found.Break)
	}
	must(there(t, back, id))(t)
}
