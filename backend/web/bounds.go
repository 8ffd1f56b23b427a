package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// takesFiles are the routes whose handlers bound what they are sent by themselves.
var takesFiles = map[string]bool{
	"/reports": true, "/api/v1/reports": true, "/api/v1/imports": true, "/scores": true, "/entries/:number/moves": true, "/api/v1/entries/:number/moves": true, "/api/v1/scores": true,
	"/api/v1/registers/:register": true, "/admin/files/:register": true, "/ledger-file": true, "/api/v1/ledger-file": true, "/api/v1/ledger-file/preview": true, "/admin/papers/:paper": true,
	"/api/v1/registers/:register/preview": true, "/api/v1/templates/:paper": true,
}

// boundBody refuses bodies beyond what any form needs, before anybody is asked who they are: of a form with files that which
// is too much for memory would be written to disk.
func boundBody(c *gin.Context) {
	if !takesFiles[c.FullPath()] {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, spare)
	}
}
