package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// signedIn is the person whose session it is.
func (s *Server) signedIn(c *gin.Context) (*ledger.User, error) {
	return s.Store.User(c.Request.Context(), s.user(c))
}

// showTwoStep shows the own second step: how it is set up, or how it is ended.
func (s *Server) showTwoStep(c *gin.Context) error {
	u, err := s.signedIn(c)
	if err != nil {
		return err
	}
	return s.twoStepPage(c, http.StatusOK, u, nil)
}

func (s *Server) twoStepPage(c *gin.Context, status int, u *ledger.User, m *ledger.Error) (err error) {
	p := pages.TwoStepPage{Person: *u, Err: m}
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	roles, err := s.Store.TwoStepRoles(c.Request.Context())
	if err != nil {
		return err
	}
	p.Needed = slices.Contains(roles, u.Role)
	if u.TwoStep {
		p.Left, err = s.Store.RecoveryCodes(c.Request.Context(), u.ID)
	} else {
		p.Device, err = s.device(c, u)
	}
	if err != nil {
		return err
	}
	return show(c, status, pages.TwoStep(p))
}

// device is the one that the session is setting up, the same until a code of it was typed.
func (s *Server) device(c *gin.Context, u *ledger.User) (*pages.Device, error) {
	ctx := c.Request.Context()
	secret := s.sessions.GetString(ctx, sessionSecret)
	if secret == "" {
		var err error
		if secret, err = newSecret(u.Name); err != nil {
			return nil, err
		}
		s.sessions.Put(ctx, sessionSecret, secret)
	}
	return newDevice(u.Name, secret)
}

// startTwoStep begins the second step once a code shows that the device has the secret, and shows the recovery codes.
func (s *Server) startTwoStep(c *gin.Context) error {
	u, err := s.signedIn(c)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	secret := s.sessions.GetString(ctx, sessionSecret)
	if u.TwoStep || secret == "" {
		return goTo(c, "/me/two-step")
	}
	step, ok := stepOf(strings.ReplaceAll(c.PostForm("code"), " ", ""), secret, s.Now())
	if !ok {
		return s.twoStepPage(c, http.StatusUnprocessableEntity, u, ledger.Mistake(ledger.Invalid, "code", "验证码不对。请核对手机时间，再输入现在显示的六位数字。", "The code is wrong. Check the device's clock and type the six digits that it shows now."))
	}
	codes, hashes := newRecovery()
	err = s.Store.Write(ctx, s.actor(c), func(w *store.Writer) error { return w.StartTwoStep(u.ID, secret, step, hashes) })
	if err != nil {
		return err
	}
	s.sessions.Remove(ctx, sessionSecret)
	s.sessions.Remove(ctx, sessionEnrol)
	return s.recoveryPage(c, codes)
}

// renewRecovery gives other recovery codes to who types a code of the device.
func (s *Server) renewRecovery(c *gin.Context) error {
	return s.withCode(c, func(u *ledger.User) error {
		codes, hashes := newRecovery()
		err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.RenewRecovery(u.ID, hashes) })
		if err != nil {
			return err
		}
		return s.recoveryPage(c, codes)
	})
}

// endTwoStep ends the own second step, unless the role asks for it.
func (s *Server) endTwoStep(c *gin.Context) error {
	return s.withCode(c, func(u *ledger.User) error {
		roles, err := s.Store.TwoStepRoles(c.Request.Context())
		if err != nil {
			return err
		}
		if slices.Contains(roles, u.Role) {
			return ledger.Mistake(ledger.Conflict, "code", "您的角色须用两步验证，不能关闭。换了手机，请找安全管理员重置。", "Your role needs two-step sign-in; it stays. With another device, ask the security administrator for a reset.")
		}
		if err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.EndTwoStep("two-step-off", u.ID) }); err != nil {
			return err
		}
		s.notify(c, "两步验证已关闭。", "Two-step sign-in is off.")
		return goTo(c, "/me")
	})
}

// withCode does something for who has typed a code of their device, or a recovery code.
func (s *Server) withCode(c *gin.Context, do func(*ledger.User) error) error {
	u, err := s.signedIn(c)
	if err != nil {
		return err
	}
	if !u.TwoStep {
		return goTo(c, "/me/two-step")
	}
	if err = s.passCode(c, u); err == nil {
		err = s.attempts.succeeded(c.Request.Context(), u.Name)
	}
	if err == nil {
		err = do(u)
	}
	if m := ledger.AsMistake(err); m != nil {
		status := statusOf[m.Code]
		if m.Code == ledger.Unauthorized {
			status = http.StatusUnprocessableEntity // they are signed in
		}
		return s.twoStepPage(c, status, u, m)
	}
	return err
}

func (s *Server) recoveryPage(c *gin.Context, codes []string) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusCreated, pages.RecoveryCodes(pages.RecoveryCodesPage{Base: base, Codes: codes}))
}

// resetTwoStep takes the second step off the account of somebody who has lost the device and the recovery codes.
func (s *Server) resetTwoStep(c *gin.Context) error {
	user, err := s.personNamed(c)
	if err != nil {
		return err
	}
	err = s.endTwoStepOf(c, user)
	if m := ledger.AsMistake(err); m != nil {
		return s.accountPage(c, statusOf[m.Code], pages.AccountPage{Person: *user, Err: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "%s 的两步验证已重置，下次只用密码登录，可重新设置。", "Two-step sign-in of %s is reset: the password alone signs in, and they can set it up anew.", user.Name)
	return goTo(c, "/accounts/"+c.Param("user"))
}

// saveTwoStepRoles says which roles must sign in with a second step.
func (s *Server) saveTwoStepRoles(c *gin.Context) error {
	if err := s.keepTwoStepRoles(c); err != nil {
		return err
	}
	s.notify(c, "已保存。这些角色的人下次登录时设置两步验证。", "Saved. People of these roles set up two-step sign-in when they sign in next.")
	return goTo(c, "/accounts")
}

// keepTwoStepRoles saves the roles that the form names.
func (s *Server) keepTwoStepRoles(c *gin.Context) error {
	var roles []ledger.OfficeRole
	for _, r := range c.PostFormArray("roles") {
		roles = append(roles, ledger.OfficeRole(r))
	}
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.SetTwoStepRoles(roles) })
}

// endTwoStepOf ends another person's second step, where they have one.
func (s *Server) endTwoStepOf(c *gin.Context, user *ledger.User) error {
	if err := s.mayChange(c, user); err != nil || !user.TwoStep {
		return err
	}
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.EndTwoStep("two-step-reset", user.ID) })
}
