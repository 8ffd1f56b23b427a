package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
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
	if s.unchangedPage(c, base) {
		return nil
	}
	drawn := func() ([]byte, error) {
		o, err := s.known.overview(c.Request.Context(), s.Store, month, base.Day)
		if err != nil {
			return nil, err
		}
		page := pages.OverviewPage{Base: base, Overview: *o, First: len(o.Periods) == 0 && o.Drafts == 0}
		if s.account(c).May(ledger.Review) {
			asked, err := s.Store.DueQuestions(c.Request.Context())
			if err != nil {
				return nil, err
			}
			page.Asked = len(asked)
		}
		return draw(c, pages.Overview(page))
	}
	var page []byte
	if base.Notice != "" {
		page, err = drawn()
	} else {
		page, err = s.known.page(drawnFor{figuresOf{store.PartOf(c.Request.Context()), base.Revision, month, base.Day}, base.Lang, base.User, base.Path}, drawn)
	}
	if err != nil {
		return err
	}
	send(c, http.StatusOK, page)
	return nil
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
