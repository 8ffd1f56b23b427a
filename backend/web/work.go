package web

import (
	"context"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// unitGroups sort what a unit answers for, the most pressing first: an entry goes into the first that takes it.
var unitGroups = []struct {
	pages.WorkGroup
	takes func(e ledger.Entry, last ledger.Event, d ledger.Day) bool
}{
	{pages.WorkGroup{Key: "sent-back", Words: ledger.Words{ZH: "退回重办", EN: "Sent back"}, Moves: []ledger.MoveName{ledger.ReportBack, ledger.Submit}},
		func(e ledger.Entry, last ledger.Event, _ ledger.Day) bool {
			return e.Status == ledger.Handling && (last.Action == string(ledger.SendBack) || last.Action == string(ledger.Rebound))
		}},
	{pages.WorkGroup{Key: "new", Words: ledger.Words{ZH: "待签收", EN: "To acknowledge"}, Moves: []ledger.MoveName{ledger.Acknowledge, ledger.Object}},
		func(e ledger.Entry, _ ledger.Event, _ ledger.Day) bool { return e.Status == ledger.Assigned }},
	{pages.WorkGroup{Key: "due", Words: ledger.Words{ZH: "逾期、临期和滞后", EN: "Overdue, due soon and late"}, Moves: []ledger.MoveName{ledger.ReportBack, ledger.Submit, ledger.AskMore}},
		func(e ledger.Entry, _ ledger.Event, d ledger.Day) bool {
			return atHand(e) && e.Light(d) != ledger.Green
		}},
	{pages.WorkGroup{Key: "open", Words: ledger.Words{ZH: "在办", EN: "In hand"}, Moves: []ledger.MoveName{ledger.ReportBack, ledger.Submit, ledger.AskMore}},
		func(e ledger.Entry, _ ledger.Event, _ ledger.Day) bool { return atHand(e) }},
	{pages.WorkGroup{Key: "waiting", Words: ledger.Words{ZH: "已报督查室", EN: "With the office"}, Help: ledger.Words{ZH: "等督查室处理，本单位暂时不用做什么。", EN: "The office has the next move."}},
		func(ledger.Entry, ledger.Event, ledger.Day) bool { return true }},
}

func atHand(e ledger.Entry) bool { return e.Status == ledger.Registered || e.Status == ledger.Handling }

// officeGroups are what the office is to decide, by status.
var officeGroups = []struct {
	pages.WorkGroup
	status ledger.Status
}{
	{pages.WorkGroup{Key: "submitted", Words: ledger.Words{ZH: "待审核", EN: "To verify"}, Moves: []ledger.MoveName{ledger.Verify, ledger.Resolve, ledger.SendBack}}, ledger.Submitted},
	{pages.WorkGroup{Key: "verified", Words: ledger.Words{ZH: "已核查，待销号", EN: "Verified, to be struck off"}, Moves: []ledger.MoveName{ledger.Strike, ledger.SendBack}}, ledger.Verified},
	{pages.WorkGroup{Key: "objected", Words: ledger.Words{ZH: "有异议", EN: "Objected"}, Moves: []ledger.MoveName{ledger.Reassign, ledger.Overrule}}, ledger.Objected},
}

var asking = pages.WorkGroup{Key: "asking", Words: ledger.Words{ZH: "申请延期", EN: "More time is asked for"}, Moves: []ledger.MoveName{ledger.Extend, ledger.RefuseMore}}

// said is what was done and reported last on some entries, and until when more time is asked for.
type said struct {
	moves    map[int64]ledger.Event
	feedback map[int64]ledger.Feedback
	asked    map[int64]ledger.Date
}

func (s *Server) lastSaid(ctx context.Context, entries []ledger.Entry) (l said, err error) {
	ids := make([]int64, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	if l.moves, err = s.Store.LastMoves(ctx, ids); err != nil {
		return l, err
	}
	if l.feedback, err = s.Store.LastFeedback(ctx, ids); err != nil {
		return l, err
	}
	waiting, err := s.Store.AskingForTime(ctx)
	l.asked = map[int64]ledger.Date{}
	for _, x := range waiting {
		l.asked[x.EntryID] = x.Asked
	}
	return l, err
}

// item says with an entry the words of the last move, or where that had none those of the last feedback.
func (l said) item(e ledger.Entry) pages.WorkItem {
	item := pages.WorkItem{Entry: e, By: l.feedback[e.ID].CreatedBy, Said: l.feedback[e.ID].Progress, Asked: l.asked[e.ID]}
	if m := l.moves[e.ID]; m.Note != "" && m.Action != string(ledger.Accept) {
		item.By, item.Said = m.Actor, m.Note
	}
	return item
}
