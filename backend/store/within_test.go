package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
)

// twoDistricts is a made-up ledger that belongs to the one of two districts, beside what a report of the other gave.
func twoDistricts(t *testing.T) *Store {
	s := made(t, 300)
	write(t, s, func(w *Writer) error {
		if _, _, err := w.SaveUnits([]ledger.Unit{
			{Code: "970000", Name: "东海省", Kind: ledger.Province}, {Code: "970100", Name: "滨江市", Kind: ledger.City, Parent: "970000"},
			{Code: "970101", Name: "北辰区", Kind: ledger.District, Parent: "970100"}, {Code: "970102", Name: "南岭区", Kind: ledger.District, Parent: "970100"},
			{Code: "970102001", Name: "城关街道", Short: "城关", Kind: ledger.Subdistrict, Parent: "970102"},
		}); err != nil {
			return err
		}
		units, err := w.read.Units(w.ctx())
		if err != nil {
			return err
		}
		units = slices.DeleteFunc(units, func(u ledger.Unit) bool { return !strings.HasPrefix(u.Code, "990000") })
		for i := range units {
			units[i].Parent = "970101"
		}
		if _, _, err := w.SaveUnits(units); err != nil {
			return err
		}
		for _, table := range []string{"UPDATE reports SET unit_code = '970101'", "UPDATE entries SET seat = '970101'", "UPDATE reach SET seat = '970101'"} {
			if err := w.tx.Exec(table).Error; err != nil {
				return err
			}
		}
		if _, err := w.CountAnew(); err != nil {
			return err
		}
		r := &ledger.Report{Name: "南岭.txt", Title: "南岭区点评会", Fingerprint: "南岭", Published: "2024-09-06", Period: "2024-09", Text: "城关街道要整改消防隐患。", UnitCode: "970102"}
		code := "970102001"
		if err := w.AddReport(r, []byte(r.Text), []ledger.Entry{{Kind: ledger.Task, Text: "南岭整改", Quote: "整改消防隐患", End: 6, Units: []ledger.Party{{UnitCode: &code, Name: "城关街道", Role: ledger.Lead}}}}); err != nil {
			return err
		}
		_, err = w.AcceptAll(r.ID, nil)
		return err
	})
	return s
}

// theirs are marks of what the first district's alone are: its units, reports and entries all bear one.
var theirs = []string{"样例", "990000"}

// arguments tries values for the parameters of a method, the texts all the same.
func arguments(m reflect.Method, ctx context.Context, text string, seen func(any)) []reflect.Value {
	known := []any{ctx, text, int64(1), 50, []int64{1, 2, 3}, []string{text}, testDay, ledger.Filter{Limit: 50}, ledger.Period("2024-09"), ledger.Date("2024-09-20"),
		&ledger.Report{ID: 1, Text: "样", Period: "2024-09", Published: "2024-09-06"}, ledger.Unit{Code: "990000003"}, ledger.Seal{Period: "2024-09"},
		Asking{Policy: ledger.UsualReminders, Days: calendar.New(nil), Today: testDay.Today}, calendar.New(nil)}
	var args []reflect.Value
	for i := 1; i < m.Type.NumIn(); i++ {
		in := m.Type.In(i)
		value := reflect.Zero(in)
		if in.Kind() == reflect.Func {
			value = reflect.MakeFunc(in, func(rows []reflect.Value) []reflect.Value {
				for _, r := range rows {
					seen(r.Interface())
				}
				out := []reflect.Value{}
				for o := range in.NumOut() {
					out = append(out, reflect.Zero(in.Out(o)))
				}
				return out
			})
		}
		for _, k := range known {
			switch {
			case reflect.TypeOf(k) == in, in.Kind() == reflect.Interface && reflect.TypeOf(k).Implements(in):
				value = reflect.ValueOf(k)
			case in.Kind() == reflect.String && i > 1 && reflect.TypeOf(k).Kind() == reflect.String && in.Name() == "string":
				value = reflect.ValueOf(text)
			}
			if value.IsValid() && !value.IsZero() {
				break
			}
		}
		args = append(args, value)
	}
	return args
}

// texts are what a method may be asked by.
var texts = []string{"2024-09-任-001", "990000003", "安全生产", "entry", "report", "scores", filling + "2024-09", "2024-09", ledger.Ranking}

// saidBy is everything that a method says, in a context, whatever it is asked.
func saidBy(s *Store, m reflect.Method, ctx context.Context) (all string) {
	see := func(v any) {
		if b, err := json.Marshal(v); err == nil {
			all += string(b)
		}
		all += fmt.Sprintf("%+v", v)
	}
	for _, text := range texts {
		func() {
			defer func() { _ = recover() }() // an argument that cannot be
			for _, out := range reflect.ValueOf(s.Reader).MethodByName(m.Name).Call(arguments(m, ctx, text, see)) {
				if _, failed := out.Interface().(error); !failed && out.IsValid() {
					see(out.Interface())
				}
			}
		}()
	}
	return all
}

func methods() iter.Seq[reflect.Method] { return reflect.TypeFor[*Reader]().Methods() }

// every table of the ledger is parted between districts or is everybody's.
func TestEveryTableIsPartedOrShared(t *testing.T) {
	s := open(t)
	tables, err := s.db.Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range tables {
		is := slices.Contains(shared, name) || slices.ContainsFunc(parts, func(p part) bool { return p.table == name }) ||
			strings.HasPrefix(name, "goose_") || strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "entry_search")
		if !is {
			t.Errorf("%s is neither parted nor shared", name)
		}
	}
}

// No method of Reader tells somebody who is bound to one district anything of the other, whatever it is asked.
func TestEveryReadStaysWithin(t *testing.T) {
	s := twoDistricts(t)
	spoke := 0
	for m := range methods() {
		shows := func(said string) bool {
			return slices.ContainsFunc(theirs, func(mark string) bool { return strings.Contains(said, mark) })
		}
		if shows(saidBy(s, m, t.Context())) {
			spoke++
		}
		if said := saidBy(s, m, Within(t.Context(), "970102")); shows(said) {
			at := max(strings.Index(said, theirs[0]), strings.Index(said, theirs[1]))
			t.Errorf("%s tells of the other district: …%s…", m.Name, said[max(0, at-150):min(len(said), at+80)])
		}
	}
	if spoke < 25 {
		t.Errorf("only %d methods told anything at all", spoke)
	}
	t.Logf("%d methods told of the district where they might", spoke)
}

// What belongs to a district is there within it and within the city, and counted as if it were all there is.
func TestWithinIsALedgerOfItsOwn(t *testing.T) {
	s := twoDistricts(t)
	for unit, want := range map[string]int{"": 301, "970000": 301, "970100": 301, "970101": 300, "970102": 1, "970102001": 0} {
		ctx := Within(t.Context(), unit)
		page, err := s.Entries(ctx, ledger.Filter{Limit: 1}, testDay)
		if err != nil || page.Total != want {
			t.Errorf("within %q there are %d entries, %v; want %d", unit, page.Total, err, want)
		}
	}
	o, err := s.Overview(Within(t.Context(), "970102"), "2024-09", testDay)
	if err != nil || o.Open != 1 {
		t.Errorf("open %d, %v", o.Open, err)
	}
	whole, err := s.Tallies(t.Context(), "2024-09", testDay)
	check(t, err)
	bound, err := s.Tallies(Within(t.Context(), "970101"), "2024-09", testDay)
	check(t, err)
	for _, b := range bound {
		i := slices.IndexFunc(whole, func(w ledger.Tally) bool { return w.Unit.Code == b.Unit.Code })
		if whole[i].Open != b.Open || whole[i].Red != b.Red || whole[i].Progress != b.Progress {
			t.Errorf("%s counts %+v within, %+v in the whole", b.Unit.Name, b, whole[i])
		}
	}
}

// A Writer who is bound finds nothing of others to change.
func TestWritesStayWithin(t *testing.T) {
	s := twoDistricts(t)
	all, err := s.Entries(t.Context(), ledger.Filter{Limit: 5}, testDay)
	check(t, err)
	move, err := ledger.FindMove("assign")
	check(t, err)
	for _, e := range all.Items {
		if e.Seat != "970101" {
			continue
		}
		err := s.Write(Within(t.Context(), "970102"), ledger.System, func(w *Writer) error {
			_, err := w.Move(e.ID, e.Version, move, "")
			return err
		})
		if m := ledger.AsMistake(err); m == nil || m.Code != ledger.NotFound {
			t.Errorf("moved %s: %v", e.Number, err)
		}
	}
	if _, err := s.VerifyAudit(t.Context(), nil); err != nil {
		t.Errorf("the audit log: %v", err)
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
