package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func (s *Server) showUnits(c *gin.Context) error {
	ctx := c.Request.Context()
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	o, err := s.known.overview(ctx, s.Store, month, base.Day)
	if err != nil {
		return err
	}
	page := pages.UnitsPage{Base: base, Period: o.Period, Periods: o.Periods}
	if page.Tallies, err = s.Store.Tallies(ctx, o.Period, base.Day); err != nil {
		return err
	}
	if page.Loads, err = s.Store.Loads(ctx, o.Period); err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Units(page))
}

func (s *Server) showUnit(c *gin.Context) error {
	ctx, code := c.Request.Context(), c.Param("code")
	month, err := s.month(c)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	sum, err := s.Store.UnitSummary(ctx, code, month, base.Day)
	if err != nil {
		return err
	}
	page := pages.UnitPage{Base: base, Period: month, Summary: *sum}
	if page.Load, err = s.Store.UnitLoad(ctx, code, month); err != nil {
		return err
	}
	scores, err := s.Store.UnitScores(ctx, code)
	if err != nil {
		return err
	}
	rules, err := s.Store.ScoreRules(ctx)
	if err != nil {
		return err
	}
	page.Trend = ledger.NewScoreTrend(scores, rules)
	counts, err := s.Store.ReminderCounts(ctx, base.Day.Today.Period())
	if err != nil {
		return err
	}
	page.Asked = counts[code]
	return show(c, http.StatusOK, pages.Unit(page))
}
