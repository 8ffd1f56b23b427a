package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

func (s *Server) showScoreRules(c *gin.Context) error {
	return s.scoreRulesPage(c, http.StatusOK, pages.ScoreRulesPage{})
}

// scoreRulesPage shows the rules and the approval beside what page holds already: forms as they were typed, and the mistake.
func (s *Server) scoreRulesPage(c *gin.Context, status int, page pages.ScoreRulesPage) (err error) {
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/scores/rules"
	if page.Rules, err = s.Store.ScoreRules(c.Request.Context()); err != nil {
		return err
	}
	if page.Approval, page.Ranked, err = s.Store.Approval(c.Request.Context(), ledger.Ranking); err != nil {
		return err
	}
	return show(c, status, pages.ScoreRules(page))
}

func (s *Server) saveScoreRule(c *gin.Context) error {
	form, rule, err := s.keepScoreRule(c)
	if m := ledger.AsMistake(err); m != nil {
		return s.scoreRulesPage(c, statusOf[m.Code], pages.ScoreRulesPage{Form: &form, Err: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "%s 起的算法已保存。", "The rule from %s on is saved.", string(rule.From))
	return goTo(c, "/scores/rules")
}

// keepScoreRule saves the rule that the form means.
func (s *Server) keepScoreRule(c *gin.Context) (pages.RuleForm, ledger.ScoreRule, error) {
	form := pages.RuleForm{
		From: c.PostForm("from"), Formulas: c.PostForm("formulas"), Graded: c.PostForm("graded"), Grades: c.PostForm("grades"), Note: c.PostForm("note"),
	}
	rule, err := ledger.ReadRule(form.From, form.Formulas, form.Graded, form.Grades, form.Note)
	if err == nil {
		err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.SaveScoreRule(rule) })
	}
	return form, rule, err
}

func (s *Server) dropScoreRule(c *gin.Context) error {
	from := ledger.Period(c.PostForm("from"))
	err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.DropScoreRule(from) })
	if err != nil {
		return err
	}
	s.notify(c, "%s 起的算法已撤去。", "The rule from %s on is taken away.", string(from))
	return goTo(c, "/scores/rules")
}

// approveRanking puts the approval of showing ranks on record, from then on they are shown.
func (s *Server) approveRanking(c *gin.Context) error {
	a, err := s.keepApproval(c)
	if m := ledger.AsMistake(err); m != nil {
		return s.scoreRulesPage(c, statusOf[m.Code], pages.ScoreRulesPage{Asked: &a, AskedErr: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "排名已启用，显示处都注明批准依据。", "Ranks are shown from now on, each time with the approval.")
	return goTo(c, "/scores/rules")
}

// keepApproval puts the approval that the form gives on record.
func (s *Server) keepApproval(c *gin.Context) (ledger.Approval, error) {
	a := ledger.Approval{
		Subject: ledger.Ranking, Approver: strings.TrimSpace(c.PostForm("approver")), Document: strings.TrimSpace(c.PostForm("document")),
		ApprovedOn: ledger.Date(c.PostForm("approved_on")),
	}
	return a, s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.Approve(a) })
}

func (s *Server) endRanking(c *gin.Context) error {
	err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.EndApproval(ledger.Ranking) })
	if err != nil {
		return err
	}
	s.notify(c, "排名已停用，批准记录仍然保留。", "Ranks are no longer shown; the approval stays on record.")
	return goTo(c, "/scores/rules")
}
