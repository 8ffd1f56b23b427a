package web

import (
	"context"
	"errors"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// mostWork bounds what the page of one's work lists.
const mostWork = 200

var errEnough = errors.New("enough of them")

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

// work is what waits for whoever asks: nil for those who handle nothing.
func (s *Server) work(c *gin.Context) (w *pages.Work, err error) {
	switch a := s.account(c); {
	case a.Reach(ledger.Decide) == ledger.Whole:
		w, err = s.officeWork(c)
	case a.Reach(ledger.Handle) == ledger.OwnUnit:
		w, err = s.unitWork(c, a.UnitCode)
	}
	if w == nil || err != nil {
		return w, err
	}
	return w, s.workForm(c, w)
}

// unitWork sorts the open entries that the unit answers for.
func (s *Server) unitWork(c *gin.Context, code string) (*pages.Work, error) {
	unit, err := s.Store.Unit(c.Request.Context(), code)
	if err != nil {
		return nil, err
	}
	asked, err := s.Store.ReminderCounts(c.Request.Context(), s.day().Today.Period())
	if err != nil {
		return nil, err
	}
	w := &pages.Work{Unit: unit.Name, Asked: asked[code]}
	mine, err := s.listed(c, w, ledger.Filter{Unit: code, Status: string(ledger.Open), Sort: "due"}, func(e *ledger.Entry) bool { return e.AnsweredBy(code) })
	if err != nil {
		return nil, err
	}
	last, err := s.lastSaid(c.Request.Context(), mine)
	if err != nil {
		return nil, err
	}
	for _, g := range unitGroups {
		w.Groups = append(w.Groups, g.WorkGroup)
	}
	for _, e := range mine {
		for i, g := range unitGroups {
			if g.takes(e, last.moves[e.ID], s.day()) {
				w.Groups[i].Items = append(w.Groups[i].Items, last.item(e))
				break
			}
		}
	}
	return w, nil
}

// officeWork is what the office is to decide.
func (s *Server) officeWork(c *gin.Context) (w *pages.Work, err error) {
	w = &pages.Work{}
	groups := map[string][]ledger.Entry{}
	var all []ledger.Entry
	for _, g := range officeGroups {
		list, err := s.listed(c, w, ledger.Filter{Status: string(g.status), Sort: "due"}, func(*ledger.Entry) bool { return true })
		if err != nil {
			return nil, err
		}
		groups[g.Key], all = list, append(all, list...)
		w.Groups = append(w.Groups, g.WorkGroup)
	}
	if groups[asking.Key], err = s.askingForTime(c.Request.Context()); err != nil {
		return nil, err
	}
	w.Groups = append(w.Groups, asking)
	last, err := s.lastSaid(c.Request.Context(), append(all, groups[asking.Key]...))
	if err != nil {
		return nil, err
	}
	for i := range w.Groups {
		for _, e := range groups[w.Groups[i].Key] {
			w.Groups[i].Items = append(w.Groups[i].Items, last.item(e))
		}
	}
	return w, nil
}

// askingForTime are the entries for which more time is asked, the oldest asking first.
func (s *Server) askingForTime(ctx context.Context) ([]ledger.Entry, error) {
	waiting, err := s.Store.AskingForTime(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(waiting))
	for i, x := range waiting {
		ids[i] = x.EntryID
	}
	return s.Store.EntriesByID(ctx, ids)
}

// listed reads what a filter selects as far as a page holds it, and counts the rest.
func (s *Server) listed(c *gin.Context, w *pages.Work, f ledger.Filter, takes func(*ledger.Entry) bool) (all []ledger.Entry, err error) {
	err = s.Store.EachEntry(c.Request.Context(), f, s.day(), func(e *ledger.Entry) error {
		switch {
		case !takes(e):
		case len(all) < mostWork:
			all = append(all, *e)
		case w.More < mostWork:
			w.More++
		default:
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return all, err
}

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

// acknowledgeAll acknowledges what a unit was sent, as far as it stood on its page: all of it or, where one has changed
// meanwhile, nothing.
func (s *Server) acknowledgeAll(c *gin.Context) error {
	m, err := ledger.FindMove(string(ledger.Acknowledge))
	if err != nil {
		return err
	}
	numbers := c.PostFormArray("number")
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		for _, number := range numbers {
			e, err := s.Store.Entry(c.Request.Context(), number)
			if err == nil && !e.AnsweredBy(c.Param("code")) {
				err = errOtherUnit
			}
			if err == nil {
				_, err = w.MoveAs(s.account(c), e.ID, 0, m, ledger.Input{})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.notify(c, "已签收 %d 项。", "%d acknowledged.", len(numbers))
	return goTo(c, "/me")
}

// workForm opens the form that the address asks for, under its entry.
func (s *Server) workForm(c *gin.Context, w *pages.Work) error {
	for _, g := range w.Groups {
		for _, item := range g.Items {
			if w.Form != nil || c.Query("move") == "" || item.Entry.Number != c.Query("entry") {
				continue
			}
			rec := parts.Record{Entry: item.Entry}
			err := s.follow(c, &rec)
			if err == nil {
				w.Form, err = s.openForm(c, &rec, c.Query("move"))
			}
			if err != nil {
				return err
			}
			if w.Form != nil {
				w.Form.Back, w.Form.Cancel = "/me", "/me"
			}
		}
	}
	return nil
}
