package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
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
	page.Months, err = s.Store.Periods(c)
	if err != nil {
		return err
	}
	page.Filter, err = ledger.ParseFilter(c.Request.URL.Query())
	if err == nil {
		page.List, err = s.Store.Entries(c, page.Filter, base.Day)
	}
	if page.Err = ledger.AsMistake(err); page.Err != nil {
		return show(c, statusOf[page.Err.Code], pages.Entries(page))
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Entries(page))
}

// exportEntries sends everything the filter selects, streamed. What goes wrong after the first byte can only end the
// answer short, which the browser then reports as a failed download.
func (s *Server) exportEntries(c *gin.Context) error {
	ext, ok := strings.CutPrefix(c.Param("file"), "entries.")
	if !ok {
		return errNoPage
	}
	format, err := export.Find(ext)
	if err != nil {
		return err
	}
	f, err := ledger.ParseFilter(c.Request.URL.Query())
	if err != nil {
		return err
	}
	first := f
	first.Page, first.Limit, first.Cursor = 1, 1, ""
	if _, err := s.Store.Entries(c, first, s.day()); err != nil { // an unknown unit or theme is told before anything is sent
		return err
	}
	reports, err := s.Store.Reports(c)
	if err != nil {
		return err
	}
	if err := s.log(c, ledger.Event{Action: "export", Subject: "entries", Note: format.Name + " " + f.Values().Encode()}); err != nil {
		return err
	}
	lang := readerLanguage(c)
	name := lang.T("台账", "ledger") + "-" + string(s.day().Today) + format.Ext
	c.Header("Content-Type", format.MIME)
	c.Header("Content-Disposition", disposition(name))
	c.Header("Cache-Control", "no-store")
	err = format.Write(c.Writer, ExportTable(lang, s.day(), s.Location, reports), func(yield func(*ledger.Entry) error) error {
		return s.Store.EachEntry(c, f, s.day(), yield)
	})
	if err != nil && c.Writer.Written() {
		s.Log.ErrorContext(c, "export broke off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// ExportTable is what an export of the ledger says beside its rows.
func ExportTable(lang ledger.Lang, day ledger.Day, zone *time.Location, reports []ledger.ReportCount) export.Table {
	sources := make(map[int64]ledger.Report, len(reports))
	for _, r := range reports {
		sources[r.ID] = r.Report
	}
	return export.Table{Lang: lang, Title: lang.T("督查台账", "Follow-up ledger"), Day: day, Zone: zone, Reports: sources}
}
