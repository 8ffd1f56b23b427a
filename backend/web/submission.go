package web

import (
	"context"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// Submission is a report brought in, by a page, the API or a command: the one door for all.
type Submission struct {
	File     intake.File
	Seat     string // code of the unit whose report it is; "" for that which the context is within, or the only district
	Ask      Asking
	Keep     bool // keep the report even when nothing is found in it
	Register bool // take the findings into the ledger at once, without review, but for those that say the same as an entry there
}

// Asking tells when a person is to say what the columns of a file's tables hold before it is taken in.
type Asking int

const (
	AskNever Asking = iota // those that are not known are not read
	AskDoubt               // where some cannot be told by their headings
	AskAll                 // wherever there is a table
)

// Received is what became of a Submission. Known tells that the report was there already and nothing was added, Doubtful that
// columns of its tables were not read, for nothing tells what they hold.
type Received struct {
	Report   *ledger.Report
	Findings []ledger.Entry
	Known    bool
	Doubtful bool
}

// ErrNothingFound says that the text was read and holds nothing to track.
var ErrNothingFound = ledger.Mistake(ledger.Invalid, "keep", "读完全文，没有找到成绩、问题或任务，所以没有建立报告。如果仍要保存原文，请选择“仍然保留”（命令行用 --keep）。",
	"The text was read and holds no progress, shortcoming or task, so no report was made. To store the source all the same, choose “Keep it anyway” (--keep on the command line).")

// ErrColumns says that a person is to say first what the columns of the file's tables hold.
var ErrColumns = ledger.Mistake(ledger.Invalid, "columns", "请先确认表格的每一列是什么。", "Say first what each column of its tables holds.")

// Submit reads sub with reader and stores what it found, in one transaction, as a report of the unit that the context is within, or of
// the only district.
func Submit(ctx context.Context, db *store.Store, actor ledger.Actor, reader *intake.Reader, sub Submission) (*Received, error) {
	ctx = sub.within(ctx)
	draft, err := reader.Read(sub.File)
	if err == nil {
		err = ledger.CheckSecrecy(draft.Report.Text)
	}
	if err != nil {
		return nil, err
	}
	if err := owned(ctx, db, &draft.Report); err != nil {
		return nil, err
	}
	if known, err := db.ReportByFingerprint(ctx, draft.Report.Fingerprint); err == nil {
		findings, err := db.Findings(ctx, known.ID)
		return &Received{Report: known, Findings: findings, Known: true}, err
	} else if !isNotFound(err) {
		return nil, err
	}
	if sub.asks(draft) {
		return sameFile(ctx, db, draft)
	}
	if len(draft.Findings) == 0 && !sub.Keep {
		return nil, ErrNothingFound
	}
	err = db.Write(ctx, actor, func(w *store.Writer) error {
		if err := w.AddReport(&draft.Report, draft.Original, draft.Findings); err != nil {
			return err
		}
		if !sub.Register {
			return nil
		}
		_, err := w.AcceptFound(&draft.Report, draft.Findings)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &Received{Report: &draft.Report, Findings: store.InOrder(draft.Findings), Doubtful: sub.File.Columns == nil && draft.Doubtful()}, nil
}

// owned gives a report the unit that it belongs to. Where another unit has brought in the very same text, this one's is told from it
// by its fingerprint.
func owned(ctx context.Context, db *store.Store, r *ledger.Report) (err error) {
	if r.UnitCode, err = db.Seat(ctx); err != nil {
		return err
	}
	switch known, err := db.ReportByFingerprint(store.Everywhere(ctx), r.Fingerprint); {
	case isNotFound(err):
		return nil
	case err != nil:
		return err
	case known.UnitCode != r.UnitCode && known.UnitCode != "":
		r.Fingerprint += "@" + r.UnitCode
	}
	return nil
}

// within is the context of the unit whose report it is.
func (s Submission) within(ctx context.Context) context.Context {
	if s.Seat == "" {
		return ctx
	}
	return store.Within(ctx, s.Seat)
}

func (s Submission) asks(d *intake.Draft) bool {
	return s.File.Columns == nil && !s.Keep && (s.Ask == AskDoubt && d.Doubtful() || s.Ask == AskAll && len(d.Tables) > 0)
}

// sameFile finds the report that the very same file became, whatever was said of its columns; where it has become none that
// still stands, ErrColumns.
func sameFile(ctx context.Context, db *store.Store, d *intake.Draft) (*Received, error) {
	all, err := db.Reports(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if r.SHA256 == d.Report.SHA256 && !r.Withdrawn() {
			findings, err := db.Findings(ctx, r.ID)
			return &Received{Report: &r.Report, Findings: findings, Known: true}, err
		}
	}
	return nil, ErrColumns
}
