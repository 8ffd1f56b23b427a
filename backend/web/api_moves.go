package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// apiMoves lists what whoever asks may do with an entry as it stands, and what each move takes.
func (s *Server) apiMoves(c *gin.Context) error {
	e, err := s.entryOf(c)
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
	return sendList(c, all, func(m move) string { return string(m.Move) })
}

// apiParts lists what an entry was divided into, and counts how that stands, as far as whoever asks may read it.
func (s *Server) apiParts(c *gin.Context) error {
	parts, err := ofEntry(s, c, s.Store.Children)
	if err != nil {
		return err
	}
	parts = slices.DeleteFunc(parts, func(e ledger.Entry) bool { return !s.reads(c, &e) })
	l, err := stretch(c, withLights(parts, s.lamp(c)), keyOfEntry)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, struct {
		apiList[apiEntry]
		Division ledger.Division `json:"division"`
	}{l, ledger.DivisionOf(parts)})
	return nil
}

// apiRelated lists entries that belong to the one in the path, as far as whoever asks may read them.
func (s *Server) apiRelated(c *gin.Context, read func(context.Context, int64) ([]ledger.Entry, error)) error {
	all, err := ofEntry(s, c, read)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(e ledger.Entry) bool { return !s.reads(c, &e) })
	return sendList(c, withLights(all, s.lamp(c)), keyOfEntry)
}

func (s *Server) apiFeedback(c *gin.Context) error {
	all, err := ofEntry(s, c, s.Store.Feedback)
	if err != nil {
		return err
	}
	return sendList(c, all, func(f ledger.Feedback) string { return strconv.FormatInt(f.ID, 10) })
}

func (s *Server) apiExtensions(c *gin.Context) error {
	all, err := ofEntry(s, c, s.Store.Extensions)
	if err != nil {
		return err
	}
	return sendList(c, all, func(x ledger.Extension) string { return strconv.FormatInt(x.ID, 10) })
}

func (s *Server) apiAttachments(c *gin.Context) error {
	all, err := ofEntry(s, c, s.Store.Attachments)
	if err != nil {
		return err
	}
	return sendList(c, all, func(a ledger.Attachment) string { return strconv.FormatInt(a.ID, 10) })
}

// ofEntry reads what belongs to the entry in the path.
func ofEntry[T any](s *Server, c *gin.Context, read func(context.Context, int64) ([]T, error)) ([]T, error) {
	e, err := s.entryOf(c)
	if err != nil {
		return nil, err
	}
	return read(c.Request.Context(), e.ID)
}

// moveAsked is what a move is asked for with: {"move": "resolve", "note": "…"} and whatever else it takes.
type moveAsked struct {
	Move string `json:"move"`
	ledger.Input
}

// apiMove makes a move on the version that If-Match names, with * on whatever stands there now. Files come with feedback
// as a form.
func (s *Server) apiMove(c *gin.Context) error {
	if strings.HasPrefix(c.ContentType(), "multipart/") {
		return s.apiMoveWithFiles(c)
	}
	var ask moveAsked
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	return s.makeMove(c, e, ask)
}

func (s *Server) makeMove(c *gin.Context, e *ledger.Entry, ask moveAsked) error {
	m, err := ledger.FindMove(ask.Move)
	if err != nil {
		return err
	}
	moved, err := s.move(c, e.ID, versionAsked(c, e), m, ask.Input)
	if err != nil {
		return err
	}
	return s.sendEntry(c, http.StatusOK, moved)
}

func (s *Server) apiMoveWithFiles(c *gin.Context) error {
	if err := parseFiles(c); err != nil {
		return err
	}
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	m, err := ledger.FindMove(c.PostForm("move"))
	if err != nil {
		return err
	}
	form, err := s.typedForm(c, *e, m)
	if err != nil {
		return err
	}
	moved, err := s.moveWithFiles(c, versionAsked(c, e), form)
	if err != nil {
		return err
	}
	return s.sendEntry(c, http.StatusOK, moved)
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
