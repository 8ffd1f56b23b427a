package store

import (
	"reflect"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestTermsAreReplacedListByList(t *testing.T) {
	s := open(t)
	save := func(list string, words ...string) (added, removed int) {
		write(t, s, func(w *Writer) (err error) {
			added, removed, err = w.SaveTerms(list, words)
			return err
		})
		return added, removed
	}
	save("verbs", "盯办", "攻坚")
	save("columns.due", "办结日")
	before := must(s.Revision(t.Context()))(t)
	if a, r := save("verbs", "攻坚", "盯办"); a+r != 0 || must(s.Revision(t.Context()))(t) != before {
		t.Errorf("the same words: %d added, %d removed", a, r)
	}
	if a, r := save("verbs", "攻坚", "起底"); a != 1 || r != 1 {
		t.Errorf("%d added, %d removed", a, r)
	}
	all := must(s.Register(t.Context()))(t)
	if got := strings.Join(all.Own("verbs"), " "); got != "攻坚 起底" || len(all.Terms) != 3 {
		t.Errorf("terms are %v", all.Terms)
	}
	events := must(s.Events(t.Context(), "terms", 0))(t)
	if last := events[len(events)-1]; len(events) != 3 || last.Note != "verbs" || last.Before != `{"verbs":["攻坚","盯办"]}` || last.After != `{"verbs":["攻坚","起底"]}` {
		t.Errorf("events are %+v", events)
	}
	if a, r := save("verbs"); a != 0 || r != 2 {
		t.Errorf("emptied: %d added, %d removed", a, r)
	}
}

func TestRegistersThatClashAreRefused(t *testing.T) {
	s := open(t)
	registers(t, s)
	before := dump(t, s)
	units := must(s.Units(t.Context()))(t)
	for field, save := range map[string]func(*Writer) error{
		"name": func(w *Writer) error {
			_, _, err := w.SaveUnits([]ledger.Unit{{Code: "n", Name: units[0].Name, Kind: ledger.Department}})
			return err
		},
		"same": func(w *Writer) error {
			_, _, err := w.SaveThemes([]ledger.Theme{{Name: "新领域", Same: []string{"接诉即办"}}})
			return err
		},
		"words": func(w *Writer) error {
			_, _, err := w.SaveTerms("verbs", []string{"两 字"})
			return err
		},
		"theme": func(w *Writer) error { return w.RenameTheme("没有", ledger.Theme{Name: "有"}) },
	} {
		err := s.Write(t.Context(), clerk, save)
		if m := ledger.AsMistake(err); m == nil || m.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if !reflect.DeepEqual(dump(t, s), before) {
		t.Error("a refused register left something behind")
	}
}

func TestThemeInUseKeepsItsName(t *testing.T) {
	s := open(t)
	registers(t, s)
	add(t, s, "f", false, draft())
	rename := func(name, to string) error {
		return s.Write(t.Context(), clerk, func(w *Writer) error { return w.RenameTheme(name, ledger.Theme{Name: to}) })
	}
	wantMistake(t, rename(draft().Theme, "诉求办理"), ledger.Invalid, "name")
	wantMistake(t, rename("城市环境", "接诉即办"), ledger.Invalid, "name")
	if err := rename("城市环境", "市容环境"); err != nil {
		t.Fatal(err)
	}
	themes := must(s.Themes(t.Context()))(t)
	if len(themes) != 2 || themes[0].Name != "市容环境" && themes[1].Name != "市容环境" {
		t.Errorf("themes are %+v", themes)
	}
}
