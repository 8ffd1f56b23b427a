package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// showReading reads a report again, with the words and units known today, and shows in what that differs from what is stored.
func (s *Server) showReading(c *gin.Context) error {
	again, err := s.readAgain(c)
	if err != nil {
		return err
	}
	return s.readingPage(c, http.StatusOK, again, nil)
}

func (s *Server) readAgain(c *gin.Context) (*intake.Draft, error) {
	id, err := idParam(c, "id")
	if err != nil {
		return nil, err
	}
	report, err := s.Store.Report(c.Request.Context(), id)
	if err != nil {
		return nil, err
	}
	reader, err := s.readerAt(c.Request.Context(), report.UnitCode)
	if err != nil {
		return nil, err
	}
	report.Spans = reader.Extract(report.Text, report.Published).Spans
	return &intake.Draft{Report: *report, Findings: reader.Again(report)}, nil
}

func (s *Server) readingPage(c *gin.Context, status int, again *intake.Draft, m *ledger.Error) error {
	if again.Report.Withdrawn() {
		return goTo(c, string(parts.ReportURL(again.Report.ID)))
	}
	diff, err := s.Store.Rereading(c.Request.Context(), again.Report.ID, again.Findings)
	if err != nil {
		return err
	}
	p := pages.ReadingPage{Report: again.Report, Rereading: *diff, Err: m}
	if p.Digest, err = diff.Digest(); err != nil {
		return err
	}
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	return show(c, status, pages.Reading(p))
}

// takeReading applies what showReading has shown; where that has changed meanwhile, it is shown again.
func (s *Server) takeReading(c *gin.Context) error {
	again, err := s.readAgain(c)
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		return w.Reread(&again.Report, again.Findings, c.PostForm("digest"))
	})
	if m := ledger.AsMistake(err); m != nil {
		return s.readingPage(c, statusOf[m.Code], again, m)
	}
	if err != nil {
		return err
	}
	s.notify(c, "已按新的读法更新。", "The findings were brought up to the new reading.")
	return goTo(c, string(parts.ReportURL(again.Report.ID)))
}
