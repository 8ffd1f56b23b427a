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
	if page.State != "" && !slices.ContainsFunc(stateValues(), func(v string) bool { return v == string(page.State) }) {
		return ledger.Mistake(ledger.BadRequest, "state", "筛选条件 state 没有“%[1]s”这个值，可用：%[2]s。", "state has no value “%[1]s”; it takes %[2]s.", string(page.State), strings.Join(stateValues(), ", "))
	}
	var err error
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	if code != "" {
		if _, err := s.Store.Unit(ctx, code); err != nil {
			return err
		}
	}
	if page.Rows, err = s.Store.Reminders(ctx, ledger.ReminderFilter{Unit: code, State: page.State}); err != nil {
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

func stateValues() (all []string) {
	for _, s := range ledger.ReminderStates {
		all = append(all, string(s.State))
	}
	return all
}

// readReminders marks reminders as read by the unit's liaison: those ticked, or all.
func (s *Server) readReminders(c *gin.Context) error {
	code := c.Param("code")
	if s.account(c).UnitCode != code {
		return ledger.Mistake(ledger.Conflict, "", "“已读”由本单位联络员标记。", "A reminder is marked as read by the unit's own liaison.")
	}
	var ids []int64
	for _, said := range c.PostFormArray("reminder") {
		id, err := strconv.ParseInt(said, 10, 64)
		if err != nil {
			return ledger.Mistake(ledger.BadRequest, "reminder", "没有“%s”这条催办。", "There is no reminder “%s”.", said)
		}
		ids = append(ids, id)
	}
	n := 0
	err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) { n, err = w.ReadReminders(code, ids); return err })
	if err != nil {
		return err
	}
	if n > 0 {
		s.notify(c, "已标记 %d 条催办为已读。", "%d reminders marked as read.", n)
	}
	return goTo(c, backTo(c, "/units/"+code+"/reminders"))
}

// remind asks the units that answer for an entry, by hand.
func (s *Server) remind(c *gin.Context) error {
	ctx := c.Request.Context()
	e, err := s.Store.Entry(ctx, c.Param("number"))
	if err != nil {
		return err
	}
	a, err := s.courier().asking(ctx)
	if err != nil {
		return err
	}
	note := strings.TrimSpace(c.PostForm("note"))
	var made []ledger.Reminder
	err = s.Store.Write(ctx, s.actor(c), func(w *store.Writer) (err error) { made, err = w.Remind(e.ID, note, a); return err })
	if m := ledger.AsMistake(err); m != nil {
		return s.entryPage(c, statusOf[m.Code], parts.Record{Entry: *e, Reminding: parts.Reminding{Note: note, Err: m}})
	}
	if err != nil {
		return err
	}
	s.notify(c, "已就 %[1]s 催办 %[2]d 个单位。", "%[1]s: %[2]d units asked.", e.Number, len(made))
	return goTo(c, string(parts.EntryURL(*e))+"#reminders")
}
