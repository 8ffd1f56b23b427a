package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

func (s *Server) courier() Courier { return Courier{s.Config} }

// showReminders lists what units were asked: all of them, or the one that the path names.
func (s *Server) showReminders(c *gin.Context) error {
	ctx, code := c.Request.Context(), c.Param("code")
	page := pages.RemindersPage{Unit: code, State: ledger.ReminderState(c.Query("state"))}
	var err error
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	if page.Rows, err = s.remindersAsked(c); err != nil {
		return err
	}
	if page.Counts, err = s.Store.ReminderCounts(ctx, s.day().Today.Period()); err != nil {
		return err
	}
	if page.Policy, err = s.courier().policy(ctx); err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Reminders(page))
}

// remindersAsked are those of the unit that the path names, or of all, in the state that the address asks for.
func (s *Server) remindersAsked(c *gin.Context) ([]ledger.ReminderRow, error) {
	f := ledger.ReminderFilter{Unit: c.Param("code"), State: ledger.ReminderState(c.Query("state"))}
	if f.State != "" && !slices.Contains(stateValues(), string(f.State)) {
		return nil, ledger.Mistake(ledger.BadRequest, "state", "筛选条件 state 没有“%[1]s”这个值，可用：%[2]s。", "state has no value “%[1]s”; it takes %[2]s.", string(f.State), strings.Join(stateValues(), ", "))
	}
	if f.Unit != "" {
		if _, err := s.Store.Unit(c.Request.Context(), f.Unit); err != nil {
			return nil, err
		}
	}
	return s.Store.Reminders(c.Request.Context(), f)
}

func stateValues() (all []string) {
	for _, s := range ledger.ReminderStates {
		all = append(all, string(s.State))
	}
	return all
}

// readReminders marks reminders as read by the unit's liaison: those ticked, or all.
func (s *Server) readReminders(c *gin.Context) error {
	var ids []int64
	for _, said := range c.PostFormArray("reminder") {
		id, err := strconv.ParseInt(said, 10, 64)
		if err != nil {
			return ledger.Mistake(ledger.BadRequest, "reminder", "没有“%s”这条催办。", "There is no reminder “%s”.", said)
		}
		ids = append(ids, id)
	}
	n, err := s.markRead(c, ids)
	if err != nil {
		return err
	}
	if n > 0 {
		s.notify(c, "已标记 %d 条催办为已读。", "Reminders marked as read: %d.", n)
	}
	return goTo(c, backTo(c, "/units/"+c.Param("code")+"/reminders"))
}

// markRead marks reminders of the unit in the path as read, all there are for none, and tells how many.
func (s *Server) markRead(c *gin.Context, ids []int64) (n int, err error) {
	code := c.Param("code")
	if s.account(c).UnitCode != code {
		return 0, ledger.Mistake(ledger.Conflict, "", "“已读”由本单位联络员标记。", "A reminder is marked as read by the unit's own liaison.")
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) { n, err = w.ReadReminders(code, ids); return err })
	return n, err
}

// remind asks the units that answer for an entry, by hand.
func (s *Server) remind(c *gin.Context) error {
	ctx := c.Request.Context()
	e, err := s.Store.Entry(ctx, c.Param("number"))
	if err != nil {
		return err
	}
	note := strings.TrimSpace(c.PostForm("note"))
	made, err := s.askUnits(c, e, note)
	if m := ledger.AsMistake(err); m != nil {
		return s.entryPage(c, statusOf[m.Code], parts.Record{Entry: *e, Reminding: parts.Reminding{Note: note, Err: m}})
	}
	if err != nil {
		return err
	}
	s.notify(c, "已就 %[1]s 催办 %[2]d 个单位。", "%[1]s: %[2]d units asked.", e.Number, len(made))
	return goTo(c, string(parts.EntryURL(*e))+"#reminders")
}

// askUnits asks the units that answer for an entry, by hand.
func (s *Server) askUnits(c *gin.Context, e *ledger.Entry, note string) (made []ledger.Reminder, err error) {
	a, err := s.courier().asking(c.Request.Context())
	if err != nil {
		return nil, err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) { made, err = w.Remind(e.ID, note, a); return err })
	return made, err
}
