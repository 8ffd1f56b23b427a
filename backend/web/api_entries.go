package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/parts"
)

func (s *Server) apiEntries(c *gin.Context) error {
	f, err := s.filter(c)
	if err != nil {
		return err
	}
	page, err := s.Store.Entries(c.Request.Context(), f, s.day())
	if err != nil {
		return err
	}
	return sendJSON(c, apiList[apiEntry]{withLights(page.Items, s.lamp(c)), page.Total, page.Next})
}

// entryOf is the entry that the path names.
func (s *Server) entryOf(c *gin.Context) (*ledger.Entry, error) {
	return s.Store.Entry(c.Request.Context(), c.Param("number"))
}

func (s *Server) apiEntry(c *gin.Context) error {
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	return s.sendEntry(c, http.StatusOK, e)
}

func (s *Server) apiEditEntry(c *gin.Context) error {
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	return s.apiEdit(c, e)
}

// apiEdit changes those fields of e that the body gives, as the edit form does with all of them.
func (s *Server) apiEdit(c *gin.Context, e *ledger.Entry) error {
	var ask struct {
		Kind, Text, Theme, Due, Recurs, Leader, Remark *string
		Units, Support                                 *[]string
	}
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	form, err := s.editForm(c, e)
	if err != nil {
		return err
	}
	for field, given := range map[*string]*string{&form.Text: ask.Text, &form.Theme: ask.Theme, &form.Due: ask.Due, &form.Recurs: ask.Recurs, &form.Leader: ask.Leader, &form.Remark: ask.Remark, (*string)(&form.Kind): ask.Kind} {
		if given != nil {
			*field = strings.TrimSpace(*given)
		}
	}
	for field, given := range map[*string]*[]string{&form.Units: ask.Units, &form.Support: ask.Support} {
		if given == nil {
			continue
		}
		if *field, err = s.unitNames(c, *given); err != nil {
			return err
		}
	}
	saved, err := s.saveEdit(c, e, versionAsked(c, e), *form)
	if err != nil {
		return err
	}
	return s.sendEntry(c, http.StatusOK, saved)
}

// unitNames writes units given by code or by name as the edit form does.
func (s *Server) unitNames(c *gin.Context, given []string) (string, error) {
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return "", err
	}
	names := make([]string, len(given))
	for n, code := range given {
		names[n] = code
		if i := slices.IndexFunc(now.Units, func(u ledger.Unit) bool { return u.Code == code }); i >= 0 {
			names[n] = now.Units[i].Name
		}
	}
	return strings.Join(names, "、"), nil
}

// apiEvent is what happened to an entry; before and after hold what changed. Addresses and hashes are the auditors'.
type apiEvent struct {
	ID     int64           `json:"id"`
	At     time.Time       `json:"at"`
	Actor  string          `json:"actor"`
	Via    string          `json:"via"`
	Action string          `json:"action"`
	Name   string          `json:"name"`
	Note   string          `json:"note,omitempty"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

func eventOf(e ledger.Event, l ledger.Lang) apiEvent {
	return apiEvent{e.ID, e.At, e.Actor, e.Via, e.Action, ledger.ActionWords(e.Action).In(l), e.Note, json.RawMessage(e.Before), json.RawMessage(e.After)}
}

func (s *Server) apiEvents(c *gin.Context) error {
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	events, err := s.Store.Events(c.Request.Context(), "entry", e.ID)
	if err != nil {
		return err
	}
	all := make([]apiEvent, len(events))
	for i := range events {
		all[i] = eventOf(events[i], readerLanguage(c))
	}
	return sendList(c, all, func(e apiEvent) string { return strconv.FormatInt(e.ID, 10) })
}

// apiSource is a place in a report that an entry rests on.
type apiSource struct {
	Report  int64  `json:"report"`
	Name    string `json:"name"`
	Finding int64  `json:"finding"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Before  string `json:"before"`
	Quote   string `json:"quote"`
	After   string `json:"after"`
}

func (s *Server) apiSources(c *gin.Context) error {
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	rec := parts.Record{Entry: *e}
	if err := s.sources(c, &rec); err != nil {
		return err
	}
	var all []apiSource
	for _, at := range rec.Sources {
		all = append(all, apiSource{at.Report.ID, at.Report.Name, at.Finding.ID, at.Finding.Start, at.Finding.End, at.Before, at.Quote, at.After})
	}
	return sendList(c, all, func(a apiSource) string { return strconv.FormatInt(a.Finding, 10) })
}

// apiChain lists the shortcoming through the months that it was there again, as far as whoever asks may read it.
func (s *Server) apiChain(c *gin.Context) error {
	return s.apiRelated(c, s.Store.Chain)
}

// apiTied is what an entry is tied to.
type apiTied struct {
	Tie   ledger.TieKind `json:"tie"`
	Name  string         `json:"name"`
	Back  bool           `json:"back"`
	Entry apiEntry       `json:"entry"`
}

func (s *Server) apiTies(c *gin.Context) error {
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	rec := parts.Record{Entry: *e}
	if err := s.refer(c, &rec); err != nil {
		return err
	}
	var all []apiTied
	for _, t := range rec.Ties {
		all = append(all, apiTied{t.Kind, t.Words().In(readerLanguage(c)), t.Back, withLight(t.Entry, s.lamp(c))})
	}
	return sendList(c, all, func(t apiTied) string { return string(t.Tie) + t.Entry.Number })
}

// tieAsked is what a tie is asked for with: {"tie": "parallel", "number": "2024-09-任-012", "note": "…"}.
type tieAsked struct{ Tie, Number, Note string }

func (s *Server) apiTie(c *gin.Context) error { return s.apiTied(c, (*store.Writer).Tie) }

func (s *Server) apiUntie(c *gin.Context) error {
	return s.apiTied(c, func(w *store.Writer, id int64, kind ledger.TieInfo, number, _ string) error {
		return w.Untie(id, kind, number)
	})
}

func (s *Server) apiTied(c *gin.Context, do func(w *store.Writer, id int64, kind ledger.TieInfo, number, reason string) error) error {
	var ask tieAsked
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	kind, err := ledger.FindTie(ask.Tie)
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return do(w, e.ID, kind, ask.Number, ask.Note) })
	if err != nil {
		return err
	}
	return s.apiTies(c)
}
