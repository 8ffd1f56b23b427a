package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
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

// What a session holds: whose it is, where it began and when it was last used (seconds of the epoch).
const (
	sessionUser    = "user"
	sessionAddress = "address"
	sessionAgent   = "agent"
	sessionBegan   = "began"
	sessionSeen    = "seen"
)

// How long a session lasts where the configuration does not say: in all, and without being used.
const (
	SessionLife = 12 * time.Hour
	SessionIdle = 30 * time.Minute
	seenEvery   = time.Minute // how exactly the last use is kept, for each keeping is a write
)

// PasswordCost is argon2id with 19 MiB, two passes, one lane, as OWASP advises for a small machine.
var PasswordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func newSessions(c Config) *scs.SessionManager {
	m := scs.New()
	m.Store = c.Store.Sessions()
	m.HashTokenInStore = true
	m.Codec = sessionCodec{}
	m.Lifetime = c.SessionLife
	m.Cookie.Name = "taizhang"
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = c.Secure
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		c.Log.ErrorContext(r.Context(), "session failed", "error", err)
		if isAPIPath(r.URL.Path) {
			sendProblem(w, r, errOurs, "")
			return
		}
		http.Error(w, "系统出了问题，请稍后再试。\nSomething went wrong; try again later.", http.StatusInternalServerError)
	}
	return m
}

// atOnce has what a page needs of its reader and of the registers read as of one moment. What is told live goes on for longer than that.
func atOnce(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.Path != livePath {
			r = r.WithContext(store.AtOnce(r.Context()))
		}
		h.ServeHTTP(w, r)
	})
}

// HashSecret is how links and tokens are kept: only their SHA-256, for they are long and random themselves.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// user is the name of who is signed in, or for whom a token asks; "" for nobody, and for a program with an account of its own.
func (s *Server) user(c *gin.Context) string {
	if t := s.token(c); t != nil {
		if t.UserID == 0 {
			return ""
		}
		return t.CreatedBy
	}
	return s.sessions.GetString(c.Request.Context(), sessionUser)
}

func (s *Server) actor(c *gin.Context) ledger.Actor {
	if t := s.token(c); t != nil {
		name := t.Name
		if t.UserID != 0 {
			name = t.CreatedBy
		}
		asked, _ := c.Get(onceKey)
		once, _ := asked.(*ledger.Once)
		is, _ := c.Get(expectedKey)
		expected, _ := is.(*ledger.Expected)
		return ledger.Actor{Name: name, Via: "api", Address: c.ClientIP(), Once: once, Expected: expected}
	}
	return ledger.Actor{Name: s.user(c), Via: "web", Address: c.ClientIP()}
}

const tokenKey = "token"

// token is the token that whoever asks has shown; nil for a person at a page.
func (s *Server) token(c *gin.Context) *ledger.Token {
	t, _ := c.Get(tokenKey)
	token, _ := t.(*ledger.Token)
	return token
}

// identify tells whose account asks: a program's by its token, a person's by the session. Somebody who is not signed in is
// led to where they can, and the request ends.
func (s *Server) identify(c *gin.Context) (ledger.Account, error) {
	if isAPI(c) {
		return s.program(c)
	}
	u, err := s.person(c)
	if err != nil {
		return ledger.Account{}, err
	}
	if u != nil {
		return u.Account, nil
	}
	if c.Request.Method == http.MethodGet && !isPart(c) {
		c.Redirect(http.StatusSeeOther, "/sign-in?next="+url.QueryEscape(c.Request.URL.RequestURI()))
		c.Abort()
		return ledger.Account{}, nil
	}
	return ledger.Account{}, ledger.Mistake(ledger.Unauthorized, "", "登录已过期，请重新登录。", "You are signed out; sign in again.")
}

// person is who is signed in and still may be; nil for nobody. A session that was not used for long, or whose account is
// closed, ends here.
func (s *Server) person(c *gin.Context) (*ledger.User, error) {
	ctx, name := c.Request.Context(), s.user(c)
	if name == "" {
		return nil, nil
	}
	seen, now := s.sessions.GetInt64(ctx, sessionSeen), s.Now()
	u, err := s.Store.User(ctx, name)
	switch {
	case err != nil && !isNotFound(err):
		return nil, err
	case err != nil || !u.Active || now.Sub(time.Unix(seen, 0)) > s.SessionIdle:
		return nil, s.sessions.Destroy(ctx)
	case now.Sub(time.Unix(seen, 0)) >= seenEvery && !unasked(c):
		s.sessions.Put(ctx, sessionSeen, now.Unix())
	}
	return u, nil
}

func (s *Server) program(c *gin.Context) (ledger.Account, error) {
	secret, ok := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	if !ok {
		c.Header("WWW-Authenticate", "Bearer")
		return ledger.Account{}, ledger.Mistake(ledger.Unauthorized, "", "请在 Authorization: Bearer 里给出令牌（在“我的账号”建立，或用 taizhang token create）。", "Give a token in Authorization: Bearer (made under My account, or by taizhang token create).")
	}
	token, err := s.Store.TokenByHash(c.Request.Context(), HashSecret(strings.TrimSpace(secret)))
	if m := ledger.AsMistake(err); m != nil {
		c.Header("WWW-Authenticate", `Bearer error="invalid_token"`)
		return ledger.Account{}, &ledger.Error{Code: ledger.Unauthorized, Words: m.Words}
	}
	if err == nil {
		err = s.Store.TokenUsed(c.Request.Context(), token)
	}
	if err != nil {
		return ledger.Account{}, err
	}
	c.Set(tokenKey, token)
	return token.Account, nil
}

func isNotFound(err error) bool {
	var m *ledger.Error
	return errors.As(err, &m) && m.Code == ledger.NotFound
}
