package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

func followedStates(s *specimens) {
	e := entries()[3]
	full := followed(e, ledger.Handling)
	s.show("Reports several, with files", "", parts.Reports(s.View, full))
	one := full
	one.Feedback = one.Feedback[1:]
	one.Feedback[0].Progress = long
	s.show("Reports one, overfull", "", parts.Reports(s.View, one))
	s.show("Reports empty", "", parts.Reports(s.View, parts.Record{Entry: e}))
	s.show("Files", "", parts.Files(s.View, e, append(full.Files, ledger.Attachment{ID: 3, Name: "说明.txt", Size: 812})))
	s.show("Files empty", "", parts.Files(s.View, e, nil))
	s.show("Waiting, to the office", "", parts.Waiting(s.View, full))
	s.show("Waiting, to the unit", "", parts.Waiting(s.to(liaison), full))
	refused := full
	refused.Form = &parts.MoveForm{Entry: full.Entry, Move: moveNamed(ledger.Extend), In: ledger.Input{Due: "2024-09-17", Note: "同意"}, Err: ledger.Mistake(ledger.Invalid, "due", "新时限要晚于原时限。", "The new date has to be later.")}
	s.show("Waiting, the decision refused", "", parts.Waiting(s.View, refused))
	decided := full
	decided.Extensions = nil
	for i, d := range []ledger.Decision{ledger.Granted, ledger.Refused, ledger.Lapsed} {
		x := full.Extensions[1]
		x.ID, x.Decision = int64(10+i), d
		if d != ledger.Granted {
			x.Granted, x.Note = "", "时限不能再延"
		}
		decided.Extensions = append(decided.Extensions, x)
	}
	decided.Extensions[2].Due, decided.Extensions[2].Note = "", ""
	s.show("Decided", "", parts.Decided(s.View, decided))
	remindingStates(s, e)
}

func remindingStates(s *specimens, e ledger.Entry) {
	rows := everyReminder()
	for _, r := range rows {
		s.show("Reminders "+string(r.Rule), "", parts.Reminders(s.View, e, parts.Reminding{Rows: []ledger.ReminderRow{r}}))
	}
	s.show("Reminders empty, to the office", "", parts.Reminders(s.View, e, parts.Reminding{}))
	s.show("Reminders empty, to a leader: nothing", "", parts.Reminders(s.to(reader), e, parts.Reminding{}))
	once := ledger.Mistake(ledger.Conflict, "remind", "今天已催办过，一事一天只催一次。", "Asked today already; once a day is the most.")
	s.show("Reminders refused", "", parts.Reminders(s.View, e, parts.Reminding{Note: long, Err: once}))
	s.show("Reminders refused, not to be asked any more", "", parts.Reminders(s.View, inStatus(e, ledger.Resolved), parts.Reminding{Err: once}))
	s.show("ReminderTable of all units", "", parts.ReminderTable(s.View, rows, ""))
	s.show("ReminderTable of the own unit", "", parts.ReminderTable(s.to(liaison), rows, "990101001"))
	s.show("ReminderTable empty", "", parts.ReminderTable(s.View, nil, ""))
	s.show("ReadAll", "", parts.ReadAll(s.to(liaison), rows))
	s.show("ReadAll, nothing unread", "", parts.ReadAll(s.to(liaison), rows[:1]))
	for _, live := range []int{0, 1, 12} {
		s.show("UnitReminders", "", parts.UnitReminders(s.View, "990101001", ledger.ReminderCount{Live: live, Asked: live + 1}))
	}
}

// everyReminder has one of every rule and of everything that can come of one.
func everyReminder() []ledger.ReminderRow {
	all := reminders()
	unread, second, moved := all[0], all[0], all[0]
	unread.ID, second.ID, moved.ID = 51, 52, 53
	unread.Entry, second.Entry = entries()[3], entries()[4]
	moved.UnitCode = "990101003"
	for _, r := range []*ledger.ReminderRow{&unread, &second} {
		r.Entry.Status = ledger.Handling
	}
	unread.Sent, second.Sent = deliveriesMade(), nil
	return append(all, unread, second, moved)
}
