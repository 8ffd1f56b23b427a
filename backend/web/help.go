package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/frontend/pages"
)

// showHelp explains lights, statuses, sealing and keys.
func (s *Server) showHelp(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Help(pages.HelpPage{Base: base}))
}
