package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// access tells who may call a route.
type access int

const (
	anyone  access = iota // signed in or not
	person                // a signed-in person
	program               // the bearer of a token
)

type route struct {
	method, path string
	access       access
	handle       func(*gin.Context) error
}

// allRoutes is every route there is, with who may call it.
func (s *Server) allRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	all := []route{
		{get, "/healthz", anyone, s.healthy},
		{get, "/readyz", anyone, s.ready},
		{get, "/sign-in", anyone, s.showSignIn},
		{post, "/sign-in", anyone, s.signIn},
		{get, "/enter/:token", anyone, s.enter},
		{post, "/language", anyone, s.setLanguage},
		{post, "/sign-out", person, s.signOut},

		{get, "/", person, s.showOverview},
		{get, "/units", person, s.showUnits},
		{get, "/units/:code", person, s.showUnit},
		{get, "/entries", person, s.showEntries},
		{get, "/entries/:number", person, s.showEntry},
		{post, "/entries/:number", person, s.editEntry},
		{post, "/entries/:number/moves", person, s.moveEntry},
		{get, "/reports", person, s.showReports},
		{get, "/reports/new", person, s.showNewReport},
		{get, "/reports/received", person, s.showReceived},
		{get, "/reports/aside/:key", person, s.showAside},
		{post, "/reports", person, s.addReport},
		{get, "/reports/:id", person, s.showReport},
		{get, "/reports/:id/original", person, s.sendOriginal},
		{get, "/reports/:id/withdraw", person, s.showWithdraw},
		{post, "/reports/:id/withdraw", person, s.withdraw},
		{post, "/reports/:id/put-back", person, s.putBack},
		{post, "/reports/:id/accept", person, s.acceptFindings},
		{post, "/reports/:id/findings", person, s.addFinding},
		{post, "/reports/:id/findings/:finding", person, s.editFinding},
		{post, "/reports/:id/findings/:finding/moves", person, s.moveFinding},
		{post, "/reports/:id/findings/:finding/split", person, s.splitFinding},
		{post, "/reports/:id/findings/:finding/merge", person, s.mergeFindings},
		{post, "/reports/:id/findings/:finding/due", person, s.takeDue},
		{get, "/export/:file", person, s.exportEntries},

		{get, "/api/v1/entries", program, s.apiEntries},
		{get, "/api/v1/entries/:number", program, s.apiEntry},
		{post, "/api/v1/entries/:number/moves", program, s.apiMove},
		{get, "/api/v1/units", program, s.apiUnits},
		{get, "/api/v1/units/:code/summary", program, s.apiUnitSummary},
		{post, "/api/v1/reports", program, s.apiAddReport},
		{get, "/api/v1/reports/:id/findings", program, s.apiFindings},
	}
	if s.Dev {
		all = append(all, route{get, "/gallery", anyone, s.showGallery}, route{get, "/gallery/:page", anyone, s.showGallery})
	}
	return all
}

// guard lets a request pass to a route only if the route's access allows it.
func (s *Server) guard(r route) gin.HandlerFunc {
	return func(c *gin.Context) {
		var err error
		switch r.access {
		case person:
			err = s.requirePerson(c)
		case program:
			err = s.requireProgram(c)
		}
		if err != nil {
			s.fail(c, err)
			c.Abort()
		}
	}
}

// healthy says that the process answers.
func (s *Server) healthy(c *gin.Context) error {
	c.String(http.StatusOK, "ok\n")
	return nil
}

// ready says that the database answers too.
func (s *Server) ready(c *gin.Context) error {
	if _, err := s.Store.Revision(c.Request.Context()); err != nil {
		c.String(http.StatusServiceUnavailable, "database does not answer\n")
		return nil
	}
	c.String(http.StatusOK, "ready\n")
	return nil
}
