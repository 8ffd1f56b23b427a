package store

import (
	"path/filepath"
	"reflect"
	"testing"

	"taizhang/backend/ledger"
)

// TestCopy moves a ledger with something of everything to a new place and back into a file; run on a server, it crosses over twice.
func TestCopy(t *testing.T) {
	s := made(t, 300)
	registers(t, s)
	ids := add(t, s, "copied", true, draft(), draft())
	must(do(s, clerk, ids[0], 0, move(t, ledger.Resolve), "已办结"))(t)
	write(t, s, func(w *Writer) error {
		_, err := w.AddUser(person("赵敏", "hash"))
		return err
	})
	if err := s.Sessions().Commit("token", []byte{0, 1, 255}, testNow.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	anchor := must(s.Anchor(t.Context()))(t)
	file := must(Open(t.Context(), filepath.Join(t.TempDir(), "copy.db"), now))(t)
	defer file.Close()
	back := open(t)
	first := must(Copy(t.Context(), s, file))(t)
	second := must(Copy(t.Context(), file, back))(t)
	if !reflect.DeepEqual(first, second) || len(first) < 30 {
		t.Errorf("copied %v, then %v", first, second)
	}
	for _, c := range []*Store{file, back} {
		if found := must(c.VerifyAudit(t.Context(), []ledger.Anchor{anchor}))(t); found.Break != nil || found.Checked != anchor.ID {
			t.Errorf("audit of the copy: %+v", found)
		}
		if !reflect.DeepEqual(everything(t, s), everything(t, c)) {
			t.Error("the copy lists other entries")
		}
		if p := must(c.Entries(t.Context(), ledger.Filter{Query: "来电 整改"}, testDay))(t); p.Total < 2 {
			t.Errorf("a search of the copy finds %d", p.Total)
		}
		add(t, c, "new", true, draft())
		must(do(c, clerk, ids[1], 0, move(t, ledger.Resolve), "已办结"))(t)
		if found := must(c.VerifyAudit(t.Context(), nil))(t); found.Break != nil {
			t.Errorf("audit after going on: %+v", found)
		}
	}
	_, err := Copy(t.Context(), s, file)
	wantMistake(t, err, ledger.Conflict, "to")
}
