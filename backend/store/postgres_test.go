package store

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

// TestOnPostgreSQL runs every test of this package again, on PostgreSQL.
func TestOnPostgreSQL(t *testing.T) { storetest.OnPostgreSQL(t) }

// onServer skips a test of what only a server has.
func onServer(t *testing.T) {
	t.Helper()
	if !storetest.OnServer() {
		t.Skip("TestOnPostgreSQL comes by again")
	}
}

func TestReadersOfAServerCannotWrite(t *testing.T) {
	onServer(t)
	s := open(t)
	if err := s.db.Exec("DELETE FROM users").Error; err == nil || !strings.Contains(err.Error(), "25006") {
		t.Errorf("a reader can write: %v", err)
	}
}

func TestNewerSchemaIsLeftAlone(t *testing.T) {
	onServer(t)
	address := newPlace(t)
	s := must(Open(t.Context(), address, now))(t)
	if err := s.writer.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, true)").Error; err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), address, now)
	if m := wantMistake(t, err, ledger.Conflict, "data"); !strings.Contains(m.Words.ZH, "9000") {
		t.Errorf("said %v", m.Words)
	}
}

func TestServerThatCannotBeUsedIsSaid(t *testing.T) {
	onServer(t)
	with := func(key, value string) string {
		u := must(url.Parse(newPlace(t)))(t)
		q := u.Query()
		q.Set(key, value)
		u.RawQuery = q.Encode()
		return u.String()
	}
	for field, c := range map[string]struct {
		place string
		code  ledger.Code
	}{
		"nobody there": {"postgres://taizhang:secret-word@127.0.0.1:1/taizhang", ledger.Unreadable},
		"no address":   {"postgres://taizhang:secret-word@host:port/x", ledger.Invalid},
		"no database":  {with("database", "no-such"), ledger.Unreadable},
		"no schema":    {with("search_path", "no_such"), ledger.Unreadable},
		"no number":    {with("connect_timeout", "x"), ledger.Invalid},
	} {
		_, err := Open(t.Context(), c.place, now)
		if m := wantMistake(t, err, c.code, "database"); strings.Contains(m.Words.ZH+m.Words.EN, "secret-word") {
			t.Errorf("%s: the password is shown: %v", field, m.Words)
		}
	}
}

func TestWhatTheServerCannotKeepIsSaid(t *testing.T) {
	onServer(t)
	s := open(t)
	registers(t, s)
	e := draft()
	e.Text = "一\x00二"
	err := s.Write(t.Context(), clerk, func(w *Writer) error {
		return w.AddReport(&ledger.Report{Name: "r", Fingerprint: "r", Published: "2024-09-06"}, nil, []ledger.Entry{e})
	})
	wantMistake(t, err, ledger.Invalid, "")
	_, err = s.User(t.Context(), "\xff")
	wantMistake(t, err, ledger.Invalid, "")
}

// TestTamperingOnTheServerIsFound changes the log as somebody with all rights on the database would.
func TestTamperingOnTheServerIsFound(t *testing.T) {
	onServer(t)
	path, n := month(t)
	s := must(Open(t.Context(), path, now))(t)
	defer s.Close()
	undone := errors.New("undone")
	audit := func(sql ...string) (found ledger.Audited) {
		t.Helper()
		err := s.writer.WithContext(t.Context()).Transaction(func(tx *gorm.DB) error {
			for _, q := range append([]string{"DROP TRIGGER events_never_change ON events", "DROP TRIGGER events_never_go ON events"}, sql...) {
				if err := tx.Exec(q).Error; err != nil {
					return fmt.Errorf("%s: %w", q, err)
				}
			}
			found = must((&Reader{db: tx, now: now}).VerifyAudit(t.Context(), nil))(t)
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		return found
	}
	if found := audit(); found.Break != nil || found.Checked != n {
		t.Fatalf("untouched: %+v", found)
	}
	for sql, at := range map[string]int64{
		"UPDATE events SET at = at + interval '1 millisecond' WHERE id = 4":         4,
		"UPDATE events SET actor = actor || '.' WHERE id = 4":                       4,
		"UPDATE events SET note = note || ' ' WHERE id = 1":                         1,
		"UPDATE events SET subject_id = subject_id + 1 WHERE id = 8":                8,
		"UPDATE events SET after = before, before = after WHERE id = 8":             8,
		fmt.Sprintf("UPDATE events SET hash = upper(hash) || '.' WHERE id = %d", n): n,
		"UPDATE events SET id = -id WHERE id = 4":                                   -4,
		"DELETE FROM events WHERE id = 1":                                           1,
		"DELETE FROM events WHERE id = 5":                                           5,
		fmt.Sprintf("DELETE FROM events WHERE id = %d", n):                          n,
		"DELETE FROM events": 1,
		"INSERT INTO events (id, at, actor, via, action, subject) VALUES (0, now(), 'x', 'web', 'edit', 'entry')":                    0,
		fmt.Sprintf("INSERT INTO events (id, at, actor, via, action, subject) VALUES (%d, now(), 'x', 'web', 'edit', 'entry')", n+1): n + 1,
	} {
		if found := audit(sql); found.Break == nil || found.Break.ID != at {
			t.Errorf("%s: found %+v, want row %d", sql, found.Break, at)
		}
	}
	if err := s.writer.Exec("TRUNCATE events").Error; err == nil || !strings.Contains(err.Error(), "events are never") {
		t.Errorf("the log can be emptied: %v", err)
	}
}
