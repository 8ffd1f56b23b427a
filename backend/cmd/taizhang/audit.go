package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

type auditVerifyCommand struct {
	data
	Anchor  string   `help:"A file of anchors that the log must fit, one a line; - reads standard input." env:"TAIZHANG_ANCHOR" placeholder:"FILE"`
	Archive []string `help:"An archive of rows that were trimmed, which proves them too; once for each." sep:"none" placeholder:"FILE"`
}

// Run walks along the audit log and fails, naming the row, at the first that is not as it was written.
func (a auditVerifyCommand) Run(ctx context.Context, s streams) error {
	var anchors []ledger.Anchor
	if a.Anchor != "" {
		file, err := readFile(s.in, a.Anchor, "")
		if err != nil {
			return err
		}
		if anchors, err = ledger.ParseAnchors(string(file.Data)); err != nil {
			return err
		}
	}
	archives, done, err := openAll(a.Archive)
	if err != nil {
		return err
	}
	defer done()
	db, err := a.openBare(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := db.VerifyAudit(ctx, anchors, archives...)
	if err != nil {
		return err
	}
	if b := found.Break; b != nil {
		who := strings.TrimSpace(b.At + " " + b.Actor)
		return ledger.Mistake(ledger.Conflict, "audit", "审计记录不完整：第 %[1]d 条%[2]s（%[3]s）。在它之前的 %[4]d 条完好。",
			"The audit log is not whole: row %[1]d %[5]s (%[3]s). The %[4]d rows before it are as they were written.", b.ID, b.Words.ZH, orDash(who), found.Checked, b.Words.EN)
	}
	lang := terminalLanguage()
	fmt.Fprintln(s.out, lang.T("审计记录完整：核对 %[1]d 条，归档 %[2]d 条，锚点 %[3]d 个。", "The audit log is whole: %[1]d rows checked, %[2]d in archives, %[3]d anchors.",
		found.Checked, found.Archived, len(anchors)-found.Unanchored))
	if found.Trimmed > 0 {
		fmt.Fprintln(s.out, lang.T("另有 %d 条已清理，给出它们的归档（--archive）才能核对；因此没有核对的锚点 %d 个。", "%d more rows were trimmed; give their archives (--archive) to check them. Anchors left unchecked for it: %d.",
			found.Trimmed, found.Unanchored))
	}
	return nil
}

// openAll opens files; done closes them.
func openAll(names []string) (all []io.Reader, done func(), err error) {
	var files []*os.File
	done = func() {
		for _, f := range files {
			f.Close()
		}
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			done()
			return nil, nil, ledger.Mistake(ledger.NotFound, "archive", "打不开归档 %s：%v。", "The archive %s cannot be opened: %v.", name, err)
		}
		files, all = append(files, f), append(all, f)
	}
	return all, done, nil
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

type auditAnchorCommand struct{ data }

// Run prints the end of the audit log on one line, to be kept elsewhere.
func (a auditAnchorCommand) Run(ctx context.Context, s streams) error {
	db, err := a.openBare(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	anchor, err := db.Anchor(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, anchor)
	return err
}

type auditTrimCommand struct {
	data
	Before  string `required:"" help:"Trim what was written before this day, which must be six months ago at least." placeholder:"2024-09-05"`
	Archive string `required:"" help:"The new file that what is trimmed is written to first." placeholder:"FILE"`
}

// Run writes an archive of old rows, reads it back, and only then trims those that are no entry's history off the log.
func (a auditTrimCommand) Run(ctx context.Context, s streams) error {
	before, err := ledger.ParseDate(a.Before)
	if err != nil {
		return err
	}
	db, err := a.openBare(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := writeArchive(ctx, db, before, a.Archive)
	if err != nil {
		return err
	}
	n := int64(0)
	if err := db.Write(ctx, command, func(w *store.Writer) (err error) { n, err = w.Trim(c); return err }); err != nil {
		return errors.Join(err, os.Remove(a.Archive))
	}
	anchor, err := db.Anchor(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, terminalLanguage().T("已归档 %[1]d 条到 %[2]s，其中 %[3]d 条从审计记录中清理，事项等的经过都留着。请把归档和下面的锚点存到别处：",
		"%[1]d rows are archived in %[2]s; %[3]d of them were trimmed, the history of entries stays. Keep the archive and this anchor elsewhere:", c.Rows, a.Archive, n))
	_, err = fmt.Fprintln(s.out, anchor)
	return err
}

// writeArchive writes the archive and reads it back from the file; one that is not whole is removed.
func writeArchive(ctx context.Context, db *store.Store, before ledger.Date, name string) (c ledger.Checkpoint, err error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return c, ledger.Mistake(ledger.Conflict, "archive", "归档要写到一个新文件，%s 用不了：%v。", "The archive takes a new file; %s cannot be used: %v.", name, err)
	}
	defer f.Close()
	c, err = db.WriteArchive(ctx, before, f)
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err == nil {
		err = db.CheckArchive(ctx, c, f)
	}
	if err != nil {
		return c, errors.Join(err, os.Remove(name))
	}
	return c, nil
}
