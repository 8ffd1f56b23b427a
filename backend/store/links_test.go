package store

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// twice is a ledger with an entry (2024-09-任-001) and a draft of another paper's report that says the same.
func twice(t *testing.T) (s *Store, entry, finding int64) {
	s = open(t)
	registers(t, s)
	entry = add(t, s, "one paper", true, inMonth("2024-09", draft()))[0]
	finding = add(t, s, "other paper", false, inMonth("2024-09", draft()))[0]
	return s, entry, finding
}

func TestLinkedFindingIsAFurtherSource(t *testing.T) {
	s, entry, finding := twice(t)
	link := move(t, ledger.Link)
	for note, field := range map[string]string{"": "number", "2024-09-任-009": "number", "2024-09-问-001": "number"} {
		_, err := do(s, clerk, finding, 1, link, note)
		wantMistake(t, err, ledger.Invalid, field)
	}
	e := must(do(s, clerk, finding, 1, link, " 2024-09-任-001 "))(t)
	if e.Status != ledger.Linked || e.Number != "" || e.SameAs == nil || *e.SameAs != entry {
		t.Fatalf("linked as %+v", e)
	}
	if page := must(s.Entries(t.Context(), ledger.Filter{}, testDay))(t); page.Total != 1 {
		t.Errorf("%d entries in the ledger", page.Total)
	}
	all := must(s.Sources(t.Context(), entry))(t)
	if len(all) != 1 || all[0].Finding.ID != finding || all[0].Report.Text != "原文" {
		t.Errorf("sources are %+v", all)
	}
	_, said := remarks(t, s, 2)
	if k := said[finding].Same; k == nil || k.Number != "2024-09-任-001" {
		t.Errorf("the desk says %+v", said[finding])
	}
	_, err := do(s, leader, finding, 1, move(t, ledger.Accept), "") // the other reviewer's page is an old one
	wantMistake(t, err, ledger.Conflict, "version")
	if e = must(do(s, clerk, finding, 2, move(t, ledger.Restore), ""))(t); e.Status != ledger.Draft || e.SameAs != nil {
		t.Errorf("taken up again as %+v", e)
	}
	if all = must(s.Sources(t.Context(), entry))(t); len(all) != 0 {
		t.Errorf("sources are %+v still", all)
	}
}

func TestOnlyTheSameKindIsLinked(t *testing.T) {
	s, _, finding := twice(t)
	add(t, s, "third", true, blame("2024-09", unitA, "城市环境", "城市环境"))
	_, err := do(s, clerk, finding, 0, move(t, ledger.Link), "2024-09-问-001")
	wantMistake(t, err, ledger.Invalid, "number")
}

// TestAcceptingAllIsAcceptingEach fails where accepting a report's drafts together leaves anything else in any table than accepting one after
// the other.
func TestAcceptingAllIsAcceptingEach(t *testing.T) {
	some := []ledger.Entry{draft(), blame("2024-08", unitA, "城市环境", "背街小巷"), draft(), draft(), draft(), blame("2024-09", unitB, "接诉即办", "接诉即办")}
	for i := range some {
		some[i].Start, some[i].Text = i, some[i].Text+strings.Repeat("一", i)
	}
	some[2].Kind, some[2].Due = ledger.Progress, ""
	some[3].Units = []ledger.Party{{Name: "各街镇", Role: ledger.Lead, Scope: ledger.AllLocal}, named(unitB, "西山镇", ledger.Support), {Name: "各部门", Role: ledger.Lead, Scope: ledger.AllDepartments}}
	some[4].Units = []ledger.Party{{Name: "有关单位", Role: ledger.Lead}}
	var left [2]map[string][]map[string]any
	for i, accept := range []func(*Writer, []int64) error{
		func(w *Writer, _ []int64) error { _, err := w.AcceptAll(1, nil); return err },
		func(w *Writer, ids []int64) error {
			for _, id := range ids {
				if _, err := w.Move(id, 0, move(t, ledger.Accept), ""); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		s := open(t)
		registers(t, s)
		ids := add(t, s, "f", false, slices.Clone(some)...)
		write(t, s, func(w *Writer) error { return accept(w, ids) })
		left[i] = dump(t, s)
		delete(left[i], "goose_db_version") // when the tables were made
		wantArranged(t, s)
	}
	for table := range left[1] {
		if !reflect.DeepEqual(left[0][table], left[1][table]) {
			t.Errorf("%s together: %v\none by one: %v", table, left[0][table], left[1][table])
		}
	}
}

func TestAcceptingAllLeavesTheSameForADecision(t *testing.T) {
	s, _, finding := twice(t)
	write(t, s, func(w *Writer) error {
		_, err := w.AddFinding(2, ledger.Shortcoming, 0, 2)
		return err
	})
	left := 0
	write(t, s, func(w *Writer) (err error) { left, err = w.AcceptAll(2, nil); return err })
	if got := state(t, s, 2); left != 1 || got != "原文 registered, 尽快整改来电反映的问题 draft" {
		t.Errorf("%d left: %s", left, got)
	}
	write(t, s, func(w *Writer) (err error) { left, err = w.AcceptAll(2, []int64{finding}); return err })
	if left != 1 {
		t.Errorf("named by its id, it is accepted")
	}
}

// monthly is a ledger with a shortcoming in each of three months, the last a draft.
func monthly(t *testing.T) (*Store, [3]int64) {
	s := open(t)
	registers(t, s)
	july := add(t, s, "july", true, blame("2024-07", unitA, "城市环境", "背街小巷"))[0]
	august := add(t, s, "august", true, blame("2024-08", unitA, "城市环境", "环境秩序"))[0]
	return s, [3]int64{july, august, add(t, s, "september", false, blame("2024-09", unitA, "城市环境", "街面环境"))[0]}
}

func TestRecurrenceIsAStoredLink(t *testing.T) {
	s, ids := monthly(t)
	recur := move(t, ledger.Recur)
	_, err := do(s, clerk, ids[2], 1, recur, "2024-10-问-001")
	wantMistake(t, err, ledger.Invalid, "recurs")
	e := must(do(s, clerk, ids[2], 1, recur, "2024-08-问-001"))(t)
	if e.Status != ledger.Registered || e.Number != "2024-09-问-001" || e.Recurs == nil || *e.Recurs != ids[1] {
		t.Fatalf("accepted as %+v", e)
	}
	edit := func(id int64, former string) error {
		return s.Write(t.Context(), clerk, func(w *Writer) error {
			now := must(s.EntryByID(t.Context(), id))(t)
			_, err := w.Edit(id, 0, ledger.Change{Kind: now.Kind, Text: now.Text, Theme: now.Theme, Units: now.Units, Recurs: former})
			return err
		})
	}
	if err := edit(ids[1], "2024-07-问-001"); err != nil {
		t.Fatal(err)
	}
	wantMistake(t, edit(ids[0], "2024-08-问-001"), ledger.Invalid, "recurs") // what came later, or itself, is not what came before
	for _, id := range ids {
		all := must(s.Chain(t.Context(), id))(t)
		if len(all) != 3 || all[0].ID != ids[0] || all[2].ID != ids[2] {
			t.Errorf("from %d the chain is %+v", id, all)
		}
	}
	if err := edit(ids[2], ""); err != nil {
		t.Fatal(err)
	}
	if all := must(s.Chain(t.Context(), ids[2]))(t); all != nil {
		t.Errorf("unlinked, it has the chain %+v", all)
	}
	events := must(s.Events(t.Context(), "entry", ids[2]))(t)
	if last := events[len(events)-1]; last.Action != "edit" || last.Before == "" {
		t.Errorf("the last event is %+v", last)
	}
}
