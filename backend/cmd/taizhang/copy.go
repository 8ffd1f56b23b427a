package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

type copyCommand struct {
	From string `arg:"" help:"The data folder, or the PostgreSQL database, to copy."`
	To   string `arg:"" help:"A new data folder, or an empty PostgreSQL database."`
}

// Run copies a whole ledger, reads it back and checks its audit log, and says what it copied.
func (c copyCommand) Run(ctx context.Context, io streams) (err error) {
	if _, err := os.Stat(fileOf(c.From)); err != nil && !store.OnServer(c.From) {
		return ledger.Mistake(ledger.NotFound, "from", "%s 里没有台账。", "There is no ledger in %s.", c.From)
	}
	from, err := store.Open(ctx, fileOf(c.From), clock)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := store.Open(ctx, fileOf(c.To), clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	began := time.Now()
	tables, err := store.Copy(ctx, from, to)
	if err != nil {
		return err
	}
	for _, t := range tables {
		fmt.Fprintf(io.out, "%8d  %s  %s\n", t.Rows, t.Sum[:16], t.Name)
	}
	return verified(ctx, to, io, time.Since(began))
}

// fileOf is the ledger's file in a data folder; the address of a server is itself.
func fileOf(place string) string {
	if store.OnServer(place) {
		return place
	}
	return filepath.Join(place, "taizhang.db")
}

func verified(ctx context.Context, to *store.Store, io streams, took time.Duration) error {
	found, err := to.VerifyAudit(ctx, nil)
	if err != nil {
		return err
	}
	if b := found.Break; b != nil {
		return ledger.Mistake(ledger.Conflict, "audit", "已复制，每一行都与原来一致；但审计记录第 %[1]d 条%[2]s，原台账里也是如此。",
			"Copied, every row as it was; but row %[1]d of the audit log %[3]s, as it is in the original.", b.ID, b.Words.ZH, b.Words.EN)
	}
	_, err = fmt.Fprintln(io.out, terminalLanguage().T("已复制并逐行核对，审计记录完整（%d 条），用时 %s。", "Copied and read back row by row; the audit log is whole (%d rows); %s.", found.Checked, took.Round(time.Millisecond)))
	return err
}
