package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

var errNoPage = ledger.Mistake(ledger.NotFound, "", "没有这个页面。", "There is no such page.")

var errMethod = ledger.Mistake(wrongMethod, "", "这里不接受这种请求方法。", "This method is not taken here.")

// Codes of the web alone.
const (
	wrongMethod ledger.Code = "method"
	noVersion   ledger.Code = "version-needed"
	ours        ledger.Code = "internal"
)

var statusOf = map[ledger.Code]int{
	ledger.BadRequest: http.StatusBadRequest, ledger.Unauthorized: http.StatusUnauthorized, ledger.Forbidden: http.StatusForbidden,
	ledger.NotFound: http.StatusNotFound, ledger.Conflict: http.StatusConflict, ledger.TooLarge: http.StatusRequestEntityTooLarge,
	ledger.Unreadable: http.StatusUnsupportedMediaType, ledger.Invalid: http.StatusUnprocessableEntity, ledger.TooMany: http.StatusTooManyRequests, wrongMethod: http.StatusMethodNotAllowed,
	noVersion: http.StatusPreconditionRequired,
}

// answer turns a handler that returns an error into one that gin takes.
func (s *Server) answer(handle func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := handle(c); err != nil {
			s.fail(c, err)
		}
	}
}

// fail is the only place that answers errors: the person's own mistakes in their words, everything else logged and
// apologised for.
func (s *Server) fail(c *gin.Context, err error) {
	m, request := mistake(err), ""
	if m == nil {
		m, request = s.apology(c, err)
	}
	if m.Code == ledger.Forbidden {
		c.Set(onceKey, (*ledger.Once)(nil)) // a refusal is no answer to keep
		s.logRefusal(c)
	}
	status, ok := statusOf[m.Code]
	if !ok {
		status = http.StatusInternalServerError
	}
	if c.Writer.Written() {
		c.Abort()
		return
	}
	if isAPI(c) {
		s.problemOf(c, m, request)
		return
	}
	s.errorPage(c, status, m, request)
}

// apology logs a mistake of ours, and returns the apology and the number under which it stands in the log.
func (s *Server) apology(c *gin.Context, err error) (*ledger.Error, string) {
	request := requestID(c)
	s.Log.ErrorContext(c.Request.Context(), "request failed", "request", request, "method", c.Request.Method, "path", pathLogged(c), "error", err)
	if words := store.Unkept(err); words != nil {
		return &ledger.Error{Code: ours, Words: *words}, request
	}
	return errOurs, request
}

var errOurs = ledger.Mistake(ours, "", "系统出了问题，没有保存任何改动。请稍后再试；如果还是这样，请联系管理员。",
	"Something went wrong and nothing was saved. Try again later; if it happens again, tell the administrator.")

// mistake is the person's own mistake within err, with what net/http says of a body that is too large, and of a form that is none.
func mistake(err error) *ledger.Error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return ledger.Mistake(ledger.TooLarge, "file", "文件太大，最大 %d MB。请拆分后再上传。", "The file is too large; %d MB at most. Split it and try again.", large.Limit>>20)
	}
	if errors.Is(err, http.ErrNotMultipart) || errors.Is(err, http.ErrMissingBoundary) || err != nil && strings.Contains(err.Error(), "multipart: ") {
		return ledger.Mistake(ledger.BadRequest, "", "表单内容不完整，无法读取：请重新上传。", "The form is not whole and cannot be read; send it again.")
	}
	return ledger.AsMistake(err)
}

// show answers with a component.
func show(c *gin.Context, status int, part templ.Component) error {
	data, err := draw(c, part)
	if err != nil {
		return err
	}
	send(c, status, data)
	return nil
}

// draw renders a component to memory first, so that an error in mid-page shows as an error and not as half a page.
func draw(c *gin.Context, part templ.Component) ([]byte, error) {
	b := drawings.Get().(*bytes.Buffer)
	defer drawings.Put(b)
	b.Reset()
	if err := part.Render(c.Request.Context(), b); err != nil {
		return nil, fmt.Errorf("render page: %w", err)
	}
	return bytes.Clone(b.Bytes()), nil
}

// drawings are where pages are drawn: one that is made anew for each grows to its size by halves, and is thrown away.
var drawings = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func send(c *gin.Context, status int, page []byte) {
	kept := keptByNobody
	if c.Writer.Header().Get("ETag") != "" && status == http.StatusOK {
		kept = keptByReader
	} else {
		c.Writer.Header().Del("ETag")
	}
	c.Header("Cache-Control", kept)
	c.Header("Vary", varies)
	c.Header("Content-Length", strconv.Itoa(len(page))) // else it goes out in chunks, each a call of the system more
	c.Data(status, "text/html; charset=utf-8", page)
}

// isPart tells whether the page asks for a part of itself.
func isPart(c *gin.Context) bool {
	return c.GetHeader("HX-Request") == "true" && c.GetHeader("HX-Boosted") != "true"
}

func isAPI(c *gin.Context) bool { return isAPIPath(c.Request.URL.Path) }

func isAPIPath(path string) bool { return strings.HasPrefix(path, "/api/") }

// goTo redirects after a write, so that reloading repeats nothing.
func goTo(c *gin.Context, path string) error {
	c.Redirect(http.StatusSeeOther, path)
	return nil
}
