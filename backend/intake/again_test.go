package intake_test

import (
	"reflect"
	"testing"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/seeds"
)

// A report read again by the same reader says what it said at first; one more word of the office's makes the difference.
func TestReadingAgain(t *testing.T) {
	all, err := seeds.Reports()
	if err != nil {
		t.Fatal(err)
	}
	d, err := reader(t).Read(intake.File{Name: all[0].Name, Data: all[0].Data, Published: ledger.Date(all[0].Published)})
	if err != nil {
		t.Fatal(err)
	}
	again := reader(t).Again(&d.Report)
	if len(again) < 10 || !reflect.DeepEqual(again, d.Findings) {
		t.Errorf("%d findings at first, %d again", len(d.Findings), len(again))
	}
}

// A name that has gone from one unit to another means the later one, whatever their order in the register.
func TestANameThatHasMovedOn(t *testing.T) {
	units := []ledger.Unit{{Code: "1", Name: "河湾镇", Kind: ledger.Town, ValidTo: "2023-12-31"}, {Code: "2", Name: "河湾镇", Kind: ledger.Town, ValidFrom: "2024-01-01"}}
	p := intake.NewReader(units, nil, nil).Parties([]string{"河湾镇"}, ledger.Lead)
	if len(p) != 1 || p[0].UnitCode == nil || *p[0].UnitCode != "2" {
		t.Errorf("%+v", p)
	}
}

func TestAnOfficesWordsAreRead(t *testing.T) {
	report := &ledger.Report{Published: "2024-09-06", Text: "区委召开9月份工作点评会，通报各街镇8月份工作情况。\n河湾镇接诉即办掉链子。\n会议强调，要盯办重点点位。"}
	units := []ledger.Unit{{Code: "1", Name: "河湾镇", Kind: ledger.Town}}
	own := []ledger.Term{{List: "faults", Word: "掉链子"}, {List: "predicates", Word: "掉链子"}, {List: "no such list", Word: "点位"}}
	diff := ledger.Compare(intake.NewReader(units, nil, nil).Again(report), intake.NewReader(units, nil, own).Again(report))
	if len(diff) != 1 || diff[0].Before != nil || diff[0].After.Kind != ledger.Shortcoming || diff[0].After.Quote != "接诉即办掉链子" {
		t.Errorf("differences are %+v", diff)
	}
}
