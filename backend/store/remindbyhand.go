package store

import (
	"slices"

	"taizhang/backend/ledger"
)

// Remind asks the units that answer for an entry, by hand. What stands against it is a mistake that says what to do instead.
func (w *Writer) Remind(id int64, note string, a Asking) (made []ledger.Reminder, err error) {
	r, err := w.round(a)
	if err != nil {
		return nil, err
	}
	if made, err = w.askAbout(r, id, note); err != nil {
		return nil, err
	}
	return made, w.enqueue(a, made)
}

// RemindAll asks about each of several entries the units that answer for it, and tells what became of each. Messages go out as one
// for each channel.
func (w *Writer) RemindAll(picks []ledger.Pick, note string, a Asking) ([]ledger.Attempt, error) {
	var r *round
	var all []ledger.Reminder
	done, err := w.each(picks, func(x *ledger.Attempt, p ledger.Pick) (err error) {
		if r == nil {
			if r, err = w.round(a); err != nil {
				return err
			}
		}
		made, err := w.askAbout(r, p.ID, note)
		if err != nil {
			if len(made) > 0 {
				r = nil // these are taken back, and do not count
			}
			return err
		}
		for _, n := range made {
			x.Units = append(x.Units, n.UnitCode)
		}
		all = append(all, made...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return done, w.enqueue(a, all)
}

// round is what reminders asked by hand in one go are held against: what was asked this month, and how much more may be.
type round struct {
	Asking
	recent []ledger.Reminder
	caps   *ledger.Caps
}

func (w *Writer) round(a Asking) (*round, error) {
	recent, err := w.read.remindersWhere(w.ctx(), "r.day >= ?", string(a.Today.Period())+"-01")
	return &round{a, recent, a.Policy.Caps(recent, a.Today)}, err
}

// askAbout asks about one entry; what it had asked already when something stood against the rest is returned with that.
func (w *Writer) askAbout(r *round, id int64, note string) (made []ledger.Reminder, err error) {
	e, err := w.read.EntryByID(w.ctx(), id)
	if err != nil {
		return nil, err
	}
	if err := mayAsk(e, note, r.Asking); err != nil {
		return nil, err
	}
	for _, code := range e.Answering() {
		u, err := w.read.Unit(w.ctx(), code)
		if err != nil {
			return made, err
		}
		if err := mayAskUnit(e, u, r.recent, r.caps, r.Today); err != nil {
			return made, err
		}
		n := ledger.Reminder{EntryID: e.ID, UnitCode: code, Rule: ledger.ByHand, Day: r.Today, Due: e.Due, Note: note}
		if _, err := w.remind(&n, joined(u.Name, note)); err != nil {
			return made, err
		}
		made = append(made, n)
	}
	return made, nil
}

func joined(unit, note string) string {
	if note == "" {
		return unit
	}
	return unit + "：" + note
}

func mayAsk(e *ledger.Entry, note string, a Asking) error {
	switch now := e.Status.Words(); {
	case !e.Askable():
		return &ledger.Error{Code: ledger.Conflict, Field: "remind", Current: e, Words: ledger.Mistake(ledger.Conflict, "",
			"%[1]s 现在是“%[2]s”，不用催办。", "%[1]s is “%[3]s” now; there is nobody to be asked.", e.Label(), now.ZH, now.EN).Words}
	case len(e.Answering()) == 0:
		return ledger.Mistake(ledger.Conflict, "remind", "%s 没有点名的牵头单位，请先分解或指明单位再催办。", "%s names nobody who answers for it; divide it or name a unit first.", e.Label())
	case !a.Days.IsWorkday(a.Today):
		return ledger.Mistake(ledger.Conflict, "remind", "今天不是工作日，催办只在工作日进行；下一个工作日是 %s。", "Today is no working day, and units are asked on working days only; the next one is %s.", string(a.Days.Add(a.Today, 1)))
	}
	return ledger.CheckReminderNote(note)
}

func mayAskUnit(e *ledger.Entry, u *ledger.Unit, recent []ledger.Reminder, caps *ledger.Caps, today ledger.Date) error {
	again := func(n ledger.Reminder) bool { return n.EntryID == e.ID && n.UnitCode == u.Code && n.Day == today }
	if u.Ended(today) {
		return ledger.Mistake(ledger.Conflict, "remind", "%s 已撤销，请先改派给现在的单位。", "%s is no more; give the entry to the unit of today first.", u.Name)
	}
	if slices.ContainsFunc(recent, again) {
		return ledger.Mistake(ledger.Conflict, "remind", "今天已就这一项催办过%s，一事一天只催一次。", "%s was asked about this entry today already; once a day is the most.", u.Name)
	}
	if held := caps.Take(e.ID, u.Code); held != (ledger.Words{}) {
		return ledger.Mistake(ledger.Conflict, "remind", "%[1]s%[2]s，没有催办。上限可在“管理—催办”中调整。", "%[1]s: %[3]s; nothing was sent. The caps are in the settings of reminders.", u.Name, held.ZH, held.EN)
	}
	return nil
}
