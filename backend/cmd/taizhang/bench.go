package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"taizhang/backend/bench"
	"taizhang/backend/store"
)

type benchCommand struct {
	Entries  []int         `help:"How many made-up entries the ledger has; several sizes are measured one after the other." default:"100000" placeholder:"N"`
	Reports  int           `help:"How many reports are imported." default:"100" placeholder:"N"`
	Rounds   int           `help:"How many rounds each work is measured in." default:"5" placeholder:"N"`
	Slice    time.Duration `help:"How long either side works in a round." default:"1s"`
	Folder   string        `help:"Where the made-up ledgers are kept, to be used again; without it they are made in a temporary folder." placeholder:"FOLDER"`
	Only     string        `help:"Measure only the works whose name has these words in it." placeholder:"WORDS"`
	Profile  string        `help:"Write to this file where the processor's time goes, ours and the least's, for go tool pprof." placeholder:"FILE"`
	Country  bool          `help:"Load the made-up register of a whole country, 44,000 units, and measure each page over it, in place of all else."`
	SVG      string        `name:"svg" help:"Draw in this file how the time of each work grows with the entries." placeholder:"FILE"`
	Database string        `help:"An empty PostgreSQL database for the made-up entries, in place of a folder; one size only." placeholder:"postgres://USER@HOST/NAME"`
}

// Run prints how fast this machine does the work, beside the least that it can cost, as a table of Markdown.
func (b benchCommand) Run(ctx context.Context, io streams) error {
	if b.Folder == "" {
		folder, err := os.MkdirTemp("", "taizhang-bench-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		b.Folder = folder
	}
	if b.Profile != "" {
		stop, err := profile(b.Profile)
		if err != nil {
			return err
		}
		defer stop()
	}
	fmt.Fprintf(io.out, "taizhang %s, %s, %s/%s, %d processors\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if b.Country {
		return b.country(ctx, io.out, b.Entries[0])
	}
	var sizes []bench.Size
	for _, n := range b.Entries {
		results, err := b.size(ctx, io.out, n)
		if err != nil {
			return err
		}
		sizes = append(sizes, bench.Size{Entries: n, Results: results})
	}
	return b.draw(sizes)
}

// draw writes the drawing, where one is wanted.
func (b benchCommand) draw(sizes []bench.Size) error {
	if b.SVG == "" {
		return nil
	}
	var drawn bytes.Buffer
	if err := bench.Growth(&drawn, sizes); err != nil {
		return err
	}
	return os.WriteFile(b.SVG, drawn.Bytes(), 0o644)
}

// profile writes to a file where the processor's time goes until it is stopped.
func profile(name string) (stop func(), err error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { pprof.StopCPUProfile(); f.Close() }, nil
}

func (b benchCommand) size(ctx context.Context, out io.Writer, n int) ([]bench.Result, error) {
	folder := filepath.Join(b.Folder, fmt.Sprint(n))
	place := cmp.Or(b.Database, fileOf(folder))
	began := time.Now()
	now := func() time.Time { return clock().In(time.FixedZone("CST", 8*3600)) }
	db, err := bench.Filled(ctx, place, n, now)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	fmt.Fprintf(out, "\n%d entries in %s, made or opened in %s\n\n", n, databaseName(place), time.Since(began).Round(time.Millisecond))
	fmt.Fprintln(out, "| work | the least | connections | least/s | ours/s | p50 | p99 | ratio | asked |\n|---|---|--:|--:|--:|--:|--:|--:|--:|")
	results, err := b.rows(ctx, out, bench.Subject{Store: db, Place: place, Now: now})
	if err == nil {
		err = b.imports(ctx, out, now)
	}
	if err != nil {
		return nil, err
	}
	return results, b.start(ctx, out, cmp.Or(b.Database, folder))
}

func databaseName(place string) string {
	if store.OnServer(place) {
		return "PostgreSQL"
	}
	return store.Driver
}

func (b benchCommand) rows(ctx context.Context, out io.Writer, s bench.Subject) (all []bench.Result, err error) {
	rows, done, err := bench.Rows(ctx, s)
	if err != nil {
		return nil, err
	}
	defer done()
	for _, r := range rows {
		if !strings.Contains(r.Work, b.Only) {
			continue
		}
		got, err := bench.Measure(r, bench.Pace{Rounds: b.Rounds, Slice: b.Slice})
		if err != nil {
			return nil, err
		}
		printRow(out, got)
		all = append(all, got)
	}
	return all, nil
}

func printRow(out io.Writer, r bench.Result) {
	fmt.Fprintf(out, "| %s | %s | %d | %.4g | %.4g | %s | %s | %.2f | ≥ %.1f |\n", r.Work, r.Floor, r.Connections, r.FloorRate, r.Rate, r.P50.Round(10*time.Microsecond), r.P99.Round(10*time.Microsecond), r.Ratio, r.Asked)
}

func (b benchCommand) imports(ctx context.Context, out io.Writer, now func() time.Time) error {
	if b.Reports < 1 || !strings.Contains("import", b.Only) {
		return nil
	}
	folder, err := os.MkdirTemp("", "taizhang-imports-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	db, err := bench.Filled(ctx, fileOf(folder), 0, now)
	if err != nil {
		return err
	}
	defer db.Close()
	r, err := bench.Imports(ctx, db, b.Reports)
	if err == nil {
		printRow(out, r)
	}
	return err
}

func (b benchCommand) start(ctx context.Context, out io.Writer, place string) error {
	if !strings.Contains("cold start", b.Only) {
		return nil
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	s, err := bench.Started(ctx, program, place, store.OnServer(place))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\ncold start to the first page: %s (a process that does nothing: %s); memory at rest %d MB, of which %d MB are its own and the rest pages of its program's file, at most %d MB while pages are read\n",
		s.Page.Round(time.Millisecond), s.Process.Round(time.Millisecond), s.Rest, s.Own, s.Busy)
	return nil
}
