package store

import (
	"context"
	"slices"
	"testing"

	"taizhang/backend/ledger"
)

func TestThemesAgainstTheTruth(t *testing.T) {
	s := made(t, 900)
	all, p := everything(t, s), ledger.Period("2024-08")
	tallies := must(s.ThemeTallies(t.Context(), p, testDay))(t)
	if len(tallies) != len(must(s.Themes(t.Context()))(t)) {
		t.Fatalf("%d themes", len(tallies))
	}
	for _, got := range tallies {
		want := ledger.ThemeTally{Theme: got.Theme}
		blamed := map[ledger.Period]int{}
		for _, e := range all {
			if e.Theme != got.Theme {
				continue
			}
			if e.Status.Class() == ledger.Open {
				want.Open++
				want.Red += btoi(e.Light(testDay) == ledger.Red)
				want.Blue += btoi(e.Light(testDay) == ledger.Blue)
			}
			if e.Period == p {
				want.Progress += btoi(e.Kind == ledger.Progress)
				want.Shortcomings += btoi(e.Kind == ledger.Shortcoming)
				want.Tasks += btoi(e.Kind == ledger.Task)
			}
			if e.Kind == ledger.Shortcoming {
				blamed[e.Period]++
			}
		}
		if got.Open != want.Open || got.Red != want.Red || got.Blue != want.Blue || got.Progress != want.Progress || got.Shortcomings != want.Shortcomings || got.Tasks != want.Tasks || got.Open == 0 {
			t.Errorf("%s: %+v, want %+v", got.Theme, got, want)
		}
		if len(got.Months) != trendMonths || got.Months[trendMonths-1].Period != p {
			t.Fatalf("%s: months %+v", got.Theme, got.Months)
		}
		for _, m := range got.Months {
			if m.Shortcomings != blamed[m.Period] {
				t.Errorf("%s in %s: %d shortcomings, want %d", got.Theme, m.Period, m.Shortcomings, blamed[m.Period])
			}
		}
	}
}

func TestThemeAcrossUnits(t *testing.T) {
	s := made(t, 900)
	all, p := everything(t, s), ledger.Period("2024-08")
	name := all[0].Theme
	sum := must(s.ThemeSummary(t.Context(), name, p, testDay))(t)
	for _, u := range must(s.Units(t.Context()))(t) {
		var blamed []ledger.Period
		praised := 0
		for _, e := range all {
			if named, _ := reaches(&e, u); !named || e.Theme != name || e.Period > p {
				continue
			}
			if e.Kind == ledger.Shortcoming && !slices.Contains(blamed, e.Period) {
				blamed = append(blamed, e.Period)
			}
			praised += btoi(e.Kind == ledger.Progress && e.Period >= sum.Months[0].Period)
		}
		i := slices.IndexFunc(sum.Units, func(x ledger.ThemeUnit) bool { return x.Unit.Code == u.Code })
		if praised > 0 && (i < 0 || sum.Units[i].Sum().Progress != praised) {
			t.Errorf("%s: praised %d times", u.Name, praised)
		}
		j := slices.IndexFunc(sum.Persisting, func(x ledger.Persistence) bool { return x.Unit.Code == u.Code })
		if len(blamed) > 1 != (j >= 0) || j >= 0 && len(sum.Persisting[j].Periods) != len(blamed) {
			t.Errorf("%s: blamed in %v, said to persist: %v", u.Name, blamed, j >= 0)
		}
	}
	for _, l := range []struct {
		got []ledger.Entry
		f   ledger.Filter
	}{
		{sum.Praise, ledger.Filter{Theme: name, Kind: ledger.Progress, Month: p}}, {sum.Blame, ledger.Filter{Theme: name, Kind: ledger.Shortcoming, Month: p}},
		{sum.Todo, ledger.Filter{Theme: name, Kind: ledger.Task, Status: "open"}},
	} {
		if page := must(s.Entries(t.Context(), l.f, testDay))(t); len(l.got) != min(page.Total, mostOfTheme) {
			t.Errorf("%+v: %d entries of %d", l.f, len(l.got), page.Total)
		}
	}
	_, err := s.ThemeSummary(t.Context(), "没有", p, testDay)
	wantMistake(t, err, ledger.NotFound, "theme")
	empty := open(t)
	registers(t, empty)
	if got := must(empty.ThemeTallies(t.Context(), "", testDay))(t); len(got) != 0 {
		t.Errorf("themes of an empty ledger: %+v", got)
	}
}

func BenchmarkThemes(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if _, err := s.ThemeTallies(context.Background(), "", benchDay); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTheme(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if _, err := s.ThemeSummary(context.Background(), fillThemes[0], "", benchDay); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBeside(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if _, err := s.Beside(context.Background(), "", "2026-11"); err != nil {
			b.Fatal(err)
		}
	}
}
