//go:build unix

package main

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/store/storetest"
)

// Of two copies one runs the schedule. It is killed, and what comes due then is asked by the other, once its lease has run out.
func TestScheduleTakesOver(t *testing.T) {
	leftOutOfShortRuns(t)
	if os.Getenv(storetest.Faults) == "" {
		t.Skip("left out unless " + storetest.Faults + " is set: it waits for a lease to run out")
	}
	zone, today := noonSomewhere(t)
	t.Setenv("TAIZHANG_TIMEZONE", zone)
	t.Setenv("TAIZHANG_DATABASE", storetest.Start(t).Address)
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	db, err := store.Open(t.Context(), os.Getenv("TAIZHANG_DATABASE"), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	workday(t, db, today)
	due(t, db, "2024-09-问-001", today)
	began := time.Now()
	c := begin(t, 1)
	asked(t, db, "2024-09-问-001")
	first := time.Since(began)
	c.addresses, c.running, c.out = append(c.addresses, freeAddress(t)), append(c.running, nil), append(c.out, nil)
	c.start(t, 1)
	time.Sleep(5 * time.Second)
	_ = c.running[0].Process.Kill()
	killed := time.Now()
	due(t, db, "2024-09-问-002", today)
	asked(t, db, "2024-09-问-002")
	t.Logf("the first copy asked after %s; it was killed, and the other asked after %s", first.Round(time.Second), time.Since(killed).Round(time.Second))
	if all, err := db.Reminders(t.Context(), ledger.ReminderFilter{}); err != nil || len(all) != 2 {
		t.Errorf("asked %d times, %v", len(all), err)
	}
}

// noonSomewhere is a time zone where it is about noon, so that units may be asked now, and the date there.
func noonSomewhere(t *testing.T) (zone string, today ledger.Date) {
	t.Helper()
	zone = fmt.Sprintf("Etc/GMT%+d", time.Now().UTC().Hour()-12) // which counts the other way round
	l, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return zone, ledger.DateOf(time.Now().In(l))
}

// workday has the office say that a day is worked, whatever day it is.
func workday(t *testing.T, db *store.Store, today ledger.Date) {
	t.Helper()
	shipped, err := workingDays()
	if err != nil || shipped.IsWorkday(today) {
		return
	}
	days := []ledger.SpecialDay{{Date: ledger.Date(string(today)[:4] + "-01-01"), Name: "元旦"}}
	if !calendar.New(days).IsWorkday(today) {
		days = append(days, ledger.SpecialDay{Date: today, Worked: true})
	}
	err = db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		seen, err := db.SeenDays(t.Context())
		if err != nil {
			return err
		}
		_, err = w.SaveDays(shipped, days, seen, today)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// due makes a day the date that an entry is due.
func due(t *testing.T, db *store.Store, number string, day ledger.Date) {
	t.Helper()
	e, err := db.Entry(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	change := ledger.ChangeOf(e)
	change.Due, change.DueText, change.DueBasis = day, "", ledger.DueFromPerson
	err = db.Write(t.Context(), ledger.System, func(w *store.Writer) error { _, err := w.Edit(e.ID, e.Version, change); return err })
	if err != nil {
		t.Fatal(err)
	}
}

// asked waits until the schedule has asked a unit about an entry.
func asked(t *testing.T, db *store.Store, number string) {
	t.Helper()
	for range 900 {
		all, err := db.Reminders(t.Context(), ledger.ReminderFilter{})
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(all, func(r ledger.ReminderRow) bool { return r.Entry.Number == number }) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("nobody was asked about %s", number)
}
