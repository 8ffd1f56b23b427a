package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/parts"
)

// moveEntry makes a move from a list or from the entry's own page and shows what became of it where it was made.
func (s *Server) moveEntry(c *gin.Context) error {
	if err := parseFiles(c); err != nil {
		return err
	}
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	m, err := ledger.FindMove(c.PostForm("move"))
	if err != nil {
		return err
	}
	version, err := versionTyped(c)
	if err != nil {
		return err
	}
	form, err := s.typedForm(c, *e, m)
	if err == nil {
		var moved *ledger.Entry
		if moved, err = s.moveWithFiles(c, version, form); err == nil {
			return s.moved(c, *moved, m)
		}
	}
	wrong := ledger.AsMistake(err)
	if wrong == nil || wrong.Code == ledger.BadRequest {
		return err
	}
	if form.Err = wrong; wrong.Current != nil {
		form.Entry = *wrong.Current
	}
	return s.refused(c, form)
}

// moveWithFiles makes the move of a form, and keeps the files that came with a feedback, in one transaction.
func (s *Server) moveWithFiles(c *gin.Context, version int, f *parts.MoveForm) (e *ledger.Entry, err error) {
	var files []ledger.Attachment
	if f.Move.Name == ledger.ReportBack {
		if files, err = attached(c); err != nil {
			return nil, err
		}
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		if e, err = w.MoveAs(s.account(c), f.Entry.ID, version, f.Move, f.In); err != nil {
			return err
		}
		return w.Attach(e.ID, files)
	})
	return e, err
}

// moved shows an entry after a move: its row, its page, or the page that the move was made from.
func (s *Server) moved(c *gin.Context, e ledger.Entry, m ledger.Move) error {
	switch {
	case isPart(c) && c.PostForm("part") == "row":
		return s.showRow(c, http.StatusOK, parts.Row{Entry: e})
	case isPart(c):
		return s.entryPage(c, http.StatusOK, parts.Record{Entry: e})
	}
	past := m.Past
	s.notify(c, "%s 已%s。", "%s: %s.", e.Number, past.In(readerLanguage(c)))
	return goTo(c, backTo(c, string(parts.EntryURL(e))))
}

func (s *Server) showRow(c *gin.Context, status int, row parts.Row) error {
	row.Back = c.PostForm("back")
	row.Query, row.Shown = searchedIn(row.Back), s.columnsOf(c, row.Back)
	return s.showPart(c, status, func(v parts.View) templ.Component { return parts.EntryRow(v, row) })
}

// refused shows why a move was refused, with all that was typed: in the row, in the line that stands open on the entry's page,
// or in the move's own form there.
func (s *Server) refused(c *gin.Context, f *parts.MoveForm) error {
	status := statusOf[f.Err.Code]
	if isPart(c) && c.PostForm("part") == "row" {
		return s.showRow(c, status, parts.Row{Entry: f.Entry, Note: f.In.Note, Err: f.Err})
	}
	rec := parts.Record{Entry: f.Entry}
	if whole := c.PostForm("part") != "entry"; whole && slices.Contains(f.Move.From, f.Entry.Status) {
		f.Cancel = templ.SafeURL(backTo(c, ""))
		rec.Form = f
	} else {
		rec.Refused, rec.Note, rec.Evidence, rec.Err = f.Move.Name, cmp.Or(f.In.Note, f.In.Progress), f.In.Evidence, f.Err
	}
	return s.entryPage(c, status, rec)
}
