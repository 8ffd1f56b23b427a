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
	a := ledger.Account{Role: ledger.OfficeRole(c.PostForm("role")), UnitCode: c.PostForm("unit")}
	if a.Role != ledger.Liaison {
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
	name := strings.TrimSpace(c.PostForm("name"))
	a, err := s.accountTyped(c)
	var user *ledger.User
	if err == nil {
		err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
			user, err = w.AddUser(ledger.User{Name: name, Account: a})
			return err
		})
	}
	if m := ledger.AsMistake(err); m != nil {
		return s.accountsPage(c, statusOf[m.Code], pages.AccountsPage{Name: name, Typed: a, Err: m})
	}
	if err != nil {
		return err
	}
	return s.inviteNow(c, user)
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
	a, err := s.accountTyped(c)
	active := c.PostForm("active") != ""
	if err == nil {
		err = s.mayChange(c, user)
	}
	if err == nil {
		err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
			_, err := w.SetAccount(user.ID, a, active)
			return err
		})
	}
	if m := ledger.AsMistake(err); m != nil {
		user.Account, user.Active = a, active
		return s.accountPage(c, statusOf[m.Code], pages.AccountPage{Person: *user, Err: m})
	}
	if err != nil {
		return err
	}
	if !active {
		if _, err := s.endSessions(c, user.Name, everySession); err != nil {
			return err
		}
	}
	s.notify(c, "%s 的账号已保存。", "The account of %s is saved.", user.Name)
	return goTo(c, "/accounts")
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
	n, err := s.endSessions(c, user.Name, elsewhere)
	if err != nil {
		return err
	}
	if err := s.log(c, ledger.Event{Action: "end-session", Subject: "user", SubjectID: user.ID, Note: user.Name}); err != nil {
		return err
	}
	s.notify(c, "已退出 %[1]s 的 %[2]d 处登录。", "Sessions of %[1]s ended: %[2]d.", user.Name, n)
	return goTo(c, "/accounts/"+c.Param("user"))
}
