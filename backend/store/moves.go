package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// Move makes a move on an entry and returns it as it stands after. version is the one the person saw, 0 for whatever it
// is now; a stale one, and a move that the status does not allow, is a Conflict that shows the entry as it is.
func (w *Writer) Move(id int64, version int, m ledger.Move, note string) (*ledger.Entry, error) {
	return w.change(id, version, string(m.Name), strings.TrimSpace(note), func(e *ledger.Entry) error {
		if err := m.Check(e, note); err != nil {
			return err
		}
		if err := w.mayMove(e, m); err != nil {
			return err
		}
		e.Status = m.To(e.Kind)
		switch m.Name {
		case ledger.Accept:
			return w.number(e)
		case ledger.Recur:
			return w.recur(e, note)
		case ledger.Link:
			return w.link(e, note)
		case ledger.Restore:
			e.SameAs = nil
		case ledger.Resolve:
			now := w.time()
			e.Outcome, e.ResolvedAt, e.ResolvedBy = strings.TrimSpace(note), &now, w.actor.Name
		case ledger.Undo:
			e.Outcome, e.ResolvedAt, e.ResolvedBy = "", nil, ""
		}
		return nil
	})
}

// Edit writes a change into a draft or an entry. An entry keeps its number for life, even under another kind. Version as
// in Move.
func (w *Writer) Edit(id int64, version int, c ledger.Change) (*ledger.Entry, error) {
	return w.change(id, version, "edit", "", func(e *ledger.Entry) error {
		if err := w.checkChange(e, &c); err != nil {
			return err
		}
		if err := turn(e, c.Kind); err != nil {
			return err
		}
		e.Text, e.Theme, e.Units = c.Text, c.Theme, c.Units
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

// change loads an entry, lets alter work on it and keeps the outcome with its event. An entry that alter left as it was
// stays as it is.
func (w *Writer) change(id int64, version int, action, note string, alter func(*ledger.Entry) error) (*ledger.Entry, error) {
	before, err := w.read.EntryByID(w.ctx(), id)
	if err != nil {
		return nil, err
	}
	if version != 0 && version != before.Version {
		return nil, w.stale(before)
	}
	after := *before
	after.Units = slices.Clone(before.Units)
	if err := alter(&after); err != nil {
		return nil, err
	}
	if same, err := alike(before, &after); same || err != nil {
		return before, err
	}
	after.Version, after.UpdatedAt = before.Version+1, w.time()
	if err := w.save(before, &after); err != nil {
		return nil, err
	}
	return &after, w.log(action, "entry", id, note, before, &after)
}

func (w *Writer) save(before, after *ledger.Entry) error {
	q := w.tx.Model(after).Where("version = ?", before.Version).Select("*").Omit("Units", "created_at").Updates(after)
	switch {
	case q.Error != nil:
		return failed("save entry", q.Error)
	case q.RowsAffected == 0:
		return fmt.Errorf("save entry %d: version %d is gone", after.ID, before.Version)
	}
	if !slices.EqualFunc(before.Units, after.Units, sameParty) {
		if err := w.tx.Where("entry_id = ?", after.ID).Delete(&ledger.Party{}).Error; err != nil {
			return failed("replace units of entry", err)
		}
		if err := w.createParties(place(after)); err != nil {
			return err
		}
	}
	if after.Number == "" {
		return nil
	}
	if before.Number == "" || words(before) != words(after) {
		if err := putSearch(w.tx, after.ID, words(after)); err != nil {
			return failed("index entry", err)
		}
	}
	return w.arrange(after.ID)
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
	all := []string{e.Number, e.Text, e.Theme, e.Outcome}
	if e.Quote != e.Text {
		all = append(all, e.Quote)
	}
	for _, p := range e.Units {
		all = append(all, p.Name)
	}
	return grams(all...)
}

// turn makes the entry one of another kind; its status follows where the kinds are followed differently.
func turn(e *ledger.Entry, k ledger.Kind) error {
	if !e.Status.InLedger() || (k == ledger.Progress) == (e.Kind == ledger.Progress) {
		e.Kind = k
		return nil
	}
	if e.Status == ledger.Resolved {
		return &ledger.Error{Code: ledger.Conflict, Field: "kind", Current: e, Words: ledger.Words{
			ZH: fmt.Sprintf("%s 已销号，请先撤销销号，再改为“成绩”。", e.Number),
			EN: fmt.Sprintf("%s is resolved; undo that before making it a progress.", e.Number),
		}}
	}
	accept, err := ledger.FindMove(string(ledger.Accept))
	if err != nil {
		return err
	}
	e.Kind, e.Status = k, accept.To(k)
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

func alike(a, b *ledger.Entry) (bool, error) {
	x, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("compare entry: %w", err)
	}
	y, err := json.Marshal(b)
	if err != nil {
		return false, fmt.Errorf("compare entry: %w", err)
	}
	return string(x) == string(y), nil
}
