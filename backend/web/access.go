package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// anyone stands where a route needs no right: nobody need be signed in.
const anyone ledger.Right = ""

// narrowed are the routes whose handlers read their filter with Server.filter, which binds it to the own unit of whoever
// may see no other, or leave out by themselves what is not the unit's. Every other route that a unit's liaison may call is about one
// entry or one unit, named in its path.
var narrowed = []string{
	"GET /entries", "GET /export/:file", "GET /api/v1/entries", "GET /api/v1/exports/:file", "POST /views", "POST /entries/bulk", "POST /entries/bulk/do", "GET " + livePath,
	"POST /export/:file", "GET /ledger-file", "POST /ledger-file", "GET /ledger-file/:key", "POST /ledger-file/:key",
	"POST /api/v1/moves", "POST /api/v1/moves/preview", "POST /api/v1/views", "POST /api/v1/exports/:file", "POST /api/v1/ledger-file", "POST /api/v1/ledger-file/preview",
}

// together are the routes that decide for every district of a ledger at once, which nobody does who is bound to one.
var together = []string{
	"POST /months/:month/seal", "POST /scores/rules", "POST /scores/rules/drop", "POST /scores/ranking", "POST /scores/ranking/end", "POST /scores", "POST /calendar/dues",
	"POST /api/v1/months/:month/seal", "POST /api/v1/scores", "POST /api/v1/scores/rules", "DELETE /api/v1/scores/rules/:from", "POST /api/v1/scores/ranking", "DELETE /api/v1/scores/ranking",
}

// guard lets a request pass only if whoever asks has the route's right over what its path names.
func (s *Server) guard(r route) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := s.admit(c, r); err != nil {
			s.fail(c, err)
			c.Abort()
		}
	}
}

func (s *Server) admit(c *gin.Context, r route) error {
	if r.right == anyone {
		return s.paceAddress(c)
	}
	if err := s.Store.Catch(c.Request.Context()); err != nil {
		return err
	}
	a, err := s.identify(c)
	if err != nil || c.IsAborted() {
		return cmp.Or(s.paceAddress(c), err)
	}
	if err := s.paceAccount(c); err != nil {
		return err
	}
	c.Set(accountKey, a)
	if enrolling, err := s.enrolling(c); enrolling || err != nil {
		return err
	}
	if t := s.token(c); t != nil && t.ReadOnly && c.Request.Method != http.MethodGet {
		return errReadOnly
	}
	if a.Bound() {
		if slices.Contains(together, r.method+" "+r.path) {
			return errTogether
		}
		withinOf(c, a)
		if err := s.isThere(c, r); err != nil {
			return err
		}
	}
	switch a.Reach(r.right) {
	case ledger.Whole:
		return nil
	case ledger.OwnUnit:
		return s.withinUnit(c, r, a)
	}
	return notAllowed(a.Role, r.right)
}

// withinOf holds all that the request reads to the part of the ledger that a bound account may see.
func withinOf(c *gin.Context, a ledger.Account) {
	if a.Bound() {
		c.Request = c.Request.WithContext(store.Within(c.Request.Context(), a.UnitCode))
	}
}

// isThere tells whether what the path names is within the part of the ledger that the request may read.
func (s *Server) isThere(c *gin.Context, r route) (err error) {
	ctx := c.Request.Context()
	switch {
	case c.Param("number") != "":
		_, err = s.Store.Entry(ctx, c.Param("number"))
	case c.Param("code") != "":
		_, err = s.Store.Unit(ctx, c.Param("code"))
	case c.Param("id") != "" && strings.Contains(r.path, "/reports/:id"):
		var id int64
		if id, err = idParam(c, "id"); err == nil {
			_, err = s.Store.Report(ctx, id)
		}
	}
	return err
}

const accountKey = "account"

// account is the account of whoever asks; one without any right for nobody.
func (s *Server) account(c *gin.Context) ledger.Account {
	if a, ok := c.Get(accountKey); ok {
		return a.(ledger.Account)
	}
	if u, err := s.Store.User(c.Request.Context(), s.user(c)); err == nil && u.Active {
		return u.Account
	}
	return ledger.Account{}
}

// withinUnit lets pass what is about the own unit, and nothing that it cannot tell.
func (s *Server) withinUnit(c *gin.Context, r route, a ledger.Account) error {
	if code := c.Param("code"); code != "" {
		if code == a.UnitCode {
			return nil
		}
		return errOtherUnit
	}
	if c.Param("number") != "" {
		return s.ownEntry(c, r, a)
	}
	if slices.Contains(narrowed, r.method+" "+r.path) {
		return nil
	}
	return errOtherUnit
}

// ownEntry lets pass what concerns an entry of the own unit: to read it, one that reaches the unit; to handle it, one that
// the unit answers for.
func (s *Server) ownEntry(c *gin.Context, r route, a ledger.Account) error {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(now.Units, func(u ledger.Unit) bool { return u.Code == a.UnitCode })
	switch {
	case i < 0 || !e.Reaches(now.Units[i]):
		return errOtherUnit
	case r.right != ledger.Read && !e.AnsweredBy(a.UnitCode):
		return ledger.Mistake(ledger.Forbidden, "", "%s 不是交给本单位一家牵头的，由督查室办理；您可以查阅。", "%s is not led by your unit; the supervision office handles it. You may read it.", e.Number)
	}
	return nil
}

// filter reads the filter of a list from the address, bound to the own unit of whoever may see no other.
func (s *Server) filter(c *gin.Context) (ledger.Filter, error) {
	f, err := ledger.ParseFilter(c.Request.URL.Query(), s.day().Today)
	if err == nil {
		f.Unit, err = s.codeTyped(c.Request.Context(), f.Unit, "unit")
	}
	if err == nil {
		f.Under, err = s.codeTyped(c.Request.Context(), f.Under, "under")
	}
	a := s.account(c)
	if err != nil || a.Reach(ledger.Read) == ledger.Whole {
		return f, err
	}
	if f.Unit != "" && f.Unit != a.UnitCode {
		return f, errOtherUnit
	}
	f.Unit = a.UnitCode
	return f, nil
}

var errReadOnly = ledger.Mistake(ledger.Forbidden, "", "这个令牌只能读取，不能改动。", "This token is for reading alone; it changes nothing.")

var errTogether = ledger.Mistake(ledger.Forbidden, "", "这一项由全市（或全系统）统一办理，您的账号限于本区域。请联系上级督查室。",
	"This is decided for all districts together, and your account is bound to one. Ask the office above.")

var errOtherUnit = ledger.Mistake(ledger.Forbidden, "", "您只能查阅、办理本单位的事项。如需查阅其他单位的，请联系督查室。",
	"You may read and handle only what concerns your own unit. For others, ask the supervision office.")

func notAllowed(r ledger.OfficeRole, right ledger.Right) error {
	var needs ledger.Words
	for _, i := range ledger.Rights {
		if i.Right == right {
			needs = i.Words
		}
	}
	role := r.Words()
	return &ledger.Error{Code: ledger.Forbidden, Words: ledger.Words{
		ZH: "您的角色是“" + role.ZH + "”，没有“" + needs.ZH + "”的权限。如工作需要，请联系安全管理员。",
		EN: "Your role is “" + role.EN + "”; it may not: " + needs.EN + ". If your work needs it, ask the security administrator.",
	}}
}

// logRefusal puts into the audit log what somebody who is signed in was refused.
func (s *Server) logRefusal(c *gin.Context) {
	if s.actor(c).Name == "" {
		return
	}
	what := ledger.Shorten(c.Request.Method+" "+pathLogged(c), 200)
	if err := s.log(c, ledger.Event{Action: "refused", Subject: "route", Note: what}); err != nil {
		s.Log.ErrorContext(c.Request.Context(), "refusal not logged", "error", err)
	}
}

// home is where each role begins: the first page of what it may see.
func home(a ledger.Account) string {
	switch {
	case a.May(ledger.Survey):
		return "/"
	case a.May(ledger.Handle):
		return "/me"
	case a.May(ledger.Registers):
		return "/admin"
	case a.May(ledger.Accounts):
		return "/accounts"
	case a.May(ledger.Audit):
		return "/audit"
	}
	return "/me"
}

// showHome shows the district's overview to those who may see it, and leads everybody else to where they begin.
func (s *Server) showHome(c *gin.Context) error {
	if at := home(s.account(c)); at != "/" {
		return goTo(c, at)
	}
	return s.showOverview(c)
}
