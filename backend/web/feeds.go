package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

const (
	mostDues    = 5000 // events of a calendar
	mostChanges = 100  // items of a feed
	feedRate    = 30   // requests a minute of one link
)

// newSubscription gives whoever asks a secret link, shown this once, in the place of the one before it.
func (s *Server) newSubscription(c *gin.Context) error {
	u, err := s.signedIn(c)
	if err != nil {
		return err
	}
	links, err := s.subscribe(c, u)
	if err != nil {
		return err
	}
	return s.mePage(c, http.StatusCreated, pages.MePage{Links: links})
}

// subscribe gives a person a secret link.
func (s *Server) subscribe(c *gin.Context, u *ledger.User) (*pages.SubscriptionLinks, error) {
	secret := newInvitation()
	err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		return w.Subscribe(u.ID, HashSecret(secret), readerLanguage(c))
	})
	at := s.site(c) + "/feeds/" + secret
	return &pages.SubscriptionLinks{Calendar: at + "/due.ics", Feed: at + "/changes.atom"}, err
}

// endSubscription ends the own secret link.
func (s *Server) endSubscription(c *gin.Context) error {
	u, err := s.signedIn(c)
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.Unsubscribe(u.ID) })
	if err != nil {
		return err
	}
	s.notify(c, "订阅链接已停用。", "The subscription was ended.")
	return goTo(c, "/me")
}

// site is where people reach this server.
func (s *Server) site(c *gin.Context) string {
	if s.Secure || c.Request.TLS != nil {
		return "https://" + c.Request.Host
	}
	return "http://" + c.Request.Host
}

// subscriber is who has the secret link of the address and may read entries, and what of the ledger those are; what is fetched too
// often is refused.
func (s *Server) subscriber(c *gin.Context) (*ledger.Subscription, ledger.Filter, error) {
	var f ledger.Filter
	hash := HashSecret(c.Param("token"))
	if err := s.pace(c, s.ofFeed, hash); err != nil {
		return nil, f, err
	}
	u, sub, err := s.Store.Subscriber(c.Request.Context(), hash)
	if err != nil {
		return nil, f, err
	}
	withinOf(c, u.Account)
	switch u.Reach(ledger.Read) {
	case ledger.Whole:
	case ledger.OwnUnit:
		f.Unit = u.UnitCode
	default:
		return nil, f, ledger.Mistake(ledger.NotFound, "link", "这个账号不能查阅事项，订阅没有内容。", "This account may not read entries; there is nothing to subscribe to.")
	}
	c.Header("Cache-Control", "private, no-cache")
	c.Header("Referrer-Policy", "no-referrer")
	c.Header("X-Robots-Tag", "noindex")
	return sub, f, s.Store.SubscriptionUsed(c.Request.Context(), *sub)
}

// unchanged ends the request where the reader has what the subscription says now. The revision is read before anything else is.
func (s *Server) unchanged(c *gin.Context, sub *ledger.Subscription, f ledger.Filter) (bool, error) {
	revision, err := s.Store.Revision(c.Request.Context())
	if err != nil {
		return false, err
	}
	return s.tagged(c, fmt.Sprintf(`W/"%d-%s"`, revision, stamp([]any{c.FullPath(), f, sub.Lang, s.site(c), s.day()})[:12])), nil
}

// sendDues sends the due dates that the link's owner may read as a calendar: what is open, the earliest first.
func (s *Server) sendDues(c *gin.Context) error {
	sub, f, err := s.subscriber(c)
	if err != nil {
		return err
	}
	if same, err := s.unchanged(c, sub, f); same || err != nil {
		return err
	}
	f.Status, f.Sort = string(ledger.Open), "due"
	x, err := s.table(c, f, sub.Lang)
	if err != nil {
		return err
	}
	x.Title, x.Site = sub.Lang.T("督查台账完成时限", "Due dates of the ledger"), s.site(c)
	var b bytes.Buffer
	format, err := export.Find("ics")
	if err != nil {
		return err
	}
	err = format.Write(&b, x, func(yield func(*ledger.Entry) error) error {
		n := 0
		err := s.Store.EachEntry(c.Request.Context(), f, s.day(), func(e *ledger.Entry) error {
			if n++; n > mostDues {
				return errEnough
			}
			return yield(e)
		})
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	})
	if err == nil {
		c.Data(http.StatusOK, format.MIME, b.Bytes())
	}
	return err
}

// sendChanges sends what happened last to the entries that the link's owner may read.
func (s *Server) sendChanges(c *gin.Context) error {
	sub, f, err := s.subscriber(c)
	if err != nil {
		return err
	}
	if same, err := s.unchanged(c, sub, f); same || err != nil {
		return err
	}
	changes, err := s.Store.Changes(c.Request.Context(), f.Unit, mostChanges)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	feed := export.Feed{Lang: sub.Lang, Title: sub.Lang.T("督查台账的变化", "Changes of the ledger"), Site: s.site(c), Begun: sub.CreatedAt}
	if err := export.WriteAtom(&b, feed, changes); err != nil {
		return err
	}
	c.Data(http.StatusOK, export.AtomMIME, b.Bytes())
	return nil
}

// pathLogged is a request's path as a log may keep it: without the secret of a link.
func pathLogged(c *gin.Context) string {
	if c.Param("token") != "" {
		return c.FullPath()
	}
	return c.Request.URL.Path
}
