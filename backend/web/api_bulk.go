package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// bulkAsked is a move asked for on several entries: those named, each with the version that was read, or all that the address
// selects.
type bulkAsked struct {
	moveAsked
	Entries []struct {
		ID      int64
		Version int
	}
	All bool
}

// form is what was asked for as the page's form sends it.
func (a bulkAsked) form() map[string][]string {
	form := map[string][]string{
		"action": {a.Move}, "note": {a.Note}, "due": {string(a.Due)}, "unit": a.Units, "number": {a.Number}, "evidence": {a.Evidence},
		"problems": {a.Problems}, "steps": {a.Steps}, "coordination": {a.Coordination},
	}
	if a.All {
		form["all"] = []string{"on"}
	}
	for _, e := range a.Entries {
		form["pick"] = append(form["pick"], strconv.FormatInt(e.ID, 10)+"."+strconv.Itoa(e.Version))
	}
	return form
}

// apiAttempt is what becomes of one entry among several: how it would stand or stands, or why it was left as it was.
type apiAttempt struct {
	Number string        `json:"number"`
	ID     int64         `json:"id"`
	Before ledger.Status `json:"before"`
	Entry  *apiEntry     `json:"entry,omitempty"`
	Left   *fieldProblem `json:"left,omitempty"`
	Units  []string      `json:"units,omitempty"`
}

type apiBulk struct {
	Move     ledger.MoveName `json:"move"`
	Moved    int             `json:"moved"`
	Left     int             `json:"left"`
	Absent   int             `json:"absent"`
	Attempts []apiAttempt    `json:"attempts"`
}

// apiTryMoves shows what a move would do to each of several entries; apiMakeMoves makes it, in one transaction with an event each.
func (s *Server) apiTryMoves(c *gin.Context) error  { return s.apiBulk(c, s.tryBulk) }
func (s *Server) apiMakeMoves(c *gin.Context) error { return s.apiBulk(c, s.makeBulk) }

func (s *Server) apiBulk(c *gin.Context, do func(*gin.Context, *pages.BulkPage, []ledger.Pick) error) error {
	if _, err := s.filter(c); err != nil {
		return err
	}
	var ask bulkAsked
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	c.Request.PostForm = ask.form()
	c.Request.Form = c.Request.PostForm
	page, picks, err := s.bulk(c)
	if err != nil {
		return err
	}
	if err := do(c, page, picks); err != nil {
		return err
	}
	if page.Form.Err != nil {
		return page.Form.Err
	}
	c.JSON(http.StatusOK, attempted(page, s.lamp(c)))
	return nil
}

func attempted(page *pages.BulkPage, l lamp) apiBulk {
	out := apiBulk{Move: page.Form.Move.Name, Absent: page.Absent, Attempts: []apiAttempt{}}
	for _, a := range page.Attempts {
		is := apiAttempt{Number: a.Before.Number, ID: a.Before.ID, Before: a.Before.Status, Units: a.Units}
		switch {
		case a.Err != nil:
			is.Left = &fieldProblem{a.Err.Field, a.Err.Words.In(l.lang)}
			out.Left++
		case a.After != nil:
			e := withLight(*a.After, l)
			is.Entry = &e
			fallthrough
		default:
			out.Moved++
		}
		out.Attempts = append(out.Attempts, is)
	}
	return out
}

// apiView is a saved view: what it selects, as the parameters of the list of entries, and its columns.
type apiView struct {
	ID      int64               `json:"id"`
	Name    string              `json:"name"`
	Query   string              `json:"query"`
	Columns []ledger.ListColumn `json:"columns"`
	Shared  bool                `json:"shared"`
	Owner   string              `json:"owner"`
}

func viewAsJSON(v ledger.SavedView) apiView {
	shown, _ := ledger.ParseShown(v.Columns) // what cannot be read any more is as usual
	return apiView{v.ID, v.Name, v.Query, append([]ledger.ListColumn{}, shown...), v.Shared, v.Owner}
}

func (s *Server) apiViews(c *gin.Context) error {
	user, err := s.asPerson(c)
	if err != nil {
		return err
	}
	views, err := s.viewsOf(c, user)
	if err != nil {
		return err
	}
	all := make([]apiView, len(views))
	for i, v := range views {
		all[i] = viewAsJSON(v)
	}
	return sendList(c, all, func(v apiView) string { return strconv.FormatInt(v.ID, 10) })
}

// apiSaveView keeps what the address selects under a name: {"name": "…", "cols": "due.theme", "shared": true, "default": true}.
func (s *Server) apiSaveView(c *gin.Context) error {
	if _, err := s.filter(c); err != nil {
		return err
	}
	user, err := s.asPerson(c)
	if err != nil {
		return err
	}
	if err := fillForm(c, "name", "cols", "shared", "default"); err != nil {
		return err
	}
	v, err := s.keepView(c, user)
	if err != nil {
		return err
	}
	v.Owner = user.Name
	c.JSON(http.StatusOK, viewAsJSON(*v))
	return nil
}

func (s *Server) apiDropView(c *gin.Context) error {
	if _, err := s.asPerson(c); err != nil {
		return err
	}
	user, id, err := s.viewAsked(c)
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { _, err := w.DropView(*user, id); return err })
	if err == nil {
		c.Status(http.StatusNoContent)
	}
	return err
}
