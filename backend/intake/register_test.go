package intake_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/seeds"
)

// What a register is written as reads back as it was, in either language and in the encoding that spreadsheets save.
func TestRegistersSurviveTheirFiles(t *testing.T) {
	units, err := intake.ReadUnits(bytes.NewReader(seeds.Units))
	if err != nil {
		t.Fatal(err)
	}
	units[1].Aliases = append(units[1].Aliases, ledger.Alias{UnitCode: units[1].Code, Name: "旧街道", ValidFrom: "2001-01-01", ValidTo: "2010-12-31"})
	for _, lang := range []ledger.Lang{ledger.Chinese, ledger.English} {
		var b bytes.Buffer
		if err := intake.WriteUnits(&b, units, lang); err != nil {
			t.Fatal(err)
		}
		back, err := intake.ReadUnits(&b)
		if err != nil || !reflect.DeepEqual(back, units) {
			t.Errorf("%s: %d units of %d come back, %v", lang, len(back), len(units), err)
		}
	}
	themes, err := intake.ReadThemes(bytes.NewReader(seeds.Themes))
	if err != nil {
		t.Fatal(err)
	}
	themes = append(themes, ledger.Theme{Name: "数: 字", English: "yes", Cues: []string{"12345", "true", "#号", "a: b", "[x]"}, Same: []string{}, Position: len(themes) + 1})
	var b bytes.Buffer
	if err := intake.WriteThemes(&b, themes); err != nil {
		t.Fatal(err)
	}
	back, err := intake.ReadThemes(&b)
	if err != nil || len(back) != len(themes) {
		t.Fatalf("%d themes of %d, %v", len(back), len(themes), err)
	}
	for i := range back {
		if strings.Join(back[i].Cues, " ") != strings.Join(themes[i].Cues, " ") || strings.Join(back[i].Same, " ") != strings.Join(themes[i].Same, " ") || back[i].English != themes[i].English {
			t.Errorf("%+v came back as %+v", themes[i], back[i])
		}
	}
	terms := []ledger.Term{{List: "verbs", Word: "盯办"}, {List: "verbs", Word: "起底"}, {List: "columns.due", Word: "办结日"}}
	for _, lang := range []ledger.Lang{ledger.Chinese, ledger.English} {
		b.Reset()
		if err := intake.WriteTerms(&b, terms, lang); err != nil {
			t.Fatal(err)
		}
		if back, err := intake.ReadTerms(&b); err != nil || !reflect.DeepEqual(back, terms) {
			t.Errorf("%s: %v, %v", lang, back, err)
		}
	}
}

func TestUnitsAsASpreadsheetSavesThem(t *testing.T) {
	data, err := simplifiedchinese.GB18030.NewEncoder().String("名称,编码,类别,简称,别名\r\n河湾镇,320100101,镇,河湾,旧湾镇>2001-01-01<2020-01-01\r\n")
	if err != nil {
		t.Fatal(err)
	}
	units, err := intake.ReadUnits(strings.NewReader(data))
	if err != nil || len(units) != 1 || units[0].Kind != ledger.Town || units[0].Aliases[0] != (ledger.Alias{UnitCode: "320100101", Name: "旧湾镇", ValidFrom: "2001-01-01", ValidTo: "2019-12-31"}) {
		t.Errorf("%+v, %v", units, err)
	}
}

func TestReadTerms(t *testing.T) {
	terms, err := intake.ReadTerms(strings.NewReader("\ufefflist,word\nverbs,盯办\nverbs 起底、攻坚 # 本区常用\n\n# 表头\ncolumns.due\t办结日\nverbs 盯办\n"))
	want := []ledger.Term{{List: "verbs", Word: "盯办"}, {List: "verbs", Word: "起底"}, {List: "verbs", Word: "攻坚"}, {List: "columns.due", Word: "办结日"}}
	if err != nil || !reflect.DeepEqual(terms, want) {
		t.Errorf("%v, %v", terms, err)
	}
	for name, text := range map[string]string{"第 2 行": "verbs 盯办\n动词 起底\n", "没有词": "# 空\n", "文本文件": "verbs \x00\x01\x02", "最大": strings.Repeat("verbs 盯办\n", 1<<21)} {
		_, err := intake.ReadTerms(strings.NewReader(text))
		if m := ledger.AsMistake(err); m == nil || !strings.Contains(m.Words.ZH, name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every list that an office may add to has a name in both languages and words that come with the program.
func TestTermLists(t *testing.T) {
	for _, l := range intake.TermLists() {
		if l.Words.ZH == "" || l.Words.EN == "" || len(intake.KnownWords(l.Name)) == 0 || !intake.IsTermList(l.Name) {
			t.Errorf("%s: %v, %d words", l.Name, l.Words, len(intake.KnownWords(l.Name)))
		}
		known := intake.KnownWords(l.Name)[0]
		if fresh := intake.NewWords(l.Name, []string{known, "没有的词", "没有的词"}); len(fresh) != 1 {
			t.Errorf("%s: new are %v", l.Name, fresh)
		}
	}
	if intake.IsTermList("adverbs") {
		t.Error("a list of the rules' own is open")
	}
}
