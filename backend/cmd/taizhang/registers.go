package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

// loadCommand loads a register from a file. A file with a mistake changes nothing; a running server reads with what was
// loaded from its next request on.
type loadCommand struct {
	data
	File   string `arg:"" help:"The file; - reads standard input."`
	DryRun string `help:"Save nothing; print what the file would change in the reading of a report: its number in the ledger, or newest." env:"TAIZHANG_DRY_RUN" placeholder:"REPORT"`
}

type (
	unitsLoadCommand  struct{ loadCommand }
	themesLoadCommand struct{ loadCommand }
	wordsLoadCommand  struct{ loadCommand }
)

// Run adds and updates units; units that the file lacks stay as they are.
func (l unitsLoadCommand) Run(ctx context.Context, s streams) error { return l.load(ctx, s, "units") }

// Run adds and updates themes; themes that the file lacks stay as they are.
func (l themesLoadCommand) Run(ctx context.Context, s streams) error { return l.load(ctx, s, "themes") }

// Run replaces the lists of words that the file names; the others stay as they are.
func (l wordsLoadCommand) Run(ctx context.Context, s streams) error { return l.load(ctx, s, "words") }

func (l loadCommand) load(ctx context.Context, s streams, name string) error {
	register, err := web.FindRegisterFile(name)
	if err != nil {
		return err
	}
	file, err := readFile(s.in, l.File, "")
	if err != nil {
		return err
	}
	db, err := l.openBare(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	now, err := db.Register(ctx)
	if err != nil {
		return err
	}
	a, err := register.Amend(bytes.NewReader(file.Data), now)
	if err != nil {
		return err
	}
	if l.DryRun != "" {
		return l.tryOut(ctx, s.out, db, a.Would)
	}
	var added, changed int
	err = db.Write(ctx, command, func(w *store.Writer) (err error) {
		added, changed, err = a.Save(w)
		return err
	})
	if err == nil {
		fmt.Fprintf(s.out, register.Done.In(terminalLanguage())+"\n", added, changed, a.Holds)
	}
	return err
}

// tryOut prints what a register as it would be changes in a report.
func (l loadCommand) tryOut(ctx context.Context, out io.Writer, db *store.Store, would ledger.Register) error {
	report := int64(0)
	if l.DryRun != "newest" {
		n, err := strconv.ParseInt(l.DryRun, 10, 64)
		if err != nil || n < 1 {
			return ledger.Mistake(ledger.Invalid, "dry-run", "“%s”不是报告的编号。请写报告页地址里的数字，或 newest（最新的一份）。", "“%s” is no report's number. Give the number in the address of its page, or newest.", l.DryRun)
		}
		report = n
	}
	days, err := calendarOf(ctx, db)
	if err != nil {
		return err
	}
	now, err := readerOf(ctx, db)
	if err != nil {
		return err
	}
	t, err := web.TryOut(ctx, db, now, intake.NewReader(would.Units, would.Themes, would.Terms).Counting(days.Add), report)
	if err == nil {
		fmt.Fprintln(out, strings.Join(web.TrialLines(terminalLanguage(), t), "\n"))
	}
	return err
}

// registerExportCommand writes a register as a file that can be changed and loaded again.
type registerExportCommand struct {
	data
	Out string `help:"The file to write; - is standard output." env:"TAIZHANG_OUT" short:"o" default:"-" placeholder:"FILE"`
}

type (
	unitsExportCommand  struct{ registerExportCommand }
	themesExportCommand struct{ registerExportCommand }
	wordsExportCommand  struct{ registerExportCommand }
)

// Run writes the units as csv.
func (e unitsExportCommand) Run(ctx context.Context, s streams) error {
	return e.export(ctx, s, "units")
}

// Run writes the themes as yaml.
func (e themesExportCommand) Run(ctx context.Context, s streams) error {
	return e.export(ctx, s, "themes")
}

// Run writes the office's own words as text.
func (e wordsExportCommand) Run(ctx context.Context, s streams) error {
	return e.export(ctx, s, "words")
}

func (e registerExportCommand) export(ctx context.Context, s streams, name string) error {
	register, err := web.FindRegisterFile(name)
	if err != nil {
		return err
	}
	db, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	now, err := db.Register(ctx)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return register.Write(w, now, terminalLanguage()) }
	if e.Out == "-" {
		return write(s.out)
	}
	return wholeFile(e.Out, write)
}
