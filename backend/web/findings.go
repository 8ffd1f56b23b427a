package web

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// takeDue gives a draft the due date that the rule suggests.
func (s *Server) takeDue(c *gin.Context) error {
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	version, err := versionTyped(c)
	if err != nil {
		return err
	}
	report, err := s.Store.Report(c.Request.Context(), e.ReportID)
	if err != nil {
		return err
	}
	var saved *ledger.Entry
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		saved, err = w.TakeDue(e.ID, version, report)
		return err
	})
	return s.changed(c, e, saved, err)
}

// addFinding adds what a person found: by its place in the text (start, end), or by words to be looked up.
func (s *Server) addFinding(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	report, err := s.Store.Report(c.Request.Context(), id)
	if err != nil {
		return err
	}
	adding := parts.Adding{Words: c.PostForm("words")}
	added, err := s.addTyped(c, report, adding.Words)
	if adding.Err = ledger.AsMistake(err); adding.Err != nil {
		return s.deskWith(c, statusOf[adding.Err.Code], id, pages.DeskPage{Adding: adding})
	}
	if err != nil {
		return err
	}
	return goTo(c, string(parts.EditURL(*added)))
}

func (s *Server) addTyped(c *gin.Context, report *ledger.Report, words string) (added *ledger.Entry, err error) {
	start, end := 0, 0
	if words != "" || c.PostForm("start") == "" {
		start, end, err = report.Locate(words)
	} else if start, err = strconv.Atoi(c.PostForm("start")); err == nil {
		end, err = strconv.Atoi(c.PostForm("end"))
	}
	switch {
	case err != nil && ledger.AsMistake(err) == nil:
		return nil, errIncomplete
	case err != nil:
		return nil, err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		added, err = w.AddFinding(report.ID, ledger.Kind(c.PostForm("kind")), start, end)
		return err
	})
	return added, err
}

// splitFinding parts a draft in two, mergeFindings makes one of two. Either changes the list, so the answer is the whole desk.
func (s *Server) splitFinding(c *gin.Context) error {
	return s.remake(c, func(w *store.Writer, e *ledger.Entry, version int) (*ledger.Entry, error) {
		at, err := strconv.Atoi(c.PostForm("at"))
		if err != nil {
			return nil, errIncomplete
		}
		return w.Split(e.ID, version, at)
	})
}

func (s *Server) mergeFindings(c *gin.Context) error {
	return s.remake(c, func(w *store.Writer, e *ledger.Entry, version int) (*ledger.Entry, error) {
		with, err := strconv.ParseInt(c.PostForm("with"), 10, 64)
		if err != nil {
			return nil, errIncomplete
		}
		withVersion, err := strconv.Atoi(c.PostForm("with_version"))
		if err != nil || withVersion < 1 {
			return nil, errIncomplete
		}
		return w.Merge(e.ID, version, with, withVersion)
	})
}

func (s *Server) remake(c *gin.Context, do func(*store.Writer, *ledger.Entry, int) (*ledger.Entry, error)) error {
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	version, err := versionTyped(c)
	if err != nil {
		return err
	}
	var made *ledger.Entry
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		made, err = do(w, e, version)
		return err
	})
	if m := ledger.AsMistake(err); m != nil {
		return s.desk(c, statusOf[m.Code], e.ReportID, &parts.Finding{Entry: *e, Err: m})
	}
	if err != nil {
		return err
	}
	return goTo(c, string(parts.FindingURL(*made)))
}
