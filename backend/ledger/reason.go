package ledger

import (
	"fmt"
	"strings"
)

// Reason is a rule that holds for an entry on a day, and the light that it lights.
type Reason struct {
	Light Light
	Words Words
}

// Counting counts the working days after one day up to and with another.
type Counting func(from, to Date) int

// rule is one of the rules of lights: when it holds and what it says then.
type rule struct {
	light Light
	holds func(*Entry, Day) bool
	says  func(*Entry, Day, Counting) Words
}

// lighting lists the rules in the order in which they count: the first that holds lights the light. The store says the same in SQL.
var lighting = []rule{
	{Grey, func(e *Entry, _ Day) bool { return !e.timed() }, sayUntimed},
	{Red, (*Entry).overdue, sayOverdue},
	{Red, (*Entry).silent, saySilent},
	{Yellow, (*Entry).late, sayLate},
	{Yellow, (*Entry).behind, sayBehind},
	{Blue, (*Entry).soon, saySoon},
	{Green, func(*Entry, Day) bool { return true }, sayOnCourse},
}

// Light is the entry's light on a day. It follows from status, due date and course, so it is never stored.
func (e *Entry) Light(d Day) Light {
	for _, r := range lighting {
		if r.holds(e, d) {
			return r.light
		}
	}
	return Green
}

// Reasons says in words why the entry shows its light, the rule that lit it first, then whatever else presses. Without a
// calendar every day counts as worked.
func (e *Entry) Reasons(d Day, workdays Counting) (all []Reason) {
	workdays = workdays.orAll()
	for i, r := range lighting {
		if !r.holds(e, d) || i == len(lighting)-1 && len(all) > 0 {
			continue
		}
		all = append(all, Reason{r.light, r.says(e, d, workdays)})
		if r.light == Grey {
			break
		}
	}
	return all
}

// Why is the first of Reasons: the rule that lit the light.
func (e *Entry) Why(d Day, workdays Counting) Reason {
	for _, r := range lighting {
		if r.holds(e, d) {
			return Reason{r.light, r.says(e, d, workdays.orAll())}
		}
	}
	return Reason{Light: Green}
}

// orAll counts every day as worked where there is no calendar.
func (c Counting) orAll() Counting {
	if c == nil {
		return Date.DaysTo
	}
	return c
}

// ResolvedLate tells whether the entry was struck off after it had missed its due date.
func (e *Entry) ResolvedLate() bool { return e.Status.Class() == Done && e.Missed != "" }

func sayUntimed(e *Entry, d Day, _ Counting) Words {
	switch {
	case e.ResolvedLate():
		return tell(d.Today, "销号，曾逾期：时限 %s", "Resolved, once overdue: it was due %s", e.Missed)
	case e.Status == Suspended:
		return tell(d.Today, "挂起，自 %s 起停止计时", "Suspended: its clock stands since %s", e.SuspendedOn)
	}
	return e.Status.Meaning()
}

func sayOverdue(e *Entry, d Day, workdays Counting) Words {
	n := counted(workdays(e.Due, d.Today), "个工作日", "working day", "working days")
	return tell(d.Today, "逾期 %s：时限 %s", "Overdue by %s: it was due %s", n, e.Due)
}

func saySilent(e *Entry, d Day, _ Counting) Words {
	n := d.Silent
	for e.Heard < d.Cycle.start(d.Today, -n-1) {
		n++
	}
	c, since := d.Cycle.several(n), d.Cycle.start(e.Heard, d.Silent+1)
	if e.Reported == "" {
		return tell(d.Today, "连续 %s没有反馈：从 %s 起尚未反馈，%s 亮灯", "No feedback for %s in a row: none since %s; red since %s", c, e.Heard, since)
	}
	return tell(d.Today, "连续 %s没有反馈：上次反馈 %s，%s 亮灯", "No feedback for %s in a row: the last was on %s; red since %s", c, e.Reported, since)
}

func sayLate(e *Entry, d Day, _ Counting) Words {
	if e.Missed == "" {
		return tell(d.Today, "曾长期没有反馈，%s 补上", "Silent for too long once; heard of again on %s", e.Caught)
	}
	return tell(d.Today, "曾逾期：时限 %s，%s 补上", "Overdue once: it was due %s; caught up on %s", e.Missed, e.Caught)
}

func sayBehind(e *Entry, d Day, _ Counting) Words {
	n := e.schedule(d)
	return Words{fmt.Sprintf("反馈进度 %d%%，序时进度 %d%%", e.Percent, n), fmt.Sprintf("%d%% done as reported; %d%% by schedule", e.Percent, n)}
}

func saySoon(e *Entry, d Day, workdays Counting) Words {
	left := workdays(d.Today, e.Due)
	switch n := counted(left, "个工作日", "working day", "working days"); {
	case e.Due == d.Today:
		return Words{"今天到期", "Due today"}
	case left == 0:
		return tell(d.Today, "%s 到期，此前没有工作日", "Due %s with no working day before it", e.Due)
	default:
		return tell(d.Today, "还有 %s到期：时限 %s", "Due in %s, on %s", n, e.Due)
	}
}

func sayOnCourse(e *Entry, d Day, _ Counting) Words {
	switch {
	case e.answered():
		return tell(d.Today, "%s 按时报请销号，等待核查", "Submitted on time, on %s; to be verified", e.Heard)
	case e.Due == "":
		return Words{"没有时限", "No due date"}
	}
	return tell(d.Today, "未到时限：%s", "Not due yet: %s", e.Due)
}

// tell says a sentence in both languages: each %s is a day, as people say it, or words. A list says one for every line that it has.
func tell(today Date, zh, en string, args ...any) Words {
	said := Words{zh, en}
	for _, a := range args {
		w, ok := a.(Words)
		if !ok {
			w = a.(Date).Said(today)
		}
		said.ZH, said.EN = strings.Replace(said.ZH, "%s", w.ZH, 1), strings.Replace(said.EN, "%s", w.EN, 1)
	}
	return said
}
