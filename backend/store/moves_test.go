package store

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"taizhang/backend/ledger"
)

// do makes a move as an actor.
func do(s *Store, a ledger.Actor, id int64, version int, m ledger.Move, note string) (e *ledger.Entry, err error) {
	err = s.Write(context.Background(), a, func(w *Writer) error {
		e, err = w.Move(id, version, m, note)
		return err
	})
	return e, err
}

func TestLifeOfAnEntry(t *testing.T) {
	s := open(t)
	registers(t, s)
	id := add(t, s, "f", false, draft())[0]
	steps := []struct {
		move   ledger.MoveName
		note   string
		status ledger.Status
	}{
		{ledger.Reject, "重复", ledger.Rejected}, {ledger.Restore, "", ledger.Draft}, {ledger.Accept, "", ledger.Registered},
		{ledger.Resolve, " 已整改 ", ledger.Resolved}, {ledger.Undo, "", ledger.Registered}, {ledger.Resolve, "再次整改", ledger.Resolved},
	}
	for i, step := range steps {
		e, err := do(s, clerk, id, i+1, move(t, step.move), step.note)
		if err != nil {
			t.Fatalf("%s: %v", step.move, err)
		}
		kept := must(s.EntryByID(t.Context(), id))(t)
		if kept.Status != step.status || kept.Version != i+2 || *kept.Units[0].UnitCode != unitA {
			t.Errorf("%s: kept %+v", step.move, kept)
		}
		if same, err := alike(e, kept); !same || err != nil {
			t.Errorf("%s: returned %+v, kept %+v", step.move, e, kept)
		}
		if resolved := kept.Status == ledger.Resolved; resolved != (kept.Outcome == strings.TrimSpace(step.note) && kept.ResolvedAt != nil && kept.ResolvedBy == clerk.Name) {
			t.Errorf("%s: outcome %q by %q at %v", step.move, kept.Outcome, kept.ResolvedBy, kept.ResolvedAt)
		}
		if kept.Status != ledger.Resolved && kept.Outcome+kept.ResolvedBy != "" {
			t.Errorf("%s leaves the outcome %q", step.move, kept.Outcome)
		}
	}
	events := must(s.Events(t.Context(), "entry", id))(t)
	if len(events) != len(steps) || events[3].Action != "resolve" || events[3].Note != "已整改" ||
		events[3].Before != `{"status":"registered","version":4}` || !strings.Contains(events[3].After, `"outcome":"已整改"`) {
		t.Errorf("events: %+v", events)
	}
}

func TestNumbersRunByMonthAndKind(t *testing.T) {
	s := open(t)
	registers(t, s)
	shortcoming, later, rejected := draft(), draft(), draft()
	shortcoming.Kind, later.Period = ledger.Shortcoming, "2024-10"
	ids := add(t, s, "f", false, draft(), rejected, shortcoming, draft(), later)
	if _, err := do(s, clerk, ids[1], 0, move(t, ledger.Reject), ""); err != nil {
		t.Fatal(err)
	}
	for i, want := range map[int]string{0: "2024-09-任-001", 2: "2024-09-问-001", 4: "2024-10-任-001"} {
		if e := must(do(s, clerk, ids[i], 0, move(t, ledger.Accept), ""))(t); e.Number != want {
			t.Errorf("number %s, want %s", e.Number, want)
		}
	}
	err := s.Write(t.Context(), clerk, func(w *Writer) error { // taken back whole, number and all
		if _, err := w.Move(ids[3], 0, move(t, ledger.Accept), ""); err != nil {
			return err
		}
		return context.Canceled
	})
	if err == nil {
		t.Fatal("the transaction was kept")
	}
	if e := must(do(s, clerk, ids[3], 0, move(t, ledger.Accept), ""))(t); e.Number != "2024-09-任-002" {
		t.Errorf("number %s", e.Number)
	}
	if e := must(s.Entry(t.Context(), "2024-09-任-002"))(t); e.ID != ids[3] {
		t.Errorf("the number leads to %d", e.ID)
	}
	_, err = s.Entry(t.Context(), "2024-09-任-777")
	wantMistake(t, err, ledger.NotFound, "number")
	_, err = s.Entry(t.Context(), "")
	wantMistake(t, err, ledger.NotFound, "number")
}

func TestStaleVersionIsRefused(t *testing.T) {
	s := open(t)
	registers(t, s)
	id := add(t, s, "f", true, draft())[0]
	must(do(s, leader, id, 2, move(t, ledger.Resolve), "已办结"))(t)
	before := dump(t, s)
	_, err := do(s, clerk, id, 2, move(t, ledger.Resolve), "我也办结了")
	m := wantMistake(t, err, ledger.Conflict, "version")
	if m.Current == nil || m.Current.Version != 3 || m.Current.Status != ledger.Resolved {
		t.Errorf("current is %+v", m.Current)
	}
	for _, words := range []string{m.Words.ZH, m.Words.EN} {
		if !strings.Contains(words, leader.Name) || !strings.Contains(words, "2024-09-任-001") {
			t.Errorf("said %q", words)
		}
	}
	if !strings.Contains(m.Words.ZH, "已销号") || !strings.Contains(m.Words.EN, "Resolved") {
		t.Errorf("said %v", m.Words)
	}
	err = s.Write(t.Context(), clerk, func(w *Writer) error {
		_, err := w.Edit(id, 1, ledger.Change{Kind: ledger.Task, Text: "x"})
		return err
	})
	wantMistake(t, err, ledger.Conflict, "version")
	_, err = do(s, clerk, id, 0, move(t, ledger.Resolve), "再办")
	wantMistake(t, err, ledger.Conflict, "move")
	_, err = do(s, clerk, id, 0, move(t, ledger.Accept), "")
	wantMistake(t, err, ledger.Conflict, "move")
	_, err = do(s, clerk, 777, 0, move(t, ledger.Accept), "")
	wantMistake(t, err, ledger.NotFound, "id")
	if after := dump(t, s); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("a refused change left something behind")
	}
}

func TestEdit(t *testing.T) {
	s := open(t)
	registers(t, s)
	id := add(t, s, "f", true, draft())[0]
	edit := func(c ledger.Change) (e *ledger.Entry, err error) {
		err = s.Write(t.Context(), clerk, func(w *Writer) error { e, err = w.Edit(id, 0, c); return err })
		return e, err
	}
	good := ledger.Change{Kind: ledger.Task, Text: "整改到位", Theme: "城市环境", Due: "2024-09-30", DueBasis: ledger.DueFromPerson,
		Units: []ledger.Party{named(dept, "", ledger.Lead), {Name: "各街镇", Role: ledger.Support, Scope: ledger.AllLocal}}}
	e := must(edit(good))(t)
	if e.Version != 3 || e.Number != "2024-09-任-001" || e.Units[0].Name != "区城管委" || e.Units[1].Position != 1 || e.Quote != draft().Quote {
		t.Errorf("edited to %+v", e)
	}
	revision := must(s.Revision(t.Context()))(t)
	if again := must(edit(good))(t); again.Version != 3 || must(s.Revision(t.Context()))(t) != revision {
		t.Error("an edit that changes nothing made a version")
	}
	good.Kind = ledger.Progress
	if e := must(edit(good))(t); e.Status != ledger.Recorded || e.Number != "2024-09-任-001" {
		t.Errorf("as a progress it is %+v", e)
	}
	good.Kind = ledger.Shortcoming
	if e := must(edit(good))(t); e.Status != ledger.Registered {
		t.Errorf("as a shortcoming it is %+v", e)
	}
	for field, spoil := range map[string]func(*ledger.Change){
		"text": func(c *ledger.Change) { c.Text = "" }, "kind": func(c *ledger.Change) { c.Kind = "x" }, "due": func(c *ledger.Change) { c.Due = "2024-02-30" },
		"theme": func(c *ledger.Change) { c.Theme = "没有的" }, "units": func(c *ledger.Change) { c.Units = []ledger.Party{named("nobody", "", ledger.Lead)} },
	} {
		bad := good
		spoil(&bad)
		_, err := edit(bad)
		wantMistake(t, err, ledger.Invalid, field)
	}
	must(do(s, clerk, id, 0, move(t, ledger.Resolve), "好"))(t)
	good.Kind = ledger.Progress
	_, err := edit(good)
	wantMistake(t, err, ledger.Conflict, "kind")
}

func TestManyWritersLoseNothing(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "f", true, draft(), draft(), draft())
	const writers, each = 8, 12
	var done sync.WaitGroup
	for n := range writers {
		done.Go(func() {
			for i := range each {
				id := ids[i%len(ids)]
				err := s.Write(context.Background(), clerk, func(w *Writer) error {
					e, err := w.read.EntryByID(context.Background(), id)
					if err != nil {
						return err
					}
					m, err := ledger.FindMove(map[ledger.Status]string{ledger.Registered: "resolve", ledger.Resolved: "undo"}[e.Status])
					if err != nil {
						return err
					}
					if _, err = w.Move(id, e.Version, m, "办结"); err != nil || i%2 > 0 {
						return err
					}
					_, err = w.Edit(id, e.Version+1, ledger.Change{Kind: e.Kind, Text: fmt.Sprintf("第 %d-%d 次", n, i), Theme: e.Theme, Units: e.Units})
					return err
				})
				if err != nil {
					t.Error(err)
				}
				if _, err := s.Entries(context.Background(), ledger.Filter{Unit: unitA}, testDay); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done.Wait()
	versions := 0
	for _, id := range ids {
		e := must(s.EntryByID(t.Context(), id))(t)
		versions += e.Version
		if n := len(must(s.Events(t.Context(), "entry", id))(t)); n != e.Version-1 {
			t.Errorf("%d events for version %d", n, e.Version)
		}
	}
	if want := 2*len(ids) + writers*each + writers*each/2; versions != want {
		t.Errorf("versions add up to %d, want %d", versions, want)
	}
	wantArranged(t, s)
}

// wantArranged fails unless what is worked out from entries and units is what it would be, worked out anew.
func wantArranged(t *testing.T, s *Store) {
	t.Helper()
	read := func() (all []map[string]any) {
		var more []map[string]any
		if err := s.db.Raw("SELECT * FROM reach ORDER BY unit_code, place").Scan(&all).Error; err != nil {
			t.Fatal(err)
		}
		if err := s.db.Raw("SELECT id, place, due_order, home_order, scope, class, clock, silence, recovered FROM entries ORDER BY id").Scan(&more).Error; err != nil {
			t.Fatal(err)
		}
		return append(all, more...)
	}
	before := read()
	write(t, s, func(w *Writer) error { return w.arrange() })
	if after := read(); len(before) == 0 || fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("kept %v\nanew %v", before, after)
	}
	if wrong := must(s.Miscounted(t.Context()))(t); wrong > 0 {
		t.Errorf("%d counts are not kept right", wrong)
	}
}
