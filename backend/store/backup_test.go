package store

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// backedUp is a ledger with something in it, and a backup of it.
func backedUp(t *testing.T) (*Store, Backup) {
	t.Helper()
	s := made(t, 120)
	registers(t, s)
	ids := add(t, s, "kept", true, draft(), draft())
	must(do(s, clerk, ids[0], 0, move(t, ledger.Resolve), "已办结"))(t)
	return s, must(MakeBackup(t.Context(), s, t.TempDir(), "test"))(t)
}

func restored(t *testing.T, b Backup) (r *Store, place string) {
	t.Helper()
	place = newPlace(t)
	done := must(Restore(t.Context(), b.Folder, place, now))(t)
	if done.Audited.Checked != b.Rows("events") || done.Audited.Break != nil {
		t.Errorf("checked %+v of %d events", done.Audited, b.Rows("events"))
	}
	r = must(Open(t.Context(), place, now))(t)
	t.Cleanup(func() { r.Close() })
	return r, place
}

// TestBackup changes the ledger after the backup: what is restored is the ledger as it was then, and goes on.
func TestBackup(t *testing.T) {
	s, b := backedUp(t)
	was := everything(t, s)
	add(t, s, "later", true, draft())
	r, place := restored(t, b)
	if !reflect.DeepEqual(was, everything(t, r)) {
		t.Error("the restored ledger lists other entries")
	}
	add(t, r, "goes on", true, draft())
	if found := must(r.VerifyAudit(t.Context(), nil))(t); found.Break != nil {
		t.Errorf("audit after going on: %+v", found)
	}
	_, err := Restore(t.Context(), b.Folder, place, now)
	wantMistake(t, err, ledger.Conflict, "to")
}

// TestBackupDamaged spoils a backup in one place after the other; none is restored, and nothing is left behind.
func TestBackupDamaged(t *testing.T) {
	spoilings := map[string]struct {
		spoil func(t *testing.T, b Backup)
		code  ledger.Code
	}{
		"a byte": {func(t *testing.T, b Backup) {
			name := filepath.Join(b.Folder, backupFile)
			data := must(os.ReadFile(name))(t)
			data[len(data)/2] ^= 1
			rewrite(t, name, data)
		}, ledger.Conflict},
		"cut short": {func(t *testing.T, b Backup) {
			rewrite(t, filepath.Join(b.Folder, backupFile), must(os.ReadFile(filepath.Join(b.Folder, backupFile)))(t)[:8192])
		}, ledger.Conflict},
		"the anchor": {func(t *testing.T, b Backup) {
			name := filepath.Join(b.Folder, backupNotes)
			notes := string(must(os.ReadFile(name))(t))
			hash := b.Anchor[strings.LastIndex(b.Anchor, " ")+1:]
			rewrite(t, name, []byte(strings.Replace(notes, hash, strings.Repeat("0", len(hash)), 1)))
		}, ledger.Conflict},
		"no notes":    {func(t *testing.T, b Backup) { os.Remove(filepath.Join(b.Folder, backupNotes)) }, ledger.NotFound},
		"wrong notes": {func(t *testing.T, b Backup) { rewrite(t, filepath.Join(b.Folder, backupNotes), []byte("{")) }, ledger.Unreadable},
	}
	_, b := backedUp(t)
	for name, c := range spoilings {
		t.Run(name, func(t *testing.T) {
			spoilt := b
			spoilt.Folder = filepath.Join(t.TempDir(), "b")
			if err := os.CopyFS(spoilt.Folder, os.DirFS(b.Folder)); err != nil {
				t.Fatal(err)
			}
			c.spoil(t, spoilt)
			into := t.TempDir()
			_, err := Restore(t.Context(), spoilt.Folder, filepath.Join(into, "taizhang.db"), now)
			if m := ledger.AsMistake(err); m == nil || m.Code != c.code {
				t.Errorf("got %v", err)
			}
			if left := must(os.ReadDir(into))(t); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func rewrite(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestPruneBackups(t *testing.T) {
	s, folder := made(t, 3), t.TempDir()
	day := s.now()
	for i := range 4 {
		s.Reader.now = func() time.Time { return day.AddDate(0, 0, i) }
		must(MakeBackup(t.Context(), s, folder, "test"))(t)
	}
	broken := filepath.Join(folder, unfinished+"1")
	if err := os.Mkdir(broken, 0o700); err != nil {
		t.Fatal(err)
	}
	gone := must(PruneBackups(folder, 3, time.Now().Add(25*time.Hour)))(t)
	if len(gone) != 2 || gone[1] != broken {
		t.Errorf("removed %v", gone)
	}
	left := must(Backups(folder))(t)
	if len(left) != 3 || !left[0].At.After(left[1].At) || left[2].At.Before(day.AddDate(0, 0, 1).Truncate(time.Second)) {
		t.Errorf("left %v", left)
	}
}
