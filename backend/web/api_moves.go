package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// apiMoves lists what whoever asks may do with an entry as it stands, and what each move takes.
func (s *Server) apiMoves(c *gin.Context) error {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	type need struct {
		Field    ledger.Field `json:"field"`
		Name     string       `json:"name"`
		Optional bool         `json:"optional"`
	}
	type move struct {
		Move  ledger.MoveName `json:"move"`
		Name  string          `json:"name"`
		To    ledger.Status   `json:"to"`
		Needs []need          `json:"needs"`
	}
	all, l := []move{}, readerLanguage(c)
	for _, m := range s.account(c).Moves(e) {
		is := move{m.Name, m.Words.In(l), m.Leads(e), []need{}}
		for _, n := range m.Needs {
			is.Needs = append(is.Needs, need{n.Field, n.Words.In(l), n.Optional})
		}
		all = append(all, is)
	}
	c.JSON(http.StatusOK, gin.H{"items": all, "version": e.Version})
	return nil
}

// apiParts lists what an entry was divided into, and counts how that stands, as far as whoever asks may read it.
func (s *Server) apiParts(c *gin.Context) error {
	parts, err := ofEntry(s, c, s.Store.Children)
	parts = slices.DeleteFunc(parts, func(e ledger.Entry) bool { return !s.reads(c, &e) })
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"division": ledger.DivisionOf(parts), "items": withLights(parts, s.lamp(c))})
	}
	return err
}

func (s *Server) apiFeedback(c *gin.Context) error {
	all, err := ofEntry(s, c, s.Store.Feedback)
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"items": all})
	}
	return err
}

func (s *Server) apiExtensions(c *gin.Context) error {
	all, err := ofEntry(s, c, s.Store.Extensions)
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"items": all})
	}
	return err
}

// ofEntry reads what belongs to the entry in the path.
func ofEntry[T any](s *Server, c *gin.Context, read func(context.Context, int64) ([]T, error)) ([]T, error) {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return nil, err
	}
	return read(c.Request.Context(), e.ID)
}

// apiMove takes {"move": "resolve", "note": "…", "version": 3} and whatever else the move takes; without a version it moves
// whatever stands there now.
func (s *Server) apiMove(c *gin.Context) error {
	var ask struct {
		Move    string `json:"move"`
		Version int    `json:"version"`
		ledger.Input
	}
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	m, err := ledger.FindMove(ask.Move)
	if err != nil {
		return err
	}
	if e, err = s.move(c, e.ID, ask.Version, m, ask.Input); err != nil {
		return err
	}
	c.JSON(http.StatusOK, withLight(*e, s.lamp(c)))
	return nil
}

// move makes a move on an entry as whoever asks, in one transaction with its event.
func (s *Server) move(c *gin.Context, id int64, version int, m ledger.Move, in ledger.Input) (e *ledger.Entry, err error) {
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		e, err = w.MoveAs(s.account(c), id, version, m, in)
		return err
	})
	return e, err
}

// moveLine makes a move that takes no more than a line.
func (s *Server) moveLine(c *gin.Context, id int64, version int, name, line string) (*ledger.Entry, error) {
	m, err := ledger.FindMove(name)
	if err != nil {
		return nil, err
	}
	return s.move(c, id, version, m, m.With(line))
}
