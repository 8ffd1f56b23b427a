package web

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
)

const requestKey = "request"

// requestID is the number that a request has in the log, in its answer and on the page that apologises for a mistake of ours.
func requestID(c *gin.Context) string { return c.GetString(requestKey) }

// observe numbers and logs each request, counts it, and turns a panic into an error answer.
func (s *Server) observe(c *gin.Context) {
	start, id := time.Now(), rand.Text()[:12]
	c.Set(requestKey, id)
	c.Header("X-Request-Id", id)
	defer func() {
		if p := recover(); p != nil {
			if p == http.ErrAbortHandler {
				panic(p)
			}
			s.fail(c, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
		if form := c.Request.MultipartForm; form != nil {
			_ = form.RemoveAll() // net/http would, had the session not copied its request
		}
		took := time.Since(start)
		s.metrics.observed(c, took)
		s.Log.DebugContext(c.Request.Context(), "request", "request", id, "method", c.Request.Method, "path", pathLogged(c), "status", c.Writer.Status(),
			"bytes", c.Writer.Size(), "took", took.Round(time.Microsecond))
	}()
	c.Next()
}

// takeIn takes a report in as Submit does, and counts how long that took.
func (s *Server) takeIn(c *gin.Context, reader *intake.Reader, sub Submission) (*Received, error) {
	start := time.Now()
	got, err := Submit(c.Request.Context(), s.Store, s.actor(c), reader, sub)
	if err != nil {
		s.metrics.unread.Inc()
		return nil, err
	}
	s.metrics.reading.Observe(time.Since(start).Seconds())
	return got, nil
}
