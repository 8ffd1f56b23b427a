package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/frontend/pages"
	"taizhang/frontend/samples"
)

// showGallery shows every page and every part in each state, from made-up samples; only a server started for development has it.
func (s *Server) showGallery(c *gin.Context) error {
	list := pages.GalleryListPage{Base: s.plainBase(c)}
	for _, sample := range samples.All(readerLanguage(c)) {
		switch {
		case sample.Name == c.Param("page"):
			return show(c, http.StatusOK, sample.Page)
		case strings.HasPrefix(sample.Name, samples.PartsPrefix):
			list.Parts = append(list.Parts, sample.Name)
		default:
			list.Pages = append(list.Pages, sample.Name)
		}
	}
	if c.Param("page") != "" {
		return errNoPage
	}
	return show(c, http.StatusOK, pages.GalleryList(list))
}
