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
	drawn := func() ([]byte, error) {
		if err := s.fillList(c, &page); err != nil {
			return nil, err
		}
		return draw(c, pages.Entries(page))
	}
	data, err := s.keptList(&page, drawn)
	if page.Err = ledger.AsMistake(err); page.Err != nil {
		return show(c, statusOf[page.Err.Code], pages.Entries(page))
	}
	if err != nil {
		return err
	}
	send(c, http.StatusOK, data)
	return nil
}

// keptList is the page as it was drawn for its reader at this revision, or drawn now; one with a notice is drawn apart, for that is shown
// once.
func (s *Server) keptList(page *pages.EntriesPage, drawn func() ([]byte, error)) ([]byte, error) {
	b := &page.Base
	if b.Notice != "" {
		return drawn()
	}
	return s.known.page(drawnFor{figuresOf{revision: b.Revision, day: b.Day}, b.Lang, b.User, b.Path}, drawn)
}

// fillList reads what the address selects.
func (s *Server) fillList(c *gin.Context, page *pages.EntriesPage) (err error) {
	if page.Months, err = s.Store.Periods(c.Request.Context()); err != nil {
		return err
	}
	if page.Filter, err = s.filter(c); err != nil {
		return err
	}
	if page.Shown, err = ledger.ParseShown(cmp.Or(c.Query("cols"), page.Settings.Columns)); err != nil {
		return err
	}
	page.List, err = s.Store.Entries(c.Request.Context(), page.Filter, page.Day)
	return err
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
