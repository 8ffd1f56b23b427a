package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// showReport shows a report's review desk; with ?edit=ID that finding's form stands open.
func (s *Server) showReport(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	if c.Query("edit") == "" {
		return s.desk(c, http.StatusOK, id, nil)
	}
	open, err := s.openEdit(c, id)
	if err != nil {
		return err
	}
	return s.item(c, http.StatusOK, *open)
}

func (s *Server) openEdit(c *gin.Context, report int64) (*parts.Finding, error) {
	id, err := strconv.ParseInt(c.Query("edit"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	e, err := s.findingOf(c, report, id)
	if err != nil {
		return nil, err
	}
	form := parts.EditOf(*e)
	return &parts.Finding{Entry: *e, Edit: &form}, nil
}

// item answers with the finding as it stands now and the counts that go with it, or with the whole desk to a browser
// without script.
func (s *Server) item(c *gin.Context, status int, f parts.Finding) error {
	id := f.Entry.ReportID
	if !isPart(c) {
		return s.desk(c, status, id, &f)
	}
	r, err := s.review(c, id)
	if err != nil {
		return err
	}
	f.Remarks, f.Void = r.Remarks[f.Entry.ID], r.Report.Withdrawn()
	return s.showPart(c, status, func(v parts.View) templ.Component { return parts.FindingChanged(v, r, f) })
}

// desk answers with the whole desk; open is the finding that stands open in it, nil usually.
func (s *Server) desk(c *gin.Context, status int, id int64, open *parts.Finding) error {
	return s.deskWith(c, status, id, pages.DeskPage{Open: open})
}

// deskWith answers with the whole desk of a report, and what p holds already.
func (s *Server) deskWith(c *gin.Context, status int, id int64, p pages.DeskPage) (err error) {
	if p.Review, err = s.review(c, id); err != nil {
		return err
	}
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	return show(c, status, pages.Desk(p))
}

// review is all that a desk shows: the report, what was found in it, and what is to be said of that.
func (s *Server) review(c *gin.Context, id int64) (r parts.Review, err error) {
	report, err := s.Store.Report(c.Request.Context(), id)
	if err != nil {
		return r, err
	}
	r.Report = *report
	if r.Findings, err = s.Store.Findings(c.Request.Context(), id); err != nil {
		return r, err
	}
	r.Remarks, err = s.Store.Remarks(c.Request.Context(), report, r.Findings)
	return r, err
}

// finding is the finding that the path names, on the report that it names.
func (s *Server) finding(c *gin.Context) (*ledger.Entry, error) {
	report, err := idParam(c, "id")
	if err != nil {
		return nil, err
	}
	id, err := idParam(c, "finding")
	if err != nil {
		return nil, err
	}
	return s.findingOf(c, report, id)
}

func (s *Server) findingOf(c *gin.Context, report, id int64) (*ledger.Entry, error) {
	e, err := s.Store.EntryByID(c.Request.Context(), id)
	if err == nil && e.ReportID != report {
		return nil, errNoPage
	}
	return e, err
}

func (s *Server) moveFinding(c *gin.Context) error {
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	version, err := versionTyped(c)
	if err != nil {
		return err
	}
	moved, err := s.moveLine(c, e.ID, version, c.PostForm("move"), c.PostForm("note"))
	return s.changed(c, e, moved, err)
}

// changed answers a change made to e on the desk: with what became of it, or with what stood against it.
func (s *Server) changed(c *gin.Context, e, now *ledger.Entry, err error) error {
	m := ledger.AsMistake(err)
	switch {
	case err != nil && (m == nil || m.Code == ledger.BadRequest):
		return err
	case m != nil:
		if m.Current != nil {
			e = m.Current
		}
		return s.item(c, statusOf[m.Code], parts.Finding{Entry: *e, Err: m})
	case isPart(c):
		return s.item(c, http.StatusOK, parts.Finding{Entry: *now})
	}
	return goTo(c, string(parts.FindingURL(*now)))
}

// editFinding saves a finding's form. An edit may move it to another unit's group, so the answer is the whole desk.
func (s *Server) editFinding(c *gin.Context) error {
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	saved, form, err := s.edit(c, e)
	switch {
	case err != nil:
		return err
	case form.Err != nil:
		return s.desk(c, statusOf[form.Err.Code], e.ReportID, &parts.Finding{Entry: form.Entry, Edit: form})
	}
	return goTo(c, string(parts.FindingURL(*saved)))
}

// acceptFindings takes the findings named, or all that wait, into the ledger in one transaction, but for those that say the
// same as an entry there.
func (s *Server) acceptFindings(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	var ids []int64
	for _, asked := range list(c.PostForm("ids")) {
		n, err := strconv.ParseInt(asked, 10, 64)
		if err != nil {
			return errIncomplete
		}
		ids = append(ids, n)
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		_, err := w.AcceptAll(id, ids)
		return err
	})
	if err != nil {
		return err
	}
	return goTo(c, string(parts.ReportURL(id)))
}
