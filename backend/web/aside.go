package web

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// asideLife is how long a file waits for a person's word.
const asideLife = 2 * time.Hour

// waits tells mistakes that a person's word mends: the file is set aside meanwhile, and need not be sent again.
func waits(m *ledger.Error) bool { return m == ErrNothingFound || m == ErrColumns }

// setAside keeps the file of sub, bounded as a form is, and returns its key.
func (s *Server) setAside(c *gin.Context, sub Submission) (string, error) {
	return s.setAsideFor(c.Request.Context(), s.user(c), sub, asideLife)
}

// wait asks for a person's word on sub, which is set aside under key or, without one, is now.
func (s *Server) wait(c *gin.Context, sub Submission, key string, m *ledger.Error) (err error) {
	if key == "" {
		if key, err = s.setAside(c, sub); err != nil {
			return err
		}
	}
	return s.ask(c, statusOf[m.Code], key, sub, m == ErrColumns)
}

// showAside asks for a person's word on a file that was set aside; with ?columns for what its columns hold in any case.
func (s *Server) showAside(c *gin.Context) error {
	file, err := s.asideFile(c, c.Param("key"))
	if err != nil {
		return err
	}
	return s.ask(c, http.StatusOK, c.Param("key"), Submission{File: file}, c.Query("columns") != "")
}

func (s *Server) asideFile(c *gin.Context, key string) (intake.File, error) {
	a, err := s.Store.Asides().Find(c.Request.Context(), s.user(c), key)
	if err != nil {
		return intake.File{}, err
	}
	return intake.File{Name: a.Name, FileName: a.FileName, Data: a.Data, Published: a.Published}, nil
}

// ask answers with what there is to decide about a file set aside: what its columns hold, or whether to keep it.
func (s *Server) ask(c *gin.Context, status int, key string, sub Submission, columns bool) error {
	file := sub.File
	reader, err := s.reader(sub.within(c.Request.Context()))
	if err != nil {
		return err
	}
	draft, err := reader.Read(file)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	base.Path = "/reports/aside/" + url.PathEscape(key)
	if len(draft.Tables) > 0 && (columns || file.Columns == nil && draft.Doubtful()) {
		base.Path += "?columns=1"
		return show(c, status, pages.Columns(pages.ColumnsPage{Base: base, Key: key, Unit: sub.Seat, Name: file.Name, Tables: tablesShown(draft.Tables)}))
	}
	return show(c, status, pages.NothingFound(pages.NothingFoundPage{
		Base: base, Key: key, Unit: sub.Seat, Name: file.Name, Text: draft.Report.Text, Chars: draft.Report.Chars, Said: saidOf(file.Columns), Tables: len(draft.Tables),
	}))
}

// taken forgets a file that was set aside, for it is a report now.
func (s *Server) taken(c *gin.Context, key string, got *Received) error {
	if err := s.settle(c, key, got); err != nil {
		return err
	}
	return s.Store.Asides().Drop(c.Request.Context(), s.user(c), key)
}
