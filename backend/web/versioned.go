package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// versioned is what each of these routes of the API changes: what the audit log calls it, and which parameter of the path names it, "" for
// what there is one of. Its version is the number of the last event about it.
var versioned = map[string]struct{ subject, param string }{
	"PUT /api/v1/channels/:id":     {"channel", "id"},
	"DELETE /api/v1/channels/:id":  {"channel", "id"},
	"PUT /api/v1/accounts/:user":   {"user", "user"},
	"PUT /api/v1/letterhead":       {"letterhead", ""},
	"PUT /api/v1/reminders/policy": {"reminder-settings", ""},
	"PUT /api/v1/mail-server":      {"reminder-settings", ""},
}

const expectedKey = "expected"

// expectVersion has what this request writes be written only if what it changes is as its If-Match says.
func expectVersion(c *gin.Context) {
	of, ok := versioned[c.Request.Method+" "+c.FullPath()]
	if given := c.GetHeader("If-Match"); ok && given != "*" {
		id, _ := strconv.ParseInt(c.Param(of.param), 10, 64) // what is no number is not found later
		c.Set(expectedKey, &ledger.Expected{Subject: of.subject, ID: id, Versions: versionsIn(given)})
	}
}

func versionsIn(tags string) (all []int64) {
	for _, t := range tagsIn(tags) {
		if v, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimPrefix(t, `"v`), `"`), 10, 64); err == nil {
			all = append(all, v)
		}
	}
	return all
}

// sendVersioned answers with what a route of versioned changes, as read gives it, under the tag of its version. That is read first, so that
// nothing is taken for newer than it is.
func sendVersioned[T any](s *Server, c *gin.Context, subject string, id int64, read func() (T, error)) error {
	version, err := s.Store.VersionOf(c.Request.Context(), subject, id)
	if err != nil {
		return err
	}
	what, err := read()
	if err == nil && !s.tagged(c, fmt.Sprintf(`"v%d"`, version)) {
		c.JSON(http.StatusOK, what)
	}
	return err
}
