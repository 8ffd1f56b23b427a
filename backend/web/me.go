package web

import (
	"fmt"
	"net/http"

	"github.com/alexedwards/argon2id"
	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// showMe shows what waits for the person, and the own account: its password and where it is signed in.
func (s *Server) showMe(c *gin.Context) error { return s.mePage(c, http.StatusOK, pages.MePage{}) }

// mePage fills in the page beside what it holds already: what was typed, and the mistake.
func (s *Server) mePage(c *gin.Context, status int, page pages.MePage) (err error) {
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/me"
	user, err := s.Store.User(c.Request.Context(), s.user(c))
	if err != nil {
		return err
	}
	live, err := s.liveSessions(c, user.Name)
	if err != nil {
		return err
	}
	page.Person, page.Sessions = *user, live
	if page.Tokens, err = s.Store.Tokens(c.Request.Context(), user.ID); err != nil {
		return err
	}
	if page.Subscription, err = s.Store.Subscription(c.Request.Context(), user.ID); err != nil {
		return err
	}
	if page.Work, err = s.work(c); err != nil {
		return err
	}
	return show(c, status, pages.Me(page))
}

// changePassword gives the person another password, given the old one, and ends their other sessions.
func (s *Server) changePassword(c *gin.Context) error {
	user, err := s.Store.User(c.Request.Context(), s.user(c))
	if err != nil {
		return err
	}
	if err := s.checkOld(c, user); err != nil {
		return s.meAgain(c, err)
	}
	err = s.setPassword(c, user.Name, func(w *store.Writer, hash string) error { return w.SetPassword(user.Name, hash) })
	if err != nil {
		return s.meAgain(c, err)
	}
	n, err := s.endSessions(c, user.Name, elsewhere)
	if err != nil {
		return err
	}
	s.notify(c, "密码已更改，其他 %d 处登录已退出。", "The password is changed; %d other sessions were ended.", n)
	return goTo(c, "/me")
}

// meAgain shows the page with a mistake on it; any other error is passed on.
func (s *Server) meAgain(c *gin.Context, err error) error {
	if m := ledger.AsMistake(err); m != nil {
		return s.mePage(c, statusOf[m.Code], pages.MePage{Err: m})
	}
	return err
}

// checkOld holds the password typed against the present one; whoever has none yet needs none.
func (s *Server) checkOld(c *gin.Context, user *ledger.User) error {
	if user.PasswordHash == "" {
		return nil
	}
	if err := s.attempts.locked(c.Request.Context(), c.ClientIP(), user.Name); err != nil {
		return err
	}
	if s.attempts.matches(c.PostForm("old"), user.PasswordHash) {
		return nil
	}
	if _, err := s.attempts.failed(c.Request.Context(), c.ClientIP(), user.Name); err != nil {
		return err
	}
	return ledger.Mistake(ledger.Invalid, "old", "原密码不对。", "The present password is wrong.")
}

// setPassword reads a new password, typed twice, and keeps its hash with keep.
func (s *Server) setPassword(c *gin.Context, name string, keep func(*store.Writer, string) error) error {
	password := c.PostForm("password")
	if err := ledger.CheckPassword(name, password); err != nil {
		return err
	}
	if password != c.PostForm("again") {
		return ledger.Mistake(ledger.Invalid, "again", "两次输入的新密码不一样。", "The two new passwords differ.")
	}
	hash, err := s.attempts.hash(password)
	if err != nil {
		return err
	}
	actor := s.actor(c)
	if actor.Name == "" {
		actor.Name = name // an invitation is taken by whom it is for
	}
	return s.Store.Write(c.Request.Context(), actor, func(w *store.Writer) error { return keep(w, hash) })
}

func (a *attempts) hash(password string) (string, error) {
	a.hashes <- struct{}{}
	defer func() { <-a.hashes }()
	hash, err := argon2id.CreateHash(password, PasswordCost)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// endMySession ends one of the own sessions.
func (s *Server) endMySession(c *gin.Context) error {
	name := s.user(c)
	n, err := s.endSessions(c, name, sessionNamed(c.Param("session")))
	if err != nil {
		return err
	}
	if n > 0 {
		if err := s.log(c, ledger.Event{Action: "end-session", Subject: "user", Note: name}); err != nil {
			return err
		}
		s.notify(c, "已退出那一处登录。", "That session was ended.")
	}
	return goTo(c, "/me")
}
