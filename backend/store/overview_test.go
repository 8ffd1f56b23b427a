package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// truth counts a unit's tally in Go, entry by entry.
func truth(all []ledger.Entry, u ledger.Unit, p ledger.Period) (t ledger.Tally) {
	t.Unit = u
	for _, e := range all {
		named, shared := reaches(&e, u)
		if !named && !shared {
			continue
		}
		if e.Status.Class() == ledger.Open {
			t.Open++
			if !named {
				t.Shared++
			}
			switch e.Light(testDay) {
			case ledger.Red:
				t.Red++
			case ledger.Blue:
				t.Blue++
			case ledger.Green:
				t.Green++
			}
		}
		if e.Period != p {
			continue
		}
		if e.Status == ledger.Resolved {
			t.Resolved++
		}
		if named && e.Kind == ledger.Progress {
			t.Progress++
		}
		if named && e.Kind == ledger.Shortcoming {
			if t.Blamed++; t.Blamed <= mostNamed { // all stand in the list's order
				t.Shortcomings = append(t.Shortcomings, e)
			}
		}
	}
	return t
}

// figures are what two tallies are compared by.
func figures(t ledger.Tally) string {
	return fmt.Sprint(t.Unit.Code, t.Progress, t.Blamed, idsOf(t.Shortcomings), t.Open, t.Shared, t.Green, t.Blue, t.Red, t.Resolved)
}

// both makes some entries name a unit and reach it through a collective as well.
func both(t *testing.T, s *Store, all []ledger.Entry) {
	for i := range all {
		if i%9 != 0 || all[i].Units[0].UnitCode == nil || all[i].Status == ledger.Resolved {
			continue
		}
		units := append(slices.Clone(all[i].Units), ledger.Party{Name: "各街镇", Role: ledger.Support, Scope: ledger.AllLocal})
		if i%2 == 0 {
			units = append(units, ledger.Party{Name: "各部门", Role: ledger.Support, Scope: ledger.AllDepartments})
		}
		write(t, s, func(w *Writer) error {
			_, err := w.Edit(all[i].ID, 0, ledger.Change{Kind: all[i].Kind, Text: all[i].Text, Theme: all[i].Theme, Due: all[i].Due, DueText: all[i].DueText, DueBasis: all[i].DueBasis, Units: units})
			return err
		})
	}
}

func TestTalliesAgainstTheTruth(t *testing.T) {
	s := made(t, 900)
	both(t, s, everything(t, s))
	all, units := everything(t, s), must(s.Units(t.Context()))(t)
	for _, p := range []ledger.Period{"", "2024-09", "2024-03", "2010-01"} {
		month := p
		if p == "" {
			month = "2024-09"
		}
		tallies := must(s.Tallies(t.Context(), p, testDay))(t)
		if len(tallies) != len(units) {
			t.Fatalf("%d tallies for %d units", len(tallies), len(units))
		}
		for i, u := range units {
			is := truth(all, u, month)
			want := figures(is)
			if got := figures(tallies[i]); got != want {
				t.Errorf("%q: tally %s, want %s", p, got, want)
			}
			is.Shortcomings = nil // the unit's own page lists them all
			want = figures(is)
			if one := must(s.UnitSummary(t.Context(), u.Code, p, testDay))(t); figures(one.Tally) != want {
				t.Errorf("%q: summary %s, want %s", p, figures(one.Tally), want)
			}
		}
	}
}

func TestOverviewAgainstTheTruth(t *testing.T) {
	s := made(t, 900)
	all, p := everything(t, s), ledger.Period("2024-08")
	o := must(s.Overview(t.Context(), p, testDay))(t)
	var want ledger.Overview
	themes := map[string]int{}
	for _, e := range all {
		if e.Status.Class() == ledger.Open {
			want.Open++
			want.Red += btoi(e.Light(testDay) == ledger.Red)
			want.Blue += btoi(e.Light(testDay) == ledger.Blue)
			want.OpenShortcomings += btoi(e.Kind == ledger.Shortcoming)
			want.Unassigned += btoi(e.Kind == ledger.Task && !slices.ContainsFunc(e.Units, func(p ledger.Party) bool { return p.UnitCode != nil || p.Scope != "" }))
		}
		want.ResolvedInPeriod += btoi(e.ResolvedAt != nil && e.Status.Class() == ledger.Done && ledger.DateOf(e.ResolvedAt.In(shanghai)).Period() == p)
		if e.Period == p {
			if e.Kind == ledger.Shortcoming {
				themes[e.Theme]++
			}
		}
	}
	if got, want := fmt.Sprint(o.Open, o.Red, o.Blue, o.OpenShortcomings, o.Unassigned, o.ResolvedInPeriod), fmt.Sprint(want.Open, want.Red, want.Blue, want.OpenShortcomings, want.Unassigned, want.ResolvedInPeriod); got != want || o.Unassigned == 0 || o.ResolvedInPeriod == 0 {
		t.Errorf("figures %s, want %s", got, want)
	}
	if len(o.Trend) != 12 || o.Trend[11].Period != p || o.Trend[0].Period != "2023-09" {
		t.Errorf("trend %+v", o.Trend)
	}
	for _, m := range append(o.Trend, must(s.Overview(t.Context(), "", testDay))(t).Trend...) {
		for _, c := range []struct {
			f ledger.Filter
			n int
		}{{ledger.Filter{At: m.Period}, m.Open}, {ledger.Filter{At: m.Period, Light: ledger.Red}, m.Overdue}, {ledger.Filter{Closed: m.Period}, m.Closed}} {
			want := 0
			for _, e := range all {
				want += btoi(holdsDays(c.f, &e) && (c.f.Light == "" || m.Period < testDay.Today.Period() || e.Light(testDay) == ledger.Red))
			}
			if c.n != want {
				t.Errorf("trend has %d of %+v, want %d", c.n, c.f, want)
			}
		}
	}
	for _, c := range o.Themes {
		if sum := 0; c.Total != themes[c.Theme] {
			t.Errorf("theme %s: %d, want %d", c.Theme, c.Total, themes[c.Theme])
		} else {
			for _, n := range c.Units {
				sum += n
			}
			if sum != c.Total {
				t.Errorf("theme %s: units have %d of %d", c.Theme, sum, c.Total)
			}
		}
		delete(themes, c.Theme)
	}
	if len(themes) > 0 {
		t.Errorf("themes left out: %v", themes)
	}
	if len(o.Units) != 26 || o.Units[0].Unit.Position != 1 || len(o.Periods) != 24 || o.Periods[0] != "2024-09" {
		t.Errorf("%d units, %d months", len(o.Units), len(o.Periods))
	}
	for i, e := range o.Overdue {
		if e.Light(testDay) != ledger.Red || i > 0 && e.Due < o.Overdue[i-1].Due {
			t.Errorf("overdue: %+v", e)
		}
	}
	week := 0
	for _, e := range all {
		week += btoi(e.Status.Class() == ledger.Open && e.Due >= testDay.Today && e.Due <= o.Until)
	}
	if o.DueInWeek != week || week == 0 || o.Until < testDay.Today.WeekEnd() || o.Until < testDay.Soon {
		t.Errorf("%d due until %s, want %d", o.DueInWeek, o.Until, week)
	}
	for i, e := range o.DueSoon {
		if e.Due < testDay.Today || e.Due > o.Until || i > 0 && e.Due < o.DueSoon[i-1].Due || len(e.Units) == 0 {
			t.Errorf("due soon: %+v", e)
		}
	}
	if len(o.Overdue) != mostOverdue || len(o.DueSoon) != min(week, mostDue) || len(o.Newest) != mostNew || o.Newest[0].Status == ledger.Recorded {
		t.Errorf("%d overdue, %d due soon, %d newest", len(o.Overdue), len(o.DueSoon), len(o.Newest))
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestResolvedCountsByTheDistrictsMonth(t *testing.T) {
	s := open(t)
	registers(t, s)
	id := add(t, s, "f", true, draft())[0]
	s.now = func() time.Time { return time.Date(2024, 10, 1, 0, 30, 0, 0, shanghai) } // still September by UTC
	must(do(s, clerk, id, 0, move(t, ledger.Resolve), "办结"))(t)
	for p, want := range map[ledger.Period]int{"2024-09": 0, "2024-10": 1} {
		if o := must(s.Overview(t.Context(), p, testDay))(t); o.ResolvedInPeriod != want {
			t.Errorf("%s: %d resolved, want %d", p, o.ResolvedInPeriod, want)
		}
	}
}

func TestRepeats(t *testing.T) {
	s := open(t)
	registers(t, s)
	var entries []ledger.Entry
	for _, c := range []struct {
		unit, theme string
		period      ledger.Period
	}{
		{unitA, "接诉即办", "2024-05"}, {unitA, "接诉即办", "2024-08"}, {unitA, "接诉即办", "2024-09"}, {unitA, "接诉即办", "2024-09"},
		{unitB, "接诉即办", "2024-09"}, {unitB, "城市环境", "2024-07"}, {unitB, "城市环境", "2024-06"}, {dept, "", "2024-08"}, {dept, "", "2024-09"},
	} {
		e := draft()
		e.Kind, e.Theme, e.Period, e.Units = ledger.Shortcoming, c.theme, c.period, []ledger.Party{named(c.unit, "x", ledger.Subject)}
		entries = append(entries, e)
	}
	add(t, s, "f", true, entries...)
	o := must(s.Overview(t.Context(), "", testDay))(t)
	got := ""
	for _, r := range o.Repeats {
		got += fmt.Sprintln(r.Unit.Short, r.Theme, r.Periods, r.InARow)
	}
	if want := "东河 接诉即办 [2024-09 2024-08 2024-05] 2\n西山 城市环境 [2024-07 2024-06] 2\n"; got != want {
		t.Errorf("repeats:\n%swant:\n%s", got, want)
	}
	if u := must(s.UnitSummary(t.Context(), unitB, "2024-07", testDay))(t); len(u.Repeats) != 1 || u.Repeats[0].Theme != "城市环境" {
		t.Errorf("of one unit: %+v", u.Repeats)
	}
	_, err := s.UnitSummary(t.Context(), "没有", "", testDay)
	wantMistake(t, err, ledger.NotFound, "unit")
}

func TestUnitSummary(t *testing.T) {
	s := made(t, 2000)
	u := must(s.Units(t.Context()))(t)[5]
	sum := must(s.UnitSummary(t.Context(), u.Code, "2024-07", testDay))(t)
	var open []ledger.Entry
	months := map[ledger.Period]int{}
	for _, e := range everything(t, s) {
		named, shared := reaches(&e, u)
		if e.Status.Class() == ledger.Open && (named || shared) {
			open = append(open, e)
		}
		if named && e.Period <= "2024-07" {
			months[e.Period]++
		}
	}
	open = sorted(open, "due", nil)
	if !slices.Equal(idsOf(sum.Open), idsOf(open)) || sum.Tally.Open != len(open) {
		t.Errorf("open %v, want %v", idsOf(sum.Open), idsOf(open))
	}
	if len(sum.Months) != summaryMonths || sum.Months[0].Period != "2024-07" {
		t.Fatalf("%d months from %s", len(sum.Months), sum.Months[0].Period)
	}
	for _, m := range sum.Months {
		if n := len(m.Progress) + len(m.Shortcomings) + len(m.Tasks); n != months[m.Period] {
			t.Errorf("%s: %d entries, want %d", m.Period, n, months[m.Period])
		}
	}
}

func TestEmptyLedgerHasAnOverview(t *testing.T) {
	s := open(t)
	registers(t, s)
	o := must(s.Overview(t.Context(), "", testDay))(t)
	if o.Period != "" || o.Open != 0 || len(o.Units) != 2 || len(o.Others) != 0 || o.Units[0].Shortcomings == nil {
		t.Errorf("%+v", o)
	}
	if all := must(s.Tallies(t.Context(), "", testDay))(t); len(all) != 3 {
		t.Errorf("%d tallies", len(all))
	}
}
