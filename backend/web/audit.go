package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// showAudit shows the audit log, newest first. A filter that cannot be read shows the page with the reason.
func (s *Server) showAudit(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	page := pages.AuditPage{Base: base}
	if page.People, err = s.Store.Users(c.Request.Context()); err != nil {
		return err
	}
	page.Filter, err = ledger.ParseAuditFilter(c.Request.URL.Query())
	if err == nil {
		page.Rows, page.Total, err = s.Store.Audit(c.Request.Context(), page.Filter)
	}
	if page.Err = ledger.AsMistake(err); page.Err != nil {
		return show(c, statusOf[page.Err.Code], pages.Audit(page))
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Audit(page))
}

// exportAudit sends every row that the filter selects, streamed; that it was sent is a row of its own.
func (s *Server) exportAudit(c *gin.Context) error {
	f, err := ledger.ParseAuditFilter(c.Request.URL.Query())
	if err != nil {
		return err
	}
	if _, _, err := s.Store.Audit(c.Request.Context(), f); err != nil { // an entry that does not exist is told before anything is sent
		return err
	}
	if err := s.log(c, ledger.Event{Action: "export", Subject: "events", Note: "csv " + f.Values().Encode()}); err != nil {
		return err
	}
	lang := readerLanguage(c)
	c.Header("Content-Type", export.AuditMIME)
	c.Header("Content-Disposition", disposition(lang.T("审计记录", "audit")+"-"+string(s.day().Today)+".csv"))
	c.Header("Cache-Control", "no-store")
	err = export.WriteAudit(c.Writer, lang, s.Location, func(yield func(ledger.AuditRow) error) error {
		return s.Store.EachAudit(c.Request.Context(), f, yield)
	})
	if err != nil && c.Writer.Written() {
		s.Log.ErrorContext(c.Request.Context(), "export broke off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return err
}
