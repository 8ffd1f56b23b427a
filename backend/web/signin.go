package web

import (
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// signIn checks name and password. It says the same and takes as long whether the name or the password is wrong.
func (s *Server) signIn(c *gin.Context) error {
	name, password, next := strings.TrimSpace(c.PostForm("name")), c.PostForm("password"), c.PostForm("next")
	if err := s.attempts.locked(c.Request.Context(), c.ClientIP(), name); err != nil {
		return s.signInRefused(c, name, next, err)
	}
	user, err := s.Store.User(c.Request.Context(), name)
	if err != nil && !isNotFound(err) {
		return err
	}
	hash := noPassword
	if err == nil && user.Active && user.PasswordHash != "" {
		hash = user.PasswordHash
	}
	if !s.attempts.matches(password, hash) {
		return s.signInFailed(c, name, next)
	}
	if user.TwoStep {
		return s.half(c, user.Name, next) // failures are forgotten after the second step only
	}
	if err := s.attempts.succeeded(c.Request.Context(), name); err != nil {
		return err
	}
	if err := s.begin(c, user.Name, "sign-in"); err != nil {
		return err
	}
	return goTo(c, safePath(next))
}

func (s *Server) signInFailed(c *gin.Context, name, next string) error {
	wrong := ledger.Mistake(ledger.Unauthorized, "", "用户名或密码不对。", "The name or the password is wrong.")
	return s.signInRefused(c, name, next, s.countFailure(c, name, wrong))
}

// countFailure counts and logs a failure to sign in as name, and gives the mistake to be told: m, or that it locked.
func (s *Server) countFailure(c *gin.Context, name string, m *ledger.Error) error {
	action := "sign-in-failed"
	wait, err := s.attempts.failed(c.Request.Context(), c.ClientIP(), name)
	if err != nil {
		return err
	}
	if wait > 0 {
		m, action = lockedOut(wait), "lock-out"
	}
	if err := s.log(c, ledger.Event{Action: action, Subject: "user", Note: ledger.Shorten(name, ledger.MaxUserName)}); err != nil {
		return err
	}
	return m
}

// signInRefused shows the form again with a mistake on it; any other error is passed on.
func (s *Server) signInRefused(c *gin.Context, name, next string, err error) error {
	if m := ledger.AsMistake(err); m != nil {
		return s.signInAgain(c, name, next, m)
	}
	return err
}

func lockedOut(wait time.Duration) *ledger.Error {
	minutes := int((wait + time.Minute - 1) / time.Minute)
	return ledger.Mistake(ledger.TooMany, "", "输错次数太多，已暂时锁定，请过 %d 分钟再试。", "Too many failures: locked for now. Try again in %d min.", minutes)
}

// enter signs in by a one-time link, from this machine only.
func (s *Server) enter(c *gin.Context) error {
	if ip := net.ParseIP(c.RemoteIP()); ip == nil || !ip.IsLoopback() {
		return ledger.Mistake(ledger.Forbidden, "", "一次性登录链接只能在运行本系统的这台机器上使用。", "A one-time link works only on the machine that this system runs on.")
	}
	var user *ledger.User
	err := s.Store.Write(c.Request.Context(), ledger.System, func(w *store.Writer) (err error) {
		user, err = w.UseLink(HashSecret(c.Param("token")))
		return err
	})
	switch {
	case isNotFound(err) && s.user(c) != "":
		return goTo(c, "/")
	case isNotFound(err):
		return s.signInAgain(c, "", "", ledger.Mistake(ledger.Unauthorized, "", "这个登录链接已经用过或过期了。请重新启动程序得到新的链接，或用密码登录。",
			"This link has been used or is too old. Start the program again for a new one, or sign in with a password."))
	case err != nil:
		return err
	}
	if err := s.begin(c, user.Name, "sign-in-link"); err != nil {
		return err
	}
	at, err := s.begun(c, user)
	if err != nil {
		return err
	}
	return goTo(c, at)
}

// begin starts a session under a fresh token.
func (s *Server) begin(c *gin.Context, name, action string) error {
	ctx := c.Request.Context()
	user, err := s.Store.User(ctx, name)
	if err != nil {
		return err
	}
	enrol, err := s.mustEnrol(c, user)
	if err != nil {
		return err
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Remove(ctx, sessionHalf)
	s.sessions.Remove(ctx, sessionSecret)
	s.sessions.Put(ctx, sessionEnrol, enrol)
	now := s.Now().Unix()
	s.sessions.Put(ctx, sessionUser, name)
	s.sessions.Put(ctx, sessionAddress, c.ClientIP())
	s.sessions.Put(ctx, sessionAgent, ledger.Shorten(c.Request.UserAgent(), 200))
	s.sessions.Put(ctx, sessionBegan, now)
	s.sessions.Put(ctx, sessionSeen, now)
	return s.log(c, ledger.Event{Action: action, Subject: "user", Note: name})
}

func (s *Server) signOut(c *gin.Context) error {
	if err := s.log(c, ledger.Event{Action: "sign-out", Subject: "user", Note: s.user(c)}); err != nil {
		return err
	}
	if err := s.sessions.Destroy(c.Request.Context()); err != nil {
		return err
	}
	return goTo(c, "/sign-in")
}

func (s *Server) log(c *gin.Context, e ledger.Event) error {
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.Log(e) })
}

// safePath keeps a path of this site and turns everything else into the first page.
func safePath(p string) string {
	u, err := url.Parse(p)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\r\n") {
		return "/"
	}
	return p
}
