package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/seeds"
)

// dated is a ledger whose clock a test moves.
type dated struct {
	*Store
	t    *testing.T
	path string
	days *calendar.Calendar

	mu  sync.Mutex
	now time.Time
}

func openDated(t *testing.T, now time.Time) *dated {
	t.Helper()
	days, err := calendar.Read(bytes.NewReader(seeds.Holidays))
	if err != nil {
		t.Fatal(err)
	}
	d := &dated{t: t, path: newPlace(t), days: days, now: now}
	d.reopen()
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	registers(t, d.Store)
	return d
}

func (d *dated) reopen() {
	s, err := Open(d.t.Context(), d.path, d.clock)
	if err != nil {
		d.t.Fatal(err)
	}
	d.Store = s
}

func (d *dated) clock() time.Time { d.mu.Lock(); defer d.mu.Unlock(); return d.now }

func (d *dated) at(day ledger.Date, hour int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := day.Time()
	d.now = time.Date(t.Year(), t.Month(), t.Day(), hour, 0, 0, 0, shanghai)
}

func (d *dated) asking(channels ...ledger.Channel) Asking {
	return Asking{Policy: ledger.UsualReminders, Days: d.days, Today: ledger.DateOf(d.clock()), Channels: channels}
}

// pass runs the rules of the day and returns what was asked.
func (d *dated) pass(a Asking) (made []ledger.Reminder) {
	d.t.Helper()
	err := d.Write(context.Background(), ledger.System, func(w *Writer) (err error) { made, err = w.RemindByRule(a); return err })
	if err != nil {
		d.t.Fatal(err)
	}
	return made
}

func dueTask(due ledger.Date, units ...ledger.Party) ledger.Entry {
	e := draft()
	e.Due = due
	if len(units) > 0 {
		e.Units = units
	}
	return e
}

var (
	group    = ledger.Channel{Kind: ledger.DingTalk, Name: "联络员群", Target: "https://oapi.dingtalk.com/robot/send?access_token=hash", Secret: "hash", Active: true}
	everyDay = Asking{Policy: ledger.UsualReminders, Days: calendar.New(nil), Today: "2024-09-11", Channels: []ledger.Channel{{ID: 1, Name: "联络员群", Kind: ledger.DingTalk, Active: true}}}
)

// accepted takes the one draft of a prepared ledger in.
func accepted(t *testing.T, w *Writer) {
	if _, err := w.Move(1, 0, move(t, ledger.Accept), ""); err != nil {
		t.Fatal(err)
	}
}

// queued asks about it, and returns the message that waits.
func queued(t *testing.T, w *Writer) int64 {
	accepted(t, w)
	if _, err := w.SaveChannel(group, false, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Remind(1, "", everyDay); err != nil {
		t.Fatal(err)
	}
	return 1
}

// remindAll runs the rules on a made-up ledger of any size.
func remindAll(t *testing.T, s *Store) {
	write(t, s, func(w *Writer) error {
		if _, err := w.SaveChannel(group, false, nil); err != nil {
			return err
		}
		_, err := w.RemindByRule(everyDay)
		return err
	})
}

// A month and a half with two holidays in it, day by day and each day twice, with the program started anew in between: the second
// pass of a day adds nothing, no day off asks anybody, and what is closed asks for nothing.
func TestReminderPassesDayByDay(t *testing.T) {
	d := openDated(t, testNow)
	both := []ledger.Party{named(unitA, "东河街道", ledger.Lead), named(unitB, "西山镇", ledger.Lead), named(dept, "区城管委", ledger.Support)}
	vague := ledger.Party{Name: "各街镇", Role: ledger.Lead, Scope: ledger.AllLocal}
	ids := add(t, d.Store, "f", true, dueTask("2024-09-18"), dueTask("2024-10-04", both...), dueTask("2024-09-20", vague), dueTask(""), dueTask("2024-09-30"))
	var said []string
	for day := ledger.Date("2024-09-10"); day <= "2024-10-31"; day = day.AddDays(1) {
		d.at(day, 9)
		switch day {
		case "2024-09-24":
			write(t, d.Store, func(w *Writer) error { _, err := w.Move(ids[4], 0, move(t, ledger.Resolve), "已办"); return err })
		case "2024-10-09":
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			d.reopen()
		}
		made := d.pass(d.asking())
		for _, n := range made {
			said = append(said, fmt.Sprintf("%s %d%s %s", day[5:], slices.Index(ids, n.EntryID)+1, map[string]string{unitA: "A", unitB: "B"}[n.UnitCode], n.Rule))
			if !d.days.IsWorkday(day) {
				t.Errorf("asked on %s, which is off", day)
			}
		}
		revision := must(d.Revision(t.Context()))(t)
		d.at(day, 15)
		if again := d.pass(d.asking()); len(again) != 0 || must(d.Revision(t.Context()))(t) != revision {
			t.Errorf("the second pass of %s asked %+v", day, again)
		}
	}
	want := []string{
		"09-12 1A before", "09-18 1A due", "09-25 1A after", "09-27 2A before", "09-27 2B before", "09-30 2A due", "09-30 2B due",
		"10-08 1A after", "10-11 2A after", "10-11 2B after", "10-15 1A after", "10-18 2A after", "10-18 2B after", "10-22 1A after", "10-25 2A after", "10-25 2B after", "10-29 1A after",
	}
	if !slices.Equal(said, want) {
		t.Errorf("asked\n%q, want\n%q", said, want)
	}
	for _, e := range must(d.Events(t.Context(), "entry", ids[0]))(t)[1:] {
		if e.Action == "remind" && e.Actor != "系统" {
			t.Errorf("the system's own reminder is said to be by %q", e.Actor)
		}
	}
}

// Many passes at once ask once.
func TestReminderPassesAtOnce(t *testing.T) {
	d := openDated(t, testNow)
	d.at("2024-09-18", 9)
	for i := range 20 {
		add(t, d.Store, fmt.Sprint("f", i), true, dueTask("2024-09-18"))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { d.pass(d.asking()) })
	}
	wg.Wait()
	if all := must(d.Reminders(t.Context(), ledger.ReminderFilter{}))(t); len(all) != 20 {
		t.Errorf("%d reminders", len(all))
	}
}

func TestReminderCapsHoldBack(t *testing.T) {
	d := openDated(t, testNow)
	d.at("2024-09-18", 9)
	for i := range 5 {
		add(t, d.Store, fmt.Sprint("f", i), true, dueTask(ledger.Date(fmt.Sprintf("2024-09-0%d", i+1))))
	}
	a := d.asking()
	a.Policy.PerUnit = 3
	if planned := must(d.PlannedReminders(t.Context(), a))(t); len(planned) != 5 || planned[2].Held != (ledger.Words{}) || planned[3].Held == (ledger.Words{}) {
		t.Errorf("planned %+v", planned)
	}
	if made := d.pass(a); len(made) != 3 || made[0].Due != "2024-09-01" {
		t.Errorf("asked %+v", made)
	}
	d.at("2024-09-19", 9)
	a.Today = "2024-09-19"
	if made := d.pass(a); len(made) != 2 || made[0].Due != "2024-09-04" {
		t.Errorf("asked on the next day %+v", made)
	}
}

func TestRemindByHand(t *testing.T) {
	d := openDated(t, testNow)
	d.at("2024-09-12", 10)
	both := []ledger.Party{named(unitA, "东河街道", ledger.Lead), named(unitB, "西山镇", ledger.Lead)}
	ids := add(t, d.Store, "f", true, dueTask("2024-09-30", both...), dueTask("2024-09-30", ledger.Party{Name: "相关街道", Role: ledger.Lead}), dueTask("2024-09-30"))
	remind := func(id int64, note string, a Asking) error {
		return d.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.Remind(id, note, a); return err })
	}
	if err := remind(ids[0], "请本周内报送进展", d.asking()); err != nil {
		t.Fatal(err)
	}
	all := must(d.Reminders(t.Context(), ledger.ReminderFilter{EntryID: ids[0]}))(t)
	if len(all) != 2 || all[0].AskedBy != clerk.Name || all[0].Note != "请本周内报送进展" || all[0].Rule != ledger.ByHand || all[0].Due != "2024-09-30" || all[1].UnitName != "东河街道" || !all[0].Live() {
		t.Errorf("reminders %+v", all)
	}
	wantMistake(t, remind(ids[0], "", d.asking()), ledger.Conflict, "remind")
	wantMistake(t, remind(ids[1], "", d.asking()), ledger.Conflict, "remind")
	wantMistake(t, remind(ids[2], string(make([]rune, 201)), d.asking()), ledger.Invalid, "note")
	d.at("2024-09-15", 10)
	wantMistake(t, remind(ids[2], "", d.asking()), ledger.Conflict, "remind")
	for _, day := range []ledger.Date{"2024-09-18", "2024-09-19", "2024-09-20"} {
		d.at(day, 10)
		if err := remind(ids[0], "", d.asking()); err != nil {
			t.Fatal(err)
		}
	}
	d.at("2024-09-23", 10)
	if m := wantMistake(t, remind(ids[0], "", d.asking()), ledger.Conflict, "remind"); m.Words.ZH != "东河街道本月就这一项已催办 4 次，达到上限，没有催办。上限可在“管理—催办”中调整。" {
		t.Error(m.Words.ZH)
	}
	write(t, d.Store, func(w *Writer) error { _, err := w.Move(ids[2], 0, move(t, ledger.Resolve), "已办"); return err })
	wantMistake(t, remind(ids[2], "", d.asking()), ledger.Conflict, "remind")
	if counts := must(d.ReminderCounts(t.Context(), "2024-09"))(t); counts[unitA] != (ledger.ReminderCount{UnitCode: unitA, Asked: 4, Live: 4}) {
		t.Errorf("counts %+v", counts)
	}
}

func TestRemindersAreReadAndAnswered(t *testing.T) {
	d := openDated(t, testNow)
	d.at("2024-09-18", 9)
	both := []ledger.Party{named(unitA, "东河街道", ledger.Lead), named(unitB, "西山镇", ledger.Lead)}
	ids := add(t, d.Store, "f", true, dueTask("2024-09-18", both...), dueTask("2024-09-18"))
	d.pass(d.asking())
	liaison := ledger.Actor{Name: "李东河", Via: "web"}
	write(t, d.Store, func(w *Writer) error {
		_, err := w.AddUser(ledger.User{Name: liaison.Name, Account: ledger.Account{Role: ledger.Liaison, UnitCode: unitA}})
		return err
	})
	count := func(f ledger.ReminderFilter) int { return len(must(d.Reminders(t.Context(), f))(t)) }
	as := func(f func(*Writer) error) {
		t.Helper()
		if err := d.Write(t.Context(), liaison, f); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(ledger.ReminderFilter{Unit: unitA, State: ledger.Unread}); n != 2 {
		t.Errorf("%d unread", n)
	}
	mine := must(d.Reminders(t.Context(), ledger.ReminderFilter{Unit: unitA}))(t)
	others := must(d.Reminders(t.Context(), ledger.ReminderFilter{Unit: unitB}))(t)
	as(func(w *Writer) error {
		n, err := w.ReadReminders(unitA, []int64{mine[0].ID, others[0].ID})
		if n != 1 {
			t.Errorf("%d read: another unit's is not for A to read", n)
		}
		return err
	})
	as(func(w *Writer) error {
		half := 50
		_, err := w.MoveAs(ledger.Account{Role: ledger.Liaison, UnitCode: unitA}, ids[0], 0, move(t, ledger.ReportBack), ledger.Input{Progress: "已完成一半", Percent: &half})
		return err
	})
	if n := count(ledger.ReminderFilter{Unit: unitB, State: ledger.Unanswered}); n != 1 {
		t.Errorf("A answered for B: %d left of B", n)
	}
	if n := count(ledger.ReminderFilter{Unit: unitA, State: ledger.Answered}); n != 1 {
		t.Errorf("%d answered", n)
	}
	for _, n := range must(d.Reminders(t.Context(), ledger.ReminderFilter{Unit: unitA}))(t) {
		if n.ReadBy != liaison.Name || (n.EntryID == ids[0]) != (n.AnsweredBy == liaison.Name) {
			t.Errorf("reminder %+v", n.Reminder)
		}
	}
	write(t, d.Store, func(w *Writer) error {
		_, err := w.MoveAs(ledger.Account{Role: ledger.Clerk}, ids[0], 0, move(t, ledger.Reassign), ledger.Input{Note: "机构调整", Units: []string{dept}})
		return err
	})
	if n := count(ledger.ReminderFilter{Unit: unitB, State: ledger.Unanswered}); n != 0 || must(d.ReminderCounts(t.Context(), "2024-09"))(t)[unitB].Live != 0 {
		t.Errorf("%d wait for B, whose entry it is no more", n)
	}
	as(func(w *Writer) error { n, err := w.ReadReminders(unitA, nil); return must2(t, n == 0, err) })
}

func must2(t *testing.T, ok bool, err error) error {
	t.Helper()
	if !ok {
		t.Error("not as it should be")
	}
	return err
}

func TestLease(t *testing.T) {
	d := openDated(t, testNow)
	had := func(holder string) bool { return must(d.Lease(t.Context(), "reminders", holder, 2*time.Minute))(t) }
	if !had("a") || had("b") || !had("a") {
		t.Error("the lease is not a's alone")
	}
	d.now = d.now.Add(3 * time.Minute)
	if !had("b") || had("a") {
		t.Error("a lease that ran out is not b's")
	}
	if err := d.Release(t.Context(), "reminders", "a"); err != nil || had("a") {
		t.Errorf("a released b's lease: %v", err)
	}
	if err := d.Release(t.Context(), "reminders", "b"); err != nil || !had("a") {
		t.Errorf("b's lease was not released: %v", err)
	}
	d.now = d.now.Add(-48 * time.Hour)
	if !had("b") || had("a") {
		t.Error("the clock was set back two days, and what a took before then still binds b")
	}
}
