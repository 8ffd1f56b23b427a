package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// contextChars is how much of the report is shown on either side of a quote.
const contextChars = 160

func (s *Server) showEntry(c *gin.Context) error {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	rec := parts.Record{Entry: *e}
	if _, open := c.GetQuery("edit"); open {
		if rec.Edit, err = s.editForm(c, e); err != nil {
			return err
		}
	}
	return s.entryPage(c, http.StatusOK, rec)
}

// wanted is the move whose form stands open: the one that the address names, otherwise for whoever answers the entry what is
// to be done with it most days.
func (s *Server) wanted(c *gin.Context, rec parts.Record) string {
	a := s.account(c)
	if name, named := c.GetQuery("move"); named || rec.Entry.Status != ledger.Handling || a.Reach(ledger.Handle) != ledger.OwnUnit {
		return name
	}
	return string(ledger.ReportBack)
}

func (s *Server) editForm(c *gin.Context, e *ledger.Entry) (*parts.Edit, error) {
	form := parts.EditOf(*e)
	if e.Recurs != nil {
		former, err := s.Store.EntryByID(c.Request.Context(), *e.Recurs)
		if err != nil {
			return nil, err
		}
		form.Recurs = former.Number
	}
	return &form, nil
}

// entryPage shows rec in full: the part alone where the page asks for it.
func (s *Server) entryPage(c *gin.Context, status int, rec parts.Record) error {
	err := s.sources(c, &rec)
	if err != nil {
		return err
	}
	if err = s.follow(c, &rec); err != nil {
		return err
	}
	if c.Request.Method == http.MethodGet && rec.Edit == nil {
		if rec.Form, err = s.openForm(c, &rec, s.wanted(c, rec)); err != nil {
			return err
		}
	}
	if rec.Chain, err = s.Store.Chain(c.Request.Context(), rec.Entry.ID); err != nil {
		return err
	}
	if err := s.refer(c, &rec); err != nil {
		return err
	}
	if rec.Events, err = s.Store.Events(c.Request.Context(), "entry", rec.Entry.ID); err != nil {
		return err
	}
	if isPart(c) {
		v, err := s.view(c)
		if err != nil {
			return err
		}
		return show(c, status, parts.EntryRecord(v, rec))
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, status, pages.Entry(pages.EntryPage{Base: base, Record: rec}))
}

// sources fills in where an entry is said: in its own report, and in those of the findings linked to it.
func (s *Server) sources(c *gin.Context, rec *parts.Record) error {
	report, err := s.Store.Report(c.Request.Context(), rec.Entry.ReportID)
	if err != nil {
		return err
	}
	further, err := s.Store.Sources(c.Request.Context(), rec.Entry.ID)
	if err != nil {
		return err
	}
	for _, at := range append([]ledger.Source{{Finding: rec.Entry, Report: *report}}, further...) {
		cited := parts.Cited{Finding: at.Finding, Report: at.Report}
		cited.Before, cited.Quote, cited.After = around(at.Report.Text, at.Finding.Start, at.Finding.End)
		cited.Report.Text = ""
		rec.Sources = append(rec.Sources, cited)
	}
	return nil
}

// around cuts the text before a quote, the quote and the text after it, in code points.
func around(text string, start, end int) (before, quote, after string) {
	r := []rune(text)
	end = min(max(end, 0), len(r))
	start = min(max(start, 0), end)
	return string(r[max(0, start-contextChars):start]), string(r[start:end]), string(r[end:min(len(r), end+contextChars)])
}

// searchedIn is what was searched for in the list at address, for the row's marks.
func searchedIn(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Query().Get("q")
}

// errIncomplete says that a form lacks what our pages put into it.
var errIncomplete = ledger.Mistake(ledger.Invalid, "version", "页面内容不完整，请刷新后再试。", "The page is incomplete; reload it and try again.")

// versionTyped is the version that was on the screen; a form without one was not made by a page of ours.
func versionTyped(c *gin.Context) (int, error) {
	n, err := strconv.Atoi(c.PostForm("version"))
	if err != nil || n < 1 {
		return 0, errIncomplete
	}
	return n, nil
}

// backTo is where a form was posted from, if it says so, otherwise usual.
func backTo(c *gin.Context, usual string) string {
	if back := c.PostForm("back"); back != "" {
		return safePath(back)
	}
	return usual
}

func (s *Server) showPart(c *gin.Context, status int, part func(parts.View) templ.Component) error {
	v, err := s.view(c)
	if err != nil {
		return err
	}
	return show(c, status, part(v))
}
