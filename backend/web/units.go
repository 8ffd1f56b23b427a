package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// showUnits shows how the units stand. Where there are several districts it shows the places at the top, and below ?under what is there:
// places again, or the units of one district. With ?q it lists the units found.
func (s *Server) showUnits(c *gin.Context) error {
	ctx := c.Request.Context()
	base, err := s.base(c)
	if err != nil || s.unchangedPage(c, base) {
		return err
	}
	page := pages.UnitsPage{Base: base, Query: c.Query("q")}
	if page.Period, err = s.month(c); err != nil {
		return err
	}
	if page.Periods, err = s.Store.Periods(ctx); err != nil {
		return err
	}
	if page.Query != "" {
		page.Found = ledger.Sought(base.Units, page.Query, mostFound)
		return show(c, http.StatusOK, pages.Units(page))
	}
	if page.Under, err = s.under(c, base); err != nil {
		return err
	}
	if page.Places, err = s.Store.Places(ctx, page.Under, page.Period, base.Day); err != nil {
		return err
	}
	if len(page.Places) == 0 {
		if page.Under != "" { // a place within what the reader may see
			ctx = store.Within(ctx, page.Under)
		}
		if page.Tallies, err = s.Store.Tallies(ctx, page.Period, base.Day); err != nil {
			return err
		}
		if page.Loads, err = s.Store.Loads(ctx, page.Period); err != nil {
			return err
		}
	}
	return show(c, http.StatusOK, pages.Units(page))
}

// under is the code of the place that the address asks about, which must be one that the reader may see.
func (s *Server) under(c *gin.Context, base pages.Base) (string, error) {
	code := c.Query("under")
	if _, ok := base.Unit(code); code != "" && !ok {
		return "", errNoPage
	}
	return code, nil
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
