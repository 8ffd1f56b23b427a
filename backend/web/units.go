package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/frontend/pages"
)

func (s *Server) showUnits(c *gin.Context) error {
	ctx := c.Request.Context()
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil || s.unchangedPage(c, base) {
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
	page, err := s.unitPageOf(c)
	if err != nil {
		return err
	}
	counts, err := s.Store.ReminderCounts(c.Request.Context(), page.Day.Today.Period())
	if err != nil {
		return err
	}
	page.Asked = counts[c.Param("code")]
	return show(c, http.StatusOK, pages.Unit(page))
}

// showBrief shows one unit on one page, to be printed.
func (s *Server) showBrief(c *gin.Context) error {
	u, err := s.unitPageOf(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Brief(pages.BriefPage{Base: u.Base, Period: u.Period, Summary: u.Summary, Load: u.Load, Trend: u.Trend}))
}

// unitPageOf reads what the pages of the unit that the path names show.
func (s *Server) unitPageOf(c *gin.Context) (page pages.UnitPage, err error) {
	ctx, code := c.Request.Context(), c.Param("code")
	if page.Period, err = s.month(c); err != nil {
		return page, err
	}
	if page.Base, err = s.base(c); err != nil {
		return page, err
	}
	sum, err := s.Store.UnitSummary(ctx, code, page.Period, page.Day)
	if err != nil {
		return page, err
	}
	page.Summary = *sum
	if page.Load, err = s.Store.UnitLoad(ctx, code, page.Period); err != nil {
		return page, err
	}
	page.Trend, err = s.scoreTrend(ctx, code)
	return page, err
}
