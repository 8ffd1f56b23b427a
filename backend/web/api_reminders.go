package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// apiReminder is what a unit was asked about an entry, and what became of it.
type apiReminder struct {
	ID         int64               `json:"id"`
	Entry      string              `json:"entry"`
	Unit       string              `json:"unit"`
	UnitName   string              `json:"unit_name"`
	Rule       ledger.ReminderRule `json:"rule"`
	Lead       int                 `json:"lead,omitempty"`
	Day        ledger.Date         `json:"day"`
	Due        ledger.Date         `json:"due,omitempty"`
	Note       string              `json:"note,omitempty"`
	AskedAt    time.Time           `json:"asked_at"`
	AskedBy    string              `json:"asked_by"`
	ReadAt     *time.Time          `json:"read_at,omitempty"`
	ReadBy     string              `json:"read_by,omitempty"`
	AnsweredAt *time.Time          `json:"answered_at,omitempty"`
	AnsweredBy string              `json:"answered_by,omitempty"`
	Sent       []apiDelivery       `json:"sent"`
}

// apiDelivery is a message that said so outside the product.
type apiDelivery struct {
	Channel string               `json:"channel"`
	State   ledger.DeliveryState `json:"state"`
	Reason  string               `json:"reason,omitempty"`
	SentAt  *time.Time           `json:"sent_at,omitempty"`
}

func sendReminders(c *gin.Context, rows []ledger.ReminderRow) error {
	all := make([]apiReminder, len(rows))
	for i, r := range rows {
		all[i] = apiReminder{
			ID: r.ID, Entry: r.Entry.Number, Unit: r.UnitCode, UnitName: r.UnitName, Rule: r.Rule, Lead: r.Lead, Day: r.Day, Due: r.Due, Note: r.Note,
			AskedAt: r.AskedAt, AskedBy: r.AskedBy, ReadAt: r.ReadAt, ReadBy: r.ReadBy, AnsweredAt: r.AnsweredAt, AnsweredBy: r.AnsweredBy, Sent: []apiDelivery{},
		}
		for _, d := range r.Sent {
			all[i].Sent = append(all[i].Sent, apiDelivery{d.ChannelName, d.State, d.Reason, d.SentAt})
		}
	}
	return sendList(c, all, func(r apiReminder) string { return strconv.FormatInt(r.ID, 10) })
}

func (s *Server) apiReminders(c *gin.Context) error {
	rows, err := s.remindersAsked(c)
	if err != nil {
		return err
	}
	return sendReminders(c, rows)
}

func (s *Server) apiUnitReminders(c *gin.Context) error { return s.apiReminders(c) }

func (s *Server) apiEntryReminders(c *gin.Context) error {
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	rows, err := s.Store.Reminders(c.Request.Context(), ledger.ReminderFilter{EntryID: e.ID})
	if err != nil {
		return err
	}
	return sendReminders(c, rows)
}

// apiRemind asks the units that answer for an entry, by hand.
func (s *Server) apiRemind(c *gin.Context) error {
	var ask struct{ Note string }
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	e, err := s.entryOf(c)
	if err != nil {
		return err
	}
	if _, err := s.askUnits(c, e, strings.TrimSpace(ask.Note)); err != nil {
		return err
	}
	return s.apiEntryReminders(c)
}

// apiReadReminders marks reminders as read: those named, or all there are.
func (s *Server) apiReadReminders(c *gin.Context) error {
	var ask struct{ Reminders []int64 }
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	n, err := s.markRead(c, ask.Reminders)
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"read": n})
	}
	return err
}
