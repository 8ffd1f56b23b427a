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

// acknowledgeAll acknowledges what a unit was sent, as far as it stood on its page: all of it or, where one has changed
// meanwhile, nothing.
func (s *Server) acknowledgeAll(c *gin.Context) error {
	numbers := c.PostFormArray("number")
	if err := s.acknowledge(c, numbers); err != nil {
		return err
	}
	s.notify(c, "已签收 %d 项。", "%d acknowledged.", len(numbers))
	return goTo(c, "/me")
}

// acknowledge acknowledges entries for the unit in the path, all or none.
func (s *Server) acknowledge(c *gin.Context, numbers []string) error {
	m, err := ledger.FindMove(string(ledger.Acknowledge))
	if err != nil {
		return err
	}
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
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
