package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func (s *Server) showOverview(c *gin.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	o, err := s.known.overview(c, s.Store, month, base.Day)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Overview(pages.OverviewPage{Base: base, Overview: *o, First: len(o.Periods) == 0 && o.Drafts == 0}))
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
	o, err := s.known.overview(c, s.Store, month, base.Day)
	if err != nil {
		return err
	}
	tallies, err := s.Store.Tallies(c, o.Period, base.Day)
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
	sum, err := s.Store.UnitSummary(c, c.Param("code"), month, base.Day)
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
	months, err := s.Store.Periods(c)
	if err != nil || len(months) == 0 {
		return "", err
	}
	return months[0], nil
}
