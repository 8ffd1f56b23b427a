package store

import (
	"slices"
	"testing"

	"taizhang/backend/ledger"
)

func TestNews(t *testing.T) {
	s := open(t)
	registers(t, s)
	start := must(s.Revision(t.Context()))(t)
	ids := add(t, s, "f", true, draft(), draft())
	n := must(s.News(t.Context(), start))(t)
	if len(n.Touched) != 2 || len(n.Reports) != 1 || n.Revision <= start || n.Whole {
		t.Fatalf("after a report: %+v", n)
	}
	must(do(s, leader, ids[0], 0, move(t, ledger.Resolve), "已办"))(t)
	write(t, s, func(w *Writer) error { return w.Log(ledger.Event{Action: "sign-in", Subject: "user"}) })
	after := must(s.News(t.Context(), n.Revision))(t)
	if len(after.Touched) != 1 || after.Touched[0].ID != ids[0] || after.Touched[0].Actor != leader.Name || after.Touched[0].Action != "resolve" || after.Touched[0].Version != 3 || after.Touched[0].Number == "" {
		t.Errorf("after a move: %+v", after)
	}
	if after.Revision != must(s.Revision(t.Context()))(t) {
		t.Errorf("told up to %d", after.Revision)
	}
	if none := must(s.News(t.Context(), after.Revision))(t); !none.Empty() || none.Revision != after.Revision {
		t.Errorf("after nothing: %+v", none)
	}
}

// Whoever may read one unit's entries alone is told of those, of those that it had before, and of no draft.
func TestNewsForALiaison(t *testing.T) {
	s := open(t)
	registers(t, s)
	units := must(s.Units(t.Context()))(t)
	start := must(s.Revision(t.Context()))(t)
	id := add(t, s, "f", true, draft())[0]                                                  // unit A's
	must(do(s, clerk, add(t, s, "g", false, draft())[0], 0, move(t, ledger.Reject), ""))(t) // a draft
	whose := func(a ledger.Account) int { return len(must(s.News(t.Context(), start))(t).For(a, units).Touched) }
	if whose(liaisonA) != 1 || whose(liaisonB) != 0 || whose(office) != 2 {
		t.Errorf("told of %d, %d, %d", whose(liaisonA), whose(liaisonB), whose(office))
	}
	must(as(s, office, id, ledger.Assign, ledger.Input{}))(t)
	start = must(s.Revision(t.Context()))(t)
	must(as(s, office, id, ledger.Reassign, ledger.Input{Units: []string{unitB}, Note: "职责调整"}))(t)
	if whose(liaisonA) != 1 || whose(liaisonB) != 1 {
		t.Errorf("after the entry was given to another: told of %d, %d", whose(liaisonA), whose(liaisonB))
	}
	if n := must(s.News(t.Context(), start))(t).For(liaisonA, units); slices.Contains(n.Reports, 1) {
		t.Errorf("a liaison is told of reports: %+v", n)
	}
}

func TestTooMuchNewsIsToldAsAWhole(t *testing.T) {
	s := made(t, 300)
	write(t, s, func(w *Writer) error {
		for range mostNews {
			if err := w.Log(ledger.Event{Action: "sign-in", Subject: "user"}); err != nil {
				return err
			}
		}
		return nil
	})
	if n := must(s.News(t.Context(), 0))(t); !n.Whole || len(n.Touched) > 0 || n.Revision != must(s.Revision(t.Context()))(t) {
		t.Errorf("told %d, %v", len(n.Touched), n.Whole)
	}
}
