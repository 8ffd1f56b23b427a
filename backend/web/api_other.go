package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
)

// apiMe is who asks and what they may.
type apiMe struct {
	Name      string                  `json:"name"`
	Person    bool                    `json:"person"`
	Role      ledger.OfficeRole       `json:"role"`
	Unit      string                  `json:"unit,omitempty"`
	Rights    map[ledger.Right]string `json:"rights"` // whole or own
	Token     string                  `json:"token"`
	ReadOnly  bool                    `json:"read_only"`
	ExpiresAt *time.Time              `json:"expires_at,omitempty"`
}

func (s *Server) apiMe(c *gin.Context) error {
	t, a := s.token(c), s.account(c)
	out := apiMe{Name: s.actor(c).Name, Person: t.UserID != 0, Role: a.Role, Unit: a.UnitCode, Rights: map[ledger.Right]string{}, Token: t.Name, ReadOnly: t.ReadOnly, ExpiresAt: t.ExpiresAt}
	for _, i := range ledger.Rights {
		switch a.Reach(i.Right) {
		case ledger.Whole:
			out.Rights[i.Right] = "whole"
		case ledger.OwnUnit:
			out.Rights[i.Right] = "own"
		}
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// apiWorkItem is an entry that waits for whoever asks, with who said what last about it.
type apiWorkItem struct {
	Group string      `json:"group"`
	Name  string      `json:"name"`
	Entry apiEntry    `json:"entry"`
	By    string      `json:"by,omitempty"`
	Said  string      `json:"said,omitempty"`
	Asked ledger.Date `json:"asked,omitempty"`
}

// apiWork lists what waits for whoever asks, as the page of one's work does; nothing for those who handle nothing.
func (s *Server) apiWork(c *gin.Context) error {
	w, err := s.work(c)
	if err != nil {
		return err
	}
	var all []apiWorkItem
	if w != nil {
		for _, g := range w.Groups {
			for _, i := range g.Items {
				all = append(all, apiWorkItem{g.Key, g.Words.In(readerLanguage(c)), withLight(i.Entry, s.lamp(c)), i.By, i.Said, i.Asked})
			}
		}
	}
	return sendList(c, all, func(i apiWorkItem) string { return i.Group + i.Entry.Number })
}

// apiCalendar lists the days of a year that are not as their day of the week says.
func (s *Server) apiCalendar(c *gin.Context) error {
	year, err := s.year(c)
	if err != nil {
		return err
	}
	l, err := stretch(c, s.calendar().Days(year), func(d ledger.SpecialDay) string { return string(d.Date) })
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, struct {
		apiList[ledger.SpecialDay]
		Year    int  `json:"year"`
		Covered bool `json:"covered"`
	}{l, year, s.calendar().Covered(year)})
	return nil
}

// apiLoadRegister loads a register from the file in the body.
func (s *Server) apiLoadRegister(c *gin.Context) error {
	file, err := FindRegisterFile(c.Param("register"))
	if err != nil {
		return err
	}
	text, err := intake.RegisterText(http.MaxBytesReader(c.Writer, c.Request.Body, s.MaxUpload))
	if err != nil {
		return err
	}
	holds := 0
	done, err := s.amend(c, func(now ledger.Register) (Amendment, error) {
		a, err := file.Amend(strings.NewReader(text), now)
		holds = a.Holds
		return a, err
	})
	if err == nil && done.Err != nil {
		err = done.Err
	}
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"added": done.Added, "changed": done.Changed, "read": holds})
	}
	return err
}

// apiFile is a file that can be asked for: its address and what it is.
type apiFile struct {
	Path string `json:"path"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// apiFormats lists the files that the ledger goes out as.
func (s *Server) apiFormats(c *gin.Context) error {
	var all []apiFile
	l := readerLanguage(c)
	for _, f := range export.Formats {
		all = append(all, apiFile{apiRoot + "exports/entries." + f.Name, f.Words.In(l), f.MIME})
	}
	for _, p := range export.Papers {
		at := "exports/"
		switch {
		case p.OfUnit:
			at = "units/{code}/papers/"
		case p.OfMonth:
			at = "papers/"
		}
		all = append(all, apiFile{apiRoot + at + p.Name + ".docx", p.Words.In(l), export.PaperMIME})
	}
	return sendList(c, all, func(f apiFile) string { return f.Path })
}

// apiAuditRow is a row of the audit log.
type apiAuditRow struct {
	apiEvent
	Address   string `json:"address"`
	Subject   string `json:"subject"`
	SubjectID int64  `json:"subject_id"`
	Entry     string `json:"entry,omitempty"`
	Hash      string `json:"hash"`
}

// apiAudit lists the audit log, newest first, up to a hundred rows at a time.
func (s *Server) apiAudit(c *gin.Context) error {
	query := c.Request.URL.Query()
	if cursor := query.Get("cursor"); cursor != "" {
		query.Set("before", cursor)
	}
	f, err := ledger.ParseAuditFilter(query)
	if err != nil {
		return err
	}
	rows, total, err := s.Store.Audit(c.Request.Context(), f)
	if err != nil {
		return err
	}
	l := apiList[apiAuditRow]{Items: []apiAuditRow{}, Total: total}
	for _, r := range rows {
		l.Items = append(l.Items, apiAuditRow{eventOf(r.Event, readerLanguage(c)), r.Address, r.Subject, r.SubjectID, r.Number, r.Hash})
	}
	if len(rows) == ledger.AuditPage {
		l.Next = strconv.FormatInt(rows[len(rows)-1].ID, 10)
	}
	c.JSON(http.StatusOK, l)
	return nil
}
