package store

import (
	"testing"

	"taizhang/backend/ledger"
)

// several adds n entries to the ledger and returns them as they are picked.
func several(t *testing.T, s *Store, n int) (picks []ledger.Pick) {
	t.Helper()
	registers(t, s)
	drafts := make([]ledger.Entry, n)
	for i := range drafts {
		drafts[i] = draft()
	}
	for _, id := range add(t, s, "f", true, drafts...) {
		picks = append(picks, ledger.Pick{ID: id, Version: must(s.EntryByID(t.Context(), id))(t).Version})
	}
	return picks
}

func moveAll(t *testing.T, s *Store, picks []ledger.Pick, name ledger.MoveName, in ledger.Input) (done []ledger.Attempt, err error) {
	t.Helper()
	m := move(t, name)
	err = s.Write(t.Context(), clerk, func(w *Writer) (err error) { done, err = w.MoveAll(office, picks, m, in); return err })
	return done, err
}

// Several are moved in one go, with an event each; what cannot be is left as it was and told, and the log stays whole.
func TestMoveAll(t *testing.T) {
	s := open(t)
	picks := several(t, s, 5)
	must(do(s, leader, picks[1].ID, 0, move(t, ledger.Resolve), "已办"))(t)  // stale now
	must(do(s, leader, picks[3].ID, 0, move(t, ledger.Suspend), "等批复"))(t) // seen as it stands, and no move leads from there
	picks[3].Version = 0
	before := must(s.Revision(t.Context()))(t)
	done := must(moveAll(t, s, picks, ledger.Resolve, ledger.Input{Note: "年底一并销号"}))(t)
	for i, a := range done {
		is := must(s.EntryByID(t.Context(), picks[i].ID))(t)
		if refused := i == 1 || i == 3; refused != (a.Err != nil) || refused != (a.After == nil) || refused == (is.Outcome == "年底一并销号") {
			t.Errorf("%d: %+v", i, a)
		}
	}
	if m := done[1].Err; m.Field != "version" {
		t.Errorf("the stale one says %+v", m)
	}
	if n := must(s.Revision(t.Context()))(t) - before; n != 3 {
		t.Errorf("%d events for 3 entries", n)
	}
	if found, err := s.VerifyAudit(t.Context(), nil); err != nil || found.Break != nil {
		t.Error(found, err)
	}
}

// What is tried tells the same and leaves nothing behind.
func TestTryTakesBack(t *testing.T) {
	s := open(t)
	picks := several(t, s, 3)
	before := must(s.Revision(t.Context()))(t)
	var tried []ledger.Attempt
	err := s.Try(t.Context(), clerk, func(w *Writer) (err error) {
		tried, err = w.MoveAll(office, picks, move(t, ledger.Assign), ledger.Input{})
		return err
	})
	if err != nil || tried[0].After == nil || tried[0].After.Status != ledger.Assigned {
		t.Fatalf("tried %+v, %v", tried, err)
	}
	if now := must(s.Revision(t.Context()))(t); now != before {
		t.Errorf("%d events were left", now-before)
	}
	for _, a := range must(moveAll(t, s, picks, ledger.Assign, ledger.Input{}))(t) {
		if a.After == nil || a.After.Status != ledger.Assigned {
			t.Errorf("done %+v", a)
		}
	}
}

// Where a move does more than change the entry, what is refused half-way leaves nothing of itself.
func TestRefusedHalfWayLeavesNothing(t *testing.T) {
	s := open(t)
	picks := several(t, s, 2)
	before := must(s.Revision(t.Context()))(t)
	var done []ledger.Attempt
	write(t, s, func(w *Writer) (err error) {
		done, err = w.each(picks, func(a *ledger.Attempt, p ledger.Pick) error {
			if a.After, err = w.MoveAs(office, p.ID, p.Version, move(t, ledger.Resolve), ledger.Input{Note: "已办"}); err != nil || p == picks[1] {
				return err
			}
			return ledger.Mistake(ledger.Conflict, "", "不行", "no")
		})
		return err
	})
	if done[0].Err == nil || done[1].Err != nil {
		t.Fatalf("done %+v", done)
	}
	if e := must(s.EntryByID(t.Context(), picks[0].ID))(t); e.Status != ledger.Registered || e.Version != picks[0].Version {
		t.Errorf("left %+v", e)
	}
	if n := must(s.Revision(t.Context()))(t) - before; n != 1 {
		t.Errorf("%d events for one entry", n)
	}
	if found, err := s.VerifyAudit(t.Context(), nil); err != nil || found.Break != nil {
		t.Error(found, err)
	}
	wantArranged(t, s)
}

func TestMoveAllHasABound(t *testing.T) {
	s := open(t)
	if _, err := moveAll(t, s, make([]ledger.Pick, ledger.MaxBulk+1), ledger.Resolve, ledger.Input{Note: "x"}); ledger.AsMistake(err) == nil {
		t.Errorf("too many: %v", err)
	}
}

// The caps hold over all that is asked in one go.
func TestRemindAll(t *testing.T) {
	d := openDated(t, testNow)
	var picks []ledger.Pick
	for _, id := range add(t, d.Store, "f", true, draft(), draft(), draft()) {
		picks = append(picks, ledger.Pick{ID: id})
	}
	a := d.asking()
	a.Policy.PerUnit = 2
	var done []ledger.Attempt
	write(t, d.Store, func(w *Writer) (err error) { done, err = w.RemindAll(picks, "请抓紧", a); return err })
	if done[0].Err != nil || done[1].Err != nil || done[2].Err == nil || len(done[0].Units) != 1 {
		t.Errorf("done %+v", done)
	}
	if all := must(d.Reminders(t.Context(), ledger.ReminderFilter{}))(t); len(all) != 2 {
		t.Errorf("%d reminders", len(all))
	}
}

// Every move that several entries may take together needs nothing that is of one entry alone.
func TestBulkMoves(t *testing.T) {
	for _, m := range ledger.Moves {
		bare, lacking := m.Given(ledger.Input{})
		for _, n := range bare.Needs {
			if !n.Optional {
				t.Errorf("%s still asks for %s", m.Name, n.Field)
			}
		}
		if m.InBulk() && len(bare.Needs)+len(lacking) != len(m.Needs) {
			t.Errorf("%s lost a need", m.Name)
		}
	}
	if !move(t, ledger.Resolve).InBulk() || move(t, ledger.Divide).InBulk() || move(t, ledger.ReportBack).InBulk() || move(t, ledger.Accept).InBulk() {
		t.Error("the moves in bulk are others")
	}
}
