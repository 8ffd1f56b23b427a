package store

import (
	"context"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

func init() {
	for name, read := range map[string]func(context.Context, *Reader) error{
		"Users":    func(ctx context.Context, r *Reader) error { _, err := r.Users(ctx); return err },
		"UserByID": func(ctx context.Context, r *Reader) error { _, err := r.UserByID(ctx, 1); return err },
		"Invited": func(ctx context.Context, r *Reader) error {
			if _, err := r.Invited(ctx, "none"); ledger.AsMistake(err) == nil {
				return err
			}
			return nil
		},
	} {
		c := reads["Themes"]
		c.most, c.read = 1, read
		reads[name] = c
	}
	writes["SetAccount"] = func(t *testing.T, w *Writer) error {
		if _, err := w.AddUser(ledger.User{Name: "安全员", Account: ledger.Account{Role: ledger.SecurityAdmin}}); err != nil {
			return err
		}
		_, err := w.SetAccount(1, ledger.Account{Role: ledger.Liaison, UnitCode: unitA}, true)
		return err
	}
	writes["Invite"] = func(t *testing.T, w *Writer) error { return w.Invite("i1", 1, testNow.Add(time.Hour)) }
	writes["TakeInvitation"] = func(t *testing.T, w *Writer) error {
		if err := w.Invite("i2", 1, testNow.Add(time.Hour)); err != nil {
			return err
		}
		_, err := w.TakeInvitation("i2", "secret-hash")
		return err
	}
}

// keepers adds a clerk (1) and a security administrator (2).
func keepers(t *testing.T) *Store {
	s := open(t)
	registers(t, s)
	write(t, s, func(w *Writer) error {
		if _, err := w.AddUser(person("王芳", "hash")); err != nil {
			return err
		}
		_, err := w.AddUser(ledger.User{Name: "安全员", Account: ledger.Account{Role: ledger.SecurityAdmin}})
		return err
	})
	return s
}

func TestAccountsAreChecked(t *testing.T) {
	s := keepers(t)
	set := func(id int64, role ledger.OfficeRole, unit string, active bool) error {
		return s.Write(t.Context(), clerk, func(w *Writer) error {
			_, err := w.SetAccount(id, ledger.Account{Role: role, UnitCode: unit}, active)
			return err
		})
	}
	for name, err := range map[string]error{
		"a liaison of a unit": set(1, ledger.Liaison, unitA, true),
		"closed":              set(1, ledger.Liaison, unitA, false),
		"a leader again":      set(1, ledger.Leader, "", true),
		"nothing changed":     set(1, ledger.Leader, "", true),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantMistake(t, set(1, ledger.Liaison, "no-such-unit", true), ledger.Invalid, "unit")
	wantMistake(t, set(1, ledger.Auditor, unitA, true), ledger.Invalid, "unit")
	wantMistake(t, set(1, "chief", "", true), ledger.Invalid, "role")
	wantMistake(t, set(9, ledger.Clerk, "", true), ledger.NotFound, "user")
	wantMistake(t, set(2, ledger.Clerk, "", true), ledger.Conflict, "role")
	wantMistake(t, set(2, ledger.SecurityAdmin, "", false), ledger.Conflict, "role")
	if u := must(s.UserByID(t.Context(), 2))(t); u.Role != ledger.SecurityAdmin || !u.Active {
		t.Errorf("a refused change was kept: %+v", u)
	}
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error {
		return w.AddToken(ledger.Token{Name: "x", Hash: "y", Account: ledger.Account{Role: ledger.Liaison, UnitCode: "no-such-unit"}})
	}), ledger.Invalid, "unit")
}

func TestInvitationsHoldOnce(t *testing.T) {
	s := keepers(t)
	invite := func(hash string, until time.Time) {
		write(t, s, func(w *Writer) error { return w.Invite(hash, 1, until) })
	}
	take := func(hash string) error {
		return s.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.TakeInvitation(hash, "new"); return err })
	}
	holds := func(hash string, want bool) {
		t.Helper()
		if _, err := s.Invited(t.Context(), hash); (err == nil) != want {
			t.Errorf("%s holds: %v", hash, err)
		}
	}
	invite("first", testNow.Add(time.Hour))
	holds("first", true)
	invite("second", testNow.Add(time.Hour)) // the first is void
	holds("first", false)
	wantMistake(t, take("first"), ledger.NotFound, "link")
	if err := s.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.UseLink("second"); return err }); ledger.AsMistake(err) == nil {
		t.Error("an invitation signs in as a link does")
	}
	if err := take("second"); err != nil {
		t.Fatal(err)
	}
	if u := must(s.UserByID(t.Context(), 1))(t); u.PasswordHash != "new" {
		t.Errorf("the password is %q", u.PasswordHash)
	}
	wantMistake(t, take("second"), ledger.NotFound, "link")
	invite("late", testNow)
	holds("late", false)
	invite("closed", testNow.Add(time.Hour))
	write(t, s, func(w *Writer) error {
		_, err := w.SetAccount(1, ledger.Account{Role: ledger.Clerk}, false)
		return err
	})
	holds("closed", false)
	wantMistake(t, take("closed"), ledger.NotFound, "link")
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { return w.Invite("x", 1, testNow.Add(time.Hour)) }), ledger.Conflict, "user")
}
