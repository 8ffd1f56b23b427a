package store

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// Asking is what reminders go by: the policy, the calendar, the day, and where they are sent.
type Asking struct {
	Policy   ledger.ReminderPolicy
	Days     ledger.Workdays
	Today    ledger.Date
	Channels []ledger.Channel
}

// PlannedReminders lists what the rules ask today and was not asked yet, the most overdue first, with what a cap holds back.
func (r *Reader) PlannedReminders(ctx context.Context, a Asking) ([]ledger.PlannedReminder, error) {
	if !a.Days.IsWorkday(a.Today) {
		return nil, nil
	}
	open, err := r.answering(ctx, a.Policy.Horizon(a.Days, a.Today))
	if err != nil {
		return nil, err
	}
	before, err := r.remindersWhere(ctx, "e.status IN ? AND e.due <> ''", ledger.AskableStatuses())
	if err != nil {
		return nil, err
	}
	recent, err := r.remindersWhere(ctx, "r.day >= ?", string(a.Today.Period())+"-01")
	if err != nil {
		return nil, err
	}
	units, err := scan[ledger.Unit](ctx, r.db, "units", "SELECT code, name, valid_to FROM units")
	if err != nil {
		return nil, err
	}
	return plan(a, open, before, recent, units), nil
}

// answering lists the entries that units may be asked about and that are due by a day, each with the units named in it; as much of them
// as a plan shows.
func (r *Reader) answering(ctx context.Context, due ledger.Date) (all []ledger.Entry, err error) {
	type row struct {
		ledger.Entry `gorm:"embedded"`
		UnitCode     string
		Role         ledger.PartyRole
	}
	rows, err := scan[row](ctx, r.db, "open entries", `
SELECT e.id, e.number, e.kind, e.text, e.due, e.status, p.unit_code, p.role FROM entries AS e JOIN entry_units AS p ON p.entry_id = e.id
WHERE e.status IN ? AND e.due <> '' AND e.due <= ? AND p.unit_code IS NOT NULL ORDER BY e.due, e.place, e.id, p.position`, ledger.AskableStatuses(), due)
	for _, n := range rows {
		if len(all) == 0 || all[len(all)-1].ID != n.ID {
			all = append(all, n.Entry)
		}
		e := &all[len(all)-1]
		e.Units = append(e.Units, ledger.Party{EntryID: n.ID, UnitCode: &n.UnitCode, Role: n.Role})
	}
	return all, err
}

func plan(a Asking, open []ledger.Entry, before, recent []ledger.Reminder, units []ledger.Unit) (all []ledger.PlannedReminder) {
	type key struct {
		entry int64
		unit  string
	}
	was := map[key][]ledger.Reminder{}
	for _, n := range before {
		was[key{n.EntryID, n.UnitCode}] = append(was[key{n.EntryID, n.UnitCode}], n)
	}
	register := map[string]ledger.Unit{}
	for _, u := range units {
		register[u.Code] = u
	}
	caps := a.Policy.Caps(recent, a.Today)
	for i := range open {
		for _, code := range open[i].Answering() {
			rule, lead := a.Policy.Rule(&open[i], was[key{open[i].ID, code}], a.Days, a.Today)
			if rule == "" || register[code].Ended(a.Today) {
				continue
			}
			all = append(all, ledger.PlannedReminder{Entry: open[i], UnitCode: code, UnitName: register[code].Name, Rule: rule, Lead: lead, Held: caps.Take(open[i].ID, code)})
		}
	}
	return all
}

// remindersWhere loads reminders with their times in the district's zone, by which days are told.
func (r *Reader) remindersWhere(ctx context.Context, where string, args ...any) ([]ledger.Reminder, error) {
	all, err := scan[ledger.Reminder](ctx, r.db, "reminders", "SELECT r.* FROM reminders AS r JOIN entries AS e ON e.id = r.entry_id WHERE "+where+" ORDER BY r.id", args...)
	for i := range all {
		if t := all[i].AnsweredAt; t != nil {
			local := t.In(r.now().Location())
			all[i].AnsweredAt = &local
		}
	}
	return all, err
}

// RemindByRule asks what the rules ask today; what was asked already is not asked again, however often this is done.
func (w *Writer) RemindByRule(a Asking) (made []ledger.Reminder, err error) {
	planned, err := w.read.PlannedReminders(w.ctx(), a)
	if err != nil {
		return nil, err
	}
	for _, p := range planned {
		if p.Held != (ledger.Words{}) {
			continue
		}
		n := ledger.Reminder{EntryID: p.Entry.ID, UnitCode: p.UnitCode, Rule: p.Rule, Lead: p.Lead, Day: a.Today, Due: p.Entry.Due}
		added, err := w.remind(&n, p.Rule.Words().ZH+" "+p.UnitName)
		if err != nil {
			return nil, err
		}
		if added {
			made = append(made, n)
		}
	}
	return made, w.enqueue(a, made)
}

// Remind asks the units that answer for an entry, by hand. What stands against it is a mistake that says what to do instead.
func (w *Writer) Remind(id int64, note string, a Asking) (made []ledger.Reminder, err error) {
	e, err := w.read.EntryByID(w.ctx(), id)
	if err != nil {
		return nil, err
	}
	if err := mayAsk(e, note, a); err != nil {
		return nil, err
	}
	recent, err := w.read.remindersWhere(w.ctx(), "r.day >= ?", string(a.Today.Period())+"-01")
	if err != nil {
		return nil, err
	}
	caps := a.Policy.Caps(recent, a.Today)
	for _, code := range e.Answering() {
		u, err := w.read.Unit(w.ctx(), code)
		if err != nil {
			return nil, err
		}
		if err := mayAskUnit(e, u, recent, caps, a.Today); err != nil {
			return nil, err
		}
		n := ledger.Reminder{EntryID: e.ID, UnitCode: code, Rule: ledger.ByHand, Day: a.Today, Due: e.Due, Note: note}
		if _, err := w.remind(&n, joined(u.Name, note)); err != nil {
			return nil, err
		}
		made = append(made, n)
	}
	return made, w.enqueue(a, made)
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

// remind adds one reminder with its event; false where it is there already.
func (w *Writer) remind(n *ledger.Reminder, note string) (bool, error) {
	n.AskedAt, n.AskedBy = w.time(), w.actor.Name
	done := w.tx.Clauses(clause.OnConflict{DoNothing: true}).Create(n)
	if done.Error != nil || done.RowsAffected == 0 {
		return false, failed("add reminder", done.Error)
	}
	return true, w.log("remind", "entry", n.EntryID, note, nil, map[string]any{"unit": n.UnitCode, "rule": n.Rule, "day": n.Day})
}
