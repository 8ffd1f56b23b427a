package main

import (
	"bufio"
	"context"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

type exportCommand struct {
	data
	Format string            `help:"xlsx, docx, pdf (through LibreOffice), csv, json or ics (due dates)." env:"TAIZHANG_FORMAT" default:"xlsx" enum:"xlsx,docx,pdf,csv,json,ics"`
	Paper  string            `help:"With --format docx or pdf, the paper to write instead of the ledger: brief (of a unit, for a month), bulletin (of a month), notice (to a unit) or tasks." env:"TAIZHANG_PAPER" default:"" enum:"brief,bulletin,notice,tasks,"`
	Office string            `help:"LibreOffice, which makes the PDF; without it, where it usually is." env:"TAIZHANG_OFFICE" placeholder:"PROGRAM"`
	Out    string            `help:"The file to write; - is standard output." env:"TAIZHANG_OUT" short:"o" default:"-" placeholder:"FILE"`
	Filter map[string]string `help:"What to export, as in the list's address: --filter kind=task;month=2024-09, or month=last-month." env:"TAIZHANG_FILTER" placeholder:"NAME=VALUE"`
	Lang   string            `help:"zh or en; the terminal's language without it." env:"TAIZHANG_LANG" enum:"zh,en," default:""`
}

// Run writes what the filter selects. A file appears whole or not at all.
func (e exportCommand) Run(ctx context.Context, s streams) error {
	format, err := e.format()
	if err != nil {
		return err
	}
	filter, err := e.filter()
	if err != nil {
		return err
	}
	db, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if e.Out == "-" {
		return e.write(ctx, db, format, filter, s.out)
	}
	return wholeFile(e.Out, func(w io.Writer) error { return e.write(ctx, db, format, filter, w) })
}

func (e exportCommand) filter() (ledger.Filter, error) {
	v := url.Values{}
	for name, value := range e.Filter {
		v.Set(name, value)
	}
	zone, err := e.location()
	if err != nil {
		return ledger.Filter{}, err
	}
	return ledger.ParseFilter(v, ledger.DateOf(clock().In(zone)))
}

func (e exportCommand) write(ctx context.Context, db *store.Store, format export.Format, f ledger.Filter, w io.Writer) error {
	zone, err := e.location()
	if err != nil {
		return err
	}
	days, err := calendarOf(ctx, db)
	if err != nil {
		return err
	}
	reports, err := db.Reports(ctx)
	if err != nil {
		return err
	}
	units, err := db.Units(ctx)
	if err != nil {
		return err
	}
	lang := ledger.Lang(e.Lang)
	if lang == "" {
		lang = terminalLanguage()
	}
	rules, err := db.LightRules(ctx)
	if err != nil {
		return err
	}
	today := ledger.DateOf(clock().In(zone))
	day := days.Day(today, ledger.ThresholdsOn(rules, today))
	out := bufio.NewWriter(w)
	table := web.ExportTable(format.In(lang), f, units, reports)
	table.Day, table.Workdays, table.Zone = day, days.Between, zone
	if e.onPaper() {
		return e.writePaper(ctx, db, f, table, w)
	}
	err = format.Write(out, table, func(yield func(*ledger.Entry) error) error {
		return db.EachEntry(ctx, f, day, yield)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// wholeFile writes beside path and puts the file in its place only when all is written.
func wholeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".taizhang-*")
	if err != nil {
		return ledger.Mistake(ledger.Invalid, "out", "不能写入 %[1]s：%[2]v。", "Cannot write %[1]s: %[2]v.", path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
