package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

// closedFile is the file of a ledger with something in it.
func closedFile(t *testing.T) string {
	t.Helper()
	storetest.InFile(t)
	path := filepath.Join(t.TempDir(), "taizhang.db")
	s := must(Open(t.Context(), path, now))(t)
	if err := Fill(t.Context(), s, 300); err != nil {
		t.Fatal(err)
	}
	if err := s.writer.Exec("VACUUM").Error; err != nil { // a page that nothing stands on may be damaged
		t.Fatal(err)
	}
	if found := must(s.Damage(t.Context()))(t); len(found) > 0 {
		t.Errorf("a whole ledger is damaged: %v", found)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestDamagedFileIsSaidAtStart cuts the file short and spoils its first pages: Open says which file, and what helps.
func TestDamagedFileIsSaidAtStart(t *testing.T) {
	path := closedFile(t)
	data := must(os.ReadFile(path))(t)
	for name, spoilt := range map[string][]byte{
		"half":       data[:len(data)/2],
		"a page":     data[:4096],
		"a few":      data[:len(data)-100],
		"the schema": append(append([]byte{}, data[:100]...), append(make([]byte, 3996), data[4096:]...)...),
	} {
		rewrite(t, path, spoilt)
		_, err := Open(t.Context(), path, now)
		if m := wantMistake(t, err, ledger.Unreadable, "data"); m != nil && !strings.Contains(m.Words.EN, path) {
			t.Errorf("%s: said %q", name, m.Words.EN)
		}
		if is := must(os.ReadFile(path))(t); string(is) != string(spoilt) {
			t.Errorf("%s: the damaged file was changed", name)
		}
	}
}

// TestDamagedPageIsFound overwrites one page after the other of those in the middle of the file; what SQLite would hand out as it is
// is not looked for here.
func TestDamagedPageIsFound(t *testing.T) {
	path := closedFile(t)
	data := must(os.ReadFile(path))(t)
	for _, part := range []int{3, 4, 5, 6, 7} {
		at := len(data) * part / 10 / 4096 * 4096
		spoilt := append([]byte{}, data...)
		for i := range 4096 {
			spoilt[at+i] ^= 0x5a
		}
		rewrite(t, path, spoilt)
		s, err := Open(t.Context(), path, now)
		if err != nil {
			if !strings.Contains(err.Error(), "damaged") {
				t.Errorf("page %d: %v", at/4096, err)
			}
			continue
		}
		if found := must(s.Damage(t.Context()))(t); len(found) == 0 {
			t.Errorf("page %d is damaged and was not found", at/4096)
		}
		s.Close()
	}
}
