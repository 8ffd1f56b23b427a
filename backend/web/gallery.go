package web

import (
	"html"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/frontend/samples"
)

// showGallery shows every page in every state, from made-up samples; only a server started for development has it.
func (s *Server) showGallery(c *gin.Context) error {
	all := samples.All(readerLanguage(c))
	for _, sample := range all {
		if sample.Name == c.Param("page") {
			return show(c, http.StatusOK, sample.Page)
		}
	}
	if c.Param("page") != "" {
		return errNoPage
	}
	var b strings.Builder
	b.WriteString("<!doctype html><title>Gallery</title><ul>")
	for _, sample := range all {
		name := html.EscapeString(sample.Name)
		b.WriteString(`<li><a href="/gallery/` + name + `">` + name + "</a>")
	}
	c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(b.String()))
	return nil
}
