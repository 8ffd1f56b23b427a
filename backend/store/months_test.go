package store

import (
	"testing"

	"taizhang/backend/ledger"
)

// september is a ledger with a praise, a shortcoming that was there in August, and two tasks of which one is resolved.
func september(t *testing.T) (*Store, []int64) {
	t.Helper()
	s := open(t)
	registers(t, s)
	of := func(k ledger.Kind, p ledger.Period, text string) ledger.Entry {
		return ledger.Entry{Kind: k, Period: p, Text: text, Quote: text, Theme: "接诉即办", Units: []ledger.Party{named(unitA, "东河街道", k.MainRole())}}
	}
	add(t, s, "august", true, of(ledger.Shortcoming, "2024-08", "接诉即办"))
	ids := add(t, s, "september", true, of(ledger.Progress, "2024-09", "排名前列"), of(ledger.Shortcoming, "2024-09", "接诉即办"), of(ledger.Task, "2024-09", "尽快整改"), of(ledger.Task, "2024-09", "开展排查"))
	write(t, s, func(w *Writer) error { _, err := w.Move(ids[2], 0, move(t, ledger.Resolve), "已整改"); return err })
	importing(t, s, sheet("2024-09", 98, 90))
	return s, ids
}

func sealing(t testing.TB, s *Store, p ledger.Period) (k *ledger.Seal) {
	t.Helper()
	_, sum, err := must(s.MonthFigures(t.Context(), p))(t).Print()
	if err != nil {
		t.Fatal(err)
	}
	asOf := must(s.Revision(t.Context()))(t)
	write(t, s, func(w *Writer) (err error) { k, err = w.SealMonth(p, sum, asOf, []byte("九月通报")); return err })
	return k
}

func TestMonthFigures(t *testing.T) {
	s, _ := september(t)
	f := must(s.MonthFigures(t.Context(), "2024-09"))(t)
	text, _, err := f.Print()
	if want := `{"period":"2024-09","reports":1,"kinds":[{"kind":"progress","total":1,"open":0,"resolved":0,"dropped":0},{"kind":"shortcoming","total":1,"open":1,"resolved":0,"dropped":0},{"kind":"task","total":2,"open":1,"resolved":1,"dropped":0}],"units":[{"code":"110106901","name":"东河街道","progress":1,"shortcomings":1,"tasks":2,"resolved":1}],"themes":[{"theme":"接诉即办","progress":1,"shortcomings":1,"tasks":2}],"repeats":[{"code":"110106901","name":"东河街道","theme":"接诉即办","months":["2024-09","2024-08"],"in_a_row":2}],"scores":[{"code":"110106901","name":"东河街道","indicator":"响应率","value":98},{"code":"110106901","name":"东河街道","indicator":"解决率","value":90}]}`; err != nil || text != want {
		t.Errorf("figures %s, %v\nwant %s", text, err, want)
	}
	months := must(s.Months(t.Context()))(t)
	if len(months) != 2 || months[0].Period != "2024-09" || months[0].Tasks != 2 || months[0].Closed != 1 || months[0].Sealed != nil {
		t.Errorf("months %+v", months)
	}
	if f := must(s.MonthFigures(t.Context(), "2023-01"))(t); !f.Empty() {
		t.Errorf("figures of no month %+v", f)
	}
}

func TestASealedMonthNeverChanges(t *testing.T) {
	s, ids := september(t)
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.SealMonth("2024-09", "0123", 0, nil); return err }), ledger.Conflict, "seen")
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.SealMonth("2023-01", "", 0, nil); return err }), ledger.NotFound, "month")
	k := sealing(t, s, "2024-09")
	wantMistake(t, s.Write(t.Context(), leader, func(w *Writer) error { _, err := w.SealMonth("2024-09", k.SHA256, 0, nil); return err }), ledger.Conflict, "month")
	if got := must(s.Corrections(t.Context(), *k))(t); len(got) != 0 {
		t.Errorf("corrections of a month just sealed %+v", got)
	}
	write(t, s, func(w *Writer) error { _, err := w.Move(ids[3], 0, move(t, ledger.Resolve), "已排查"); return err })
	write(t, s, func(w *Writer) error { _, err := w.Move(ids[1], 0, move(t, ledger.Resolve), "已好转"); return err })
	importing(t, s, sheet("2024-09", 99, 90))
	importing(t, s, sheet("2024-08", 99, 90))
	stored, sealed, err := s.Seal(t.Context(), "2024-09")
	if err != nil || !sealed || stored.Figures != k.Figures || !stored.Whole() || stored.SealedBy != clerk.Name {
		t.Errorf("seal %+v, %v, %v", stored, sealed, err)
	}
	got := must(s.Corrections(t.Context(), stored))(t)
	if len(got) != 3 || got[0].Entry != nil || got[0].Event.Action != "correct" || got[1].Entry.Text != "接诉即办" || got[2].Entry.Number != "2024-09-任-002" || got[2].Event.Action != "resolve" {
		t.Errorf("corrections %+v", got)
	}
	frozen, err := stored.Read()
	if err != nil {
		t.Fatal(err)
	}
	changes := frozen.Since(must(s.MonthFigures(t.Context(), "2024-09"))(t))
	said := map[string][2]float64{}
	for _, c := range changes {
		said[c.Name.ZH] = [2]float64{c.Sealed, c.Now}
	}
	for name, want := range map[string][2]float64{"任务（在办）": {1, 0}, "任务（已销号）": {1, 2}, "问题（在办）": {1, 0}, "问题（已销号）": {0, 1}, "东河街道 已销号": {1, 3}, "东河街道 响应率": {98, 99}} {
		if said[name] != want {
			t.Errorf("%s went from %v, want %v", name, said[name], want)
		}
	}
	if len(changes) != 6 {
		t.Errorf("changes %+v", changes)
	}
	if b := must(s.SealedBulletin(t.Context(), "2024-09"))(t); string(b) != "九月通报" || !stored.HoldsBulletin(b) || stored.HoldsBulletin([]byte("八月通报")) {
		t.Errorf("bulletin %q", b)
	}
	_, err = s.SealedBulletin(t.Context(), "2024-08")
	wantMistake(t, err, ledger.NotFound, "month")
	for _, sql := range []string{"UPDATE seals SET sha256 = ''", "DELETE FROM seals", "UPDATE sealed_bulletins SET data = ''", "DELETE FROM sealed_bulletins"} {
		if err := s.writer.Exec(sql).Error; err == nil {
			t.Errorf("%s was let through", sql)
		}
	}
	if months := must(s.Months(t.Context()))(t); months[0].Sealed == nil || months[1].Sealed != nil {
		t.Errorf("months %+v", months)
	}
	if stored.Figures += " "; stored.Whole() {
		t.Error("figures that were tampered with pass for whole")
	}
}
