package web

import (
	"net/http"
	"slices"
	"strings"

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
	f, err := s.filter(c)
	if err != nil {
		return err
	}
	first := f
	first.Page, first.Limit, first.Cursor = 1, 1, ""
	if _, err := s.Store.Entries(c.Request.Context(), first, s.day()); err != nil { // an unknown unit or theme is told before anything is sent
		return err
	}
	reports, err := s.Store.Reports(c.Request.Context())
	if err != nil {
		return err
	}
	if err := s.log(c, ledger.Event{Action: "export", Subject: "entries", Note: format.Name + " " + f.Values().Encode()}); err != nil {
		return err
	}
	lang := readerLanguage(c)
	name := lang.T("台账", "ledger") + "-" + string(s.day().Today) + "." + format.Ext
	c.Header("Content-Type", format.MIME)
	c.Header("Content-Disposition", disposition(name))
	c.Header("Cache-Control", "no-store")
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	table := ExportTable(lang, f, now.Units, reports)
	table.Day, table.Zone = s.day(), s.Location
	err = format.Write(c.Writer, table, func(yield func(*ledger.Entry) error) error {
		return s.Store.EachEntry(c.Request.Context(), f, s.day(), yield)
	})
	if err != nil && c.Writer.Written() {
		s.Log.ErrorContext(c.Request.Context(), "export broke off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// ExportTable is what an export of the entries that f selects says beside its rows; Day and Zone are left to the caller.
func ExportTable(lang ledger.Lang, f ledger.Filter, units []ledger.Unit, reports []ledger.ReportCount) export.Table {
	sources := make(map[int64]ledger.Report, len(reports))
	for _, r := range reports {
		sources[r.ID] = r.Report
	}
	return export.Table{Lang: lang, Title: exportTitle(lang, f, units), Reports: sources}
}

// exportTitle names the ledger and what of it was asked for: 督查台账 2024-09 太平桥街道 任务.
func exportTitle(lang ledger.Lang, f ledger.Filter, units []ledger.Unit) string {
	unit := ""
	for _, u := range units {
		if u.Code == f.Unit {
			unit = u.Name
		}
	}
	status := ledger.Status(f.Status).Words().In(lang)
	if status == "" {
		status = f.Status
	}
	said := []string{lang.T("督查台账", "Follow-up ledger"), string(f.Month), unit, f.Theme, f.Kind.Words().In(lang), status, f.Light.Words().In(lang), f.Query}
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ")
}
