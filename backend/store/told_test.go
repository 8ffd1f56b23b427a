package store

import (
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// TestDifferingIsWhatJSONTells holds what events tell of an entry against what its whole JSON tells.
func TestDifferingIsWhatJSONTells(t *testing.T) {
	at, code, id := now(), unitA, int64(7)
	elsewhere := at.In(time.FixedZone("", 3600))
	value := 3.5
	before := draft()
	before.ID, before.UpdatedAt, before.Remark, before.ResolvedAt = 3, at, "一", &at
	for name, change := range map[string]func(*ledger.Entry){
		"nothing":        func(e *ledger.Entry) { e.UpdatedAt = e.UpdatedAt.Add(time.Hour) },
		"words":          func(e *ledger.Entry) { e.Text, e.Outcome, e.Remark = "另一句", "办结", "" },
		"hidden":         func(e *ledger.Entry) { e.Was, e.Heard, e.Pace = ledger.Draft, "2024-09-01", 3 },
		"course":         func(e *ledger.Entry) { e.Missed = "2024-09-02" },
		"numbers":        func(e *ledger.Entry) { e.Version, e.Percent, e.Parent, e.SameAs = 2, 50, &id, &id },
		"time gone":      func(e *ledger.Entry) { e.ResolvedAt = nil },
		"time elsewhere": func(e *ledger.Entry) { e.ResolvedAt, e.VerifiedAt = &elsewhere, &at },
		"units": func(e *ledger.Entry) {
			e.Units = []ledger.Party{{UnitCode: &code, Name: "西河镇", Role: ledger.Support}}
		},
		"place of units": func(e *ledger.Entry) { e.Units = []ledger.Party{e.Units[0]}; e.Units[0].Position = 4 },
		"no units":       func(e *ledger.Entry) { e.Units = []ledger.Party{} },
		"units unknown":  func(e *ledger.Entry) { e.Units = nil },
		"metrics":        func(e *ledger.Entry) { e.Metrics = []ledger.Metric{{Name: "响应率", Value: &value}} },
		"empty metrics":  func(e *ledger.Entry) { e.Metrics = []ledger.Metric{} },
	} {
		after := before
		change(&after)
		wantBefore, wantAfter, err := differ(&before, &after)
		if err != nil {
			t.Fatal(err)
		}
		b, a, err := differing(&before, &after)
		if err != nil {
			t.Fatal(err)
		}
		if b, a := must(b.written())(t), must(a.written())(t); b != wantBefore || a != wantAfter {
			t.Errorf("%s: %s to %s, want %s to %s", name, b, a, wantBefore, wantAfter)
		}
	}
}
