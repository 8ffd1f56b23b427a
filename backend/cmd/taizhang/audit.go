package main

import (
	"context"
	"fmt"
	"strings"

	"taizhang/backend/ledger"
)

type auditVerifyCommand struct {
	data
	Anchor string `help:"A file of anchors that the log must fit, one a line; - reads standard input." env:"TAIZHANG_ANCHOR" placeholder:"FILE"`
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
	db, err := a.openBare(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := db.VerifyAudit(ctx, anchors)
	if err != nil {
		return err
	}
	if b := found.Break; b != nil {
		who := strings.TrimSpace(b.At + " " + b.Actor)
		return ledger.Mistake(ledger.Conflict, "audit", "审计记录不完整：第 %[1]d 条%[2]s（%[3]s）。在它之前的 %[4]d 条完好。",
			"The audit log is not whole: row %[1]d %[5]s (%[3]s). The %[4]d rows before it are as they were written.", b.ID, b.Words.ZH, orDash(who), found.Checked, b.Words.EN)
	}
	fmt.Fprintln(s.out, terminalLanguage().T("审计记录完整：核对 %[1]d 条，锚点 %[2]d 个。", "The audit log is whole: %[1]d rows checked, %[2]d anchors.", found.Checked, len(anchors)))
	return nil
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
