package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// showEntries shows the list that the address's filter selects. A filter that cannot be read shows the list's page with
// the reason, so that the form is there to mend it.
func (s *Server) showEntries(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	page := pages.EntriesPage{Base: base}
	page.Months, err = s.Store.Periods(c.Request.Context())
	if err != nil {
		return err
	}
	page.Filter, err = s.filter(c)
	if err == nil {
		page.List, err = s.Store.Entries(c.Request.Context(), page.Filter, base.Day)
	}
	if page.Err = ledger.AsMistake(err); page.Err != nil {
		return show(c, statusOf[page.Err.Code], pages.Entries(page))
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Entries(page))
}
