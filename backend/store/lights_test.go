package store

import (
	"context"
	"math/rand/v2"
	"testing"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
)

// someThresholds are any that an office might set.
func someThresholds(r *rand.Rand) ledger.Thresholds {
	return ledger.Thresholds{
		SoonDays: r.IntN(8), Behind: r.IntN(4) * 15, Cycle: pick(r, []ledger.Cycle{ledger.Weekly, ledger.Monthly}), Silent: r.IntN(4),
		Memory: pick(r, []ledger.Memory{ledger.Never, ledger.ThisMonth, ledger.Always}),
	}
}

// live gives an entry some history: moves and edits on some days, whether the table allows them or not.
func live(r *rand.Rand, e *ledger.Entry, statuses []ledger.Status, moves []ledger.MoveName) {
	day := ledger.Date("2024-06-01").AddDays(r.IntN(60))
	for range r.IntN(6) {
		before := *e
		day = day.AddDays(r.IntN(25))
		e.Status, e.Percent = pick(r, statuses), r.IntN(101)
		if r.IntN(3) == 0 {
			e.Due = day.AddDays(r.IntN(90) - 30)
		}
		if r.IntN(8) == 0 {
			e.Due = ""
		}
		if e.SuspendedOn = ""; e.Status == ledger.Suspended {
			e.SuspendedOn = day
		}
		e.Follow(&before, pick(r, moves), ledger.Day{Today: day, Thresholds: someThresholds(r)})
	}
}

// lived is a ledger whose entries all have some history.
func lived(t *testing.T, r *rand.Rand, n int) *Store {
	s := made(t, n)
	moves := []ledger.MoveName{"edit", ledger.ReportBack, ledger.ReportBack}
	for _, m := range ledger.Moves {
		moves = append(moves, m.Name)
	}
	var statuses []ledger.Status
	for _, i := range ledger.Statuses {
		if i.Status.InLedger() {
			statuses = append(statuses, i.Status)
		}
	}
	all := everything(t, s)
	write(t, s, func(w *Writer) error {
		for i := range all {
			live(r, &all[i], statuses, moves)
			if err := w.tx.Omit("Units").Save(&all[i]).Error; err != nil {
				return err
			}
		}
		if err := w.arrange(); err != nil {
			return err
		}
		_, err := w.CountAnew()
		return err
	})
	return s
}

// What a query says of lights is what an entry says itself: entry by entry, in lists, counts and figures, on any day under any
// thresholds.
func TestLightsInSQLAreThoseInGo(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 12))
	s := lived(t, r, 1500)
	all, ctx, seen := everything(t, s), context.Background(), map[ledger.Light]int{}
	for range 60 {
		thresholds := someThresholds(r)
		d := calendar.New(nil).Day(ledger.Date("2024-06-15").AddDays(r.IntN(220)), thresholds)
		is, want := lightOf(d), map[ledger.Light]int{}
		type row struct {
			ID    int64
			Light ledger.Light
		}
		rows := must(scan[row](ctx, s.db, "lights", "SELECT id, CASE WHEN e.class = 'open' THEN "+is.sql+" ELSE 'grey' END AS light FROM entries AS e WHERE number <> ''", is.args...))(t)
		by := map[int64]ledger.Light{}
		for _, x := range rows {
			by[x.ID] = x.Light
		}
		for i := range all {
			e := &all[i]
			l := e.Light(d)
			want[l]++
			if by[e.ID] != l {
				t.Fatalf("on %+v, %s (%s, due %s, %+v) shows %s, in SQL %s", d, e.Number, e.Status, e.Due, e.Course, l, by[e.ID])
			}
		}
		for _, l := range ledger.Lights {
			seen[l.Light] += want[l.Light]
			if n := must(s.Entries(ctx, ledger.Filter{Light: l.Light, Limit: 1}, d))(t).Total; n != want[l.Light] {
				t.Fatalf("on %+v: %d in the list of %s, want %d", d, n, l.Light, want[l.Light])
			}
		}
		o := must(s.Overview(ctx, "", d))(t)
		if o.Red != want[ledger.Red] || o.Yellow != want[ledger.Yellow] || o.Blue != want[ledger.Blue] {
			t.Fatalf("on %+v: figures %d %d %d, want %v", d, o.Red, o.Yellow, o.Blue, want)
		}
	}
	for _, l := range ledger.Lights {
		if seen[l.Light] < 100 {
			t.Errorf("%s was hardly ever shown: %v", l.Light, seen)
		}
	}
}

// The lights of a unit are counted as its list has them.
func TestTalliesOfLights(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 5))
	s := lived(t, r, 600)
	d := calendar.New(nil).Day("2024-08-20", ledger.DefaultThresholds)
	total := ledger.Tally{}
	for _, x := range must(s.Tallies(t.Context(), "", d))(t) {
		for l, n := range map[ledger.Light]int{ledger.Red: x.Red, ledger.Yellow: x.Yellow, ledger.Blue: x.Blue, ledger.Green: x.Green} {
			if list := must(s.Entries(t.Context(), ledger.Filter{Unit: x.Unit.Code, Light: l, Limit: 1}, d))(t).Total; list != n {
				t.Errorf("%s: %d %s, the list has %d", x.Unit.Name, n, l, list)
			}
		}
		if list := must(s.Entries(t.Context(), ledger.Filter{Unit: x.Unit.Code, Status: string(ledger.Suspended), Limit: 1}, d))(t).Total; list != x.Grey {
			t.Errorf("%s: %d suspended, the list has %d", x.Unit.Name, x.Grey, list)
		}
		total.Red, total.Yellow, total.Blue, total.Grey = total.Red+x.Red, total.Yellow+x.Yellow, total.Blue+x.Blue, total.Grey+x.Grey
	}
	if total.Red == 0 || total.Yellow == 0 || total.Grey == 0 {
		t.Errorf("nothing to count: %+v", total)
	}
}

func TestRelit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s := lived(t, r, 600)
	before := calendar.New(nil).Day("2024-09-11", ledger.DefaultThresholds)
	after := calendar.New(nil).Day("2024-09-11", ledger.Thresholds{SoonDays: 20, Cycle: ledger.Weekly, Silent: 1})
	want, changed := map[[2]ledger.Light]int{}, 0
	for _, e := range everything(t, s) {
		if e.Status.Class() == ledger.Open {
			want[[2]ledger.Light{e.Light(before), e.Light(after)}]++
			changed += btoi(e.Light(before) != e.Light(after))
		}
	}
	x := must(s.Relit(t.Context(), before, after))(t)
	for k, n := range want {
		if x.N(k[0], k[1]) != n {
			t.Errorf("%s to %s: %d, want %d", k[0], k[1], x.N(k[0], k[1]), n)
		}
	}
	if x.Changed() != changed || changed == 0 || len(x.Entries) != min(changed, mostRelit) {
		t.Errorf("%d change, %d named; want %d", x.Changed(), len(x.Entries), changed)
	}
	for _, e := range x.Entries {
		if e.Light(before) == e.Light(after) {
			t.Errorf("%s is named and keeps its light", e.Number)
		}
	}
}

func TestLightRulesHoldFromTheirDay(t *testing.T) {
	s := open(t)
	rule := ledger.LightRule{From: "2024-09-11", Thresholds: ledger.DefaultThresholds, Note: "区督查办〔2024〕3号"}
	save := func(r ledger.LightRule, seen string) error {
		return s.Write(t.Context(), clerk, func(w *Writer) error { return w.SaveLightRule(r, seen) })
	}
	drop := func(d ledger.Date) error {
		return s.Write(t.Context(), clerk, func(w *Writer) error { return w.DropLightRule(d) })
	}
	none := must(s.SeenLightRules(t.Context()))(t)
	past := rule
	past.From = "2024-09-10"
	wantMistake(t, save(past, none), ledger.Invalid, "from")
	if err := save(rule, none); err != nil {
		t.Fatal(err)
	}
	later := rule
	later.From, later.SoonDays = "2024-10-01", 7
	wantMistake(t, save(later, none), ledger.Conflict, "seen")
	if err := save(later, must(s.SeenLightRules(t.Context()))(t)); err != nil {
		t.Fatal(err)
	}
	rules := must(s.LightRules(t.Context()))(t)
	if len(rules) != 2 || ledger.ThresholdsOn(rules, "2024-09-30").SoonDays != 3 || ledger.ThresholdsOn(rules, "2024-10-01").SoonDays != 7 {
		t.Errorf("rules %+v", rules)
	}
	wantMistake(t, drop("2024-09-11"), ledger.Conflict, "from")
	wantMistake(t, drop("2024-11-01"), ledger.NotFound, "from")
	if err := drop("2024-10-01"); err != nil {
		t.Fatal(err)
	}
	events := must(s.Events(t.Context(), "light-rule", 20241001))(t)
	if len(events) != 2 || events[0].Action != "save" || events[1].Action != "drop" {
		t.Errorf("events %+v", events)
	}
}

func saveLightRule(w *Writer, from ledger.Date) error {
	seen, err := w.read.SeenLightRules(w.ctx())
	if err != nil {
		return err
	}
	return w.SaveLightRule(ledger.LightRule{From: from, Thresholds: ledger.DefaultThresholds, Note: "区督查办〔2024〕3号"}, seen)
}

// What is resolved after its due date counts as such, by kind and by unit; undoing takes the count back, and what was late when
// it was made was missed by nobody.
func TestResolvedLateIsCounted(t *testing.T) {
	s := open(t)
	registers(t, s)
	late := func() (kinds, units int) {
		f := must(s.MonthFigures(t.Context(), "2024-09"))(t)
		for _, k := range f.Kinds {
			kinds += k.Late
		}
		for _, u := range f.Units {
			units += u.Late
		}
		return kinds, units
	}
	all := add(t, s, "late", true, draft(), draft())
	resolve := func(id int64, begun, due ledger.Date) {
		write(t, s, func(w *Writer) error {
			if err := w.tx.Exec("UPDATE entries SET begun = ?, due = ?, version = version + 1 WHERE id = ?", begun, due, id).Error; err != nil {
				return err
			}
			_, err := w.Move(id, 0, move(t, ledger.Resolve), "已办结")
			return err
		})
	}
	resolve(all[0], "2024-08-01", "2024-09-10")
	resolve(all[1], "2024-09-11", "2024-09-10")
	e := must(s.EntryByID(t.Context(), all[0]))(t)
	if k, u := late(); k != 1 || u != 1 || !e.ResolvedLate() || e.Missed != "2024-09-10" || e.Caught != "2024-09-11" {
		t.Errorf("%d by kind, %d by unit; %+v", k, u, e.Course)
	}
	write(t, s, func(w *Writer) error { _, err := w.Move(e.ID, 0, move(t, ledger.Undo), ""); return err })
	if k, _ := late(); k != 0 {
		t.Errorf("%d after undoing", k)
	}
}
