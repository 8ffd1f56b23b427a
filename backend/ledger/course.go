package ledger

import (
	"slices"
	"time"
)

// Course is what an entry's light follows from beside its status and its due date: facts that are kept as they happen, so that
// the thresholds of any day can be held against them.
type Course struct {
	Begun    Date  `json:"-"`                // the day its schedule begins: registered, assigned or rebounded, later by the days it was suspended
	Heard    Date  `json:"-"`                // the day the unit was last heard of, or was asked
	Reported Date  `json:"-"`                // the day of its last feedback
	Missed   Date  `json:"missed,omitempty"` // the due date that it missed last
	Caught   Date  `json:"-"`                // the day on which it last caught up with what it had missed
	Pace     int64 `json:"-"`                // Pace and Span are the schedule as queries use it, by reckon
	Span     int64 `json:"-"`
}

var (
	afresh = []MoveName{Accept, Recur, Assign, Reassign, Rebound}
	spoken = []MoveName{Acknowledge, ReportBack, Submit, SendBack, Object, Overrule, AskMore, Reopen}
)

// Follow keeps the course of an entry that was before and that a move, or any other change, made what it is now.
func (e *Entry) Follow(before *Entry, by MoveName, on Day) {
	switch {
	case slices.Contains(afresh, by):
		e.Begun, e.Heard, e.Reported = on.Today, on.Today, ""
	case by == Resume:
		stood := before.SuspendedOn.DaysTo(on.Today)
		e.Begun, e.Heard = e.Begun.AddDays(stood), e.Heard.AddDays(stood)
	case slices.Contains(spoken, by):
		e.Heard = on.Today
	}
	if by == ReportBack {
		e.Reported = on.Today
	}
	e.reckon()
	solved := e.Status.Class() == Done
	if before.Light(on) == Red && (solved || e.timed() && e.Light(on) != Red) {
		e.Caught = on.Today
		if before.overdue(on) && before.Begun <= before.Due { // nobody missed a date that was past when it was asked
			e.Missed = before.Due
		}
	}
}

// reckon works out the schedule anew: done in proportion to the days gone by. Only what is in hand and was reported on has one.
// Both are whole numbers, so that a query can say in any database's words what behind says.
func (e *Entry) reckon() {
	e.Pace, e.Span = 0, 0
	if n := e.Begun.DaysTo(e.Due); e.Status == Handling && e.Reported != "" && n > 0 {
		e.Pace, e.Span = 100*e.Begun.number()+int64(e.Percent*n), int64(n)
	}
}

// number counts days, so that they can be reckoned with.
func (d Date) number() int64 { return d.Time().Unix() / int64(24*time.Hour/time.Second) }

// Number counts days from a fixed one.
func (d Day) Number() int64 { return d.Today.number() }

func (e *Entry) timed() bool { return e.Status.Class() == Open && e.Status != Suspended }

// answered tells whether the unit handed it in on time: what is left is the office's to do.
func (e *Entry) answered() bool {
	return (e.Status == Submitted || e.Status == Verified) && e.Heard != "" && e.Heard <= e.Due
}

// Clock is the due date that the light goes by, "" for none.
func (e *Entry) clock() Date {
	if !e.timed() || e.answered() {
		return ""
	}
	return e.Due
}

// LitBy is what the light goes by beside the schedule: the due date, the day since which nothing was heard of the unit whose turn it is,
// and the day on which it last caught up; "" where there is none.
func (e *Entry) LitBy() (clock, silence, caught Date) {
	if e.Status == Assigned || e.Status == Handling {
		silence = e.Heard
	}
	if e.timed() {
		caught = e.Caught
	}
	return e.clock(), silence, caught
}

func (e *Entry) overdue(d Day) bool { return e.clock() != "" && e.clock() < d.Today }

func (e *Entry) soon(d Day) bool { return e.clock() != "" && e.clock() <= d.Soon && !e.overdue(d) }

// silent tells whether nothing was heard of a unit whose turn it is for too many cycles.
func (e *Entry) silent(d Day) bool {
	return (e.Status == Assigned || e.Status == Handling) && e.Heard != "" && e.Heard < d.HeardBy()
}

// late tells whether it missed something, has caught up since, and that is still remembered.
func (e *Entry) late(d Day) bool { return e.timed() && e.Caught != "" && e.Caught >= d.CaughtBy() }

func (e *Entry) behind(d Day) bool {
	return e.Span > 0 && d.Behind > 0 && e.Pace+int64(d.Behind)*e.Span <= 100*d.Number()
}

// schedule is how far the entry should have come by day d, in percent.
func (e *Entry) schedule(d Day) int {
	return min(100, e.Begun.DaysTo(d.Today)*100/max(1, e.Begun.DaysTo(e.Due)))
}

// HeardBy is the day by which a unit whose turn it is must have been heard of lately; "" where it may be silent.
func (d Day) HeardBy() Date {
	if d.Silent == 0 {
		return ""
	}
	return d.Cycle.start(d.Today, -d.Silent)
}

// CaughtBy is the first day of which it is still remembered that something was caught up with then.
func (d Day) CaughtBy() Date {
	switch d.Memory {
	case Always:
		return "0"
	case ThisMonth:
		return Monthly.start(d.Today, 0)
	}
	return "9999"
}
