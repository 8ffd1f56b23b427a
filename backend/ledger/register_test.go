package ledger

import (
	"strings"
	"testing"
)

var register = Register{
	Units: []Unit{
		{Code: "1", Name: "六里街道", Short: "六里", Kind: Subdistrict, Position: 1, Aliases: []Alias{{Name: "河东街道", ValidTo: "2021-06-30"}}},
		{Code: "2", Name: "河东街道", Short: "河东", Kind: Subdistrict, Position: 2, ValidFrom: "2021-07-01"},
		{Code: "3", Name: "区发展和改革委员会", Short: "区发改委", Kind: Department, Position: 3},
	},
	Themes: []Theme{{Name: "城市环境", Same: []string{"市容"}, Position: 1}, {Name: "接诉即办", Position: 2}},
	Terms:  []Term{{"verbs", "盯办"}, {"lacks", "堵点"}},
}

func TestUnitsThatCannotBe(t *testing.T) {
	for _, x := range []struct {
		name, field, says string
		change            func(*Unit)
	}{
		{"no code", "code", "编码", func(u *Unit) { u.Code = "" }},
		{"a code with a slash", "code", "a/b", func(u *Unit) { u.Code = "a/b" }},
		{"the code of a page", "code", "new", func(u *Unit) { u.Code = "new" }},
		{"no name", "name", "名称", func(u *Unit) { u.Name = "" }},
		{"a name with white space", "name", "空格", func(u *Unit) { u.Name = "东山 街道" }},
		{"a long short name", "short", "太长", func(u *Unit) { u.Short = strings.Repeat("长", MaxName+1) }},
		{"no kind", "kind", "类别", func(u *Unit) { u.Kind = "x" }},
		{"a district that is none", "district", "六位", func(u *Unit) { u.District = "1101" }},
		{"a place below all", "position", "排序", func(u *Unit) { u.Position = -1 }},
		{"it ends before it begins", "valid_to", "早于", func(u *Unit) { u.ValidFrom, u.ValidTo = "2024-02-01", "2024-01-31" }},
		{"a day of another age", "valid_to", "1900", func(u *Unit) { u.ValidTo = "0023-12-31" }},
		{"an alias that does", "aliases", "早于", func(u *Unit) {
			u.Aliases = []Alias{{Name: "东山办", ValidFrom: "2024-02-01", ValidTo: "2024-01-31"}}
		}},
		{"an alias twice", "aliases", "两次", func(u *Unit) { u.Aliases = []Alias{{Name: "东山办"}, {Name: "东山办"}} }},
		{"another's name", "name", "六里街道", func(u *Unit) { u.Name = "六里街道" }},
		{"another's alias while it holds", "aliases", "六里街道", func(u *Unit) { u.Aliases = []Alias{{Name: "河东街道", ValidTo: "2000-01-01"}} }},
		{"a department's short name", "aliases", "区发展和改革委员会", func(u *Unit) { u.Aliases = []Alias{{Name: "区发改委"}} }},
	} {
		u := Unit{Code: "9", Name: "东山街道", Short: "东山", Kind: Subdistrict}
		x.change(&u)
		_, err := register.WithUnits(u)
		if m := AsMistake(err); m == nil || m.Field != x.field || !strings.Contains(m.Words.ZH, x.says) {
			t.Errorf("%s: %+v", x.name, m)
		}
	}
}

func TestUnitsThatCanBe(t *testing.T) {
	u := Unit{Code: "9", Name: "东山街道", Short: "河东", Kind: Subdistrict, Position: 2, Aliases: []Alias{{Name: "东山办", ValidFrom: "2024-01-01"}}}
	now, err := register.WithUnits(u)
	if err != nil || len(now.Units) != 4 || now.Units[2].Code != "9" || len(register.Units) != 3 {
		t.Fatalf("%+v, %v", now.Units, err)
	}
	u.Name, u.ValidTo = "东岭街道", "2025-12-31"
	if now, err = now.WithUnits(u); err != nil || len(now.Units) != 4 || now.Units[2].Name != "东岭街道" {
		t.Fatalf("%+v, %v", now.Units, err)
	}
	// A name may go from one unit to another on a day.
	next := Unit{Code: "10", Name: "东岭街道", Kind: Subdistrict, ValidFrom: "2026-01-01"}
	if _, err := now.WithUnits(next); err != nil {
		t.Error(err)
	}
	if next.ValidFrom = "2025-12-31"; AsMistake(second(now.WithUnits(next))) == nil {
		t.Error("two units bear a name on one day")
	}
}

func second(_ Register, err error) error { return err }

func TestThemes(t *testing.T) {
	for field, theme := range map[string]Theme{
		"name": {Name: "市容"}, "same": {Name: "街景", Same: []string{"接诉即办"}}, "cues": {Name: "街景", Cues: []string{"路 灯"}}, "english": {Name: "街景", English: strings.Repeat("x", 61)},
	} {
		if m := AsMistake(second(register.WithThemes(theme))); m == nil || m.Field != field {
			t.Errorf("%s: %+v", field, m)
		}
	}
	now, err := register.WithThemes(Theme{Name: "城市环境", Same: []string{"市容", "街景"}, Position: 3})
	if err != nil || len(now.Themes) != 2 || len(now.Themes[1].Same) != 2 || len(register.Themes[0].Same) != 1 {
		t.Errorf("%+v, %v", now.Themes, err)
	}
	if now = now.WithoutTheme("城市环境"); len(now.Themes) != 1 {
		t.Errorf("%+v", now.Themes)
	}
}

func TestTerms(t *testing.T) {
	for _, words := range [][]string{{""}, {"两 字"}, {"盯", "盯"}, {strings.Repeat("长", MaxWord+1)}, make([]string, MaxWords+1)} {
		if AsMistake(second(register.WithTerms("verbs", words))) == nil {
			t.Errorf("%q is taken", words)
		}
	}
	now, err := register.WithTerms("verbs", []string{"盯办督办", "盯紧"})
	if got := strings.Join(now.Own("verbs"), " "); err != nil || got != "盯办督办 盯紧" || len(now.Own("lacks")) != 1 {
		t.Errorf("%q, %v", got, err)
	}
}
