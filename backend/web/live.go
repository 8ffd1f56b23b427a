package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// livePath is where open pages listen to what others do.
const livePath = "/live"

// LiveEvery is how often it is looked for where the configuration does not say. A sign of life is sent to listeners every
// liveBeat, before proxies think them dead; each asks again after liveLife, so that who may listen is asked again too; and whoever
// takes nothing for liveWrite is gone.
const (
	LiveEvery = time.Second
	liveBeat  = 15 * time.Second
	liveLife  = 4 * time.Minute
	liveWrite = 10 * time.Second
)

// liveHeader marks what a page fetches by itself because something was new.
const liveHeader = "Taizhang-Live"

// unasked tells whether a request is a page's own, and no person's: it does not keep a session alive.
func unasked(c *gin.Context) bool {
	return c.GetHeader(liveHeader) != "" || c.Request.URL.Path == livePath
}

// EndLive ends the connections of pages that listen, for a server that stops waits for every request.
func (s *Server) EndLive() { s.open.end() }

// live tells an open page by server-sent events what others do, from the revision on that the page shows (since), or that it was
// told last (Last-Event-ID, which browsers send by themselves after a break).
func (s *Server) live(c *gin.Context) error {
	if _, err := s.filter(c); err != nil {
		return err
	}
	if !strings.Contains(c.GetHeader("Accept"), "text/event-stream") {
		return ledger.Mistake(ledger.BadRequest, "", "这个地址供页面接收更新，不能直接打开。", "Pages listen here; there is nothing to be seen.")
	}
	now, err := s.Store.Revision(c.Request.Context())
	if err != nil {
		return err
	}
	p := s.open.join(s.user(c), now)
	if p == nil && !s.open.over() {
		c.Status(http.StatusNoContent) // which tells a browser not to try again
		return nil
	}
	defer s.open.leave(p)
	h := c.Writer.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store, no-transform")
	h.Set("X-Accel-Buffering", "no") // nginx would wait for more
	out := stream{c.Writer, http.NewResponseController(unwrapped(c.Writer)), -1}
	if err := out.send("retry: 3000\n\n"); err != nil || p == nil {
		return nil // a server that stops lets the browser ask again: there is another, or it is soon back
	}
	since, err := strconv.ParseInt(cmp.Or(c.GetHeader("Last-Event-ID"), c.Query("since")), 10, 64)
	if err != nil || since < 0 {
		since = now
	}
	missed, err := s.Store.News(c.Request.Context(), since)
	if err != nil {
		return err
	}
	if err := s.tell(c, &out, missed); err == nil {
		s.listen(c, &out, p)
	}
	return nil
}

// listen passes the news on until either side has enough.
func (s *Server) listen(c *gin.Context, out *stream, p *listener) {
	beat, life := time.NewTicker(liveBeat), time.NewTimer(liveLife)
	defer beat.Stop()
	defer life.Stop()
	for {
		var err error
		select {
		case <-c.Request.Context().Done():
			return
		case <-s.open.ended:
			return
		case <-life.C:
			return
		case <-beat.C:
			err = out.send(": \n\n")
		case n, more := <-p.news:
			if !more {
				return
			}
			err = s.tell(c, out, n)
		}
		if err != nil {
			return
		}
	}
}

// tell sends what of the news the person may know, who is asked for anew: an account may have been closed meanwhile, or signed out.
func (s *Server) tell(c *gin.Context, out *stream, n ledger.News) error {
	ctx := c.Request.Context()
	if n.Revision <= out.told {
		return nil
	}
	u, err := s.Store.User(ctx, s.user(c))
	if err != nil {
		return err
	}
	_, there, err := s.Store.Sessions().FindCtx(ctx, keptToken(s.sessions.Token(ctx)))
	if err != nil || !there || !u.Active || u.Account != s.account(c) {
		return cmp.Or(err, http.ErrAbortHandler)
	}
	known, err := s.known.at(ctx, s.Store)
	if err != nil {
		return err
	}
	out.told = n.Revision
	return out.send(written(readerLanguage(c), n.For(u.Account, known.Units)))
}

// message is the news as a page gets it.
type message struct {
	Revision int64            `json:"revision"`
	Entries  map[string]entry `json:"entries,omitempty"` // by id
	Reports  []int64          `json:"reports,omitempty"` // reports of which something is new
	Whole    bool             `json:"whole,omitempty"`
}

type entry struct {
	Version int    `json:"version"`
	Said    string `json:"said"` // who did what last
}

// written writes news as an event; where there is none for the page, only how far it was told.
func written(lang ledger.Lang, n ledger.News) string {
	id := fmt.Sprintf("id: %d\n", n.Revision)
	if n.Empty() {
		return id + "\n"
	}
	m := message{Revision: n.Revision, Entries: map[string]entry{}, Reports: n.Reports, Whole: n.Whole}
	for _, t := range n.Touched {
		if t.Number != "" {
			m.Entries[strconv.FormatInt(t.ID, 10)] = entry{t.Version, t.Number + " " + t.Actor + lang.T("：", ": ") + ledger.ActionWords(t.Action).In(lang)}
		} else {
			m.Reports = append(m.Reports, t.ReportID)
		}
	}
	data, _ := json.Marshal(m) // numbers and strings always marshal
	return id + "data: " + string(data) + "\n\n"
}

// stream is an answer that is sent piece by piece.
type stream struct {
	w    http.ResponseWriter
	rc   *http.ResponseController
	told int64 // the revision up to which the page knows
}

func (s *stream) send(text string) error {
	if err := s.rc.SetWriteDeadline(time.Now().Add(liveWrite)); err != nil {
		return err
	}
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.rc.Flush()
}

// unwrapped is the writer below gin's, whose own Flush takes for granted what a writer around the connection need not have.
func unwrapped(w gin.ResponseWriter) http.ResponseWriter {
	if u, ok := w.(interface{ Unwrap() http.ResponseWriter }); ok {
		return u.Unwrap()
	}
	return w
}
