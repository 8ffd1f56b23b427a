package store

import (
	"fmt"

	"taizhang/backend/ledger"
)

// steps is what each move does beside changing the status; a move that is not named does nothing more.
var steps = map[ledger.MoveName]func(*Writer, *step) error{
	ledger.Accept:  func(w *Writer, s *step) error { return w.number(s.e) },
	ledger.Recur:   func(w *Writer, s *step) error { return w.recur(s.e, s.in.Number) },
	ledger.Link:    func(w *Writer, s *step) error { return w.link(s.e, s.in.Number) },
	ledger.Restore: func(_ *Writer, s *step) error { s.e.SameAs = nil; return nil },

	ledger.Assign:     (*Writer).assign,
	ledger.Reassign:   (*Writer).assign,
	ledger.Overrule:   (*Writer).assign,
	ledger.Divide:     (*Writer).divide,
	ledger.ReportBack: (*Writer).report,
	ledger.AskMore:    (*Writer).askMore,
	ledger.Extend:     (*Writer).extend,
	ledger.RefuseMore: (*Writer).refuseMore,
	ledger.MergeInto:  (*Writer).mergeInto,
	ledger.PutUnder:   (*Writer).putUnder,

	ledger.Submit:    func(_ *Writer, s *step) error { s.e.Outcome = s.in.Note; return nil },
	ledger.SendBack:  func(_ *Writer, s *step) error { s.unverify(); s.e.Outcome = ""; return nil },
	ledger.Verify:    (*Writer).verify,
	ledger.Strike:    func(w *Writer, s *step) error { w.strike(s.e); return nil },
	ledger.Resolve:   (*Writer).resolve,
	ledger.Undo:      func(_ *Writer, s *step) error { s.undo(); return nil },
	ledger.Rebound:   func(_ *Writer, s *step) error { s.rebound(); return nil },
	ledger.Suspend:   func(w *Writer, s *step) error { s.e.SuspendedOn = w.today(); return nil },
	ledger.Resume:    func(w *Writer, s *step) error { w.resume(s); return nil },
	ledger.Reopen:    func(w *Writer, s *step) error { takeBack(s.e); s.e.SameAs = nil; w.resume(s); return nil },
	ledger.Transfer:  because,
	ledger.Terminate: because,
}

func because(_ *Writer, s *step) error { closeWith(s.e, s.in.Note); return nil }

// closeWith says why an entry is closed, or what closed it, and keeps what was said to be done so far for whoever takes that back.
func closeWith(e *ledger.Entry, words string) { e.OutcomeBefore, e.Outcome = e.Outcome, words }

func takeBack(e *ledger.Entry) { e.Outcome, e.OutcomeBefore = e.OutcomeBefore, "" }

// step is a move as it is made: the entry, with its new status already, the status that it leaves, what was given, and what
// the event is to tell beside.
type step struct {
	move ledger.Move
	e    *ledger.Entry
	from ledger.Status
	in   ledger.Input
	told detail
}

// takeStep makes a move whose conditions hold.
func (w *Writer) takeStep(m ledger.Move, e *ledger.Entry, in ledger.Input) (detail, error) {
	s := &step{m, e, e.Status, in, detail{}}
	e.Status = m.Leads(e)
	if err := w.checkStep(s); err != nil {
		return nil, err
	}
	if in.Due != "" && m.Name != ledger.AskMore {
		e.Due, e.DueBasis, e.DueText = in.Due, ledger.DueFromPerson, fmt.Sprintf("%s时确定（%s）", m.Words.ZH, w.actor.Name)
	}
	if in.Evidence != "" {
		e.Evidence = in.Evidence
	}
	s.remember()
	if do := steps[m.Name]; do != nil {
		if err := do(w, s); err != nil {
			return nil, err
		}
	}
	return s.told, w.lapse(s)
}

// remember keeps where taking a suspension or a closing back leads. What was on hold when it was closed goes back to where it
// stood before that.
func (s *step) remember() {
	c := s.e.Status.Class()
	switch held := s.e.Status == ledger.Suspended || c == ledger.Done || c == ledger.Dropped; {
	case held && s.from != ledger.Suspended:
		s.e.Back = s.from
	case !held:
		s.e.Back = ""
	}
}

func (s *step) unverify() { s.e.VerifiedAt, s.e.VerifiedBy = nil, "" }

// verify keeps by whom, and for what is not reported done by a unit, what was found.
func (w *Writer) verify(s *step) error {
	if s.e.Kind == ledger.Shortcoming && s.e.Evidence == "" {
		return ledger.Mistake(ledger.Invalid, string(ledger.EvidenceField), "问题销号要有佐证：写明台账中的成绩编号、文件或现场核查情况。",
			"A shortcoming is closed on evidence: the number of a progress in the ledger, a paper, or what was seen on the spot.")
	}
	now := w.time()
	s.e.VerifiedAt, s.e.VerifiedBy = &now, w.actor.Name
	if s.e.Outcome == "" {
		s.e.Outcome = s.in.Note
	}
	return nil
}

func (w *Writer) strike(e *ledger.Entry) {
	now := w.time()
	e.ResolvedAt, e.ResolvedBy = &now, w.actor.Name
}

// resolve is verification and striking off in one, by whoever does it.
func (w *Writer) resolve(s *step) error {
	w.strike(s.e)
	closeWith(s.e, s.in.Note)
	s.e.VerifiedAt, s.e.VerifiedBy = s.e.ResolvedAt, s.e.ResolvedBy
	return nil
}

func (s *step) undo() {
	s.e.ResolvedAt, s.e.ResolvedBy = nil, ""
	if s.e.Status == ledger.Verified {
		return
	}
	takeBack(s.e)
	if s.unverify(); s.e.Status != ledger.Submitted {
		s.e.Evidence = ""
	}
}

func (s *step) rebound() {
	s.e.ResolvedAt, s.e.ResolvedBy, s.e.Outcome, s.e.Evidence, s.e.Percent = nil, "", "", "", 0
	s.e.OutcomeBefore = ""
	s.unverify()
	s.e.Rebounds++
}

// resume starts the clock again: the due date moves by the days that it stood.
func (w *Writer) resume(s *step) {
	if s.e.SuspendedOn == "" {
		return
	}
	days := s.e.SuspendedOn.DaysTo(w.today())
	s.e.SuspendedOn = ""
	if s.e.Due == "" || days <= 0 {
		return
	}
	s.told["old_due"] = s.e.Due
	s.e.Due, s.e.DueBasis, s.e.DueText = s.e.Due.AddDays(days), ledger.DueFromRule, fmt.Sprintf("挂起顺延 %d 天", days)
}

// mergeInto makes the entry a further source of another that is followed.
func (w *Writer) mergeInto(s *step) error {
	into, err := w.read.Entry(w.ctx(), s.in.Number)
	switch {
	case err != nil:
		return asInvalid(err, string(ledger.NumberField))
	case into.ID == s.e.ID || s.e.Parent != nil && into.ID == *s.e.Parent:
		return ledger.Mistake(ledger.Invalid, string(ledger.NumberField), "不能并入它自己或它的上级事项。", "It cannot be merged into itself or into what it is a part of.")
	case into.Kind != s.e.Kind || into.Status.Class() != ledger.Open:
		return ledger.Mistake(ledger.Invalid, string(ledger.NumberField), "%[1]s 不是在办的同类事项，不能并入。", "%[1]s is not open and of the same kind; nothing can be merged into it.", into.Number)
	}
	s.e.SameAs = &into.ID
	closeWith(s.e, said(s.in))
	return nil
}

// putUnder says which shortcoming a task is to put right; none, without a number.
func (w *Writer) putUnder(s *step) error {
	if s.e.Under = nil; s.in.Number == "" {
		return nil
	}
	blame, err := w.read.Entry(w.ctx(), s.in.Number)
	switch {
	case err != nil:
		return asInvalid(err, string(ledger.NumberField))
	case blame.Kind != ledger.Shortcoming || blame.Status.Class() == ledger.Dropped:
		return ledger.Mistake(ledger.Invalid, string(ledger.NumberField), "%[1]s 不是“问题”，或者已经关闭而未办结，不能挂。", "%[1]s is no shortcoming, or was closed unsolved; nothing can be put under it.", blame.Number)
	}
	s.e.Under = &blame.ID
	return nil
}

func (w *Writer) today() ledger.Date { return ledger.DateOf(w.now()) }
