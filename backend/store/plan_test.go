package store

import (
	"context"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

func TestPlans(t *testing.T) {
	s, err := Open(context.Background(), "/tmp/store-bench/t.db", func() time.Time { return benchNow })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var n int
	s.db.Raw("select count(*) from entries").Scan(&n)
	if n == 0 {
		st := time.Now()
		if err := Fill(context.Background(), s, many); err != nil {
			t.Fatal(err)
		}
		t.Log(time.Since(st))
	}
	explain := func(sql string, args ...any) {
		type row struct{ Detail string }
		rows, err := scan[row](context.Background(), s.db, "plan", "EXPLAIN QUERY PLAN "+sql, args...)
		st := time.Now()
		var x []map[string]any
		s.db.Raw(sql, args...).Scan(&x)
		t.Log(sql, err, time.Since(st))
		for _, r := range rows {
			t.Log("      ", r.Detail)
		}
	}
	f := ledger.Filter{Kind: ledger.Shortcoming}
	for _, f := range []ledger.Filter{f, {Sort: "updated", Status: "open"}, {Query: "扬尘", Unit: "990000005", Status: "open"}} {
		q, _ := s.selection(context.Background(), f, benchDay)
		for _, b := range q.branches {
			sql, args := b.from("count(*)", nil)
			explain(sql, args...)
		}
	}
	d := benchDay
	e2 := func(sql string, args ...any) {
		q, a := only(nil, sql, args...)
		explain(q, a...)
		q, a = only(madeUpUnits()[4:5], sql, args...)
		explain(q, a...)
	}
	e2(openByUnit, d.Today, d.Today, d.Soon, ledger.Open.Of())
	e2(monthByUnit, ledger.Progress, ledger.Resolved, "2026-11")
	e2(shortcomingsByUnit, "2026-11", ledger.Shortcoming)
	explain(openFigures, d.Today, d.Today, d.Soon, ledger.Shortcoming, ledger.Task, ledger.Open.Of())
	explain(trend, ledger.Progress, ledger.Shortcoming, ledger.Task, ledger.Open.Of(), ledger.Done.Of(), []string{"2026-11", "2026-10", "2026-09", "2026-08", "2026-07", "2026-06", "2026-05", "2026-04"})
	e2(repeated, ledger.Shortcoming, "2026-11")
	explain(themeTotals, "2026-11", ledger.Shortcoming)
	explain("SELECT id FROM entries AS e WHERE "+inLedger+" AND status IN ? AND due_order <= ? ORDER BY due_order, place LIMIT ?", ledger.Open.Of(), d.Soon, most)
	explain("SELECT id FROM entries AS e WHERE "+inLedger+" AND "+weak+"status IN ? ORDER BY updated_at DESC, id DESC LIMIT ?", append(ledger.Open.Of(), ledger.Done.Of()...), most)
	explain("SELECT count(*) FROM entries WHERE status IN ('draft', 'rejected') AND status = ?", ledger.Draft)
	explain(unitMonths, "990000005", "990000005", "2026-11", 12)
}
