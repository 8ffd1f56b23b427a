package intake

import (
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestReadAccounts(t *testing.T) {
	units := []ledger.Unit{{Code: "1", Name: "东河街道", Short: "东河", Kind: ledger.Subdistrict}, {Code: "2", Name: "区房管局", Kind: ledger.Department}}
	read := func(text string) ([]ledger.User, []ledger.CellMistake) {
		t.Helper()
		people, wrong, err := ReadAccounts("账号.csv", []byte(text), units, "2024-09", map[string]bool{"王芳": true})
		if err != nil {
			t.Fatal(err)
		}
		return people, wrong
	}
	people, wrong := read("某区账号表\n序号,姓名,单位,角色\n1,李东河,东河,联络员\n\n2,Zhao Wei,,leader\n3,孙审,区房管局,审计员\n")
	want := []ledger.User{
		{Name: "李东河", Account: ledger.Account{Role: ledger.Liaison, UnitCode: "1"}}, {Name: "Zhao Wei", Account: ledger.Account{Role: ledger.Leader}}, {Name: "孙审", Account: ledger.Account{Role: ledger.Auditor}},
	}
	if len(wrong) > 0 || !slices.Equal(people, want) {
		t.Errorf("read %+v, %v", people, wrong)
	}
	for text, cells := range map[string]string{
		"姓名,角色,单位\n李,联络员,西山\n":                          "C2",
		"姓名,角色,单位\n李,联络员,\n":                            "C2",
		"姓名,角色\n李,联络员\n":                                "A2",
		"姓名,角色,单位\n王芳,领导,\n李,科长,\n赵,领导,\n赵,领导,\n,领导,\n": "A2 B3 A5 A6",
		"姓名,单位\n李,东河\n":                                 "A1",
		"姓名,角色\n":                                       "A2",
		"随便\n":                                          "A1",
	} {
		_, wrong := read(text)
		var at []string
		for _, w := range wrong {
			at = append(at, w.Cell)
			if w.Words.ZH == "" || w.Words.EN == "" {
				t.Errorf("%q: %s says nothing", text, w.Cell)
			}
		}
		if strings.Join(at, " ") != cells {
			t.Errorf("%q: wrong at %v, want %s", text, at, cells)
		}
	}
	for name, data := range map[string]string{"a.pdf": "%PDF-1.7", "a.xlsx": "PK\x03\x04broken", "a.csv": ""} {
		if _, _, err := ReadAccounts(name, []byte(data), units, "2024-09", nil); ledger.AsMistake(err) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
