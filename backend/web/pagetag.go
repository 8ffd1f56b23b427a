package web

import (
	"fmt"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/frontend/pages"
)

// unchangedPage calls the page that follows by what it depends on, and answers 304 where the reader has it: the program, the address, who
// reads with which rights, in which language, the day with its rules and calendar, and the revision, which was read before anything
// else. A page with a notice, which is shown once, has no name. Only for pages that show nothing but the ledger.
func (s *Server) unchangedPage(c *gin.Context, b pages.Base) bool {
	if b.Notice != "" || b.Revision == 0 {
		return false
	}
	of := stamp([]any{built, c.Request.URL.RequestURI(), isPart(c), b.User, b.Account})
	c.Header("Cache-Control", keptByReader)
	c.Header("Vary", varies)
	return s.tagged(c, fmt.Sprintf(`W/"p%d-%s-%s"`, b.Revision, of, s.surroundings(c)))
}

// How pages may be kept: by nobody, or by the one who read them and who asks each time whether they are still so.
const (
	keptByNobody = "no-store"
	keptByReader = "private, no-cache"
	varies       = "HX-Request, Accept-Language, Cookie"
)

// built tells one program from another: by the commit that it was built of, or by when it was started where that is not known.
var built = func() string {
	commit, touched := "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, v := range info.Settings {
			switch v.Key {
			case "vcs.revision":
				commit = v.Value
			case "vcs.modified":
				touched = v.Value
			}
		}
	}
	if commit == "" || touched != "false" {
		return time.Now().String()
	}
	return commit
}()
