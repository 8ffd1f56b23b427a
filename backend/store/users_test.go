package store

import (
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"taizhang/backend/ledger"
)

var _ scs.CtxStore = (*Sessions)(nil)

func person(name, hash string) ledger.User {
	return ledger.User{Name: name, PasswordHash: hash, Account: ledger.Account{Role: ledger.Clerk}}
}

func program(name, hash string) ledger.Token {
	return ledger.Token{Name: name, Hash: hash, Account: ledger.Account{Role: ledger.Clerk}}
}

func TestUsersAndTokens(t *testing.T) {
	s := open(t)
	write(t, s, func(w *Writer) error {
		u, err := w.AddUser(person("赵敏", "hash1"))
		if err != nil || u.ID == 0 {
			t.Errorf("added %+v", u)
		}
		return err
	})
	write(t, s, func(w *Writer) error { return w.SetPassword("赵敏", "hash2") })
	write(t, s, func(w *Writer) error { return w.AddToken(program("接口", "h")) })
	if u := must(s.User(t.Context(), "赵敏"))(t); u.PasswordHash != "hash2" {
		t.Errorf("kept %+v", u)
	}
	if k := must(s.TokenByHash(t.Context(), "h"))(t); k.Name != "接口" || k.CreatedBy != clerk.Name {
		t.Errorf("kept %+v", k)
	}
	for _, c := range []struct {
		code  ledger.Code
		field string
		write func(*Writer) error
	}{
		{ledger.Conflict, "name", func(w *Writer) error { _, err := w.AddUser(person("赵敏", "")); return err }},
		{ledger.Invalid, "name", func(w *Writer) error { _, err := w.AddUser(person("", "")); return err }},
		{ledger.NotFound, "name", func(w *Writer) error { return w.SetPassword("没有", "x") }},
		{ledger.Conflict, "name", func(w *Writer) error { return w.AddToken(program("接口", "h2")) }},
		{ledger.Invalid, "name", func(w *Writer) error { return w.AddToken(program("", "h2")) }},
	} {
		wantMistake(t, s.Write(t.Context(), clerk, c.write), c.code, c.field)
	}
	_, err := s.User(t.Context(), "没有")
	wantMistake(t, err, ledger.NotFound, "name")
	_, err = s.TokenByHash(t.Context(), "没有")
	wantMistake(t, err, ledger.NotFound, "token")
}

func TestLinkSignsInOnce(t *testing.T) {
	s := open(t)
	write(t, s, func(w *Writer) error {
		u, err := w.AddUser(person("admin", ""))
		if err != nil {
			return err
		}
		if err := w.AddLink("late", u.ID, testNow); err != nil {
			return err
		}
		return w.AddLink("good", u.ID, testNow.Add(time.Minute))
	})
	use := func(hash string) (u *ledger.User, err error) {
		err = s.Write(t.Context(), clerk, func(w *Writer) error { u, err = w.UseLink(hash); return err })
		return u, err
	}
	if u := must(use("good"))(t); u.Name != "admin" {
		t.Errorf("signs in %+v", u)
	}
	for _, hash := range []string{"good", "late", "unknown"} {
		_, err := use(hash)
		wantMistake(t, err, ledger.NotFound, "link")
	}
}

func TestSessions(t *testing.T) {
	s := open(t)
	k := s.Sessions()
	if err := k.Commit("a", []byte("1"), testNow.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := k.Commit("a", []byte("2"), testNow.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if data, ok, err := k.Find("a"); !ok || string(data) != "2" || err != nil {
		t.Errorf("found %q, %v, %v", data, ok, err)
	}
	s.now = func() time.Time { return testNow.Add(time.Hour) }
	if _, ok, err := k.Find("a"); ok || err != nil {
		t.Errorf("an expired session is found (%v)", err)
	}
	if err := k.Commit("b", []byte("3"), testNow.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	var left []string
	if err := s.db.Raw("SELECT token FROM sessions").Scan(&left).Error; err != nil || len(left) != 1 {
		t.Errorf("left: %v (%v)", left, err)
	}
	if err := k.Delete("b"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := k.Find("b"); ok || err != nil {
		t.Errorf("a forgotten session is found (%v)", err)
	}
	if err := k.Delete("unknown"); err != nil {
		t.Error(err)
	}
}

// A person's token has what its person may, for as long as it and the account hold.
func TestTokensOfPeople(t *testing.T) {
	s, at := open(t), now()
	s.now = func() time.Time { return at }
	var u *ledger.User
	write(t, s, func(w *Writer) (err error) { u, err = w.AddUser(person("赵敏", "")); return err })
	write(t, s, func(w *Writer) error {
		return w.AddOwnToken(u, ledger.Token{Name: "日报", Hash: "h", ReadOnly: true}, at.Add(time.Hour))
	})
	k := must(s.TokenByHash(t.Context(), "h"))(t)
	if k.Role != ledger.Clerk || k.CreatedBy != "赵敏" || !k.ReadOnly {
		t.Errorf("kept %+v", k)
	}
	write(t, s, func(w *Writer) error { return w.AddToken(program("日报", "h0")) }) // a name is one owner's own
	err := s.Write(t.Context(), clerk, func(w *Writer) error {
		return w.AddOwnToken(u, ledger.Token{Name: "日报", Hash: "h2"}, at.Add(time.Hour))
	})
	wantMistake(t, err, ledger.Conflict, "name")
	write(t, s, func(w *Writer) error {
		_, err := w.AddUser(ledger.User{Name: "孙安", Account: ledger.Account{Role: ledger.SecurityAdmin}})
		return err
	})
	write(t, s, func(w *Writer) error {
		_, err := w.SetAccount(u.ID, ledger.Account{Role: ledger.Leader}, true)
		return err
	})
	if k := must(s.TokenByHash(t.Context(), "h"))(t); k.Role != ledger.Leader {
		t.Errorf("after the person's role changed: %+v", k.Account)
	}
	for range 2 {
		if err := s.TokenUsed(t.Context(), k); err != nil {
			t.Fatal(err)
		}
	}
	if all := must(s.Tokens(t.Context(), u.ID))(t); len(all) != 1 || all[0].UsedAt == nil || !all[0].UsedAt.Equal(at) {
		t.Errorf("listed %+v", all)
	}
	gone := func(what string) {
		t.Helper()
		if _, err := s.TokenByHash(t.Context(), "h"); ledger.AsMistake(err) == nil || ledger.AsMistake(err).Code != ledger.NotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
	write(t, s, func(w *Writer) error { _, err := w.SetAccount(u.ID, u.Account, false); return err })
	gone("of a closed account")
	write(t, s, func(w *Writer) error { _, err := w.SetAccount(u.ID, u.Account, true); return err })
	at = at.Add(time.Hour)
	gone("expired")
	at = at.Add(-time.Minute)
	_, err = s.TokenByHash(t.Context(), "h")
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, func(w *Writer) error { _, err := w.DropToken(u.ID, k.ID); return err })
	gone("revoked")
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.DropToken(u.ID, k.ID); return err }), ledger.NotFound, "token")
}
