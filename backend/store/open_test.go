package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

func now() time.Time { return testNow }

func TestOpenAgainKeepsEverything(t *testing.T) {
	path := newPlace(t)
	if !OnServer(path) {
		path = filepath.Join(filepath.Dir(path), "new", "folder", "t.db")
	}
	s := must(Open(t.Context(), path, now))(t)
	registers(t, s)
	add(t, s, "f", true, draft())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		t.Error("the journal is left behind after Close")
	}
	s = must(Open(t.Context(), path, now))(t)
	defer s.Close()
	if e := must(s.Entry(t.Context(), "2024-09-任-001"))(t); len(e.Units) != 1 || !e.CreatedAt.Equal(testNow) || e.CreatedAt.Location() != time.UTC {
		t.Errorf("after reopening: %+v", e)
	}
}

func TestConnectionsAreSafe(t *testing.T) {
	storetest.InFile(t)
	s := open(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "synchronous": "2", "busy_timeout": "5000"} {
		var got string
		if err := s.writer.Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil || got != want {
			t.Errorf("writer's %s is %q (%v), want %s", pragma, got, err, want)
		}
	}
	if err := s.db.Exec("DELETE FROM users").Error; err == nil {
		t.Error("a reader can write")
	}
}

func TestNewerDatabaseIsLeftAlone(t *testing.T) {
	storetest.InFile(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "t.db")
	s := must(Open(t.Context(), path, now))(t)
	if err := s.writer.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, 1)").Error; err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := must(os.ReadFile(path))(t)
	_, err := Open(t.Context(), path, now)
	m := wantMistake(t, err, ledger.Conflict, "data")
	if !strings.Contains(m.Words.ZH, "9000") || !strings.Contains(m.Words.EN, path) {
		t.Errorf("said %v", m.Words)
	}
	if !bytes.Equal(before, must(os.ReadFile(path))(t)) {
		t.Error("the file was changed")
	}
	if left := must(os.ReadDir(folder))(t); len(left) != 1 {
		t.Errorf("left in the folder: %v", left)
	}
}

func TestForeignFileIsLeftAlone(t *testing.T) {
	storetest.InFile(t)
	path := filepath.Join(t.TempDir(), "t.db")
	if err := os.WriteFile(path, []byte("某个别的文件，不是数据库"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), path, now)
	wantMistake(t, err, ledger.Unreadable, "data")
	if got := must(os.ReadFile(path))(t); string(got) != "某个别的文件，不是数据库" {
		t.Errorf("the file is %q now", got)
	}
}

func TestUnwritablePlaceIsSaid(t *testing.T) {
	storetest.InFile(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), filepath.Join(file, "t.db"), now)
	wantMistake(t, err, ledger.Forbidden, "data")
	_, err = Open(t.Context(), folder, now)
	wantMistake(t, err, ledger.Forbidden, "data")
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	closed := filepath.Join(folder, "closed")
	if err := os.Mkdir(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), filepath.Join(closed, "t.db"), now)
	wantMistake(t, err, ledger.Forbidden, "data")
}

func TestSchemaHoldsEveryField(t *testing.T) {
	s := open(t)
	for _, row := range []any{
		&ledger.Report{}, &ledger.Original{}, &ledger.Entry{}, &ledger.Party{}, &ledger.Unit{}, &ledger.Alias{}, &ledger.Theme{},
		&ledger.Event{}, &ledger.User{}, &ledger.Token{}, &link{}, &session{},
	} {
		q := s.db.Model(row)
		if err := q.Statement.Parse(row); err != nil {
			t.Fatal(err)
		}
		for _, f := range q.Statement.Schema.DBNames {
			if !s.db.Migrator().HasColumn(row, f) {
				t.Errorf("table %s lacks the column %s", q.Statement.Schema.Table, f)
			}
		}
		if err := s.db.Limit(1).Find(row).Error; err != nil {
			t.Errorf("%s: %v", q.Statement.Schema.Table, err)
		}
	}
}
