package web

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// tokenMark begins a token, so that one that was left lying about is known for what it is.
const tokenMark = "tz_"

// NewToken makes the secret of a token: 128 bits and more, in letters and digits.
func NewToken() string { return tokenMark + strings.ToLower(rand.Text()) }

// addToken gives the person a token for a program, which may do what the person may, and shows it this once.
func (s *Server) addToken(c *gin.Context) error {
	user, err := s.signedIn(c)
	if err != nil {
		return err
	}
	form := pages.TokenForm{Name: strings.TrimSpace(c.PostForm("name")), ReadOnly: c.PostForm("read_only") != ""}
	form.Days, err = strconv.Atoi(c.PostForm("days"))
	if err != nil || !slices.Contains(ledger.TokenDays, form.Days) {
		return errIncomplete
	}
	secret, until := NewToken(), s.Now().Add(time.Duration(form.Days)*24*time.Hour)
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		return w.AddOwnToken(user, ledger.Token{Name: form.Name, Hash: HashSecret(secret), ReadOnly: form.ReadOnly}, until)
	})
	if form.Err = ledger.AsMistake(err); form.Err != nil {
		return s.mePage(c, statusOf[form.Err.Code], pages.MePage{Token: form})
	}
	if err != nil {
		return err
	}
	page := pages.NewTokenPage{Name: form.Name, Secret: secret, Until: until, ReadOnly: form.ReadOnly}
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/me"
	return show(c, http.StatusOK, pages.NewToken(page))
}

// dropToken ends one of the own tokens at once.
func (s *Server) dropToken(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	user, err := s.signedIn(c)
	if err != nil {
		return err
	}
	var gone *ledger.Token
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		gone, err = w.DropToken(user.ID, id)
		return err
	})
	if err != nil {
		return err
	}
	s.notify(c, "令牌“%s”已撤销，用它的程序不能再登录。", "The token “%s” is revoked; programs that use it are out.", gone.Name)
	return goTo(c, "/me#tokens")
}
