package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// showOverview shows the first page, drawn once for each reader until something changes. A notice is shown once, so a page
// with one is drawn apart.
func (s *Server) showOverview(c *gin.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	revision, err := s.Store.Revision(c.Request.Context())
	if err != nil {
		return err
	}
	drawn := func() ([]byte, error) {
		o, err := s.known.overview(c.Request.Context(), s.Store, month, base.Day)
		if err != nil {
			return nil, err
		}
		return draw(c, pages.Overview(pages.OverviewPage{Base: base, Overview: *o, First: len(o.Periods) == 0 && o.Drafts == 0}))
	}
	var page []byte
	if base.Notice != "" {
		page, err = drawn()
	} else {
		page, err = s.known.page(drawnFor{figuresOf{revision, month, base.Day}, base.Lang, base.User, base.Path}, drawn)
	}
	if err != nil {
		return err
	}
	send(c, http.StatusOK, page)
	return nil
}

func (s *Server) showUnits(c *gin.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	o, err := s.known.overview(c.Request.Context(), s.Store, month, base.Day)
	if err != nil {
		return err
	}
	tallies, err := s.Store.Tallies(c.Request.Context(), o.Period, base.Day)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Units(pages.UnitsPage{Base: base, Period: o.Period, Periods: o.Periods, Tallies: tallies}))
}

func (s *Server) showUnit(c *gin.Context) error {
	month, err := s.month(c)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	sum, err := s.Store.UnitSummary(c.Request.Context(), c.Param("code"), month, base.Day)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Unit(pages.UnitPage{Base: base, Period: month, Summary: *sum}))
}

// month is the month asked for, or the newest that has entries.
func (s *Server) month(c *gin.Context) (ledger.Period, error) {
	month, err := monthParam(c)
	if err != nil || month != "" {
		return month, err
	}
	months, err := s.Store.Periods(c.Request.Context())
	if err != nil || len(months) == 0 {
		return "", err
	}
	return months[0], nil
}
