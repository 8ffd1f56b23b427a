package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// showEntries shows the list that the address's filter selects; without anything in the address, the view that the person's list
// opens with. A filter that cannot be read shows the list's page with the reason, so that the form is there to mend it.
func (s *Server) showEntries(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	page := pages.EntriesPage{Base: base}
	if err := s.listSettings(c, &page); err != nil {
		return err
	}
	if i := slices.IndexFunc(page.Views, func(v ledger.SavedView) bool { return v.ID == page.Settings.ViewID }); i >= 0 && c.Request.URL.RawQuery == "" && base.Notice == "" {
		return goTo(c, pages.AddressOfView(page.Views[i]))
	}
	page.Months, err = s.Store.Periods(c.Request.Context())
	if err != nil {
		return err
	}
	page.Filter, err = s.filter(c)
	if err == nil {
		page.Shown, err = ledger.ParseShown(cmp.Or(c.Query("cols"), page.Settings.Columns))
	}
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

// listSettings fills in what the person keeps of lists: views and columns.
func (s *Server) listSettings(c *gin.Context, page *pages.EntriesPage) error {
	user, err := s.asker(c)
	if err != nil {
		return err
	}
	if page.Settings, err = s.Store.ListSettings(c.Request.Context(), user.ID); err != nil {
		return err
	}
	page.Views, err = s.viewsOf(c, user)
	page.ViewID, _ = strconv.ParseInt(c.Query("view"), 10, 64) // a name that leads nowhere is none
	page.Chosen = c.Query("cols") != ""
	return err
}
