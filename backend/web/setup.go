package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// begun is where somebody who just signed in begins: who is the first in an empty ledger, with setting it up.
func (s *Server) begun(c *gin.Context, u *ledger.User) (string, error) {
	if u.Role != ledger.Owner || u.PasswordHash != "" {
		return "/", nil
	}
	if any, err := s.Store.AnyReport(c.Request.Context()); any || err != nil {
		return "/", err
	}
	return "/setup", nil
}

// showSetup leads an owner through the first steps.
func (s *Server) showSetup(c *gin.Context) error {
	user, err := s.Store.User(c.Request.Context(), s.user(c))
	if err != nil {
		return err
	}
	if user.Role != ledger.Owner {
		return goTo(c, "/")
	}
	return s.setupPage(c, http.StatusOK, pages.SetupPage{Person: *user})
}

func (s *Server) setupPage(c *gin.Context, status int, p pages.SetupPage) (err error) {
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	return show(c, status, pages.Setup(p))
}

// takeSetup gives the owner of a new ledger a name and a password of their own. Whoever has a password already changes it
// on the page of the own account.
func (s *Server) takeSetup(c *gin.Context) error {
	user, err := s.Store.User(c.Request.Context(), s.user(c))
	if err != nil {
		return err
	}
	if user.Role != ledger.Owner || user.PasswordHash != "" {
		return goTo(c, "/me")
	}
	name := strings.TrimSpace(c.PostForm("name"))
	err = s.setPassword(c, name, func(w *store.Writer, hash string) error { return w.NameUser(user.ID, name, hash) })
	if m := ledger.AsMistake(err); m != nil {
		return s.setupPage(c, statusOf[m.Code], pages.SetupPage{Person: *user, Name: name, Err: m})
	}
	if err != nil {
		return err
	}
	if _, err := s.endSessions(c, user.Name, elsewhere); err != nil {
		return err
	}
	s.sessions.Put(c.Request.Context(), sessionUser, name)
	s.notify(c, "账号已设好，以后用“%s”和密码登录。", "Your account is ready; from now on sign in as “%s” with the password.", name)
	return goTo(c, "/setup")
}
