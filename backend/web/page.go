package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

const sessionNotice = "notice"

// base is what the frame around every page needs.
func (s *Server) base(c *gin.Context) (pages.Base, error) {
	known, err := s.known.at(c.Request.Context(), s.Store)
	b := pages.Base{View: s.viewOf(c, known), User: s.user(c), Path: c.Request.URL.RequestURI(), Now: s.Now()}
	if b.May(ledger.Read) {
		b.Revision = known.revision
	}
	if !unasked(c) { // what was just done is for the page that the person asked for
		b.Notice = s.sessions.PopString(c.Request.Context(), sessionNotice)
	}
	return b, err
}

// view is what every part needs of its reader and of the registers.
func (s *Server) view(c *gin.Context) (parts.View, error) {
	known, err := s.known.at(c.Request.Context(), s.Store)
	return s.viewOf(c, known), err
}

func (s *Server) viewOf(c *gin.Context, known registers) parts.View {
	return parts.View{Lang: readerLanguage(c), Day: s.day(), Workdays: s.calendar().Between, Zone: s.Location, Prints: s.Printer != nil, Themes: known.Themes, Units: known.Units, ByCode: known.byCode, Account: s.account(c)}
}

// plainBase is a base for pages that nobody need be signed in for: nothing of the ledger is read.
func (s *Server) plainBase(c *gin.Context) pages.Base {
	return pages.Base{
		View: parts.View{Lang: readerLanguage(c), Day: s.day(), Zone: s.Location, Account: s.account(c)},
		User: s.user(c), Path: c.Request.URL.RequestURI(), Now: s.Now(),
	}
}

// notify says on the next page what was just done.
func (s *Server) notify(c *gin.Context, zh, en string, args ...any) {
	s.sessions.Put(c.Request.Context(), sessionNotice, readerLanguage(c).T(zh, en, args...))
}

// errorPage says what went wrong; request is the number under which a mistake of ours stands in the log, "" for a person's.
func (s *Server) errorPage(c *gin.Context, status int, m *ledger.Error, request string) {
	page := pages.ErrorPage{Base: s.plainBase(c), Status: status, Err: m, Request: request}
	if request != "" {
		page.Err = nil
	}
	if err := show(c, status, pages.Error(page)); err != nil {
		c.String(status, m.Words.ZH+"\n"+m.Words.EN+"\n")
	}
	c.Abort()
}

func (s *Server) showSignIn(c *gin.Context) error {
	if s.user(c) != "" {
		return goTo(c, safePath(c.Query("next")))
	}
	return show(c, http.StatusOK, pages.SignIn(pages.SignInPage{Base: s.plainBase(c), Next: safePath(c.Query("next"))}))
}

func (s *Server) signInAgain(c *gin.Context, name, next string, m *ledger.Error) error {
	page := pages.SignInPage{Base: s.plainBase(c), Name: name, Next: safePath(next), Err: m}
	page.Path = "/sign-in"
	return show(c, statusOf[m.Code], pages.SignIn(page))
}

func mountAssets(e *gin.Engine) {
	h := gin.WrapH(frontend.Handler())
	e.GET("/assets/*name", h)
	e.HEAD("/assets/*name", h)
}

// list splits names typed into one field.
func list(typed string) (names []string) {
	for _, n := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune("、，,；;\n\r\t", r) }) {
		if n = strings.TrimSpace(n); n != "" {
			names = append(names, n)
		}
	}
	return names
}
