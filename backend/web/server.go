// Package web serves the pages and the API. Handlers return errors; one place answers them.
package web

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"taizhang/backend/calendar"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/notice"
	"taizhang/backend/printer"
	"taizhang/backend/store"
)

// Config is what a Server is given: everything it may not decide by itself.
type Config struct {
	Store     *store.Store
	Calendar  *calendar.Calendar // as the program brings it; what the office set itself is in the ledger
	Location  *time.Location     // the district's time zone: what "today" is
	Now       func() time.Time
	Log       *slog.Logger
	MaxUpload int64              // bytes of one report
	Secure    bool               // cookies only over TLS
	Proxies   []string           // addresses and networks that are believed when they say whom they ask for
	Dev       bool               // serve the gallery
	Notices   notice.Environment // what the operator settles about reminders
	Printer   *printer.Printer   // makes PDF of papers; nil where no program for it is installed
	Rates     Rates              // how often one may ask; zero for as often as one likes

	LongExport int // rows of a workbook that are better made in the background; 0 is the usual

	SessionLife time.Duration // how long a session lasts at most; 0 is the usual
	SessionIdle time.Duration // and how long without being used
	LiveEvery   time.Duration // how often open pages look for what others did; 0 is the usual
}

// withDefaults fills in what the configuration leaves open.
func (c Config) withDefaults() Config {
	c.SessionLife = cmp.Or(c.SessionLife, SessionLife)
	c.SessionIdle = cmp.Or(c.SessionIdle, SessionIdle)
	c.LiveEvery = cmp.Or(c.LiveEvery, LiveEvery)
	c.LongExport = cmp.Or(c.LongExport, longExport)
	return c
}

// Server answers requests. Make it with New.
type Server struct {
	Config
	sessions *scs.SessionManager
	attempts *attempts

	ofAccount, ofAddress *limits // nil for none
	ofFeed               *limits
	queued               chan struct{} // tells the worker of this server that a job waits

	known   known
	open    *listening
	days    atomic.Pointer[calendar.Calendar] // the calendar in force
	lights  atomic.Pointer[[]ledger.LightRule]
	today   atomic.Pointer[dayKnown]
	routes  []route
	handler http.Handler
	metrics *metrics
}

// New makes a Server for c.
func New(c Config) *Server {
	c = c.withDefaults()
	s := &Server{Config: c, attempts: newAttempts(c.Now, c.Store.Tries()), open: newListening(c), ofAccount: newLimits("account", c.Rates.Account), ofAddress: newLimits("address", c.Rates.Address), ofFeed: newLimits("feed", feedRate), queued: make(chan struct{}, 1)}
	s.sessions = newSessions(c)
	s.days.Store(c.Calendar)
	if err := s.takeCalendar(context.Background()); err != nil {
		c.Log.Error("the calendar of the ledger cannot be read; the one that comes with the program is used", "error", err)
	}
	s.lights.Store(&[]ledger.LightRule{})
	if err := s.takeLights(context.Background()); err != nil {
		c.Log.Error("the rules of lights cannot be read; those that come with the program are used", "error", err)
	}
	s.routes = s.allRoutes()
	s.metrics = newMetrics(s)
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.UseRawPath, engine.UnescapePathValues = true, true
	_ = engine.SetTrustedProxies(c.Proxies) // checked by whoever configures
	engine.Use(s.observe, s.secureHeaders, boundBody)
	engine.HandleMethodNotAllowed = true
	for _, r := range s.routes {
		engine.Handle(r.method, r.path, s.chain(r)...)
	}
	mountAssets(engine)
	engine.NoRoute(s.answer(func(*gin.Context) error { return errNoPage }))
	engine.NoMethod(s.answer(func(*gin.Context) error { return errMethod }))
	protect := http.NewCrossOriginProtection()
	protect.SetDenyHandler(http.HandlerFunc(refuseCrossOrigin))
	s.handler = compress(protect.Handler(atOnce(s.sessions.LoadAndSave(engine))))
	return s
}

// chain is what a request of a route goes through. What the API is asked to read may be unchanged, what it is asked to do may
// have been done.
func (s *Server) chain(r route) gin.HandlersChain {
	all := gin.HandlersChain{s.guard(r)}
	switch {
	case !strings.HasPrefix(r.path, apiRoot):
	case takesVersion[r.method+" "+r.path] || versioned[r.method+" "+r.path].subject != "":
		all = append(all, s.askVersion, s.once)
	case r.method != http.MethodGet:
		all = append(all, s.once)
	case !unrevised[r.path]:
		all = append(all, s.unchangedSince)
	}
	return append(all, s.answer(r.handle))
}

// ServeHTTP lets a Server be used as any handler is.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// day is today in the district, with the day until which "soon" reaches.
func (s *Server) day() ledger.Day {
	now := today{date: ledger.DateOf(s.Now().In(s.Location)), calendar: s.calendar(), rules: s.lights.Load()}
	if known := s.today.Load(); known != nil && known.of == now {
		return known.day
	}
	day := s.dayOf(now.date, *now.rules)
	s.today.Store(&dayKnown{now, day})
	return day
}

// today is what a day follows from; every page asks for it more than once.
type today struct {
	date     ledger.Date
	calendar *calendar.Calendar
	rules    *[]ledger.LightRule
}

type dayKnown struct {
	of  today
	day ledger.Day
}

// reader reads with the units, themes and terms as they are now, so that what an office adds counts at once.
func (s *Server) reader(ctx context.Context) (*intake.Reader, error) {
	now, err := s.known.at(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	return now.reader.Counting(s.calendar().Add), nil
}

// readerAt reads with the units of a seat alone, where there are more than anybody could mean by a name of theirs.
func (s *Server) readerAt(ctx context.Context, seat string) (*intake.Reader, error) {
	now, err := s.known.at(ctx, s.Store)
	if err != nil || seat == "" || len(now.Units) <= ledger.MostOffered {
		return now.reader.Counting(s.calendar().Add), err
	}
	return s.reader(store.Within(ctx, seat))
}
