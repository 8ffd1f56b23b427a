package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// apiDayChange is a day that would be another.
type apiDayChange struct {
	Date   ledger.Date        `json:"date"`
	Before *ledger.SpecialDay `json:"before,omitempty"`
	After  *ledger.SpecialDay `json:"after,omitempty"`
}

// apiDueMove is an open entry whose due date would be another.
type apiDueMove struct {
	Entry    apiEntry    `json:"entry"`
	Proposed ledger.Date `json:"proposed"`
	Days     int         `json:"days"`
}

func dayChanges(of []calendar.Change) []apiDayChange {
	all := []apiDayChange{}
	for _, d := range of {
		all = append(all, apiDayChange{d.Date(), d.Before, d.After})
	}
	return all
}

// calendarAsked are the fields that a change of the calendar takes: a file of whole years, or some days of one.
var calendarAsked = []string{"sheet", "from", "to", "kind", "name", "seen"}

// apiTryCalendar tells what a change of the calendar would do. The entries concerned are shown to those who may read all of them.
func (s *Server) apiTryCalendar(c *gin.Context) error {
	if err := fillForm(c, calendarAsked...); err != nil {
		return err
	}
	days, err := s.daysSent(c)
	if err != nil {
		return err
	}
	ctx, after := c.Request.Context(), s.calendar().With(days)
	moves, err := s.Store.DueMoves(ctx, s.calendar(), after, s.day().Today)
	if err != nil {
		return err
	}
	seen, err := s.Store.SeenDays(ctx)
	if err != nil {
		return err
	}
	shown := []apiDueMove{}
	for _, m := range moves {
		if s.account(c).Reach(ledger.Read) == ledger.Whole {
			shown = append(shown, apiDueMove{withLight(m.Entry, s.lamp(c)), m.Proposed, m.Days})
		}
	}
	c.JSON(http.StatusOK, gin.H{"changes": dayChanges(s.calendar().Changes(after)), "concerned": len(moves), "moves": shown, "seen": seen})
	return nil
}

// apiSaveCalendar changes the calendar, at once; due dates that it concerns wait for a decision.
func (s *Server) apiSaveCalendar(c *gin.Context) error {
	if err := fillForm(c, calendarAsked...); err != nil {
		return err
	}
	days, err := s.daysSent(c)
	if err != nil {
		return err
	}
	changes := s.calendar().Changes(s.calendar().With(days))
	asked := 0
	if len(changes) > 0 {
		if asked, err = s.keepDays(c, days); err != nil {
			return err
		}
	}
	c.JSON(http.StatusOK, gin.H{"changes": dayChanges(changes), "asked": asked})
	return nil
}

// apiDues lists the due dates that a change of the calendar left to be decided.
func (s *Server) apiDues(c *gin.Context) error {
	asked, err := s.Store.DueQuestions(c.Request.Context())
	if err != nil {
		return err
	}
	all := make([]apiDueMove, len(asked))
	for i, a := range asked {
		all[i] = apiDueMove{withLight(a.Entry, s.lamp(c)), a.Proposed, a.Days}
	}
	return sendList(c, all, func(m apiDueMove) string { return keyOfEntry(m.Entry) })
}

// apiAnswerDues moves due dates to what the calendar gives now, or keeps them: {"do": "move", "entry": [12, 13]}.
func (s *Server) apiAnswerDues(c *gin.Context) error {
	if err := fillForm(c, "do", "entry"); err != nil {
		return err
	}
	if do := c.PostForm("do"); do != "move" && do != "keep" {
		return ledger.Mistake(ledger.Invalid, "do", "do 写 move（改定）或 keep（不动）。", "do is move or keep.")
	}
	if err := s.answerDues(c); err != nil {
		return err
	}
	return s.apiDues(c)
}

// apiLights is the rules of lights, and what holds today.
type apiLights struct {
	Now   ledger.Thresholds  `json:"now"`
	Rules []ledger.LightRule `json:"rules"`
	Seen  string             `json:"seen"`
}

func (s *Server) apiLights(c *gin.Context) error {
	rules, err := s.Store.LightRules(c.Request.Context())
	if err != nil {
		return err
	}
	seen, err := s.Store.SeenLightRules(c.Request.Context())
	if err == nil {
		c.JSON(http.StatusOK, apiLights{s.day().Thresholds, append([]ledger.LightRule{}, rules...), seen})
	}
	return err
}

// lightAsked are the fields of a rule of lights.
var lightAsked = []string{"from", "soon_days", "behind", "cycle", "silent", "memory", "note", "seen"}

type apiRelit struct {
	Before ledger.Light `json:"before"`
	After  ledger.Light `json:"after"`
	N      int          `json:"n"`
}

// apiTryLights tells how many of the open entries a rule would show under another light on its first day.
func (s *Server) apiTryLights(c *gin.Context) error {
	if err := fillForm(c, lightAsked...); err != nil {
		return err
	}
	_, rule, err := s.lightTyped(c)
	if err != nil {
		return err
	}
	effect, err := s.lightEffect(c, rule)
	if err != nil {
		return err
	}
	seen, err := s.Store.SeenLightRules(c.Request.Context())
	counts := []apiRelit{}
	for _, n := range effect.Counts {
		counts = append(counts, apiRelit(n))
	}
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"changed": effect.Changed(), "counts": counts, "seen": seen})
	}
	return err
}

// apiSaveLights saves a rule of lights on what was seen of the others.
func (s *Server) apiSaveLights(c *gin.Context) error {
	if err := fillForm(c, lightAsked...); err != nil {
		return err
	}
	_, rule, err := s.lightTyped(c)
	if err != nil {
		return err
	}
	if err := s.keepLights(c, rule); err != nil {
		return err
	}
	return s.apiLights(c)
}

func (s *Server) apiDropLights(c *gin.Context) error {
	if err := s.endLights(c, ledger.Date(c.Param("from"))); err != nil {
		return err
	}
	return s.apiLights(c)
}

// apiScoreRules is how scores are worked out, and by what approval ranks are shown.
func (s *Server) apiScoreRules(c *gin.Context) error {
	rules, err := s.Store.ScoreRules(c.Request.Context())
	if err != nil {
		return err
	}
	a, ranked, err := s.Store.Approval(c.Request.Context(), ledger.Ranking)
	if err != nil {
		return err
	}
	out := struct {
		Rules    []ledger.ScoreRule `json:"rules"`
		Approval *ledger.Approval   `json:"approval,omitempty"`
	}{Rules: append([]ledger.ScoreRule{}, rules...)}
	if ranked {
		out.Approval = &a
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) apiSaveScoreRule(c *gin.Context) error {
	if err := fillForm(c, "from", "formulas", "graded", "grades", "note"); err != nil {
		return err
	}
	if _, _, err := s.keepScoreRule(c); err != nil {
		return err
	}
	return s.apiScoreRules(c)
}

func (s *Server) apiDropScoreRule(c *gin.Context) error {
	return s.changeScoreRules(c, func(w *store.Writer) error { return w.DropScoreRule(ledger.Period(c.Param("from"))) })
}

func (s *Server) apiApproveRanking(c *gin.Context) error {
	if err := fillForm(c, "approver", "document", "approved_on"); err != nil {
		return err
	}
	if _, err := s.keepApproval(c); err != nil {
		return err
	}
	return s.apiScoreRules(c)
}

func (s *Server) apiEndRanking(c *gin.Context) error {
	return s.changeScoreRules(c, func(w *store.Writer) error { return w.EndApproval(ledger.Ranking) })
}

func (s *Server) changeScoreRules(c *gin.Context, do func(*store.Writer) error) error {
	if err := s.Store.Write(c.Request.Context(), s.actor(c), do); err != nil {
		return err
	}
	return s.apiScoreRules(c)
}

// keyOf is an id as the key of a list.
func keyOf(id int64) string { return strconv.FormatInt(id, 10) }
