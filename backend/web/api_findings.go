package web

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

func (s *Server) apiFindings(c *gin.Context) error {
	r, err := s.reportOf(c)
	if err != nil {
		return err
	}
	findings, err := s.Store.Findings(c.Request.Context(), r.ID)
	if err != nil {
		return err
	}
	return sendList(c, withLights(findings, s.lamp(c)), keyOfEntry)
}

// apiAccept takes the findings named, or all that wait, into the ledger, but for those that say the same as an entry there.
func (s *Server) apiAccept(c *gin.Context) error {
	var ask struct{ Findings []int64 }
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	r, err := s.reportOf(c)
	if err != nil {
		return err
	}
	left := 0
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) {
		left, err = w.AcceptAll(r.ID, ask.Findings)
		return err
	})
	if err != nil {
		return err
	}
	findings, err := s.Store.Findings(c.Request.Context(), r.ID)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"left": left, "findings": withLights(findings, s.lamp(c))})
	return nil
}

// apiAddFinding adds what a person found: by its place in the text, or by words to be looked up.
func (s *Server) apiAddFinding(c *gin.Context) error {
	var ask struct {
		Kind       ledger.Kind
		Start, End int
		Words      string
	}
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	r, err := s.reportOf(c)
	if err != nil {
		return err
	}
	if ask.Words != "" {
		if ask.Start, ask.End, err = r.Locate(ask.Words); err != nil {
			return err
		}
	}
	var added *ledger.Entry
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		added, err = w.AddFinding(r.ID, ask.Kind, ask.Start, ask.End)
		return err
	})
	if err != nil {
		return err
	}
	c.Header("ETag", s.entryTag(c, added))
	return made(c, findingPath(added), withLight(*added, s.lamp(c)))
}

func findingPath(e *ledger.Entry) string {
	return fmt.Sprintf("%s/findings/%d", reportPath(e.ReportID), e.ID)
}

func (s *Server) apiFinding(c *gin.Context) error {
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	return s.sendEntry(c, http.StatusOK, e)
}

func (s *Server) apiEditFinding(c *gin.Context) error {
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	return s.apiEdit(c, e)
}

// apiMoveFinding accepts, rejects, restores or links a finding: {"move": "link", "number": "2024-09-任-012"}.
func (s *Server) apiMoveFinding(c *gin.Context) error {
	var ask moveAsked
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	return s.makeMove(c, e, ask)
}

// changeFinding does something to the finding in the path, in the version asked for, and answers with what became of it.
func (s *Server) changeFinding(c *gin.Context, ask any, do func(w *store.Writer, e *ledger.Entry, version int) (*ledger.Entry, error)) error {
	if ask != nil {
		if err := readJSON(c, spare, ask); err != nil {
			return err
		}
	}
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	var now *ledger.Entry
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		now, err = do(w, e, versionAsked(c, e))
		return err
	})
	if err != nil {
		return err
	}
	if now.ID != e.ID {
		c.Header("Location", findingPath(now))
	}
	return s.sendEntry(c, http.StatusOK, now)
}

// apiSplit parts a draft in two at a place in the report's text and answers with the first part; apiMerge makes one of two.
func (s *Server) apiSplit(c *gin.Context) error {
	var ask struct{ At int }
	return s.changeFinding(c, &ask, func(w *store.Writer, e *ledger.Entry, version int) (*ledger.Entry, error) {
		return w.Split(e.ID, version, ask.At)
	})
}

func (s *Server) apiMerge(c *gin.Context) error {
	var ask struct {
		With    int64
		Version int
	}
	return s.changeFinding(c, &ask, func(w *store.Writer, e *ledger.Entry, version int) (*ledger.Entry, error) {
		return w.Merge(e.ID, version, ask.With, ask.Version)
	})
}

// apiAcceptTied takes a draft into the ledger tied to an entry that is there.
func (s *Server) apiAcceptTied(c *gin.Context) error {
	var ask tieAsked
	return s.changeFinding(c, &ask, func(w *store.Writer, e *ledger.Entry, version int) (*ledger.Entry, error) {
		kind, err := ledger.FindTie(ask.Tie)
		if err != nil {
			return nil, err
		}
		return w.AcceptTied(e.ID, version, kind, ask.Number, ask.Note)
	})
}

// apiTakeDue gives a draft the due date that the rule suggests.
func (s *Server) apiTakeDue(c *gin.Context) error {
	report, err := s.reportOf(c)
	if err != nil {
		return err
	}
	return s.changeFinding(c, nil, func(w *store.Writer, e *ledger.Entry, version int) (*ledger.Entry, error) {
		return w.TakeDue(e.ID, version, report)
	})
}
