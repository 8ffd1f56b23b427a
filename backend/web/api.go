package web

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// The API speaks JSON; docs/api/openapi.yaml describes it and a test holds the answers against it.

type apiError struct {
	Code    ledger.Code `json:"code"`
	Field   string      `json:"field,omitempty"`
	Message string      `json:"message"`
}

// apiEntry is an entry with the light it shows today, and why.
type apiEntry struct {
	ledger.Entry
	Light ledger.Light `json:"light"`
	Why   []string     `json:"why"`
}

// lamp is what lights are told by: the day, the calendar and the reader's language.
type lamp struct {
	ledger.Day
	workdays ledger.Counting
	lang     ledger.Lang
}

func (s *Server) lamp(c *gin.Context) lamp {
	return lamp{s.day(), s.calendar().Between, readerLanguage(c)}
}

type apiPage struct {
	Items []apiEntry `json:"items"`
	Total int        `json:"total"`
	Next  string     `json:"next"`
}

type apiReport struct {
	Report   *ledger.Report `json:"report"`
	Created  bool           `json:"created"`
	Findings []apiEntry     `json:"findings"`
}

func withLight(e ledger.Entry, l lamp) apiEntry {
	if e.Units == nil {
		e.Units = []ledger.Party{}
	}
	out := apiEntry{Entry: e, Light: e.Light(l.Day)}
	for _, r := range e.Reasons(l.Day, l.workdays) {
		out.Why = append(out.Why, r.Words.In(l.lang))
	}
	return out
}

func withLights(entries []ledger.Entry, d lamp) []apiEntry {
	all := make([]apiEntry, 0, len(entries))
	for _, e := range entries {
		all = append(all, withLight(e, d))
	}
	return all
}

func (s *Server) apiEntries(c *gin.Context) error {
	f, err := s.filter(c)
	if err != nil {
		return err
	}
	page, err := s.Store.Entries(c.Request.Context(), f, s.day())
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, apiPage{withLights(page.Items, s.lamp(c)), page.Total, page.Next})
	return nil
}

func (s *Server) apiEntry(c *gin.Context) error {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, withLight(*e, s.lamp(c)))
	return nil
}

// apiAddReport takes {"text", "name", "published", "keep", "register"} as JSON, or the same as a multipart form with a file.
func (s *Server) apiAddReport(c *gin.Context) error {
	sub, err := s.apiSubmission(c)
	if err != nil {
		return err
	}
	reader, err := s.reader(c.Request.Context())
	if err != nil {
		return err
	}
	got, err := Submit(c.Request.Context(), s.Store, s.actor(c), reader, sub)
	if err != nil {
		return err
	}
	status := http.StatusCreated
	if got.Known {
		status = http.StatusOK
	}
	c.JSON(status, apiReport{got.Report, !got.Known, withLights(got.Findings, s.lamp(c))})
	return nil
}

func (s *Server) apiSubmission(c *gin.Context) (Submission, error) {
	if !strings.HasPrefix(c.ContentType(), "application/json") {
		return s.apiForm(c)
	}
	var ask struct {
		Text, Name, Published string
		Keep, Register        bool
	}
	// A character of text may take six bytes in JSON (\uXXXX) where UTF-8 takes three.
	if err := readJSON(c, 2*s.MaxUpload+spare, &ask); err != nil {
		return Submission{}, err
	}
	if int64(len(ask.Text)) > s.MaxUpload {
		return Submission{}, &http.MaxBytesError{Limit: s.MaxUpload}
	}
	sub := Submission{Keep: ask.Keep, Register: ask.Register}
	sub.File.Data, sub.File.Name = []byte(ask.Text), strings.TrimSpace(ask.Name)
	if sub.File.Name == "" {
		sub.File.Name = "API"
	}
	var err error
	sub.File.Published, err = s.published(ask.Published)
	return sub, err
}

// apiForm is the one report of a form.
func (s *Server) apiForm(c *gin.Context) (Submission, error) {
	f, err := s.uploads(c)
	if err == nil && len(f.files) > 1 {
		err = ledger.Mistake(ledger.Invalid, "file", "接口一次只收一份报告，请逐份发送。", "The API takes one report at a time; send them one by one.")
	}
	if err != nil {
		return Submission{}, err
	}
	if len(f.files) == 1 {
		f.text = ""
	}
	f.Register = c.Request.PostForm.Get("register") != ""
	return f.only(readerLanguage(c))
}

func (s *Server) apiFindings(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	if _, err := s.Store.Report(c.Request.Context(), id); err != nil {
		return err
	}
	findings, err := s.Store.Findings(c.Request.Context(), id)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"items": withLights(findings, s.lamp(c))})
	return nil
}

// readJSON reads a body of at most limit bytes into v and refuses fields that v lacks.
func readJSON(c *gin.Context, limit int64, v any) error {
	d := json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, limit))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	if err == nil && d.Decode(&struct{}{}) != io.EOF {
		err = errors.New("more than one JSON value")
	}
	var large *http.MaxBytesError
	if err == nil || errors.As(err, &large) {
		return err
	}
	return ledger.Mistake(ledger.BadRequest, "", "请求内容不是所要的 JSON：%v。", "The body is not the JSON that is asked for: %v.", err)
}

// idParam reads a number from the path; what is no number cannot be found.
func idParam(c *gin.Context, name string) (int64, error) {
	id, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil {
		return 0, errNoPage
	}
	return id, nil
}

func monthParam(c *gin.Context) (ledger.Period, error) {
	if m := c.Query("month"); m != "" {
		return ledger.ParsePeriod(m)
	}
	return "", nil
}
