package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

func (s *Server) showAccounts(c *gin.Context) error {
	return s.accountsPage(c, http.StatusOK, pages.AccountsPage{})
}

func (s *Server) accountsPage(c *gin.Context, status int, p pages.AccountsPage) (err error) {
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	if p.People, err = s.Store.Users(c.Request.Context()); err != nil {
		return err
	}
	if p.Needed, err = s.Store.TwoStepRoles(c.Request.Context()); err != nil {
		return err
	}
	live, err := s.liveSessions(c, "")
	if err != nil {
		return err
	}
	p.Sessions = map[string]int{}
	for _, l := range live {
		p.Sessions[l.User]++
	}
	return show(c, status, pages.Accounts(p))
}

// accountTyped reads role and unit from a form. Only an owner may make another.
func (s *Server) accountTyped(c *gin.Context) (ledger.Account, error) {
	a := ledger.Account{Role: ledger.OfficeRole(c.PostForm("role"))}
	var err error
	if a.UnitCode, err = s.codeTyped(c.Request.Context(), c.PostForm("unit"), "unit"); err != nil {
		return a, err
	}
	if !a.Role.Bindable() {
		a.UnitCode = "" // the form has the choice for every role, without script
	}
	if a.Role == ledger.Owner && s.account(c).Role != ledger.Owner {
		return a, errOwnersOnly
	}
	return a, a.Check()
}

var errOwnersOnly = ledger.Mistake(ledger.Invalid, "role", "只有单机管理员可以设置单机管理员。", "Only an owner may make another owner.")

// addAccount adds a person and makes the invitation with which they choose a password.
func (s *Server) addAccount(c *gin.Context) error {
	typed, user, err := s.keepNewAccount(c)
	if m := ledger.AsMistake(err); m != nil {
		return s.accountsPage(c, statusOf[m.Code], pages.AccountsPage{Name: typed.Name, Typed: typed.Account, Err: m})
	}
	if err != nil {
		return err
	}
	return s.inviteNow(c, user)
}

// keepNewAccount adds the person that the form gives.
func (s *Server) keepNewAccount(c *gin.Context) (typed ledger.User, user *ledger.User, err error) {
	typed.Name = strings.TrimSpace(c.PostForm("name"))
	if typed.Account, err = s.accountTyped(c); err != nil {
		return typed, nil, err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) {
		user, err = w.AddUser(typed)
		return err
	})
	return typed, user, err
}

func (s *Server) inviteNow(c *gin.Context, user *ledger.User) error {
	link, err := s.invite(c, user.ID)
	if m := ledger.AsMistake(err); m != nil {
		return s.accountPage(c, statusOf[m.Code], pages.AccountPage{Person: *user, Err: m})
	}
	if err != nil {
		return err
	}
	return s.accountPage(c, http.StatusCreated, pages.AccountPage{Person: *user, Link: link})
}

// personNamed is the person that the path names by id.
func (s *Server) personNamed(c *gin.Context) (*ledger.User, error) {
	id, err := idParam(c, "user")
	if err != nil {
		return nil, err
	}
	return s.Store.UserByID(c.Request.Context(), id)
}

func (s *Server) showAccount(c *gin.Context) error {
	user, err := s.personNamed(c)
	if err != nil {
		return err
	}
	return s.accountPage(c, http.StatusOK, pages.AccountPage{Person: *user})
}

func (s *Server) accountPage(c *gin.Context, status int, p pages.AccountPage) (err error) {
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	if p.Sessions, err = s.liveSessions(c, p.Person.Name); err != nil {
		return err
	}
	if p.Events, err = s.Store.Events(c.Request.Context(), "user", p.Person.ID); err != nil {
		return err
	}
	return show(c, status, pages.Account(p))
}

// saveAccount gives a person another role or unit, or closes and opens their account. Nobody does so to themselves.
func (s *Server) saveAccount(c *gin.Context) error {
	user, err := s.personNamed(c)
	if err != nil {
		return err
	}
	err = s.keepAccount(c, user)
	if m := ledger.AsMistake(err); m != nil {
		return s.accountPage(c, statusOf[m.Code], pages.AccountPage{Person: *user, Err: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "%s 的账号已保存。", "The account of %s is saved.", user.Name)
	return goTo(c, "/accounts")
}

// keepAccount gives a person the role, unit and state that the form gives, and shows them in user whether that may be or not.
func (s *Server) keepAccount(c *gin.Context, user *ledger.User) error {
	before := *user
	a, err := s.accountTyped(c)
	user.Account, user.Active = a, c.PostForm("active") != ""
	if err == nil {
		err = s.mayChange(c, &before)
	}
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		_, err := w.SetAccount(user.ID, a, user.Active)
		return err
	})
	if err == nil && !user.Active {
		_, err = s.endSessions(c, user.Name, everySession)
	}
	return err
}

func (s *Server) mayChange(c *gin.Context, user *ledger.User) error {
	switch {
	case user.Name == s.user(c):
		return ledger.Mistake(ledger.Conflict, "role", "不能更改自己的角色或停用自己，请由另一位管理账号的人来做。", "You cannot change your own role or close your own account; another keeper of accounts must.")
	case user.Role == ledger.Owner && s.account(c).Role != ledger.Owner:
		return ledger.Mistake(ledger.Conflict, "role", "只有单机管理员可以更改单机管理员的账号。", "Only an owner may change an owner's account.")
	}
	return nil
}

// inviteAccount makes a new invitation: for whoever lost theirs, or forgot the password.
func (s *Server) inviteAccount(c *gin.Context) error {
	user, err := s.personNamed(c)
	if err != nil {
		return err
	}
	if m := ledger.AsMistake(s.mayChange(c, user)); m != nil {
		return s.accountPage(c, statusOf[m.Code], pages.AccountPage{Person: *user, Err: m})
	}
	return s.inviteNow(c, user)
}

// endAccountSessions signs a person out everywhere.
func (s *Server) endAccountSessions(c *gin.Context) error {
	user, err := s.personNamed(c)
	if err != nil {
		return err
	}
	n, err := s.signOutEverywhere(c, user)
	if err != nil {
		return err
	}
	s.notify(c, "已退出 %[1]s 的 %[2]d 处登录。", "Sessions of %[1]s ended: %[2]d.", user.Name, n)
	return goTo(c, "/accounts/"+c.Param("user"))
}

// signOutEverywhere ends all of a person's sessions but the one that asks, and counts them.
func (s *Server) signOutEverywhere(c *gin.Context, user *ledger.User) (int, error) {
	n, err := s.endSessions(c, user.Name, elsewhere)
	if err != nil {
		return n, err
	}
	return n, s.log(c, ledger.Event{Action: "end-session", Subject: "user", SubjectID: user.ID, Note: user.Name})
}
