package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// The command asks by rule, once however often it runs, and hands what was asked to the robot that the environment names.
func TestRemind(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06", "--register")
	overdue(t, folder)
	var texts []string
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var said struct{ Text struct{ Content string } }
		if body, err := io.ReadAll(r.Body); err != nil || json.Unmarshal(body, &said) != nil || r.URL.Query().Get("key") != "k" {
			t.Errorf("posted %s, %v", body, err)
		}
		texts = append(texts, said.Text.Content)
		fmt.Fprint(w, `{"errcode":0,"errmsg":"ok"}`)
	}))
	defer robot.Close()
	code, _, errs := taizhang(t, "", "remind", "--wecom", robot.URL+"/?key=k")
	if code != 1 || !strings.Contains(errs, "TAIZHANG_WEBHOOK_ALLOW") {
		t.Errorf("a host of nobody: exit %d: %s", code, errs)
	}
	t.Setenv("TAIZHANG_WEBHOOK_ALLOW", robot.URL)
	t.Setenv("TAIZHANG_WECOM", robot.URL+"/?key=k")
	for range 2 {
		if out := must(t, "", "remind", "--dry-run"); !strings.Contains(out, "太平桥街道  Overdue  due 2024-09-10") || !strings.Contains(out, "2 reminders would go out") || !strings.Contains(out, "channel: ") {
			t.Fatalf("a dry run said %q", out)
		}
	}
	if len(texts) != 0 {
		t.Error("a dry run sent something")
	}
	if out := must(t, "", "remind"); out != "2 reminders; 1 messages sent, 0 not delivered.\n" {
		t.Errorf("said %q", out)
	}
	if out := must(t, "", "remind"); out != "0 reminders; 0 messages sent, 0 not delivered.\n" {
		t.Errorf("the second time said %q", out)
	}
	if len(texts) != 1 || !strings.Contains(texts[0], "太平桥街道") || strings.Contains(texts[0], "接诉即办") {
		t.Errorf("the robot was told %q", texts)
	}
	for _, wrong := range [][]string{{"--reminders", `{"hour":3}`}, {"--smtp", "http://x"}, {"--webhook-allow", "x"}} {
		if code, _, errs := taizhang(t, "", append([]string{"remind"}, wrong...)...); code != 1 || errs == "" {
			t.Errorf("%v: exit %d", wrong, code)
		}
	}
}

// overdue gives every shortcoming a due date of long ago, and makes today a working day.
func overdue(t *testing.T, folder string) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(folder, "taizhang.db"), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	open, err := db.Entries(t.Context(), ledger.Filter{Kind: ledger.Shortcoming}, ledger.Day{})
	if err != nil {
		t.Fatal(err)
	}
	seen, err := db.SeenDays(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), command, func(w *store.Writer) error {
		for _, e := range open.Items {
			if _, err := w.Edit(e.ID, 0, ledger.Change{Kind: e.Kind, Text: e.Text, Theme: e.Theme, Units: e.Units, Due: "2024-09-10", DueBasis: ledger.DueFromPerson}); err != nil {
				return err
			}
		}
		today := ledger.DateOf(clock())
		days := []ledger.SpecialDay{{Date: today.AddDays(1 - 2*(today.Time().YearDay()/200)), Name: "休"}} // the year's only day off, beside today
		if today.Time().Weekday()%6 == 0 {
			days = []ledger.SpecialDay{{Date: today, Worked: true, Name: "调休"}}
		}
		_, err := w.SaveDays(calendar.New(nil), days, seen, "2024-09-11")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
