package main

import (
	"cmp"
	"context"
	"io"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/printer"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

// onPaper tells whether a document is asked for, and no table.
func (e exportCommand) onPaper() bool { return e.Format == "docx" || e.Format == "pdf" }

// format is the kind of file that is asked for; a PDF is a Word document first. That it cannot be had is told before anything is read.
func (e exportCommand) format() (export.Format, error) {
	switch {
	case e.Paper != "" && !e.onPaper():
		return export.Format{}, ledger.Mistake(ledger.Invalid, "paper", "文稿只有 docx 和 pdf 两种格式，请加 --format docx 或 --format pdf。", "Papers come as docx or pdf; add --format docx or --format pdf.")
	case e.Format != "pdf":
		return export.Find(e.Format)
	case printer.Find(e.Office) == nil:
		return export.Format{}, printer.Absent()
	}
	return export.Find("docx")
}

// writePaper writes the paper that is asked for, or else the ledger as one.
func (e exportCommand) writePaper(ctx context.Context, db *store.Store, f ledger.Filter, x export.Table, w io.Writer) error {
	_, data, err := web.MakePaper(ctx, db, export.FindPaper(cmp.Or(e.Paper, "entries")), f, x)
	if err == nil && e.Format == "pdf" {
		data, err = printer.Find(e.Office).PDF(ctx, data)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
