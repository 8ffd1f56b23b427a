package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
)

// Calendar is the calendar in force: shipped, with the office's own days in each year that it has set.
func (r *Reader) Calendar(ctx context.Context, shipped *calendar.Calendar) (*calendar.Calendar, error) {
	own, err := find[ledger.SpecialDay](r.db.WithContext(ctx).Order("date"), "days")
	if err != nil {
		return nil, err
	}
	return shipped.With(own), nil
}

// OwnYears lists the years that the office has set itself.
func (r *Reader) OwnYears(ctx context.Context) ([]int, error) {
	return scan[int](ctx, r.db, "years", "SELECT DISTINCT CAST(substr(date, 1, 4) AS INTEGER) FROM days ORDER BY 1")
}

// DueMoves lists the open entries that calendar after would make otherwise than before does on a day.
func (r *Reader) DueMoves(ctx context.Context, before, after *calendar.Calendar, today ledger.Date) (moves []ledger.DueMove, err error) {
	open, err := find[ledger.Entry](r.entries(ctx).Where("status IN ? AND due <> ''", ledger.Open.Of()).Order("due_order, place"), "open entries")
	if err != nil {
		return nil, err
	}
	asked, err := find[ledger.DueQuestion](r.db.WithContext(ctx), "questions")
	if err != nil {
		return nil, err
	}
	type row struct {
		ID        int64
		Published ledger.Date
	}
	rows, err := scan[row](ctx, r.db, "reports", "SELECT id, published FROM reports")
	published := map[int64]ledger.Date{}
	for _, n := range rows {
		published[n.ID] = n.Published
	}
	if err != nil {
		return nil, err
	}
	rules, err := r.LightRules(ctx)
	return before.Moves(after, today, ledger.ThresholdsOn(rules, today), open, published, asked), err
}

// Asked is an open question of a due date with its entry.
type Asked struct {
	ledger.DueQuestion
	Entry ledger.Entry
}

// DueQuestions lists the due dates that wait for a decision, the earliest first. One whose entry was closed or given another date
// meanwhile is settled by that.
func (r *Reader) DueQuestions(ctx context.Context) ([]Asked, error) {
	rows, err := scan[ledger.DueQuestion](ctx, r.db, "questions", `
SELECT q.* FROM due_questions AS q CROSS JOIN entries AS e
WHERE e.id = q.entry_id AND e.due = q.was AND e.status IN ? ORDER BY q.was, q.entry_id`, ledger.Open.Of())
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i, q := range rows {
		ids[i] = q.EntryID
	}
	entries, err := r.load(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := make([]Asked, len(rows))
	for i, q := range rows {
		all[i] = Asked{q, entries[i]}
	}
	return all, nil
}

// SeenDays stands for the calendar as it is, so that what was shown before a confirmation can be told from what is there then.
func (r *Reader) SeenDays(ctx context.Context) (string, error) {
	own, err := find[ledger.SpecialDay](r.db.WithContext(ctx).Order("date"), "days")
	sum := sha256.Sum256(fmt.Append(nil, own))
	return hex.EncodeToString(sum[:8]), err
}

// SaveDays makes each year that days speak of as they say, and asks about the due dates that would be others by it: none is
// moved. seen is SeenDays of what was shown; a Conflict tells that the calendar is another now.
func (w *Writer) SaveDays(shipped *calendar.Calendar, days []ledger.SpecialDay, seen string, today ledger.Date) (asked int, err error) {
	if now, err := w.read.SeenDays(w.ctx()); err != nil {
		return 0, err
	} else if now != seen {
		return 0, ledger.Mistake(ledger.Conflict, "seen", "日历刚被别人改过，请重新核对。", "Somebody has changed the calendar meanwhile; check it again.")
	}
	before, err := w.read.Calendar(w.ctx(), shipped)
	if err != nil {
		return 0, err
	}
	after := before.With(days)
	moves, err := w.read.DueMoves(w.ctx(), before, after, today)
	if err != nil {
		return 0, err
	}
	changes := before.Changes(after)
	if len(changes) == 0 {
		return 0, nil
	}
	for _, d := range days {
		if err := calendar.Check(d); err != nil {
			return 0, err
		}
	}
	for _, year := range calendar.New(days).Years() {
		if err := w.tx.Where("date LIKE ?", strconv.Itoa(year)+"-%").Delete(&ledger.SpecialDay{}).Error; err != nil {
			return 0, failed("replace days", err)
		}
	}
	if err := w.tx.CreateInBatches(days, 500).Error; err != nil {
		return 0, failed("add days", err)
	}
	if asked, err = w.ask(moves); err != nil {
		return 0, err
	}
	was, is := map[string]any{}, map[string]any{}
	for _, c := range changes {
		if c.Before != nil {
			was[string(c.Date())] = dayWords(*c.Before)
		}
		if c.After != nil {
			is[string(c.Date())] = dayWords(*c.After)
		}
	}
	return asked, w.log("save", "calendar", int64(changes[0].Date().Time().Year()), "", was, is)
}

func dayWords(d ledger.SpecialDay) string { return strings.TrimSpace(d.Words().ZH + " " + d.Name) }

// ask puts the due dates that would be others as questions, in place of those put before.
func (w *Writer) ask(moves []ledger.DueMove) (n int, err error) {
	if err := w.tx.Where("entry_id <> 0").Delete(&ledger.DueQuestion{}).Error; err != nil {
		return 0, failed("replace questions", err)
	}
	for _, m := range moves {
		if m.Proposed == "" {
			continue
		}
		n++
		if err := w.create("question", &ledger.DueQuestion{EntryID: m.Entry.ID, Was: m.Entry.Due, Proposed: m.Proposed, Days: m.Days}); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// AnswerDue settles the question of an entry's due date: moved to what is proposed, or kept as it stands.
func (w *Writer) AnswerDue(id int64, moved bool) error {
	q, err := first[ledger.DueQuestion](w.tx.Where("entry_id = ?", id), "question",
		ledger.Mistake(ledger.NotFound, "entry", "这一项的时限没有待定的问题。", "There is no question about this entry's due date."))
	if err != nil {
		return err
	}
	if err := w.tx.Delete(q).Error; err != nil {
		return failed("settle question", err)
	}
	if !moved {
		return w.log("keep-due", "entry", id, string(q.Proposed), nil, map[string]any{"due": q.Was})
	}
	_, err = w.change(id, 0, "edit", "", func(e *ledger.Entry) error {
		if e.Due != q.Was || e.Status.Class() != ledger.Open {
			return &ledger.Error{Code: ledger.Conflict, Field: "due", Current: e, Words: ledger.Words{
				ZH: e.Label() + " 的时限刚被改过或已经办结，没有再改。", EN: "The due date of " + e.Label() + " was changed meanwhile, or it is closed; nothing was moved.",
			}}
		}
		e.Due = q.Proposed
		return nil
	})
	return err
}
