package bench

import (
	"context"
	"fmt"
	"time"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
	"taizhang/seeds"
)

// blocks is how many times the two sides of an import take turns.
const blocks = 10

// Imports reads n reports of some 60 findings into an empty ledger, which grows by them, and in turn reads the same reports and throws away
// what is found.
func Imports(ctx context.Context, db *store.Store, n int) (Result, error) {
	known, err := db.Register(ctx)
	if err != nil {
		return Result{}, err
	}
	reader := intake.NewReader(known.Units, known.Themes, known.Terms)
	made, err := seeds.Reports()
	if err != nil {
		return Result{}, err
	}
	r := Result{Row: Row{Work: fmt.Sprintf("import of %d reports of some 60 findings", n), Floor: "extraction alone", Connections: 1, Asked: 0.3}}
	var floor, ours time.Duration
	for i := range n {
		if i%(max(n/blocks, 1)) == 0 {
			for k := i; k < min(n, i+max(n/blocks, 1)); k++ {
				began := time.Now()
				if _, err := reader.Read(again(made[0], k)); err != nil {
					return r, err
				}
				floor += time.Since(began)
			}
		}
		began := time.Now()
		if _, err := web.Submit(ctx, db, ledger.System, reader, web.Submission{File: again(made[0], i), Register: true}); err != nil {
			return r, err
		}
		took := time.Since(began)
		r.P99, ours = max(r.P99, took), ours+took
	}
	r.FloorRate, r.Rate, r.Ratio, r.P50 = float64(n)/floor.Seconds(), float64(n)/ours.Seconds(), float64(floor)/float64(ours), ours/time.Duration(n)
	return r, nil
}

// again is the report that comes with the program as if it had been held another time: another month, and a sentence of its own.
func again(r seeds.Report, i int) intake.File {
	day := ledger.Date(r.Published).AddDays(-30 * (i % 120))
	return intake.File{Name: fmt.Sprintf("%d.txt", i), Published: day, Data: append([]byte(fmt.Sprintf("第%d次点评会通报。\n", i)), r.Data...)}
}
