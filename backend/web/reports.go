package web

import (
	"mime"
	"net/http"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
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

func (s *Server) showNewReport(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.NewReport(pages.NewReportPage{Base: base, Published: string(base.Day.Today), Formats: intake.Formats, Limit: int(s.MaxUpload >> 20)}))
}

// addReport takes a report in and opens its desk. After a mistake the form comes back with all that was typed.
func (s *Server) addReport(c *gin.Context) error {
	sub, err := s.upload(c)
	var got *Received
	if err == nil {
		got, err = s.submit(c, sub)
	}
	if m := mistake(err); m != nil {
		return s.newReportAgain(c, sub, m)
	}
	if err != nil {
		return err
	}
	if got.Known {
		s.notify(c, "这份报告以前导入过，没有新增任何内容。", "This report was brought in before; nothing was added.")
	} else {
		s.notify(c, "读出 %d 条，请核对。", "%d findings to review.", len(got.Findings))
	}
	return goTo(c, string(parts.ReportURL(got.Report.ID)))
}

func (s *Server) submit(c *gin.Context, sub Submission) (*Received, error) {
	reader, err := s.reader(c.Request.Context())
	if err != nil {
		return nil, err
	}
	return Submit(c.Request.Context(), s.Store, s.actor(c), reader, sub)
}

func (s *Server) newReportAgain(c *gin.Context, sub Submission, m *ledger.Error) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	form := c.Request.PostForm
	name, text, published := form.Get("name"), form.Get("text"), form.Get("published")
	if m == ErrNothingFound {
		if text, err = sub.File.Text(); err != nil {
			return err
		}
		return show(c, statusOf[m.Code], pages.NothingFound(pages.NothingFoundPage{
			Base: base, Name: sub.File.Name, Text: text, Published: string(sub.File.Published), Chars: utf8.RuneCountInString(text),
		}))
	}
	return show(c, statusOf[m.Code], pages.NewReport(pages.NewReportPage{
		Base: base, Name: name, Text: text, Published: published, Formats: intake.Formats, Limit: int(s.MaxUpload >> 20), Err: m,
	}))
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
	c.Header("Content-Disposition", disposition(report.Name))
	c.Data(http.StatusOK, "application/octet-stream", data)
	return nil
}

func disposition(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}
