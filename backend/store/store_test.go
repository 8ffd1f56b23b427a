package store

import (
	"context"
	"slices"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

var (
	shanghai = time.FixedZone("CST", 8*3600)
	testNow  = time.Date(2024, 9, 11, 9, 0, 0, 0, shanghai)
	testDay  = ledger.Day{Today: "2024-09-11", Soon: "2024-09-14", Thresholds: ledger.DefaultThresholds}
	clerk    = ledger.Actor{Name: "王芳", Via: "web", Address: "127.0.0.1"}
	leader   = ledger.Actor{Name: "李强", Via: "api", Address: "127.0.0.2"}
)

// newPlace is where a ledger may be opened that has nothing in it.
func newPlace(t testing.TB) string {
	t.Helper()
	return storetest.Place(t, openOnce)
}

func openOnce(ctx context.Context, place string) error {
	s, err := Open(ctx, place, now)
	if err != nil {
		return err
	}
	return s.Close()
}

// open opens an empty ledger that is closed with the test.
func open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), newPlace(t), func() time.Time { return testNow })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// made opens a ledger of n made-up entries.
func made(t testing.TB, n int) *Store {
	t.Helper()
	s := open(t)
	if err := Fill(t.Context(), s, n); err != nil {
		t.Fatal(err)
	}
	return s
}

// write writes as the clerk and fails the test on an error.
func write(t testing.TB, s *Store, f func(*Writer) error) {
	t.Helper()
	if err := s.Write(context.Background(), clerk, f); err != nil {
		t.Fatal(err)
	}
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func move(t testing.TB, name ledger.MoveName) ledger.Move {
	t.Helper()
	return must(ledger.FindMove(string(name)))(t)
}

// wantMistake fails unless err is a mistake of that code and field, told in both languages.
func wantMistake(t testing.TB, err error, code ledger.Code, field string) *ledger.Error {
	t.Helper()
	m := ledger.AsMistake(err)
	if m == nil || m.Code != code || m.Field != field || m.Words.ZH == "" || m.Words.EN == "" {
		t.Fatalf("got %v (%+v), want a mistake %s about %q", err, m, code, field)
	}
	return m
}

const (
	unitA = "110106901"
	unitB = "110106902"
	dept  = "110106950"
)

// registers fills in three units and two themes.
func registers(t testing.TB, s *Store) {
	t.Helper()
	write(t, s, func(w *Writer) error {
		_, _, err := w.SaveUnits([]ledger.Unit{
			{Code: unitA, Name: "东河街道", Short: "东河", Kind: ledger.Subdistrict, Position: 1, Aliases: []ledger.Alias{{Name: "东河办事处"}}},
			{Code: unitB, Name: "西山镇", Short: "西山", Kind: ledger.Town, Position: 2},
			{Code: dept, Name: "区城管委", Short: "城管委", Kind: ledger.Department, Position: 3},
		})
		if err != nil {
			return err
		}
		_, _, err = w.SaveThemes([]ledger.Theme{{Name: "接诉即办", Cues: []string{"来电"}}, {Name: "城市环境", Position: 1}})
		return err
	})
}

func named(code, name string, role ledger.PartyRole) ledger.Party {
	return ledger.Party{UnitCode: &code, Name: name, Role: role}
}

// draft is a task of unit A.
func draft() ledger.Entry {
	return ledger.Entry{
		Kind: ledger.Task, Text: "尽快整改来电反映的问题", Quote: "尽快整改来电反映的问题", Start: 3, End: 14, Theme: "接诉即办",
		Due: "2024-09-10", DueBasis: ledger.DueFromText, Units: []ledger.Party{named(unitA, "东河街道", ledger.Lead)},
	}
}

// add adds a report with those drafts, accepted when they are to be, and returns their ids.
func add(t testing.TB, s *Store, fingerprint string, accept bool, entries ...ledger.Entry) []int64 {
	t.Helper()
	var all []int64
	write(t, s, func(w *Writer) error {
		r := &ledger.Report{Name: "report.txt", Title: "点评会", Fingerprint: fingerprint, SHA256: fingerprint, Published: "2024-09-06", Text: "原文", Chars: 2}
		if err := w.AddReport(r, []byte("原文"), entries); err != nil {
			return err
		}
		for _, e := range entries {
			all = append(all, e.ID)
			if accept {
				if _, err := w.Move(e.ID, 0, move(t, ledger.Accept), ""); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return all
}

// everything lists the whole ledger in the list's order.
func everything(t testing.TB, s *Store) (all []ledger.Entry) {
	t.Helper()
	err := s.EachEntry(t.Context(), ledger.Filter{}, testDay, func(e *ledger.Entry) error { all = append(all, *e); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func idsOf(entries []ledger.Entry) []int64 {
	all := make([]int64, len(entries))
	for i, e := range entries {
		all[i] = e.ID
	}
	return all
}

func reaches(e *ledger.Entry, u ledger.Unit) (named, shared bool) {
	for _, p := range e.Units {
		named = named || p.UnitCode != nil && *p.UnitCode == u.Code
		shared = shared || slices.Contains(u.Kind.Scopes(), p.Scope)
	}
	return named, shared
}
