package export

import (
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

const benchRows = 100_000

func many(n int) Entries {
	list := entries()
	return func(yield func(*ledger.Entry) error) error {
		for i := range n {
			e := list[i%len(list)]
			e.Number = fmt.Sprintf("2024-09-任-%03d", i)
			if err := yield(&e); err != nil {
				return err
			}
		}
		return nil
	}
}

// BenchmarkExport writes 100,000 rows in each format.
func BenchmarkExport(b *testing.B) {
	for _, f := range Formats {
		if f.Name == "docx" { // lists MaxListed at most
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			peak := watch()
			for b.Loop() {
				if err := f.Write(io.Discard, table(ledger.Chinese), many(benchRows)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*benchRows)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(peak(), "peak-MB")
		})
	}
}

// BenchmarkBareWorkbook writes the same cells with the library alone, for comparison.
func BenchmarkBareWorkbook(b *testing.B) {
	x, list := table(ledger.Chinese), entries()
	var rows [][]any
	for n := range list {
		cells := make([]any, len(columns))
		for i, c := range columns {
			cells[i] = text(c.value(row{&list[n], n + 1, &x}), x.Lang)
		}
		rows = append(rows, cells)
	}
	peak := watch()
	for b.Loop() {
		f := excelize.NewFile()
		out, err := f.NewStreamWriter("Sheet1")
		for i := 0; i < benchRows && err == nil; i++ {
			err = out.SetRow(fmt.Sprintf("A%d", i+1), rows[i%len(rows)])
		}
		if err == nil {
			err = out.Flush()
		}
		if err == nil {
			err = f.Write(io.Discard)
		}
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
	b.ReportMetric(float64(b.N*benchRows)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(peak(), "peak-MB")
}

// watch samples the heap until the returned function is called, which gives the most that was in use, in MB.
func watch() (peak func() float64) {
	runtime.GC()
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		var top uint64
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			top = max(top, m.HeapInuse)
			select {
			case <-stop:
				most <- top
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() float64 { close(stop); return float64(<-most) / 1e6 }
}
