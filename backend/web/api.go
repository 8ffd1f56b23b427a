package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// The API speaks JSON; docs/api/openapi.yaml describes it and a test holds the answers against it.

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

// apiList is how every list is answered: a stretch of it, how many there are in all, and the cursor to go on with ("" at the
// end).
type apiList[T any] struct {
	Items []T    `json:"items"`
	Total int    `json:"total"`
	Next  string `json:"next"`
}

// stretch is the part of a whole list that the address asks for: up to limit of what stands behind cursor, which is the key of
// the last one seen.
func stretch[T any](c *gin.Context, all []T, key func(T) string) (l apiList[T], err error) {
	limit, from := ledger.MaxLimit, 0
	if said := c.Query("limit"); said != "" {
		if limit, err = strconv.Atoi(said); err != nil || limit < 1 || limit > ledger.MaxLimit {
			return l, ledger.Mistake(ledger.BadRequest, "limit", "limit 要写成 1 到 %d 的整数。", "limit takes a whole number from 1 to %d.", ledger.MaxLimit)
		}
	}
	if cursor := c.Query("cursor"); cursor != "" {
		from = 1 + slices.IndexFunc(all, func(t T) bool { return cursorAt(key(t)) == cursor })
		if from == 0 {
			return l, ledger.Mistake(ledger.BadRequest, "cursor", "cursor 无效，请从头再取。", "The cursor leads nowhere; begin anew.")
		}
	}
	l = apiList[T]{Items: []T{}, Total: len(all)}
	if l.Items = append(l.Items, all[from:min(from+limit, len(all))]...); from+limit < len(all) {
		l.Next = cursorAt(key(l.Items[limit-1]))
	}
	return l, nil
}

func cursorAt(key string) string { return base64.RawURLEncoding.EncodeToString([]byte(key)) }

// sendList answers with the stretch of a list that is asked for.
func sendList[T any](c *gin.Context, all []T, key func(T) string) error {
	l, err := stretch(c, all, key)
	if err == nil {
		c.JSON(http.StatusOK, l)
	}
	return err
}

// sendJSON answers with v and says how long that is: for what is large and asked for often.
func sendJSON(c *gin.Context, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	c.Header("Content-Length", strconv.Itoa(len(data)))
	c.Data(http.StatusOK, "application/json; charset=utf-8", data)
	return nil
}

func keyOfEntry(e apiEntry) string { return strconv.FormatInt(e.ID, 10) }

// made answers with what a request has made, and where it is.
func made(c *gin.Context, path string, what any) error {
	c.Header("Location", path)
	c.JSON(http.StatusCreated, what)
	return nil
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

// apiRoot is where the API of this version begins.
const apiRoot = "/api/v1/"
