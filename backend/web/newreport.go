package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

func (s *Server) showNewReport(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.NewReport(s.newReport(pages.NewReportPage{Base: base, Published: string(base.Day.Today), Received: len(s.received(c))})))
}

// newReport fills in what the page says of files.
func (s *Server) newReport(p pages.NewReportPage) pages.NewReportPage {
	p.Formats = append(slices.Clone(intake.Formats), ".zip")
	p.Limit, p.Files, p.All = int(s.MaxUpload>>20), maxFiles, int(maxForm*s.MaxUpload>>20)
	return p
}

// addReport takes in what the form holds: one report opens its desk, several are answered with what became of each. After a
// mistake the form comes back with all that was typed.
func (s *Server) addReport(c *gin.Context) error {
	f, err := s.uploads(c)
	f.Ask = AskDoubt
	if c.Request.PostForm.Get("check") != "" {
		f.Ask = AskAll
	}
	sub := f.Submission
	switch {
	case err != nil:
	case f.aside != "":
		sub.File, err = s.asideFile(c, f.aside)
		sub.File.Columns = f.File.Columns
	case f.long():
		return s.addInBackground(c, f)
	case f.count() > 1:
		return s.addSeveral(c, f)
	default:
		sub, err = f.only(readerLanguage(c))
	}
	return s.addOne(c, sub, f.aside, err)
}

// addOne takes sub in unless err stands against it; key names it where it was set aside before.
func (s *Server) addOne(c *gin.Context, sub Submission, key string, err error) error {
	var got *Received
	if err == nil {
		got, err = s.submit(c, sub)
	}
	switch m := mistake(err); {
	case waits(m):
		return s.wait(c, sub, key, m)
	case m != nil:
		return s.newReportAgain(c, m)
	case err != nil:
		return err
	}
	if key != "" {
		if err := s.taken(c, key, got); err != nil {
			return err
		}
	}
	if c.Request.PostForm.Get("remember") != "" && !got.Known {
		if err := s.rememberHeadings(c, got.Report.Columns); err != nil {
			return err
		}
	}
	switch {
	case got.Known && got.Report.Withdrawn():
		s.notify(c, "这份报告以前导入过，后来撤回了，没有新增任何内容。要继续使用，请点“恢复这份报告”。", "This report was brought in before and withdrawn later; nothing was added. To use it, put the report back.")
	case got.Known:
		s.notify(c, "这份报告以前导入过，没有新增任何内容。", "This report was brought in before; nothing was added.")
	default:
		s.notify(c, "读出 %d 条，请核对。", "Findings to review: %d.", len(got.Findings))
	}
	return goTo(c, string(parts.ReportURL(got.Report.ID)))
}

func (s *Server) submit(c *gin.Context, sub Submission) (*Received, error) {
	reader, err := s.reader(sub.within(c.Request.Context()))
	if err != nil {
		return nil, err
	}
	return s.takeIn(c, reader, sub)
}

func (s *Server) newReportAgain(c *gin.Context, m *ledger.Error) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	form := c.Request.PostForm
	return show(c, statusOf[m.Code], pages.NewReport(s.newReport(pages.NewReportPage{
		Base: base, Name: form.Get("name"), Text: form.Get("text"), Published: form.Get("published"), Unit: form.Get("unit"), Err: m,
	})))
}
