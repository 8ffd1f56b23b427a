package store

import (
	"cmp"
	"fmt"
	"slices"

	"taizhang/backend/ledger"
)

// Move makes a move that takes no more than a line: a note, or the number of the entry that it leads to. The caller has seen
// to it that the person may. version is the one the person saw, 0 for whatever it is now; a stale one, and a move that the
// status does not allow, is a Conflict that shows the entry as it is.
func (w *Writer) Move(id int64, version int, m ledger.Move, line string) (*ledger.Entry, error) {
	return w.make(id, version, m, m.With(line), func(*ledger.Entry) error { return nil })
}

// MoveAs makes a move with all that it takes, if the account may make it on the entry as it stands. Version as in Move.
func (w *Writer) MoveAs(by ledger.Account, id int64, version int, m ledger.Move, in ledger.Input) (*ledger.Entry, error) {
	return w.make(id, version, m, in, func(e *ledger.Entry) error { return m.Permits(by, e) })
}

func (w *Writer) make(id int64, version int, m ledger.Move, in ledger.Input, permits func(*ledger.Entry) error) (*ledger.Entry, error) {
	in = in.Trimmed()
	e, err := w.alter(id, version, string(m.Name), said(in), func(e *ledger.Entry) (detail, error) {
		for _, check := range []func() error{
			func() error { return permits(e) },
			func() error { return m.Check(e, in) },
			func() error { return w.mayMove(e, m) },
		} {
			if err := check(); err != nil {
				return nil, err
			}
		}
		return w.takeStep(m, e, in)
	})
	if err != nil || !m.Answers() {
		return e, err
	}
	return e, w.answered(id)
}

// said is what the timeline says of a move: the number it leads to, and the person's words.
func said(in ledger.Input) string {
	words := in.Note
	if words == "" {
		words = in.Progress
	}
	if in.Number != "" && words != "" {
		return in.Number + "：" + words
	}
	return in.Number + words
}

// Edit writes a change into a draft or an entry. An entry keeps its number for life, even under another kind. Version as
// in Move.
func (w *Writer) Edit(id int64, version int, c ledger.Change) (*ledger.Entry, error) {
	return w.change(id, version, "edit", "", func(e *ledger.Entry) error {
		if err := w.checkChange(e, &c); err != nil {
			return err
		}
		if err := w.turn(e, c.Kind); err != nil {
			return err
		}
		e.Text, e.Theme, e.Units, e.Leader, e.Remark = c.Text, c.Theme, c.Units, c.Leader, c.Remark
		if e.Status.InLedger() && c.DueBasis == ledger.DueFromPerson {
			if c.DueText = e.DueText; c.Due != e.Due {
				c.DueText = fmt.Sprintf("修改时确定（%s）", w.actor.Name)
			}
		}
		e.Due, e.DueText, e.DueBasis = c.Due, c.DueText, c.DueBasis
		return w.relate(e, c.Recurs)
	})
}

// TakeDue gives a draft of report r the due date that the usual limit suggests; a Conflict where none is suggested any more.
// Version as in Move.
func (w *Writer) TakeDue(id int64, version int, r *ledger.Report) (*ledger.Entry, error) {
	return w.change(id, version, "edit", "", func(e *ledger.Entry) error {
		due := r.SuggestedDue(e)
		if due == "" {
			return &ledger.Error{Code: ledger.Conflict, Field: "due", Current: e, Words: ledger.Words{
				ZH: "这一条现在没有可采用的建议时限。", EN: "No due date is suggested for this finding now.",
			}}
		}
		e.Due, e.DueText, e.DueBasis = due, ledger.MeetingLimit.Words.ZH, ledger.DueFromRule
		return nil
	})
}

// detail is what an event says beside what changed of the entry itself.
type detail map[string]any

// change loads an entry, lets work alter it and keeps the outcome with its event. An entry that work left as it was stays as
// it is.
func (w *Writer) change(id int64, version int, action, note string, work func(*ledger.Entry) error) (*ledger.Entry, error) {
	return w.alter(id, version, action, note, func(e *ledger.Entry) (detail, error) { return nil, work(e) })
}

// alter is change for work that has more to tell in the event; with anything to tell it is kept in any case.
func (w *Writer) alter(id int64, version int, action, note string, work func(*ledger.Entry) (detail, error)) (*ledger.Entry, error) {
	before, err := w.read.EntryByID(w.ctx(), id)
	if err != nil {
		return nil, err
	}
	if version != 0 && version != before.Version {
		return nil, w.stale(before)
	}
	after := *before
	after.Units = slices.Clone(before.Units)
	told, err := work(&after)
	if err != nil {
		return nil, err
	}
	if same, err := alike(before, &after); same && told == nil || err != nil {
		return before, err
	}
	after.Version, after.UpdatedAt = before.Version+1, w.time()
	if err := w.follow(before, &after, action); err != nil {
		return nil, err
	}
	if err := w.save(before, &after); err != nil {
		return nil, err
	}
	return &after, w.logWith(told, action, note, before, &after)
}

func (w *Writer) logWith(told detail, action, note string, before, after *ledger.Entry) error {
	is, err := fields(after)
	if err == nil {
		err = is.add(told)
	}
	if err != nil {
		return fmt.Errorf("record event: %w", err)
	}
	return w.log(action, "entry", after.ID, note, before, is)
}

func (w *Writer) save(before, after *ledger.Entry) error {
	set, err := changed(before, after)
	if err != nil {
		return err
	}
	moved := after.Number != "" && (before.Number == "" || !sameParties(before, after) || before.Children != after.Children)
	if after.Number != "" && !moved {
		set.follow(before, after)
	}
	switch n, err := set.update(w.tx, "entries", "id = ? AND version = ?", after.ID, before.Version); {
	case err != nil:
		return err
	case n == 0:
		return fmt.Errorf("save entry %d: version %d is gone", after.ID, before.Version)
	}
	if err := w.saveParties(before, after); err != nil {
		return err
	}
	w.counts.count(before, -1)
	w.counts.count(after, 1)
	if after.Number != "" && (before.Number == "" || words(before) != words(after)) {
		if err := putSearch(w.tx, after.ID, words(after)); err != nil {
			return failed("index entry", err)
		}
	}
	if moved {
		return w.arrange(after.ID)
	}
	_, err = set.of(inReach).update(w.tx, "reach", "id = ?", after.ID)
	return err
}

func (w *Writer) saveParties(before, after *ledger.Entry) error {
	if sameParties(before, after) {
		return nil
	}
	if err := w.tx.Where("entry_id = ?", after.ID).Delete(&ledger.Party{}).Error; err != nil {
		return failed("replace units of entry", err)
	}
	return w.createParties(place(after))
}

// number gives an entry the next number of its month and kind.
func (w *Writer) number(e *ledger.Entry) error {
	last, err := w.reserve(e.Period, e.Kind, 1)
	e.Number = ledger.Number(e.Period, e.Kind, last)
	return err
}

// reserve takes n running numbers and returns the last of them.
func (w *Writer) reserve(p ledger.Period, k ledger.Kind, n int) (int, error) {
	last, err := scan[int](w.ctx(), w.tx, "counter",
		"INSERT INTO counters (period, kind, last) VALUES (?, ?, ?) ON CONFLICT (period, kind) DO UPDATE SET last = counters.last + excluded.last RETURNING last", p, k, n)
	if err != nil {
		return 0, err
	}
	return last[0], nil
}

// words are what a search looks through.
func words(e *ledger.Entry) string {
	all := []string{e.Number, e.Text, e.Theme, e.Outcome, e.Leader, e.Remark}
	if e.Quote != e.Text {
		all = append(all, e.Quote)
	}
	for _, p := range e.Units {
		all = append(all, p.Name)
	}
	return grams(all...)
}

// turn makes the entry one of another kind; its status follows where the kinds are followed differently.
func (w *Writer) turn(e *ledger.Entry, k ledger.Kind) error {
	if k != e.Kind && (e.Parent != nil || e.Children > 0) {
		return &ledger.Error{Code: ledger.Conflict, Field: "kind", Current: e, Words: ledger.Words{
			ZH: e.Number + " 已分解或者是子事项，类别不能再改。", EN: e.Number + " was divided or is a part; its kind cannot be changed any more.",
		}}
	}
	if !e.Status.InLedger() || (k == ledger.Progress) == (e.Kind == ledger.Progress) {
		e.Kind = k
		return nil
	}
	now := e.Status.Words()
	switch {
	case e.Status == ledger.Recorded:
		e.Kind, e.Status = k, ledger.Registered
	case e.Status == ledger.Registered:
		if open, err := w.undecided(e); err != nil || len(open) > 0 {
			return cmp.Or(err, error(&ledger.Error{Code: ledger.Conflict, Field: "kind", Current: e, Words: ledger.Words{
				ZH: e.Number + " 有待批的延期申请；批复后才能改为“成绩”。", EN: e.Number + " has an extension that waits for a decision; after that it can become a progress.",
			}}))
		}
		e.Kind, e.Status = k, ledger.Recorded
	default:
		return &ledger.Error{Code: ledger.Conflict, Field: "kind", Current: e, Words: ledger.Words{
			ZH: fmt.Sprintf("%s 现在是“%s”；只有刚立项的事项可以改为“成绩”。", e.Number, now.ZH),
			EN: fmt.Sprintf("%s is “%s” now; only what was just registered can become a progress.", e.Number, now.EN),
		}}
	}
	return nil
}

// stale says who changed the entry since the person saw it, and to what.
func (w *Writer) stale(e *ledger.Entry) error {
	last := ledger.Event{Actor: ledger.System.Name}
	q := w.tx.Where("subject = 'entry' AND subject_id = ?", e.ID).Order("id DESC").Limit(1).Find(&last)
	if q.Error != nil {
		return failed("read last event", q.Error)
	}
	did, now := ledger.Words{ZH: "修改了内容", EN: "edited it"}, e.Status.Words()
	if m, err := ledger.FindMove(last.Action); err == nil {
		did = ledger.Words{ZH: m.Past.ZH, EN: "“" + m.Past.EN + "”"}
	}
	return &ledger.Error{Code: ledger.Conflict, Field: "version", Current: e, Words: ledger.Words{
		ZH: fmt.Sprintf("%s 刚被 %s 改过（%s），现在是“%s”、第 %d 版。您的改动没有保存，请核对后再提交。", e.Label(), last.Actor, did.ZH, now.ZH, e.Version),
		EN: fmt.Sprintf("%s was changed by %s meanwhile (%s); it is “%s” now, version %d. Your change was not saved; check and send it again.", e.Label(), last.Actor, did.EN, now.EN, e.Version),
	}}
}

func sameParty(a, b ledger.Party) bool {
	code := func(p ledger.Party) string {
		if p.UnitCode == nil {
			return ""
		}
		return *p.UnitCode
	}
	return code(a) == code(b) && a.Name == b.Name && a.Role == b.Role && a.Scope == b.Scope
}

func sameParties(a, b *ledger.Entry) bool { return slices.EqualFunc(a.Units, b.Units, sameParty) }

func alike(a, b *ledger.Entry) (bool, error) {
	differing, err := changed(a, b)
	return len(differing.columns) == 0 && sameParties(a, b), err
}
