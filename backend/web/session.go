package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

const (
	sessionUser = "user"
	sessionLife = 12 * time.Hour
)

// PasswordCost is argon2id with 19 MiB, two passes, one lane, as OWASP advises for a small machine.
var PasswordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func newSessions(c Config) *scs.SessionManager {
	m := scs.New()
	m.Store = c.Store.Sessions()
	m.HashTokenInStore = true
	m.Lifetime = sessionLife
	m.Cookie.Name = "taizhang"
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = c.Secure
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		c.Log.ErrorContext(r.Context(), "session failed", "error", err)
		http.Error(w, "系统出了问题，请稍后再试。\nSomething went wrong; try again later.", http.StatusInternalServerError)
	}
	return m
}

// HashSecret is how links and tokens are kept: only their SHA-256, for they are long and random themselves.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// user is the name of who is signed in, "" for nobody.
func (s *Server) user(c *gin.Context) string {
	return s.sessions.GetString(c.Request.Context(), sessionUser)
}

func (s *Server) actor(c *gin.Context) ledger.Actor {
	if name := c.GetString("token"); name != "" {
		return ledger.Actor{Name: name, Via: "api", Address: c.ClientIP()}
	}
	return ledger.Actor{Name: s.user(c), Via: "web", Address: c.ClientIP()}
}

func (s *Server) requirePerson(c *gin.Context) error {
	if s.user(c) != "" {
		return nil
	}
	if c.Request.Method == http.MethodGet && !isPart(c) {
		c.Redirect(http.StatusSeeOther, "/sign-in?next="+url.QueryEscape(c.Request.URL.RequestURI()))
		c.Abort()
		return nil
	}
	return ledger.Mistake(ledger.Unauthorized, "", "登录已过期，请重新登录。", "You are signed out; sign in again.")
}

func (s *Server) requireProgram(c *gin.Context) error {
	secret, ok := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	if !ok {
		c.Header("WWW-Authenticate", "Bearer")
		return ledger.Mistake(ledger.Unauthorized, "", "请在 Authorization: Bearer 里给出令牌（taizhang token create）。", "Give a token in Authorization: Bearer (taizhang token create).")
	}
	token, err := s.Store.TokenByHash(c.Request.Context(), HashSecret(strings.TrimSpace(secret)))
	if isNotFound(err) {
		c.Header("WWW-Authenticate", "Bearer")
		return ledger.Mistake(ledger.Unauthorized, "", "令牌无效。", "The token is not valid.")
	}
	if err != nil {
		return err
	}
	c.Set("token", token.Name)
	return nil
}

// signIn checks name and password. It says the same and takes as long whether the name or the password is wrong.
func (s *Server) signIn(c *gin.Context) error {
	name, password, next := strings.TrimSpace(c.PostForm("name")), c.PostForm("password"), c.PostForm("next")
	if !s.attempts.allow(c.ClientIP(), name) {
		return s.signInAgain(c, name, next, ledger.Mistake(ledger.TooMany, "", "尝试次数太多，请过一分钟再试。", "Too many attempts; try again in a minute."))
	}
	user, err := s.Store.User(c.Request.Context(), name)
	if err != nil && !isNotFound(err) {
		return err
	}
	hash := noPassword
	if err == nil && user.PasswordHash != "" {
		hash = user.PasswordHash
	}
	if !s.attempts.matches(password, hash) {
		if err := s.log(c, ledger.Event{Action: "sign-in-failed", Subject: "user", Note: ledger.Shorten(name, 50)}); err != nil {
			return err
		}
		return s.signInAgain(c, name, next, ledger.Mistake(ledger.Unauthorized, "", "用户名或密码不对。", "The name or the password is wrong."))
	}
	if err := s.begin(c, user.Name, "sign-in"); err != nil {
		return err
	}
	return goTo(c, safePath(next))
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
	return goTo(c, "/")
}

func (s *Server) begin(c *gin.Context, name, action string) error {
	ctx := c.Request.Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, sessionUser, name)
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

func isNotFound(err error) bool {
	var m *ledger.Error
	return errors.As(err, &m) && m.Code == ledger.NotFound
}
