package web

import (
	"mime"
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func (s *Server) showReports(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	reports, err := s.Store.Reports(c.Request.Context())
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Reports(pages.ReportsPage{Base: base, Reports: reports}))
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
