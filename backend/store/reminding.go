package store

import (
	"context"

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

// remind adds one reminder with its event; false where it is there already.
func (w *Writer) remind(n *ledger.Reminder, note string) (bool, error) {
	n.AskedAt, n.AskedBy = w.time(), w.actor.Name
	done := w.tx.Clauses(clause.OnConflict{DoNothing: true}).Create(n)
	if done.Error != nil || done.RowsAffected == 0 {
		return false, failed("add reminder", done.Error)
	}
	return true, w.log("remind", "entry", n.EntryID, note, nil, map[string]any{"unit": n.UnitCode, "rule": n.Rule, "day": n.Day})
}
