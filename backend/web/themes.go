package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/frontend/pages"
)

// showThemes lists the fields of work, with how each stands in a month.
func (s *Server) showThemes(c *gin.Context) error {
	ctx := c.Request.Context()
	base, err := s.base(c)
	if err != nil || s.unchangedPage(c, base) {
		return err
	}
	month, err := s.month(c)
	if err != nil {
		return err
	}
	page := pages.ThemesPage{Base: base, Period: month}
	if page.Periods, err = s.Store.Periods(ctx); err != nil {
		return err
	}
	if page.Tallies, err = s.Store.ThemeTallies(ctx, month, page.Day); err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Themes(page))
}

// showTheme shows one field of work across the units.
func (s *Server) showTheme(c *gin.Context) error {
	ctx := c.Request.Context()
	base, err := s.base(c)
	if err != nil || s.unchangedPage(c, base) {
		return err
	}
	month, err := s.month(c)
	if err != nil {
		return err
	}
	sum, err := s.Store.ThemeSummary(ctx, c.Param("name"), month, base.Day)
	if err != nil {
		return err
	}
	page := pages.ThemePage{Base: base, Summary: *sum}
	if page.Periods, err = s.Store.Periods(ctx); err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Theme(page))
}
