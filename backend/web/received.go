package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

const (
	sessionReceived = "received"      // what became of the reports sent together last
	severalTime     = 5 * time.Minute // for reports sent together; no answer may take much longer
)

var errNoTime = ledger.Mistake(ledger.TooMany, "file", "这一批读得太久，这个文件没有读。请再传一次。", "These files took too long together and this one was not read. Send it again.")

// addSeveral takes in each of a form's reports by itself, so that one that cannot be read keeps back no other, and leads to
// the page that says what became of each.
func (s *Server) addSeveral(c *gin.Context, f newReports) error {
	reader, err := s.reader(f.within(c.Request.Context()))
	if err != nil {
		return err
	}
	var all []pages.Outcome
	last := s.Now().Add(severalTime)
	for sub, err := range f.each(readerLanguage(c)) {
		if err == nil && s.Now().After(last) {
			err = errNoTime
		}
		var got *Received
		if err == nil {
			got, err = s.takeIn(c, reader, sub)
		}
		if gone := c.Request.Context().Err(); gone != nil {
			return gone
		}
		all = append(all, s.outcome(c, sub, got, err))
	}
	if err := s.keepReceived(c, all); err != nil {
		return err
	}
	return goTo(c, "/reports/received")
}

// outcome says what became of one of several reports.
func (s *Server) outcome(c *gin.Context, sub Submission, got *Received, err error) pages.Outcome {
	o := pages.Outcome{Name: sub.File.Name}
	m := mistake(err)
	if waits(m) {
		o.Asks = m.Field
		o.Key, err = s.setAside(c, sub)
		m = mistake(err)
	}
	switch {
	case m != nil:
		o.Trouble = m.Words
	case err != nil:
		sorry, _ := s.apology(c, err)
		o.Trouble = sorry.Words
	case got != nil:
		o = outcomeOf(o.Name, got)
	}
	return o
}

// showReceived says what became of the reports that were sent together last.
func (s *Server) showReceived(c *gin.Context) error {
	all := s.received(c)
	if len(all) == 0 {
		return goTo(c, "/reports/new")
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Received(pages.ReceivedPage{Base: base, Outcomes: all}))
}

// settle says what became of a file set aside, where it was one of those sent together last.
func (s *Server) settle(c *gin.Context, key string, got *Received) error {
	all := s.received(c)
	for i := range all {
		if all[i].Key == key {
			all[i] = outcomeOf(all[i].Name, got)
		}
	}
	if err := s.resettle(c, key, got); err != nil {
		return err
	}
	return s.keepReceived(c, all)
}

func outcomeOf(name string, got *Received) pages.Outcome {
	return pages.Outcome{Name: name, Report: got.Report.ID, Title: got.Report.Title, Findings: len(got.Findings), Known: got.Known, Void: got.Report.Withdrawn()}
}

func (s *Server) keepReceived(c *gin.Context, all []pages.Outcome) error {
	data, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("keep outcomes: %w", err)
	}
	s.sessions.Put(c.Request.Context(), sessionReceived, string(data))
	return nil
}

func (s *Server) received(c *gin.Context) (all []pages.Outcome) {
	_ = json.Unmarshal([]byte(s.sessions.GetString(c.Request.Context(), sessionReceived)), &all)
	return all
}

// resettle says what became of a file of a job that waited for a person's word.
func (s *Server) resettle(c *gin.Context, key string, got *Received) error {
	said, err := json.Marshal(outcomeOf(got.Report.Name, got))
	if err != nil {
		return fmt.Errorf("keep what became of a file: %w", err)
	}
	return s.Store.Jobs().Resettle(c.Request.Context(), s.user(c), key, string(said))
}
