package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// invitationLife is how long an invitation holds.
const invitationLife = 72 * time.Hour

// invite makes an invitation for a user and returns its address, which is shown this once.
func (s *Server) invite(c *gin.Context, userID int64) (string, error) {
	secret := newInvitation()
	err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		return w.Invite(HashSecret(secret), userID, s.Now().Add(invitationLife))
	})
	return s.invitationURL(c, secret), err
}

// showInvitation asks whoever was invited for a password. Opening the page uses nothing up.
func (s *Server) showInvitation(c *gin.Context) error {
	return s.invitationPage(c, http.StatusOK, nil)
}

func (s *Server) invitationPage(c *gin.Context, status int, m *ledger.Error) error {
	user, err := s.Store.Invited(c.Request.Context(), HashSecret(c.Param("token")))
	if err != nil {
		return err
	}
	page := pages.InvitationPage{Base: s.plainBase(c), Person: *user, Err: m}
	page.User = ""
	return show(c, status, pages.Invitation(page))
}

// takeInvitation keeps the password that was chosen and signs in with it.
func (s *Server) takeInvitation(c *gin.Context) error {
	hash := HashSecret(c.Param("token"))
	user, err := s.Store.Invited(c.Request.Context(), hash)
	if err != nil {
		return err
	}
	err = s.setPassword(c, user.Name, func(w *store.Writer, password string) error {
		_, err := w.TakeInvitation(hash, password)
		return err
	})
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.Invalid {
		return s.invitationPage(c, statusOf[m.Code], m)
	}
	if err != nil {
		return err
	}
	if _, err := s.endSessions(c, user.Name, everySession); err != nil {
		return err
	}
	if user.TwoStep {
		return s.half(c, user.Name, "/")
	}
	if err := s.attempts.succeeded(c.Request.Context(), user.Name); err != nil {
		return err
	}
	if err := s.begin(c, user.Name, "sign-in"); err != nil {
		return err
	}
	return goTo(c, "/")
}
