package store

import (
	"context"
	"strings"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// tie is a row of the table of ties.
type tie struct {
	Kind   ledger.TieKind `gorm:"primaryKey"`
	FromID int64          `gorm:"primaryKey;autoIncrement:false"`
	ToID   int64          `gorm:"primaryKey;autoIncrement:false"`
}

// Ties returns what an entry is tied to, but for tasks under shortcomings (see TasksUnder), in the order of the kinds, those of one kind by month and number.
func (r *Reader) Ties(ctx context.Context, id int64) ([]ledger.Tie, error) {
	type row struct {
		Kind  ledger.TieKind
		Other int64
		Back  bool
	}
	rows, err := scan[row](ctx, r.db, "ties", `
SELECT t.kind, e.id AS other, t.back FROM (
  SELECT kind, to_id AS other, 1 = 0 AS back FROM ties WHERE from_id = ? UNION ALL
  SELECT kind, from_id AS other, 1 = 1 AS back FROM ties WHERE to_id = ?) AS t JOIN entries AS e ON e.id = t.other
ORDER BY t.kind, e.period, e.number, e.id`, id, id)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var others []int64
	for _, n := range rows {
		others = append(others, n.Other)
	}
	entries, err := r.load(ctx, others)
	if err != nil {
		return nil, err
	}
	all := make([]ledger.Tie, len(rows))
	for i, n := range rows {
		all[i] = ledger.Tie{Kind: n.Kind, Back: n.Back, Entry: entries[i]}
	}
	return all, nil
}

// Tie ties an entry of the ledger to the one of that number. What is tied so already stays as it is.
func (w *Writer) Tie(id int64, kind ledger.TieInfo, number, reason string) error {
	e, err := w.read.EntryByID(w.ctx(), id)
	if err != nil {
		return err
	}
	to, err := w.read.Entry(w.ctx(), strings.TrimSpace(number))
	if err != nil {
		return asInvalid(err, "number")
	}
	reason = strings.TrimSpace(reason)
	if !e.Status.InLedger() {
		return ledger.Mistake(ledger.Conflict, "number", "%s 还没有采纳，不能关联。", "%s is not in the ledger yet; it cannot be tied.", e.Label())
	}
	if err := kind.Check(e, to, reason); err != nil {
		return err
	}
	if kind.Kind == ledger.Under {
		return w.putUnderNow(e.ID, to.Number)
	}
	return w.tie(e, to, kind, reason)
}

// putUnderNow makes the move that hangs a task under a shortcoming: that tie is kept in the task itself.
func (w *Writer) putUnderNow(task int64, number string) error {
	m, err := ledger.FindMove(string(ledger.PutUnder))
	if err != nil {
		return err
	}
	_, err = w.Move(task, 0, m, number)
	return err
}

func (w *Writer) tie(e, to *ledger.Entry, kind ledger.TieInfo, reason string) error {
	if kind.From == "" {
		known, err := find[tie](w.tx.Where("kind = ? AND from_id = ? AND to_id = ?", kind.Kind, to.ID, e.ID), "tie")
		if err != nil || len(known) > 0 {
			return err
		}
	}
	q := w.tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&tie{kind.Kind, e.ID, to.ID})
	if q.Error != nil || q.RowsAffected == 0 {
		return failed("tie entries", q.Error)
	}
	return w.logTie("tie", e, to, kind, reason)
}

// logTie puts a tie into the history of both its entries.
func (w *Writer) logTie(action string, e, to *ledger.Entry, kind ledger.TieInfo, reason string) error {
	if err := w.log(action, "entry", e.ID, tieNote(kind.Words, to, reason), nil, nil); err != nil {
		return err
	}
	return w.log(action, "entry", to.ID, tieNote(kind.Back, e, reason), nil, nil)
}

func tieNote(words ledger.Words, other *ledger.Entry, reason string) string {
	note := words.ZH + "：" + other.Number
	if reason != "" {
		note += "（" + reason + "）"
	}
	return note
}

// Untie takes a tie away, from whichever of its two entries. One that is not there is a Conflict.
func (w *Writer) Untie(id int64, kind ledger.TieInfo, number string) error {
	e, err := w.read.EntryByID(w.ctx(), id)
	if err != nil {
		return err
	}
	to, err := w.read.Entry(w.ctx(), strings.TrimSpace(number))
	if err != nil {
		return asInvalid(err, "number")
	}
	for _, ends := range [][2]*ledger.Entry{{e, to}, {to, e}} {
		q := w.tx.Where("kind = ? AND from_id = ? AND to_id = ?", kind.Kind, ends[0].ID, ends[1].ID).Delete(&tie{})
		if q.Error != nil {
			return failed("untie entries", q.Error)
		}
		if q.RowsAffected > 0 {
			return w.logTie("untie", ends[0], ends[1], kind, "")
		}
	}
	return ledger.Mistake(ledger.Conflict, "number", "与 %s 的这种关联已经解除。", "There is no such tie with %s any more.", to.Number)
}

// AcceptTied takes a draft into the ledger tied to the entry of that number. Version as in Move.
func (w *Writer) AcceptTied(id int64, version int, kind ledger.TieInfo, number, reason string) (*ledger.Entry, error) {
	accept, err := ledger.FindMove(string(ledger.Accept))
	if err != nil {
		return nil, err
	}
	draft, err := w.read.EntryByID(w.ctx(), id)
	if err != nil {
		return nil, err
	}
	to, err := w.read.Entry(w.ctx(), strings.TrimSpace(number))
	if err != nil {
		return nil, asInvalid(err, "number")
	}
	if err := kind.Check(draft, to, strings.TrimSpace(reason)); err != nil {
		return nil, err
	}
	e, err := w.Move(id, version, accept, "")
	if err != nil {
		return nil, err
	}
	return e, w.Tie(id, kind, number, reason)
}
