package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// apiInvited is a person with the link by which they choose a password, told this once.
type apiInvited struct {
	ledger.User
	Invitation string `json:"invitation"`
}

// notKept lets an answer that holds a secret be kept by nobody: a request that makes one is not carried out once by its key, but makes a
// new secret, or is told that there is the person already.
func notKept(c *gin.Context) { c.Set(onceKey, (*ledger.Once)(nil)) }

func (s *Server) apiAccounts(c *gin.Context) error {
	people, err := s.Store.Users(c.Request.Context())
	if err != nil {
		return err
	}
	return sendList(c, people, func(u ledger.User) string { return keyOf(u.ID) })
}

func (s *Server) apiAccount(c *gin.Context) error {
	id, err := idParam(c, "user")
	if err != nil {
		return err
	}
	return sendVersioned(s, c, "user", id, func() (*ledger.User, error) { return s.Store.UserByID(c.Request.Context(), id) })
}

// apiAddAccount adds a person and invites them.
func (s *Server) apiAddAccount(c *gin.Context) error {
	notKept(c)
	if err := fillForm(c, "name", "role", "unit"); err != nil {
		return err
	}
	_, user, err := s.keepNewAccount(c)
	if err != nil {
		return err
	}
	return s.apiInviteNow(c, user)
}

func (s *Server) apiInviteNow(c *gin.Context, user *ledger.User) error {
	link, err := s.invite(c, user.ID)
	if err != nil {
		return err
	}
	return made(c, apiRoot+"accounts/"+keyOf(user.ID), apiInvited{*user, link})
}

// apiInvite makes a new invitation for a person.
func (s *Server) apiInvite(c *gin.Context) error {
	notKept(c)
	user, err := s.personNamed(c)
	if err == nil {
		err = s.mayChange(c, user)
	}
	if err != nil {
		return err
	}
	return s.apiInviteNow(c, user)
}

// apiSaveAccount gives a person the role, unit and state that the body gives, all of them.
func (s *Server) apiSaveAccount(c *gin.Context) error {
	if err := fillForm(c, "role", "unit", "active"); err != nil {
		return err
	}
	return s.changeAccount(c, s.keepAccount)
}

// apiEndSessions signs a person out everywhere; apiEndTwoStep ends their second step, so that they set it up anew.
func (s *Server) apiEndSessions(c *gin.Context) error {
	return s.changeAccount(c, func(c *gin.Context, u *ledger.User) error { _, err := s.signOutEverywhere(c, u); return err })
}
func (s *Server) apiEndTwoStep(c *gin.Context) error { return s.changeAccount(c, s.endTwoStepOf) }

// changeAccount does something to the person in the path and answers with how they stand then.
func (s *Server) changeAccount(c *gin.Context, do func(*gin.Context, *ledger.User) error) error {
	user, err := s.personNamed(c)
	if err != nil {
		return err
	}
	if err := do(c, user); err != nil {
		return err
	}
	return s.apiAccount(c)
}

// apiImportAccounts adds everybody whom a file names, each with an invitation, or nobody.
func (s *Server) apiImportAccounts(c *gin.Context) error {
	notKept(c)
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxAccounts+spare)
	if err := parseMultipart(c); err != nil {
		return err
	}
	people, wrong, err := s.accountsTyped(c)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return cellsWrong(wrong)
	}
	links, err := s.inviteAll(c, people)
	if err != nil {
		return err
	}
	all := make([]map[string]any, len(people))
	for i, p := range people {
		all[i] = map[string]any{"name": p.Name, "role": p.Role, "unit_code": p.UnitCode, "invitation": links[i]}
	}
	c.JSON(http.StatusCreated, gin.H{"people": all})
	return nil
}

func (s *Server) apiTwoStepRoles(c *gin.Context) error {
	roles, err := s.Store.TwoStepRoles(c.Request.Context())
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"roles": append([]ledger.OfficeRole{}, roles...)})
	}
	return err
}

func (s *Server) apiSaveTwoStepRoles(c *gin.Context) error {
	if err := fillForm(c, "roles"); err != nil {
		return err
	}
	if err := s.keepTwoStepRoles(c); err != nil {
		return err
	}
	return s.apiTwoStepRoles(c)
}

// apiSubscribe gives a person a secret link to a calendar and a feed, told this once, in the place of the one before it.
func (s *Server) apiSubscribe(c *gin.Context) error {
	notKept(c)
	user, err := s.asPerson(c)
	if err != nil {
		return err
	}
	links, err := s.subscribe(c, user)
	if err == nil {
		c.JSON(http.StatusCreated, gin.H{"calendar": links.Calendar, "feed": links.Feed})
	}
	return err
}

func (s *Server) apiUnsubscribe(c *gin.Context) error {
	user, err := s.asPerson(c)
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.Unsubscribe(user.ID) })
	if err == nil {
		c.Status(http.StatusNoContent)
	}
	return err
}

// apiTryRegister tells how reports would be read with a register as the body has it; nothing is saved.
func (s *Server) apiTryRegister(c *gin.Context) error {
	file, err := FindRegisterFile(c.Param("register"))
	if err != nil {
		return err
	}
	text, err := intake.RegisterText(http.MaxBytesReader(c.Writer, c.Request.Body, s.MaxUpload))
	if err != nil {
		return err
	}
	c.Request.PostForm = url.Values{"do": {"try"}, "report": {c.Query("report")}}
	c.Request.Form = c.Request.PostForm
	done, err := s.amend(c, func(now ledger.Register) (Amendment, error) { return file.Amend(strings.NewReader(text), now) })
	if err == nil && done.Err != nil {
		err = done.Err
	}
	if err != nil {
		return err
	}
	t, newest := done.Trial, []gin.H{}
	for _, n := range t.Newest {
		newest = append(newest, gin.H{"report": n.Report.ID, "added": n.Added, "gone": n.Gone, "changed": n.Changed})
	}
	c.JSON(http.StatusOK, gin.H{"report": t.Report.ID, "before": t.Before, "after": t.After, "differences": differences(t.Differences, s.lamp(c)), "newest": newest})
	return nil
}
