package web

import (
	"mime"
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// showReports lists the reports that the address selects, a page at a time; what cannot be read of it is said above the form.
func (s *Server) showReports(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	page := pages.ReportsPage{Base: base}
	if page.Months, err = s.Store.Periods(c.Request.Context()); err != nil {
		return err
	}
	page.Filter, page.List, err = s.reportPage(c)
	if page.Err = ledger.AsMistake(err); page.Err != nil {
		return show(c, statusOf[page.Err.Code], pages.Reports(page))
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Reports(page))
}

// reportPage reads the page of reports that the address asks for.
func (s *Server) reportPage(c *gin.Context) (f ledger.ReportFilter, page ledger.ReportPage, err error) {
	if f, err = ledger.ParseReportFilter(c.Request.URL.Query()); err != nil {
		return f, page, err
	}
	if f.Under, err = s.codeTyped(c.Request.Context(), f.Under, "under"); err != nil {
		return f, page, err
	}
	page, err = s.Store.ReportPage(c.Request.Context(), f)
	return f, page, err
}

// sendOriginal sends the file as it came, to be saved and never shown in the page.
func (s *Server) sendOriginal(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	report, err := s.Store.Report(c.Request.Context(), id)
	if err != nil {
		return err
	}
	data, err := s.Store.Original(c.Request.Context(), id)
	if err != nil {
		return err
	}
	if err := s.log(c, ledger.Event{Action: "export", Subject: "report", SubjectID: id, Note: report.Name}); err != nil {
		return err
	}
	c.Header("Content-Disposition", disposition(report.Name))
	c.Data(http.StatusOK, "application/octet-stream", data)
	return nil
}

func disposition(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}
