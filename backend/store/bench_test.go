package store

import (
	"context"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

// many is how many entries the benchmarks' ledger has.
const many = 100_000

var benchNow = time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

var benchDay = ledger.Day{Today: "2026-11-23", Soon: "2026-11-26", Thresholds: ledger.DefaultThresholds}

// filled opens a ledger of many entries. They are made once for all benchmarks of a run.
func filled(b *testing.B) *Store {
	b.Helper()
	if sharedLedger == nil {
		place, gone := storetest.Lasting(b, openOnce)
		s, err := Open(context.Background(), place, func() time.Time { return benchNow })
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if err := Fill(context.Background(), s, many); err != nil {
			b.Fatal(err)
		}
		b.Logf("%s (%s): %d entries made in %s", s.writer.Name(), Driver, many, time.Since(start).Round(time.Millisecond))
		if storetest.OnServer() { // as the server does by itself, soon after
			if err := s.writer.Exec("VACUUM ANALYZE").Error; err != nil {
				b.Fatal(err)
			}
		}
		sharedLedger, sharedGone = s, gone
	}
	b.ResetTimer()
	return sharedLedger
}

var (
	sharedLedger *Store
	sharedGone   func()
)

func TestMain(m *testing.M) {
	code := m.Run()
	if sharedLedger != nil {
		sharedLedger.Close()
		sharedGone()
	}
	if err := storetest.Close(); err != nil {
		panic(err)
	}
	os.Exit(code)
}

func BenchmarkList(b *testing.B) {
	unit := madeUpUnits()[4].Code
	for name, f := range map[string]ledger.Filter{
		"all":          {},
		"open":         {Status: "open"},
		"open_due":     {Status: "open", Sort: "due"},
		"unit":         {Unit: unit},
		"unit_open":    {Unit: unit, Status: "open"},
		"unit_due":     {Unit: unit, Status: "open", Sort: "due"},
		"unit_updated": {Unit: unit, Sort: "updated"},
		"theme":        {Theme: "物业管理"},
		"theme_month":  {Theme: "物业管理", Month: "2026-03", Kind: ledger.Task},
		"theme_due":    {Theme: "物业管理", Sort: "due", Status: "open"},
		"month":        {Month: "2025-06"},
		"month_due":    {Month: "2025-06", Sort: "due"},
		"report":       {Report: 7},
		"kind":         {Kind: ledger.Shortcoming},
		"red":          {Light: ledger.Red},
		"blue":         {Light: ledger.Blue, Sort: "due"},
		"updated":      {Sort: "updated"},
		"updated_open": {Sort: "updated", Status: "open"},
		"by_unit":      {Sort: "unit"},
		"due":          {Sort: "due"},
		"page_1000":    {Page: 1000},
		"page_last":    {Page: many / ledger.DefaultLimit},
		"search_last":  {Query: "扬尘", Page: 60},
		"search":       {Query: "扬尘"},
		"search_rare":  {Query: "第7件"},
		"search_unit":  {Query: "扬尘", Unit: unit, Status: "open"},
	} {
		b.Run(name, func(b *testing.B) {
			s := filled(b)
			for b.Loop() {
				p, err := s.Entries(context.Background(), f, benchDay)
				if err != nil || len(p.Items) == 0 {
					b.Fatal(len(p.Items), err)
				}
			}
		})
		b.Run(name+"/count", func(b *testing.B) {
			s := filled(b)
			for b.Loop() {
				q, err := s.selection(context.Background(), f, benchDay)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := q.count(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkListParallel(b *testing.B) {
	s := filled(b)
	units := madeUpUnits()[:26]
	var n atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			f := ledger.Filter{Unit: units[n.Add(1)%26].Code, Status: "open"}
			if _, err := s.Entries(context.Background(), f, benchDay); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkOverview(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if _, err := s.Overview(context.Background(), "", benchDay); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTallies(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if _, err := s.Tallies(context.Background(), "", benchDay); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnitSummary(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if _, err := s.UnitSummary(context.Background(), madeUpUnits()[4].Code, "", benchDay); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEntry(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if _, err := s.EntryByID(context.Background(), many/2); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExport(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		n := 0
		err := s.EachEntry(context.Background(), ledger.Filter{}, benchDay, func(*ledger.Entry) error { n++; return nil })
		if err != nil || n != many {
			b.Fatal(n, err)
		}
	}
}

func BenchmarkResolveAndUndo(b *testing.B) {
	s := filled(b)
	ctx := context.Background()
	p, err := s.Entries(ctx, ledger.Filter{Status: "open"}, benchDay)
	if err != nil {
		b.Fatal(err)
	}
	id, i := p.Items[0].ID, 0
	for b.Loop() {
		name := []string{"resolve", "undo"}[i%2]
		i++
		m, err := ledger.FindMove(name)
		if err != nil {
			b.Fatal(err)
		}
		err = s.Write(ctx, ledger.System, func(w *Writer) error { _, err := w.Move(id, 0, m, "已办结"); return err })
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBulk is what it takes to preview a move of as many entries as may be moved at once, beside the same moves one by one.
func BenchmarkBulk(b *testing.B) {
	s := filled(b)
	ctx := context.Background()
	p, err := s.Entries(ctx, ledger.Filter{Status: "open", Limit: ledger.MaxBulk}, benchDay)
	if err != nil {
		b.Fatal(err)
	}
	m, err := ledger.FindMove(string(ledger.Suspend))
	if err != nil {
		b.Fatal(err)
	}
	by, in := ledger.Account{Role: ledger.Owner}, ledger.Input{Note: "等批复"}
	var picks []ledger.Pick
	for _, e := range p.Items {
		picks = append(picks, ledger.Pick{ID: e.ID, Version: e.Version})
	}
	b.Run("together", func(b *testing.B) {
		for b.Loop() {
			if err := s.Try(ctx, ledger.System, func(w *Writer) error { _, err := w.MoveAll(by, picks, m, in); return err }); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("one_by_one", func(b *testing.B) {
		for b.Loop() {
			for _, p := range picks {
				if err := s.Try(ctx, ledger.System, func(w *Writer) error { _, err := w.MoveAs(by, p.ID, p.Version, m, in); return err }); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkNews is what open pages cost each second while nothing happens, and after one change.
func BenchmarkNews(b *testing.B) {
	s := filled(b)
	ctx := context.Background()
	at, err := s.Revision(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("nothing", func(b *testing.B) {
		for b.Loop() {
			if now, err := s.Revision(ctx); err != nil || now != at {
				b.Fatal(now, err)
			}
		}
	})
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			if n, err := s.News(ctx, at-1); err != nil || n.Revision != at {
				b.Fatal(n, err)
			}
		}
	})
}

// BenchmarkResolveParallel is many people who resolve at once, each another entry.
func BenchmarkResolveParallel(b *testing.B) {
	s := filled(b)
	ctx := context.Background()
	p, err := s.Entries(ctx, ledger.Filter{Status: "open", Limit: 64}, benchDay)
	if err != nil {
		b.Fatal(err)
	}
	var n atomic.Int64
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		id, i := p.Items[n.Add(1)%64].ID, 0
		for pb.Next() {
			m, err := ledger.FindMove([]string{"resolve", "undo"}[i%2])
			i++
			if err == nil {
				err = s.Write(ctx, ledger.System, func(w *Writer) error { _, err := w.Move(id, 0, m, "已办结"); return err })
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
