package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
)

// exportEntries sends everything the filter selects, as entries.xlsx or in another format, or as a paper that lists it.
func (s *Server) exportEntries(c *gin.Context) error {
	f, err := s.filter(c)
	if err != nil {
		return err
	}
	if p, kind := paperNamed(c.Param("file")); p != nil && !p.OfUnit && !p.OfMonth {
		return s.sendPaper(c, p, kind, f)
	}
	ext, ok := strings.CutPrefix(c.Param("file"), "entries.")
	if !ok {
		return errNoPage
	}
	format, err := export.Find(ext)
	if err != nil {
		return err
	}
	table, total, err := s.tableAndTotal(c.Request.Context(), f, format.In(readerLanguage(c)))
	if err != nil {
		return err
	}
	if format.Whole && total > s.LongExport {
		return s.offerExport(c, total)
	}
	if table.Shown, err = ledger.ParseShown(c.Query("cols")); err != nil {
		return err
	}
	if err := s.logExport(c, "entries", format.Name, f); err != nil {
		return err
	}
	s.attach(c, table.Lang.T("台账", "ledger")+"-"+string(s.day().Today)+"."+format.Ext, format.MIME)
	err = format.Write(c.Writer, table, func(yield func(*ledger.Entry) error) error {
		return s.Store.EachEntry(c.Request.Context(), f, s.day(), yield)
	})
	return s.brokenOff(c, err)
}

// table is what an export of what f selects says beside its rows. An unknown unit or theme is told here, before anything is
// sent.
func (s *Server) table(c *gin.Context, f ledger.Filter, lang ledger.Lang) (export.Table, error) {
	return s.tableOf(c.Request.Context(), f, lang)
}

func themeNames(all []ledger.Theme) (names []string) {
	for _, t := range all {
		names = append(names, t.Name)
	}
	return names
}

func (s *Server) logExport(c *gin.Context, subject, format string, f ledger.Filter) error {
	return s.log(c, ledger.Event{Action: "export", Subject: subject, Note: format + " " + f.Settled().Values().Encode()})
}

// attach has the browser save what follows as a file of that name.
func (s *Server) attach(c *gin.Context, name, mime string) {
	c.Header("Content-Type", mime)
	c.Header("Content-Disposition", disposition(name))
	c.Header("Cache-Control", "no-store")
}

// brokenOff ends an answer short whose writing failed on the way, which the browser reports as a failed download. A mistake
// before the first byte is told as any other.
func (s *Server) brokenOff(c *gin.Context, err error) error {
	if err != nil && c.Writer.Written() {
		s.Log.ErrorContext(c.Request.Context(), "export broke off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// ExportTable is what an export of the entries that f selects says beside its rows; Day, Workdays and Zone are left to the caller.
func ExportTable(lang ledger.Lang, f ledger.Filter, units []ledger.Unit, reports []ledger.ReportCount) export.Table {
	sources := make(map[int64]ledger.Report, len(reports))
	for _, r := range reports {
		sources[r.ID] = r.Report
	}
	return export.Table{Lang: lang, Title: exportTitle(lang, f, units), Reports: sources}
}

// exportTitle names the ledger and what of it was asked for: 督查台账 2024-09 太平桥街道 任务.
func exportTitle(lang ledger.Lang, f ledger.Filter, units []ledger.Unit) string {
	unit, under := "", ""
	for _, u := range units {
		switch u.Code {
		case f.Unit:
			unit = u.Name
		case f.Under:
			under = u.Name
		}
	}
	status := ledger.Status(f.Status).Words().In(lang)
	if status == "" {
		status = f.Status
	}
	said := []string{lang.T("督查台账", "Follow-up ledger"), string(f.Month), under, unit, f.Theme, f.Kind.Words().In(lang), status, f.Light.Words().In(lang), f.Query}
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ")
}
