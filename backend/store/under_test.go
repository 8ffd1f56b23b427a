package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// A list of a place holds what the meetings held there and below it said, whatever else it selects by, for whoever sees everything and
// for whoever is bound above; large parts and small ones are read alike.
func TestListsOfAPlace(t *testing.T) {
	s := twoDistricts(t)
	units := must(s.Units(t.Context()))(t)
	position, byCode := map[string]int{}, map[string]ledger.Unit{}
	for _, u := range units {
		position[u.Code], byCode[u.Code] = u.Position, u
	}
	all := everything(t, s)
	some := 0
	for _, bound := range []string{"", "970100"} {
		ctx := Within(t.Context(), bound)
		for k, under := range []string{"970000", "970100", "970101", "970102", "970102001"} {
			for i, f := range filters(units) {
				if i%3 != k%3 { // each filter with some of the places
					continue
				}
				f.Under, f.Limit = under, 500
				var want []ledger.Entry
				for _, e := range all {
					if byCode[e.Seat].Within(under) && byCode[e.Seat].Within(max(bound, "970000")) && holds(f, &e, byCode[f.Unit]) {
						want = append(want, e)
					}
				}
				if bound != "" && under == "970000" {
					continue // what is above a reader is none of the reader's places
				}
				want = sorted(want, f.Sort, position)
				got, err := s.Entries(ctx, f, testDay)
				if err != nil {
					t.Fatalf("%+v: %v", f, err)
				}
				some += min(1, got.Total)
				if got.Total != len(want) || fmt.Sprint(numbersOf(got.Items)) != fmt.Sprint(numbersOf(want)) {
					t.Errorf("within %q, %+v: %d entries, want %d", bound, f, got.Total, len(want))
				}
			}
		}
	}
	if some < 150 {
		t.Errorf("only %d lists held anything", some)
	}
}

func numbersOf(all []ledger.Entry) (numbers []string) {
	for _, e := range all {
		numbers = append(numbers, e.Number)
	}
	return numbers
}

// A place that the reader does not see is refused as one that is none.
func TestListsOfOthersPlacesAreRefused(t *testing.T) {
	s := twoDistricts(t)
	for _, under := range []string{"970101", "970000", "990000003", "000000"} {
		_, err := s.Entries(Within(t.Context(), "970102"), ledger.Filter{Under: under}, testDay)
		if m := ledger.AsMistake(err); m == nil || m.Code != ledger.BadRequest || m.Field != "under" {
			t.Errorf("under %s: %v", under, err)
		}
	}
}

// Every figure of a place is the number of entries in the list that it leads to.
func TestFiguresOfPlacesAreTheirLists(t *testing.T) {
	s := twoDistricts(t)
	for _, under := range []string{"", "970100"} {
		places, err := s.Places(t.Context(), under, "2024-09", testDay)
		if err != nil || len(places) != 2 {
			t.Fatalf("%d places, %v", len(places), err)
		}
		for _, p := range places {
			for _, figure := range p.Figures("2024-09") {
				got, err := s.Entries(t.Context(), figure.Filter, testDay)
				if err != nil || got.Total != figure.N {
					t.Errorf("%s: %d, and the list of %+v has %d, %v", p.Unit.Name, figure.N, figure.Filter, got.Total, err)
				}
			}
		}
	}
}

// An account bound to a district hears of collectives what its own meetings ask and those of the areas above it, unbound readers see for each
// unit only those that it hears: what another district asks of its own sub-districts counts nowhere else.
func TestTalliesLeaveOutOthersCollectives(t *testing.T) {
	s := twoDistricts(t)
	asks := func(seat, name string, scope ledger.Scope) {
		write(t, s, func(w *Writer) error {
			r := &ledger.Report{Name: name + ".txt", Title: name, Fingerprint: name, Published: "2024-09-06", Period: "2024-09", Text: "各街镇要整改。", UnitCode: seat}
			if err := w.AddReport(r, []byte(r.Text), []ledger.Entry{{Kind: ledger.Task, Text: name, Quote: "整改", End: 2, Units: []ledger.Party{{Scope: scope, Name: "各街镇", Role: ledger.Lead}}}}); err != nil {
				return err
			}
			_, err := w.AcceptAll(r.ID, nil)
			return err
		})
	}
	open := func(ctx context.Context, unit string) ledger.Tally {
		all, err := s.Tallies(ctx, "2024-09", testDay)
		check(t, err)
		i := slices.IndexFunc(all, func(x ledger.Tally) bool { return x.Unit.Code == unit })
		if i < 0 {
			t.Fatalf("no tally of %s", unit)
		}
		return all[i]
	}
	units := must(s.Units(t.Context()))(t)
	i := slices.IndexFunc(units, func(u ledger.Unit) bool { return u.Parent == "970101" && u.Kind == ledger.Subdistrict })
	north, south := units[i].Code, "970102001"
	readers := map[string][2]context.Context{
		"unbound": {t.Context(), t.Context()}, "bound to the city": {Within(t.Context(), "970100"), Within(t.Context(), "970100")},
		"bound to the district": {Within(t.Context(), "970101"), Within(t.Context(), "970102")},
	}
	before := map[string][2]int{}
	for who, ctx := range readers {
		before[who] = [2]int{open(ctx[0], north).Open, open(ctx[1], south).Open}
	}
	asks("970102", "南岭区要求各街镇", ledger.AllLocal)
	for who, ctx := range readers {
		if n := open(ctx[0], north); n.Open != before[who][0] {
			t.Errorf("%s: a sub-district of the one has %d open, %d before the other district asked its own", who, n.Open, before[who][0])
		}
		if n := open(ctx[1], south); n.Open != before[who][1]+1 || n.Shared != 1 {
			t.Errorf("%s: a sub-district of the other has %d open, %d shared, %d before its district asked", who, n.Open, n.Shared, before[who][1])
		}
	}
	for who, ctx := range readers {
		list, err := s.Entries(ctx[0], ledger.Filter{Unit: north, Limit: 500}, testDay)
		check(t, err)
		if slices.ContainsFunc(list.Items, func(e ledger.Entry) bool { return strings.Contains(e.Text, "南岭区") }) {
			t.Errorf("%s: the list of a sub-district has what another district asks", who)
		}
	}
}
