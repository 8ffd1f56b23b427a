package export

import (
	"fmt"
	"io"
	"runtime"
	"strconv"
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

// BenchmarkWorkbook writes 100,000 rows as a workbook by turns with the library alone, which gets the same cells ready made, and
// reports how many times as long ours takes, and the memory that each needs at most.
func BenchmarkWorkbook(b *testing.B) {
	var ours, bare time.Duration
	var oursPeak, barePeak float64
	timed := func(took *time.Duration, most *float64, write func() error) {
		peak, start := watch(), time.Now()
		if err := write(); err != nil {
			b.Fatal(err)
		}
		*took += time.Since(start)
		*most = max(*most, peak())
	}
	for b.Loop() {
		timed(&bare, &barePeak, writeBare)
		timed(&ours, &oursPeak, func() error { return xlsx.Write(io.Discard, table(ledger.Chinese), many(benchRows)) })
	}
	b.ReportMetric(float64(ours)/float64(bare), "ratio")
	b.ReportMetric(float64(b.N*benchRows)/ours.Seconds(), "rows/s")
	b.ReportMetric(float64(b.N*benchRows)/bare.Seconds(), "bare-rows/s")
	b.ReportMetric(oursPeak, "peak-MB")
	b.ReportMetric(barePeak, "bare-peak-MB")
}

// writeBare writes what the workbook's rows hold with the library's stream writer and nothing else.
func writeBare() error {
	f := excelize.NewFile()
	defer f.Close()
	x, list := table(ledger.Chinese), entries()
	styles, err := makeStyles(f, x.Lang)
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	if err := out.SetColStyle(1, len(columns), styles.body); err != nil { // the look of a cell is part of it
		return err
	}
	var rows [][]any
	for n := range list {
		rows = append(rows, styles.line(row{&list[n], n + 1, &x}, columns).cells)
	}
	for i := range benchRows {
		cells := rows[i%len(rows)]
		cells[0], cells[1] = i+1, fmt.Sprintf("2024-09-任-%03d", i)
		if err := out.SetRow("A"+strconv.Itoa(i+1), cells); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Write(io.Discard)
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
