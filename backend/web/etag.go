package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/gin-gonic/gin"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
)

// An entry's ETag is strong and names its version, and what else its light is told by: the day, the rules of lights, the
// calendar, the language. Every other answer has a weak one that names the revision of the ledger. A change that carries an
// entry's ETag in If-Match is made to that version or not at all; one that carries none is refused (takesVersion).

// Accounts, channels and settings and channels have the number of the last event about them for a version (versioned.go).

// calendarStamp is the stamp of a calendar, worked out once.
type calendarStamp struct {
	of    *calendar.Calendar
	stamp string
}

var lastCalendar atomic.Pointer[calendarStamp]

func (s *Server) calendarStamp() string {
	now := s.calendar()
	if known := lastCalendar.Load(); known != nil && known.of == now {
		return known.stamp
	}
	var days []any
	for _, y := range now.Years() {
		days = append(days, now.Days(y))
	}
	known := &calendarStamp{now, stamp(days)}
	lastCalendar.Store(known)
	return known.stamp
}

// surroundings are what answers depend on beside the ledger.
func (s *Server) surroundings(c *gin.Context) string {
	return stamp([]any{s.day(), s.calendarStamp(), readerLanguage(c)})[:8]
}

func (s *Server) entryTag(c *gin.Context, e *ledger.Entry) string {
	return fmt.Sprintf(`"%d-%s"`, e.Version, s.surroundings(c))
}

// unchangedSince lets a read of the API pass that is of another state than the reader has, and answers 304 where nothing was
// changed. The revision is read before anything else is, so that an answer is never older than its tag says.
func (s *Server) unchangedSince(c *gin.Context) {
	revision, err := s.Store.Revision(c.Request.Context())
	if err != nil {
		s.fail(c, err)
		c.Abort()
		return
	}
	of := stamp([]any{c.Request.URL.RequestURI(), s.whose(c), s.account(c)})[:8]
	c.Header("Cache-Control", "private, no-cache")
	s.tagged(c, fmt.Sprintf(`W/"%d-%s-%s"`, revision, of, s.surroundings(c)))
}

// tagged says how the answer that follows is called, and ends the request where the reader has it.
func (s *Server) tagged(c *gin.Context, tag string) (known bool) {
	c.Header("ETag", tag)
	weak := func(t string) string { return strings.TrimPrefix(t, "W/") }
	have := tagsIn(c.GetHeader("If-None-Match"))
	if c.Request.Method != http.MethodGet || !slices.ContainsFunc(have, func(t string) bool { return t == "*" || weak(t) == weak(tag) }) {
		return false
	}
	c.AbortWithStatus(http.StatusNotModified)
	return true
}

// sendEntry answers with an entry as it stands, under its tag.
func (s *Server) sendEntry(c *gin.Context, status int, e *ledger.Entry) error {
	if !s.tagged(c, s.entryTag(c, e)) {
		c.JSON(status, withLight(*e, s.lamp(c)))
	}
	return nil
}

// unrevised are the routes whose answers change without the ledger's: they carry no tag.
var unrevised = map[string]bool{"/api/v1/jobs": true, "/api/v1/jobs/:id": true, "/api/v1/jobs/:id/file": true}

// takesVersion are the routes of the API that change what has versions: a program says which version it read. Whoever means
// whichever there is says so with *.
var takesVersion = map[string]bool{
	"PATCH /api/v1/entries/:number": true, "POST /api/v1/entries/:number/moves": true,
	"PATCH /api/v1/reports/:id/findings/:finding": true, "POST /api/v1/reports/:id/findings/:finding/moves": true,
	"POST /api/v1/reports/:id/findings/:finding/split": true, "POST /api/v1/reports/:id/findings/:finding/merge": true,
	"POST /api/v1/reports/:id/findings/:finding/ties": true, "POST /api/v1/reports/:id/findings/:finding/due": true,
}

var errNoVersion = ledger.Mistake(noVersion, "If-Match", "请把读取这一项时得到的 ETag 放在请求头 If-Match 里再发；确实不论版本都要改时，写 If-Match: *。",
	"Send the ETag that came with it when you read it in the header If-Match; to change it whichever version it has, send If-Match: *.")

// askVersion refuses a change that does not say which version it is meant for.
func (s *Server) askVersion(c *gin.Context) {
	if c.GetHeader("If-Match") == "" {
		s.fail(c, errNoVersion)
		c.Abort()
		return
	}
	expectVersion(c)
}

// versionAsked is the version of e that a change is meant for, 0 for whichever it has now. One that is no version of e makes
// the change a stale one.
func versionAsked(c *gin.Context, e *ledger.Entry) int {
	given := c.GetHeader("If-Match")
	if given == "*" {
		return 0
	}
	asked := -1
	for _, t := range tagsIn(given) {
		if v, err := strconv.Atoi(strings.SplitN(strings.Trim(t, `"`), "-", 2)[0]); err == nil && v > 0 && (asked < 0 || v == e.Version) {
			asked = v
		}
	}
	return asked
}

// tagsIn lists the tags of a header. What compression put behind one is left out.
func tagsIn(header string) (all []string) {
	for _, t := range strings.Split(header, ",") {
		if t = strings.TrimSpace(t); t == "" {
			continue
		}
		if plain, _, z := strings.Cut(t, compressed); z {
			t = plain + `"`
		}
		all = append(all, t)
	}
	return all
}
