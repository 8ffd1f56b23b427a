package intake_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/seeds"
)

// What is read of a register that may be saved is written so that it reads back the same; nothing that is typed breaks the readers.
func FuzzRegisters(f *testing.F) {
	f.Add(string(seeds.Units[:600]))
	f.Add("名称,编码,类别,简称,别名\r\n河湾镇,320100101,镇,河湾,旧湾镇>2001-01-01<2020-01-01；湾镇\r\n")
	f.Add("verbs 盯办 起底\ncolumns.due\t办结日 # 本区\n")
	f.Add("- name: 街景\n  cues: [12345, \"a: b\", '#', yes]\n")
	f.Fuzz(func(t *testing.T, text string) {
		if units, err := intake.ReadUnits(strings.NewReader(text)); err == nil {
			if _, err := (ledger.Register{}).WithUnits(units...); err == nil {
				var b bytes.Buffer
				err := intake.WriteUnits(&b, units, ledger.Chinese)
				if back, again := intake.ReadUnits(&b); err != nil || again != nil || !reflect.DeepEqual(back, units) {
					t.Errorf("%+v came back as %+v, %v, %v", units, back, err, again)
				}
			}
		}
		if themes, err := intake.ReadThemes(strings.NewReader(text)); err == nil {
			if _, err := (ledger.Register{}).WithThemes(themes...); err == nil {
				var b bytes.Buffer
				err := intake.WriteThemes(&b, themes)
				if back, again := intake.ReadThemes(&b); err != nil || again != nil || len(back) != len(themes) || strings.Join(back[0].Cues, " ") != strings.Join(themes[0].Cues, " ") {
					t.Errorf("%+v came back as %+v, %v, %v", themes, back, err, again)
				}
			}
		}
		if terms, err := intake.ReadTerms(strings.NewReader(text)); err == nil {
			var b bytes.Buffer
			err := intake.WriteTerms(&b, terms, ledger.English)
			if back, again := intake.ReadTerms(&b); err != nil || again != nil || len(back) != len(terms) {
				t.Errorf("%v came back as %v, %v, %v", terms, back, err, again)
			}
		}
	})
}
