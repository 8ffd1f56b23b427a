package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// whoMay is a ledger in which somebody is signed in and a program has a token, and each has been asked for once.
func whoMay(t *testing.T, place string) *Store {
	s, err := Open(t.Context(), place, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	write(t, s, func(w *Writer) error {
		for _, name := range []string{"王芳", "李强"} {
			u := person(name, "")
			u.Role = ledger.Owner
			if _, err := w.AddUser(u); err != nil {
				return err
			}
		}
		return w.AddToken(program("api", "hash"))
	})
	if err := s.Sessions().Commit("session", []byte("data"), now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if in, token, active := may(t.Context(), t, s); !in || !token || !active {
			t.Fatal("nobody may do anything", in, token, active)
		}
	}
	return s
}

func may(ctx context.Context, t *testing.T, s *Store) (signedIn, token, active bool) {
	_, signedIn, err := s.Sessions().FindCtx(ctx, "session")
	if err != nil {
		t.Fatal(err)
	}
	u, err := s.User(ctx, "王芳")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.TokenByHash(ctx, "hash"); missing(err) != nil {
		t.Fatal(err)
	}
	return signedIn, err == nil, u.Active
}

// shutOut ends everything: the session, the account, the token.
func shutOut(t *testing.T, s *Store) {
	if err := s.Sessions().Delete("session"); err != nil {
		t.Fatal(err)
	}
	write(t, s, func(w *Writer) error {
		if _, err := w.SetAccount(1, ledger.Account{Role: ledger.Owner}, false); err != nil {
			return err
		}
		_, err := w.DropToken(0, 1)
		return err
	})
}

// Nobody who was shut out gets in by what is remembered, whoever shut them out: this store, another one of the same ledger, another
// process.
func TestMemoryHoldsNobodyIn(t *testing.T) {
	if place := os.Getenv("TAIZHANG_TEST_SHUT_OUT"); place != "" {
		s, err := Open(t.Context(), place, now)
		if err != nil {
			t.Fatal(err)
		}
		shutOut(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return
	}
	for name, how := range map[string]func(t *testing.T, s *Store, place string){
		"the same store": func(t *testing.T, s *Store, _ string) { shutOut(t, s) },
		"another store": func(t *testing.T, _ *Store, place string) {
			other, err := Open(t.Context(), place, now)
			if err != nil {
				t.Fatal(err)
			}
			defer other.Close()
			shutOut(t, other)
		},
		"another process": func(t *testing.T, _ *Store, place string) {
			other := exec.Command(os.Args[0], "-test.run=^TestMemoryHoldsNobodyIn$")
			other.Env = append(os.Environ(), "TAIZHANG_TEST_SHUT_OUT="+place)
			if said, err := other.CombinedOutput(); err != nil {
				t.Fatal(err, string(said))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			place := newPlace(t)
			s := whoMay(t, place)
			before, err := s.Revision(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			how(t, s, place)
			if in, token, active := may(AtOnce(t.Context()), t, s); in || token || active {
				t.Error("still in: by session, token, account", in, token, active)
			}
			if after, err := s.Revision(t.Context()); err != nil || after != before+2 {
				t.Errorf("the revision went from %d to %d (%v)", before, after, err)
			}
		})
	}
}

// What is remembered is handed out to many: nobody changes it for the others.
func TestMemoryIsNobodysOwn(t *testing.T) {
	s := whoMay(t, newPlace(t))
	for range 2 {
		u, err := s.User(t.Context(), "王芳")
		if err != nil || u.Role != ledger.Owner {
			t.Fatal(u, err)
		}
		u.Role = ledger.Leader
		token, err := s.TokenByHash(t.Context(), "hash")
		if err != nil || token.Role != ledger.Clerk {
			t.Fatal(token, err)
		}
		token.Role = ledger.Owner
	}
}

// A session ends by the clock while nothing is written.
func TestMemoryKnowsTheTime(t *testing.T) {
	s := whoMay(t, newPlace(t))
	s.now = func() time.Time { return now().Add(time.Hour) }
	if _, in, err := s.Sessions().Find("session"); in || err != nil {
		t.Error("an expired session is found", err)
	}
}

// What still reads when the ledger is closed is told so.
func TestMemoryOfAClosedLedger(t *testing.T) {
	s := whoMay(t, newPlace(t))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.TokenByHash(t.Context(), "hash"); err == nil {
		t.Error("a closed ledger was read")
	}
	if s.memory != nil {
		if _, err := s.memory.moment(); !errors.Is(err, sql.ErrConnDone) {
			t.Errorf("a closed ledger tells its moment (%v)", err)
		}
	}
}
