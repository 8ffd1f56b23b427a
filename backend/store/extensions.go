package store

import (
	"context"
	"fmt"

	"taizhang/backend/ledger"
)

// Extensions returns the later due dates that were asked for an entry, the newest first.
func (r *Reader) Extensions(ctx context.Context, id int64) ([]ledger.Extension, error) {
	return find[ledger.Extension](r.db.WithContext(ctx).Where("entry_id = ?", id).Order("id DESC"), "extensions")
}

// askMore asks for a later due date while the one that stands has not passed.
func (w *Writer) askMore(s *step) error {
	due := s.e.Due
	open, err := w.undecided(s.e)
	switch {
	case err != nil:
		return err
	case len(open) > 0:
		return w.conflict(s, "已有一项待批的延期申请，批复后才能再次申请。", "has an extension that waits for a decision; another can be asked for after that.")
	case due == "":
		return w.conflict(s, "没有办理时限，不需要延期。", "has no due date; it needs no extension.")
	case w.today() > due:
		return w.conflict(s, fmt.Sprintf("的办理时限 %s 已过；延期要在到期前申请，请反馈进展并说明原因。", due),
			fmt.Sprintf("was due on %s; an extension is asked for before that. Report back and say why it is late.", due))
	case s.in.Due <= due:
		return ledger.Mistake(ledger.Invalid, string(ledger.DueField), "预计完成时间要晚于现在的时限 %[1]s。", "The expected date must be after %[1]s, the present due date.", due)
	}
	x := ledger.Extension{EntryID: s.e.ID, Reason: s.in.Note, Progress: s.in.Progress, Due: due, Asked: s.in.Due, AskedAt: w.time(), AskedBy: w.actor.Name}
	s.told["extension"] = &x
	return w.create("extension", &x)
}

// extend grants what was asked, to the date that the office names.
func (w *Writer) extend(s *step) error {
	return w.decide(s, ledger.Granted, func(x *ledger.Extension) error {
		if s.in.Due <= x.Due {
			return ledger.Mistake(ledger.Invalid, string(ledger.DueField), "新的时限要晚于原来的时限 %[1]s。", "The new date must be after %[1]s, the due date before.", x.Due)
		}
		x.Granted = s.in.Due
		s.e.DueText = fmt.Sprintf("同意延期（%s）", w.actor.Name)
		if s.in.Note != "" {
			s.e.DueText += "：" + s.in.Note
		}
		return nil
	})
}

func (w *Writer) refuseMore(s *step) error {
	return w.decide(s, ledger.Refused, func(*ledger.Extension) error { return nil })
}

// decide settles the extension that waits for it.
func (w *Writer) decide(s *step, d ledger.Decision, fill func(*ledger.Extension) error) error {
	open, err := w.undecided(s.e)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		return w.conflict(s, "没有待批的延期申请。", "has no extension that waits for a decision.")
	}
	x := &open[0]
	if err := fill(x); err != nil {
		return err
	}
	x.Note = s.in.Note
	return w.settleExtension(s, x, d)
}

// lapse settles an extension that nobody decided on before the entry was closed, divided or given to another unit.
func (w *Writer) lapse(s *step) error {
	c := s.e.Status.Class()
	if c != ledger.Done && c != ledger.Dropped && s.e.Status != ledger.Divided && s.move.Name != ledger.Reassign {
		return nil
	}
	open, err := w.undecided(s.e)
	if err != nil || len(open) == 0 {
		return err
	}
	open[0].Note = s.move.Past.ZH
	return w.settleExtension(s, &open[0], ledger.Lapsed)
}

func (w *Writer) settleExtension(s *step, x *ledger.Extension, d ledger.Decision) error {
	now := w.time()
	x.Decision, x.DecidedAt, x.DecidedBy = d, &now, w.actor.Name
	s.told["extension"] = x
	return failed("decide extension", w.tx.Save(x).Error)
}

func (w *Writer) undecided(e *ledger.Entry) ([]ledger.Extension, error) {
	return rowsOf[ledger.Extension](w.ctx(), w.tx, "extensions", "FROM extensions WHERE entry_id = ? AND decision = ''", e.ID)
}

// conflict says of the entry why the move cannot be made, and shows it as it stands.
func (w *Writer) conflict(s *step, zh, en string) error {
	return &ledger.Error{Code: ledger.Conflict, Field: "move", Current: w.asItStands(s.e), Words: ledger.Words{ZH: s.e.Label() + " " + zh, EN: s.e.Label() + " " + en}}
}

// asItStands is the entry as the ledger has it, without what a move that is refused has done to it already.
func (w *Writer) asItStands(e *ledger.Entry) *ledger.Entry {
	now, err := w.read.EntryByID(w.ctx(), e.ID)
	if err != nil {
		return e
	}
	return now
}
