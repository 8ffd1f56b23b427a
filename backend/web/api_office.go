package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// apiPolicy is when reminders go out; Fixed tells that the environment says so.
type apiPolicy struct {
	ledger.ReminderPolicy
	Fixed bool `json:"fixed"`
}

func (s *Server) apiReminderPolicy(c *gin.Context) error {
	return sendVersioned(s, c, "reminder-settings", 0, func() (apiPolicy, error) {
		p, err := s.courier().policy(c.Request.Context())
		if p.Before == nil {
			p.Before = []int{}
		}
		return apiPolicy{p, s.Notices.FixesPolicy()}, err
	})
}

func (s *Server) apiSaveReminderPolicy(c *gin.Context) error {
	var p ledger.ReminderPolicy
	if err := readJSON(c, spare, &p); err != nil {
		return err
	}
	if err := s.keepPolicy(c, p); err != nil {
		return err
	}
	return s.apiReminderPolicy(c)
}

// apiMailServer is where mail is handed over; its password is never told.
type apiMailServer struct {
	ledger.MailServer
	HasPassword bool `json:"has_password"`
	Fixed       bool `json:"fixed"`
}

func (s *Server) apiMailServer(c *gin.Context) error {
	return sendVersioned(s, c, "reminder-settings", 0, func() (apiMailServer, error) {
		m, err := s.courier().mailServer(c.Request.Context())
		return apiMailServer{m, m.Password != "", s.Notices.Mail != nil}, err
	})
}

func (s *Server) apiSaveMailServer(c *gin.Context) error {
	if err := fillForm(c, "host", "port", "security", "user", "password", "from"); err != nil {
		return err
	}
	if _, err := s.keepMailServer(c); err != nil {
		return err
	}
	return s.apiMailServer(c)
}

// apiChannel is a channel; of its target as much as may be shown.
type apiChannel struct {
	ledger.Channel
	Target string `json:"target"`
	Signed bool   `json:"signed"`
	Fixed  bool   `json:"fixed"`
}

func channelAsJSON(ch ledger.Channel) apiChannel {
	return apiChannel{ch, ch.Shown(), ch.Secret != "", ch.Fixed()}
}

func (s *Server) apiChannels(c *gin.Context) error {
	channels, err := s.courier().channels(c.Request.Context())
	if err != nil {
		return err
	}
	all := make([]apiChannel, len(channels))
	for i, ch := range channels {
		all[i] = channelAsJSON(ch)
	}
	return sendList(c, all, func(ch apiChannel) string { return keyOf(ch.ID) })
}

func (s *Server) apiChannel(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	return sendVersioned(s, c, "channel", id, func() (apiChannel, error) {
		have, err := s.courier().channel(c.Request.Context(), id)
		if err != nil {
			return apiChannel{}, err
		}
		return channelAsJSON(*have), nil
	})
}

// apiSaveChannel adds a channel, or changes the one that the path names.
func (s *Server) apiSaveChannel(c *gin.Context) error {
	if err := fillForm(c, "kind", "name", "unit", "target", "secret", "unsigned", "lang", "active"); err != nil {
		return err
	}
	_, saved, err := s.keepChannel(c)
	if err != nil {
		return err
	}
	if c.Param("id") != "" {
		return s.apiChannel(c)
	}
	have, err := s.courier().channel(c.Request.Context(), saved.ID)
	if err != nil {
		return err
	}
	return made(c, apiRoot+"channels/"+keyOf(have.ID), channelAsJSON(*have))
}

func (s *Server) apiDropChannel(c *gin.Context) error {
	_, err := s.endChannel(c)
	if err == nil {
		c.Status(http.StatusNoContent)
	}
	return err
}

// apiTestChannel sends a message that only shows whether the channel works.
func (s *Server) apiTestChannel(c *gin.Context) error {
	have, err := s.channelNamed(c)
	if err == nil {
		err = s.tryChannel(c, have)
	}
	if err == nil {
		c.Status(http.StatusNoContent)
	}
	return err
}

// apiMessage is one message on one channel.
type apiMessage struct {
	ID        int64                `json:"id"`
	Channel   string               `json:"channel"`
	Kind      ledger.ChannelKind   `json:"kind"`
	Day       ledger.Date          `json:"day"`
	State     ledger.DeliveryState `json:"state"`
	Attempts  int                  `json:"attempts"`
	Reason    string               `json:"reason,omitempty"`
	CreatedAt time.Time            `json:"created_at"`
	SentAt    *time.Time           `json:"sent_at,omitempty"`
}

func (s *Server) apiDeliveries(c *gin.Context) error {
	sent, err := s.Store.Deliveries(c.Request.Context(), mostDeliveries)
	if err != nil {
		return err
	}
	all := make([]apiMessage, len(sent))
	for i, d := range sent {
		all[i] = apiMessage{d.ID, d.ChannelName, d.Kind, d.Day, d.State, d.Attempts, d.Reason, d.CreatedAt, d.SentAt}
	}
	return sendList(c, all, func(m apiMessage) string { return keyOf(m.ID) })
}

func (s *Server) apiSendAgain(c *gin.Context) error {
	if err := s.requeue(c); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) apiLetterhead(c *gin.Context) error {
	return sendVersioned(s, c, "letterhead", 0, func() (map[string]string, error) {
		l, err := s.Store.Letterhead(c.Request.Context())
		out := map[string]string{}
		for _, f := range ledger.LetterheadFields {
			out[f.Name] = *f.Of(&l)
		}
		return out, err
	})
}

func (s *Server) apiSaveLetterhead(c *gin.Context) error {
	var names []string
	for _, f := range ledger.LetterheadFields {
		names = append(names, f.Name)
	}
	if err := fillForm(c, names...); err != nil {
		return err
	}
	if _, err := s.keepLetterhead(c); err != nil {
		return err
	}
	return s.apiLetterhead(c)
}

// apiLayout is by what template a paper is laid out, and which is being tried.
type apiLayout struct {
	Paper   string                `json:"paper"`
	Name    string                `json:"name"`
	Used    *ledger.PaperTemplate `json:"used,omitempty"`
	Tried   *ledger.PaperTemplate `json:"tried,omitempty"`
	Missing []string              `json:"missing"` // places that the one tried does not have
}

func (s *Server) apiLayouts(c *gin.Context) error {
	kept, err := s.Store.PaperTemplates(c.Request.Context())
	if err != nil {
		return err
	}
	var all []apiLayout
	for i := range export.Papers {
		p := &export.Papers[i]
		l, err := s.paperLayout(c, p, kept)
		if err != nil {
			return err
		}
		out := apiLayout{p.Name, p.Words.In(readerLanguage(c)), l.Used, l.Tried, []string{}}
		for _, m := range l.Missing {
			out.Missing = append(out.Missing, m.Name)
		}
		all = append(all, out)
	}
	return sendList(c, all, func(l apiLayout) string { return "paper " + l.Paper })
}

// apiTryTemplate takes a template, to be looked at before it counts.
func (s *Server) apiTryTemplate(c *gin.Context) error {
	p, err := paperParam(c)
	if err != nil {
		return err
	}
	if err := s.keepTemplate(c, p); err != nil {
		return err
	}
	return s.apiLayouts(c)
}

// apiUseTemplate lays a paper out by the template that was tried: {"sum": "…"} says which that was.
func (s *Server) apiUseTemplate(c *gin.Context) error {
	var ask struct{ Sum string }
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	return s.changeTemplate(c, func(w *store.Writer, paper string) error { return w.UseTemplate(paper, ask.Sum) })
}

// apiDropTemplate takes away the template that is being tried, or with state=used the one in force.
func (s *Server) apiDropTemplate(c *gin.Context) error {
	state := ledger.TemplateTried
	if c.Query("state") == string(ledger.TemplateUsed) {
		state = ledger.TemplateUsed
	}
	return s.changeTemplate(c, func(w *store.Writer, paper string) error { return w.DropTemplate(paper, state) })
}

func (s *Server) changeTemplate(c *gin.Context, do func(w *store.Writer, paper string) error) error {
	p, err := paperParam(c)
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return do(w, p.Name) })
	if err != nil {
		return err
	}
	return s.apiLayouts(c)
}
