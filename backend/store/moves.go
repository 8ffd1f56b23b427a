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

// numbers are those of a month and kind that were taken and not given yet.
type (
	series struct {
		period ledger.Period
		kind   ledger.Kind
	}
	numbers struct{ next, last int }
)

// number gives an entry the next number of its month and kind.
func (w *Writer) number(e *ledger.Entry) error {
	of := series{e.Period, e.Kind}
	if w.taken[of].next >= w.taken[of].last {
		if err := w.reserve(of, 1); err != nil {
			return err
		}
	}
	n := w.taken[of]
	n.next++
	e.Number, w.taken[of] = ledger.Number(e.Period, e.Kind, n.next), n
	return nil
}

// reserve takes the next n numbers of a series.
func (w *Writer) reserve(of series, n int) error {
	last, err := scan[int](w.ctx(), w.tx, "counter",
		"INSERT INTO counters (period, kind, last) VALUES (?, ?, ?) ON CONFLICT (period, kind) DO UPDATE SET last = counters.last + excluded.last RETURNING last", of.period, of.kind, n)
	if err != nil {
		return err
	}
	if w.taken == nil {
		w.taken = map[series]numbers{}
	}
	w.taken[of] = numbers{last[0] - n, last[0]}
	return nil
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

// sameWords tells whether a search looks through the same words of two entries.
func sameWords(a, b *ledger.Entry) bool {
	said := func(e *ledger.Entry) [7]string {
		return [...]string{e.Number, e.Text, e.Quote, e.Theme, e.Outcome, e.Leader, e.Remark}
	}
	return said(a) == said(b) && slices.EqualFunc(a.Units, b.Units, func(p, q ledger.Party) bool { return p.Name == q.Name })
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
