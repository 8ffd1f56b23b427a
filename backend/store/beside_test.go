package store

import (
	"fmt"
	"testing"

	"taizhang/backend/ledger"
)

func TestBesideAgainstTheTruth(t *testing.T) {
	s := made(t, 900)
	all := everything(t, s)
	for _, c := range []struct{ asked, before, now ledger.Period }{{"", "2024-07", "2024-08"}, {"2024-09", "2024-09", "2024-01"}} {
		b := must(s.Beside(t.Context(), c.asked, c.now))(t)
		if b.Before != c.before || b.Now != c.now {
			t.Fatalf("months %s and %s", b.Before, b.Now)
		}
		got := map[string]string{}
		for kind, list := range map[string][]ledger.Raised{"new": b.New, "again": b.Again, "gone": b.Gone} {
			for _, x := range list {
				got[x.Unit.Code+x.Theme] = fmt.Sprint(kind, x.Before, x.Now)
			}
		}
		n := map[string][2]int{}
		for _, e := range all {
			if e.Kind != ledger.Shortcoming || e.Period != c.before && e.Period != c.now {
				continue
			}
			for _, p := range e.Units {
				if p.UnitCode != nil {
					x := n[*p.UnitCode+e.Theme]
					x[btoi(e.Period == c.now)]++
					n[*p.UnitCode+e.Theme] = x
				}
			}
		}
		for key, x := range n {
			want := fmt.Sprint(map[bool]string{true: "new", false: map[bool]string{true: "gone", false: "again"}[x[1] == 0]}[x[0] == 0], x[0], x[1])
			if got[key] != want {
				t.Errorf("%s: %s, want %s", key, got[key], want)
			}
		}
		if len(got) != len(n) || len(b.New) == 0 || len(b.Gone) == 0 {
			t.Errorf("%d raised, want %d; %d new, %d gone", len(got), len(n), len(b.New), len(b.Gone))
		}
	}
	if b := must(s.Beside(t.Context(), "", "2000-01"))(t); b.Before != "" || len(b.New)+len(b.Gone)+len(b.Again) > 0 {
		t.Errorf("beside nothing: %+v", b)
	}
}
