package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// holds says in Go, from what a person sees of an entry, whether a filter selects it.
func holds(f ledger.Filter, e *ledger.Entry, u ledger.Unit) bool {
	named, shared := reaches(e, u)
	return (f.Kind == "" || e.Kind == f.Kind) && (f.Unit == "" || named || shared) && (f.Theme == "" || e.Theme == f.Theme) &&
		slices.Contains(f.Statuses(), e.Status) && (f.Month == "" || e.Period == f.Month) && (f.Report == 0 || e.ReportID == f.Report) &&
		(f.At != "" && f.At < testDay.Today.Period() || f.Light == "" || e.Light(testDay) == f.Light) && (f.Query == "" || contains(e, f.Query)) && holdsDays(f, e)
}

// holdsDays says the same of what a filter says of days.
func holdsDays(f ledger.Filter, e *ledger.Entry) bool {
	closed := ledger.Period("")
	if e.ResolvedAt != nil {
		closed = ledger.DateOf(e.ResolvedAt.In(shanghai)).Period()
	}
	end := f.At.Add(1).First()
	stood := e.Period <= f.At && (e.Status.Class() == ledger.Open || closed > f.At) && (f.Light != ledger.Red || f.At >= testDay.Today.Period() || e.Due != "" && e.Due < end)
	if f.At >= testDay.Today.Period() {
		stood = e.Period <= f.At && e.Status.Class() == ledger.Open
	}
	return (f.From == "" || e.Due >= f.From) && (f.By == "" || e.Due != "" && e.Due <= f.By) &&
		(f.Closed == "" || e.Status.Class() == ledger.Done && closed == f.Closed) && (f.At == "" || stood)
}

// sorted puts entries in the order of a list.
func sorted(entries []ledger.Entry, sort string, position map[string]int) []ledger.Entry {
	last := func(d ledger.Date) string { return cmp.Or(string(d), "9999") }
	home := func(e ledger.Entry) int {
		for _, p := range e.Units {
			if p.UnitCode != nil {
				return position[*p.UnitCode]
			}
		}
		return 1 << 40
	}
	serial := func(e ledger.Entry) (n int) {
		fmt.Sscan(strings.TrimLeft(e.Number[strings.LastIndex(e.Number, "-")+1:], "0"), &n)
		return n
	}
	kinds := []ledger.Kind{ledger.Shortcoming, ledger.Task, ledger.Progress}
	newest := func(a, b ledger.Entry) int {
		return cmp.Or(cmp.Compare(b.Period, a.Period), cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(serial(a), serial(b)))
	}
	slices.SortFunc(entries, func(a, b ledger.Entry) int {
		switch sort {
		case "due":
			return cmp.Or(cmp.Compare(last(a.Due), last(b.Due)), newest(a, b))
		case "updated":
			return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), cmp.Compare(b.ID, a.ID))
		case "unit":
			return cmp.Or(cmp.Compare(home(a), home(b)), newest(a, b))
		}
		return newest(a, b)
	})
	return entries
}

// filters are many that narrow in every way and in combinations.
func filters(units []ledger.Unit) (all []ledger.Filter) {
	base := []ledger.Filter{
		{}, {Kind: ledger.Task}, {Status: "open"}, {Status: "done"}, {Status: "recorded"}, {Status: "standing"}, {Status: "standing", Kind: ledger.Shortcoming, Month: "2024-08"}, {Month: "2024-08"}, {Report: 3}, {Theme: "安全生产"},
		{Light: ledger.Red}, {Light: ledger.Blue}, {Light: ledger.Green}, {Light: ledger.Grey}, {Query: "扬尘"}, {Theme: "安全生产", Kind: ledger.Shortcoming, Status: "open"},
		{By: "2024-09-30", Status: "open"}, {From: "2024-09-01", By: "2024-09-30"}, {From: "2024-09-20", Kind: ledger.Task},
		{Closed: "2024-08"}, {At: "2024-08"}, {At: "2024-08", Light: ledger.Red}, {At: "2024-09", Light: ledger.Red},
		{Month: "2024-08", Light: ledger.Red}, {Query: "扬尘", Status: "open"}, {Light: ledger.Green, Status: "open", Kind: ledger.Task},
	}
	for _, u := range []string{"", units[3].Code, units[24].Code, units[30].Code} {
		for _, sort := range append([]string{""}, ledger.Sorts...) {
			for _, f := range base {
				f.Unit, f.Sort = u, sort
				all = append(all, f)
			}
		}
	}
	return all
}

func TestEveryFilterAgainstTheTruth(t *testing.T) {
	s := made(t, 1000)
	units := must(s.Units(t.Context()))(t)
	position, byCode := map[string]int{}, map[string]ledger.Unit{}
	for _, u := range units {
		position[u.Code], byCode[u.Code] = u.Position, u
	}
	all := everything(t, s)
	if len(all) != 1000 {
		t.Fatalf("%d entries", len(all))
	}
	empty := 0
	for _, f := range filters(units) {
		var want []ledger.Entry
		for _, e := range all {
			if holds(f, &e, byCode[f.Unit]) {
				want = append(want, e)
			}
		}
		want = sorted(want, f.Sort, position)
		if len(want) == 0 {
			empty++
		}
		f.Limit = max(7, len(want)/3)
		for _, byCursor := range []bool{false, true} {
			if got := walk(t, s, f, byCursor, len(want)); !slices.Equal(got, idsOf(want)) {
				t.Errorf("%+v (by cursor: %v): %d entries, want %d; got %v want %v", f, byCursor, len(got), len(want), got[:min(5, len(got))], idsOf(want)[:min(5, len(want))])
			}
		}
		var each []int64
		if err := s.EachEntry(t.Context(), f, testDay, func(e *ledger.Entry) error { each = append(each, e.ID); return nil }); err != nil || !slices.Equal(each, idsOf(want)) {
			t.Errorf("%+v: each gives %d, want %d (%v)", f, len(each), len(want), err)
		}
	}
	if empty > 100 {
		t.Errorf("%d filters select nothing; they test nothing", empty)
	}
}

// walk reads a list from its first page to its last.
func walk(t *testing.T, s *Store, f ledger.Filter, byCursor bool, total int) (all []int64) {
	t.Helper()
	for n := 1; n < 1000; n++ {
		if !byCursor {
			f.Page = n
		}
		p := must(s.Entries(t.Context(), f, testDay))(t)
		if p.Total != total || len(p.Items) > f.Limit {
			t.Fatalf("%+v: total %d, want %d; %d rows of %d", f, p.Total, total, len(p.Items), f.Limit)
		}
		all = append(all, idsOf(p.Items)...)
		if p.Next == "" {
			return all
		}
		if byCursor {
			f.Cursor = p.Next
		}
	}
	t.Fatal("the list has no end")
	return nil
}

func TestListsAfterChanges(t *testing.T) {
	s := made(t, 600)
	open := must(s.Entries(t.Context(), ledger.Filter{Status: "open", Limit: 40}, testDay))(t)
	for i, e := range open.Items {
		var err error
		if i%2 == 0 {
			_, err = do(s, clerk, e.ID, e.Version, move(t, ledger.Resolve), "现场核查属实")
		} else {
			err = s.Write(t.Context(), clerk, func(w *Writer) error {
				_, err := w.Edit(e.ID, 0, ledger.Change{Kind: ledger.Task, Text: e.Text, Theme: e.Theme, Units: []ledger.Party{named("990000007", "", ledger.Lead), {Name: "属地", Role: ledger.Support, Scope: ledger.AllLocal}}})
				return err
			})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	wantArranged(t, s)
	if p := must(s.Entries(t.Context(), ledger.Filter{Query: "现场核查属实"}, testDay))(t); p.Total != 20 {
		t.Errorf("%d outcomes are found, want 20", p.Total)
	}
	if p := must(s.Entries(t.Context(), ledger.Filter{Status: "open"}, testDay))(t); p.Total != open.Total-20 {
		t.Errorf("%d are open after resolving 20 of %d", p.Total, open.Total)
	}
	if p := must(s.Entries(t.Context(), ledger.Filter{Sort: "updated", Limit: 40}, testDay))(t); p.Items[0].ID != slices.Max(idsOf(open.Items)) {
		t.Errorf("lately changed first: %v", idsOf(p.Items))
	}
	write(t, s, func(w *Writer) error { // the register's order turns round
		units, err := w.read.Units(t.Context())
		if err != nil {
			return err
		}
		for i := range units {
			units[i].Position = len(units) - i
		}
		_, _, err = w.SaveUnits(units)
		return err
	})
	wantArranged(t, s)
	first := must(s.Entries(t.Context(), ledger.Filter{Sort: "unit"}, testDay))(t).Items[0]
	if last := must(s.Units(t.Context()))(t)[0]; *first.Units[0].UnitCode != last.Code || last.Position != 1 {
		t.Errorf("the list by unit starts with %s, the register with %s", *first.Units[0].UnitCode, last.Code)
	}
}

func TestWrongFilterIsNamed(t *testing.T) {
	s := made(t, 200)
	good := must(s.Entries(t.Context(), ledger.Filter{Limit: 5}, testDay))(t).Next
	for field, f := range map[string]ledger.Filter{
		"unit": {Unit: "没有"}, "theme": {Theme: "没有"}, "status": {Status: "draft"}, "sort": {Sort: "x"}, "cursor": {Cursor: "!!"},
	} {
		_, err := s.Entries(t.Context(), f, testDay)
		wantMistake(t, err, ledger.BadRequest, field)
	}
	for _, f := range []ledger.Filter{{Sort: "due", Cursor: good}, {Cursor: good[:len(good)-4]}, {Cursor: "e30"}} {
		_, err := s.Entries(t.Context(), f, testDay)
		wantMistake(t, err, ledger.BadRequest, "cursor")
	}
	stop := errors.New("stop")
	n := 0
	if err := s.EachEntry(t.Context(), ledger.Filter{}, testDay, func(*ledger.Entry) error { n++; return stop }); !errors.Is(err, stop) || n != 1 {
		t.Errorf("stopped after %d with %v", n, err)
	}
}

func TestFindings(t *testing.T) {
	s := open(t)
	registers(t, s)
	a, b := draft(), draft()
	a.Start, a.End, b.Start, b.End = 20, 30, 5, 9
	ids := add(t, s, "f", false, a, b)
	if _, err := do(s, clerk, ids[0], 0, move(t, ledger.Reject), ""); err != nil {
		t.Fatal(err)
	}
	if got := must(s.Findings(t.Context(), 1))(t); !slices.Equal(idsOf(got), []int64{ids[1], ids[0]}) || len(got[0].Units) != 1 {
		t.Errorf("findings: %+v", got)
	}
	if p := must(s.Entries(t.Context(), ledger.Filter{}, testDay))(t); len(p.Items) != 0 || p.Items == nil || p.Total != 0 {
		t.Errorf("drafts are in the ledger: %+v", p)
	}
}

// A report may have more findings than a database takes values in one query.
func TestFindingsOfALargeReport(t *testing.T) {
	s := open(t)
	registers(t, s)
	some := make([]ledger.Entry, 33_000)
	for i := range some {
		some[i] = draft()
	}
	add(t, s, "large", false, some...)
	all := must(s.Findings(t.Context(), 1))(t)
	if len(all) != len(some) {
		t.Fatalf("%d findings, want %d", len(all), len(some))
	}
	for _, e := range all {
		if len(e.Units) != 1 || *e.Units[0].UnitCode != unitA {
			t.Fatalf("finding %d has the units %v", e.ID, e.Units)
		}
	}
}
