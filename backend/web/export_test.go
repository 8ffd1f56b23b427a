package web

import (
	"net/http"
	"time"

	"taizhang/backend/ledger"
)

// Route is a route as the tests see it.
type Route struct {
	Method, Path string
	Right        ledger.Right
}

// Routes lists every route of a handler made by New.
func Routes(h http.Handler) (all []Route) {
	for _, r := range h.(*Server).routes {
		all = append(all, Route{r.method, r.path, r.right})
	}
	return all
}

// SetClock gives a handler made by New another clock.
func SetClock(h http.Handler, now func() time.Time) { h.(*Server).Now = now }

// ConfigOf is what a handler made by New was given.
func ConfigOf(h http.Handler) Config { return h.(*Server).Config }

// SetLongExport gives a handler made by New another bound for what is exported at once.
func SetLongExport(h http.Handler, rows int) { h.(*Server).LongExport = rows }
