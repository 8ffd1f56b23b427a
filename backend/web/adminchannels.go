package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/notice"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// showChannel shows a channel's form; without an id in the path, one for a new channel.
func (s *Server) showChannel(c *gin.Context) error {
	page := pages.ChannelPage{Channel: ledger.Channel{Kind: ledger.ChannelKind(c.Query("kind")), Active: true}}
	if c.Param("id") != "" {
		have, err := s.channelNamed(c)
		if err != nil {
			return err
		}
		page.Channel = *have
	}
	return s.channelPage(c, http.StatusOK, page)
}

func (s *Server) channelPage(c *gin.Context, status int, page pages.ChannelPage) (err error) {
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/admin/channels/new"
	if page.Channel.ID != 0 {
		page.Path = channelURL(page.Channel.ID)
		have, err := s.courier().channel(c.Request.Context(), page.Channel.ID)
		if err != nil {
			return err
		}
		page.Shown, page.Signed = have.Shown(), have.Secret != ""
	}
	if page.Channel.Kind != ledger.Mail {
		page.Channel.Target = ""
	}
	page.Channel.Secret = ""
	return show(c, status, pages.Channel(page))
}

func channelURL(id int64) string { return fmt.Sprintf("/admin/channels/%d", id) }

func (s *Server) channelNamed(c *gin.Context) (*ledger.Channel, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	return s.courier().channel(c.Request.Context(), id)
}

// saveChannel adds a channel or changes one.
func (s *Server) saveChannel(c *gin.Context) error {
	typed, saved, err := s.keepChannel(c)
	if m := ledger.AsMistake(err); m != nil && m != errFixed && m.Code != ledger.NotFound {
		return s.channelPage(c, statusOf[m.Code], pages.ChannelPage{Channel: typed, Err: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "通道“%s”已保存，可以试发一条。", "The channel “%s” is saved; send a test through it.", saved.Name)
	return goTo(c, channelURL(saved.ID))
}

// keepChannel saves the channel that the form gives: the one that the path names, or a new one.
func (s *Server) keepChannel(c *gin.Context) (typed ledger.Channel, saved *ledger.Channel, err error) {
	typed = ledger.Channel{
		Kind: ledger.ChannelKind(c.PostForm("kind")), Name: strings.TrimSpace(c.PostForm("name")),
		Target: strings.TrimSpace(c.PostForm("target")), Secret: strings.TrimSpace(c.PostForm("secret")), Lang: ledger.Chinese, Active: c.PostForm("active") != "",
	}
	if typed.UnitCode, err = s.codeTyped(c.Request.Context(), c.PostForm("unit"), "unit"); err != nil {
		return typed, nil, err
	}
	if c.PostForm("lang") == string(ledger.English) {
		typed.Lang = ledger.English
	}
	if c.Param("id") != "" {
		have, err := s.ownChannel(c)
		if err != nil {
			return typed, nil, err
		}
		typed.ID = have.ID
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) {
		saved, err = w.SaveChannel(typed, c.PostForm("unsigned") != "", s.Notices.Allowed)
		return err
	})
	return typed, saved, err
}

// ownChannel is the channel that the path names, if it may be changed here.
func (s *Server) ownChannel(c *gin.Context) (*ledger.Channel, error) {
	have, err := s.channelNamed(c)
	if err == nil && have.Fixed() {
		err = errFixed
	}
	return have, err
}

// dropChannel takes a channel away.
func (s *Server) dropChannel(c *gin.Context) error {
	have, err := s.endChannel(c)
	if err != nil {
		return err
	}
	s.notify(c, "通道“%s”已删除。", "The channel “%s” is gone.", have.Name)
	return goTo(c, "/admin/reminders#channels")
}

// endChannel takes the channel that the path names away.
func (s *Server) endChannel(c *gin.Context) (*ledger.Channel, error) {
	have, err := s.ownChannel(c)
	if err != nil {
		return nil, err
	}
	return have, s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { _, err := w.DropChannel(have.ID); return err })
}

// testChannel sends a message that only shows whether the channel works, and says what came of it.
func (s *Server) testChannel(c *gin.Context) error {
	have, err := s.channelNamed(c)
	if err != nil {
		return err
	}
	err = s.tryChannel(c, have)
	if m := ledger.AsMistake(err); m != nil {
		return s.channelPage(c, statusOf[m.Code], pages.ChannelPage{Channel: *have, Err: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "测试消息已发出，请到“%s”查看。", "The test was sent; look for it at “%s”.", have.Name)
	return goTo(c, channelURL(have.ID))
}

// tryChannel sends a test through a channel; that it was not delivered is a Conflict.
func (s *Server) tryChannel(c *gin.Context, have *ledger.Channel) error {
	failed := s.courier().send(c.Request.Context(), *have, notice.Test(*have), fmt.Sprintf("taizhang-test-%d", s.Now().UnixNano()))
	note, why := have.Name, ledger.Words{}
	if failed != nil {
		why = reason(failed)
		note += "：" + why.ZH
	}
	if err := s.log(c, ledger.Event{Action: "test", Subject: "channel", SubjectID: have.ID, Note: note}); err != nil || failed == nil {
		return err
	}
	return ledger.Mistake(ledger.Conflict, "test", "测试消息没有送达：%[1]s", "The test was not delivered: %[2]s", why.ZH, why.EN)
}

// sendAgain lets a message that could not be delivered be tried anew.
func (s *Server) sendAgain(c *gin.Context) error {
	if err := s.requeue(c); err != nil {
		return err
	}
	s.notify(c, "一分钟内重新发送。", "It is sent again within a minute.")
	return goTo(c, "/admin/reminders#deliveries")
}

func (s *Server) requeue(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.SendAgain(id) })
}

// reason is why a message could not be sent: a mistake in its words, anything else as the other side said it.
func reason(err error) ledger.Words {
	if m := ledger.AsMistake(err); m != nil {
		return m.Words
	}
	said := ledger.Shorten(err.Error(), 300)
	return ledger.Words{ZH: said, EN: said}
}

// why is the reason on one line, for readers of either language.
func why(err error) string {
	w := reason(err)
	if w.ZH == w.EN {
		return w.ZH
	}
	return w.ZH + " / " + w.EN
}
