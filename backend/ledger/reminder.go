package ledger

import (
	"slices"
	"time"
	"unicode/utf8"
)

// ReminderRule is why a unit was asked about an entry: a person did it, or one of the rules that follow the due date.
type ReminderRule string

const (
	ByHand    ReminderRule = "hand"
	BeforeDue ReminderRule = "before"
	AtDue     ReminderRule = "due"
	AfterDue  ReminderRule = "after"
)

// ReminderRules lists the rules in the order of an entry's life, after the one by hand.
var ReminderRules = []ReminderRule{ByHand, BeforeDue, AtDue, AfterDue}

var reminderRules = map[ReminderRule]Words{
	ByHand: {"人工催办", "Asked by a person"}, BeforeDue: {"临期提醒", "Before it is due"}, AtDue: {"到期提醒", "On the due date"}, AfterDue: {"逾期催办", "Overdue"},
}

// Words names the rule.
func (r ReminderRule) Words() Words { return reminderRules[r] }

// Reminder is one asking of one unit about one entry (催办). It is never changed but by being read and answered.
type Reminder struct {
	ID         int64 `gorm:"primaryKey"`
	EntryID    int64
	UnitCode   string
	Rule       ReminderRule
	Lead       int  // of BeforeDue: how many working days before
	Day        Date // of asking
	Due        Date // the entry's due date then, "" for none
	Note       string
	AskedAt    time.Time
	AskedBy    string // a person, or 系统 for a rule
	ReadAt     *time.Time
	ReadBy     string
	AnsweredAt *time.Time
	AnsweredBy string
}

// ReminderRow is a reminder with what a list shows beside it.
type ReminderRow struct {
	Reminder
	Entry    Entry
	UnitName string
	Sent     []Delivery // by which channels, none where it is told in the product alone
}

// Live tells whether the reminder still asks for something: it was not answered, and its entry is open and the unit's to answer.
func (r ReminderRow) Live() bool {
	return r.AnsweredAt == nil && r.Entry.Askable() && r.Entry.AnsweredBy(r.UnitCode)
}

// MaxReminderNote is how many characters the words of a reminder by hand may have.
const MaxReminderNote = 200

// CheckReminderNote tells what is wrong with the words of a reminder by hand.
func CheckReminderNote(note string) error {
	if n := utf8.RuneCountInString(note); n > MaxReminderNote || !utf8.ValidString(note) {
		return Mistake(Invalid, "note", "催办的话最多 %d 字。", "The words of a reminder may have %d characters at most.", MaxReminderNote)
	}
	return nil
}

// AskableStatuses lists the statuses in which a unit has something to do. What is closed, suspended, divided, or waits for the office
// asks for nothing.
func AskableStatuses() []Status { return slices.Clone(atHand) }

// Askable tells whether units may be asked about the entry.
func (e *Entry) Askable() bool { return e.Number != "" && slices.Contains(AskableStatuses(), e.Status) }

// Answers tells whether the move answers what units were asked about the entry.
func (m Move) Answers() bool {
	return slices.Contains([]MoveName{ReportBack, Submit, AskMore, Object, Resolve}, m.Name)
}

// Answering lists the codes of the units that answer for the entry: those named as who leads, or whom it is about.
func (e *Entry) Answering() (codes []string) {
	for _, p := range e.Units {
		if p.UnitCode != nil && p.Role == e.Kind.MainRole() && !slices.Contains(codes, *p.UnitCode) {
			codes = append(codes, *p.UnitCode)
		}
	}
	return codes
}

// Ended tells whether the unit is no more on day d.
func (u Unit) Ended(d Date) bool { return u.ValidTo != "" && u.ValidTo < d }

// ReminderFilter selects reminders: of one unit ("" for all), of one entry (0 for all), in one state ("" for any).
type ReminderFilter struct {
	Unit    string
	EntryID int64
	State   ReminderState
}

// ReminderState is how far a reminder has come.
type ReminderState string

const (
	Unanswered ReminderState = "unanswered" // of an open entry, read or not
	Unread     ReminderState = "unread"
	Answered   ReminderState = "answered"
	Failed     ReminderState = "failed" // a message could not be delivered
)

// ReminderStates lists the states that a list may be narrowed to.
var ReminderStates = []struct {
	State ReminderState
	Words Words
}{{Unanswered, Words{"待反馈", "Unanswered"}}, {Unread, Words{"未读", "Unread"}}, {Answered, Words{"已反馈", "Answered"}}, {Failed, Words{"未送达", "Not delivered"}}}

// MostReminders is how many reminders a list shows.
const MostReminders = 200

// ReminderCount is how a unit was asked in a month: reminders, and those of them that are neither answered nor settled.
type ReminderCount struct {
	UnitCode    string
	Asked, Live int
}
