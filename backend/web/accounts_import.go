package web

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// maxAccounts is how many bytes a file of accounts may have.
const maxAccounts = 4 << 20

// importAccounts adds everybody whom a file names, each with an invitation, or nobody: what is wrong is told cell by cell.
func (s *Server) importAccounts(c *gin.Context) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxAccounts+spare)
	if err := parseMultipart(c); err != nil {
		return err
	}
	people, wrong, err := s.accountsTyped(c)
	if m := ledger.AsMistake(err); m != nil || len(wrong) > 0 {
		return s.accountsPage(c, http.StatusUnprocessableEntity, pages.AccountsPage{FileErr: m, Wrong: wrong})
	}
	if err != nil {
		return err
	}
	links, err := s.inviteAll(c, people)
	if m := ledger.AsMistake(err); m != nil {
		return s.accountsPage(c, statusOf[m.Code], pages.AccountsPage{FileErr: m})
	}
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusCreated, pages.Invitations(pages.InvitationsPage{Base: base, People: people, Links: links}))
}

// inviteAll adds all of the people, and returns an invitation for each.
func (s *Server) inviteAll(c *gin.Context, people []ledger.User) ([]string, error) {
	links := make([]string, len(people))
	return links, s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		for i, p := range people {
			u, err := w.AddUser(p)
			if err != nil {
				return err
			}
			secret := newInvitation()
			if err := w.Invite(HashSecret(secret), u.ID, s.Now().Add(invitationLife)); err != nil {
				return err
			}
			links[i] = s.invitationURL(c, secret)
		}
		return nil
	})
}

// accountsTyped reads the file that was chosen. Nobody but an owner makes an owner.
func (s *Server) accountsTyped(c *gin.Context) ([]ledger.User, []ledger.CellMistake, error) {
	name, data, err := sheetFile(c)
	if err != nil {
		return nil, nil, err
	}
	known, err := s.Store.Users(c.Request.Context())
	if err != nil {
		return nil, nil, err
	}
	taken := map[string]bool{}
	for _, u := range known {
		taken[u.Name] = true
	}
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return nil, nil, err
	}
	people, wrong, err := intake.ReadAccounts(name, data, now.Units, s.day().Today.Period(), taken)
	for _, p := range people {
		if p.Role == ledger.Owner && s.account(c).Role != ledger.Owner {
			return nil, nil, errOwnersOnly
		}
	}
	return people, wrong, err
}

func newInvitation() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func (s *Server) invitationURL(c *gin.Context, secret string) string {
	return s.site(c) + "/invite/" + secret
}
