package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// policy lets a page load only what this server serves: no inline script, no other host, no frame around it.
const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func (s *Server) secureHeaders(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if s.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	c.Next()
}

// refuseCrossOrigin answers a write that comes from another site.
func refuseCrossOrigin(w http.ResponseWriter, r *http.Request) {
	m := ledger.Mistake(ledger.Forbidden, "", "这个请求来自别的网站，已拒绝，没有保存任何改动。", "This request came from another site and was refused; nothing was saved.")
	if isAPIPath(r.URL.Path) {
		sendProblem(w, r, m, "")
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write([]byte(m.Words.ZH + "\n" + m.Words.EN + "\n"))
}
