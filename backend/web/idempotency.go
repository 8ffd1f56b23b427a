package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

const (
	onceKey = "once"
	maxKey  = 255
)

// keptHeaders are those of an answer that are given again with it.
var keptHeaders = []string{"Content-Type", "ETag", "Location"}

// once carries a request that has an Idempotency-Key out once: asked again, it is answered as it was then. That it was carried
// out is kept in the transaction that does so, so that no crash makes it happen twice; what changes nothing keeps no key.
func (s *Server) once(c *gin.Context) {
	if c.Request.Header.Values(ledger.IdempotencyKey) == nil {
		return
	}
	ask, err := s.askedOnce(c)
	if err == nil {
		var was *store.Answer
		if was, err = s.Store.AnswerTo(c.Request.Context(), *ask); was != nil {
			replay(c, was)
			return
		}
	}
	if err != nil {
		s.fail(c, err)
		c.Abort()
		return
	}
	c.Set(onceKey, ask)
	kept := &keeping{ResponseWriter: c.Writer}
	c.Writer = kept
	c.Next()
	s.keepAnswer(c, ask, kept)
}

// keepAnswer keeps what was answered, even where whoever asked has gone meanwhile. An apology of ours says nothing of what was
// done, so it is not kept.
func (s *Server) keepAnswer(c *gin.Context, ask *ledger.Once, kept *keeping) {
	if !ask.Done || kept.Status() >= http.StatusInternalServerError {
		return
	}
	a := store.Answer{Status: kept.Status(), Header: map[string]string{}, Body: kept.body.Bytes()}
	for _, h := range keptHeaders {
		if v := kept.Header().Get(h); v != "" {
			a.Header[h] = v
		}
	}
	if err := s.Store.KeepAnswer(context.WithoutCancel(c.Request.Context()), *ask, a); err != nil {
		s.Log.ErrorContext(c.Request.Context(), "answer not kept", "error", err)
	}
}

func replay(c *gin.Context, a *store.Answer) {
	for name, v := range a.Header {
		c.Header(name, v)
	}
	c.Header("Idempotency-Replayed", "true")
	c.Status(a.Status)
	_, _ = c.Writer.Write(a.Body)
	c.Abort()
}

// askedOnce reads a request to its end and tells it from others. It is held in memory, which its route bounds.
func (s *Server) askedOnce(c *gin.Context) (*ledger.Once, error) {
	key := strings.Trim(c.GetHeader(ledger.IdempotencyKey), ` "`)
	if key == "" || len(key) > maxKey || strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil, ledger.Mistake(ledger.BadRequest, ledger.IdempotencyKey, "幂等键要有 1 到 %d 个可见的 ASCII 字符，例如一个 UUID。", "The key takes 1 to %d visible ASCII characters, such as a UUID.", maxKey)
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxForm*s.MaxUpload+spare))
	if err != nil {
		return nil, err
	}
	c.Request.Body = io.NopCloser(bytes.NewReader(body))
	return &ledger.Once{Owner: s.whose(c), Key: key, Fingerprint: fingerprint(c.Request, body)}, nil
}

// fingerprint is the same for two requests that ask the same of the same version. The boundary of a form with files is another
// each time that it is sent.
func fingerprint(r *http.Request, body []byte) string {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if b := params["boundary"]; b != "" {
		body = bytes.ReplaceAll(body, []byte(b), nil)
	}
	h := sha256.New()
	for _, part := range []string{r.Method, r.URL.RequestURI(), kind, r.Header.Get("If-Match")} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// keeping keeps a copy of what is answered.
type keeping struct {
	gin.ResponseWriter
	body bytes.Buffer
}

func (k *keeping) Write(b []byte) (int, error) {
	k.body.Write(b)
	return k.ResponseWriter.Write(b)
}

func (k *keeping) WriteString(s string) (int, error) {
	k.body.WriteString(s)
	return k.ResponseWriter.WriteString(s)
}
