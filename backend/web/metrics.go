package web

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what a Prometheus server reads: what happened since the start, and how the ledger stands when it asks.
type metrics struct {
	all      *prometheus.Registry
	requests *prometheus.HistogramVec
	reading  prometheus.Histogram
	unread   prometheus.Counter
}

func newMetrics(s *Server) *metrics {
	m := &metrics{
		all: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "taizhang_request_seconds", Help: "How long requests took.", Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"method", "route", "status"}),
		reading: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "taizhang_report_seconds", Help: "How long it took to read a report and store what it says.", Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60},
		}),
		unread: prometheus.NewCounter(prometheus.CounterOpts{Name: "taizhang_reports_refused_total", Help: "Reports that were refused or could not be read."}),
	}
	m.all.MustRegister(m.requests, m.reading, m.unread, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), ledgerNow{s})
	return m
}

// observed counts a request under its route, never under its path, which may hold anything.
func (m *metrics) observed(c *gin.Context, took time.Duration) {
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(c.Request.Method, route, strconv.Itoa(c.Writer.Status())).Observe(took.Seconds())
}

// Metrics answers a Prometheus server; with a token only one that bears it.
func (s *Server) Metrics(token string) http.Handler {
	h := promhttp.HandlerFor(s.metrics.all, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token != "" && subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+token)) != 1 {
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "Authorization: Bearer TAIZHANG_METRICS_TOKEN", http.StatusUnauthorized)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// ledgerNow tells how the ledger stands at the moment that it is asked.
type ledgerNow struct{ s *Server }

var (
	lightsNow      = describe("taizhang_open_entries", "Open entries by the light that they show today.", "light")
	draftsNow      = describe("taizhang_drafts", "Findings that wait for review.")
	revisionNow    = describe("taizhang_revision", "Number of the last event of the audit log.")
	bytesNow       = describe("taizhang_database_bytes", "Size of the database.")
	messagesNow    = describe("taizhang_messages", "Reminders that wait to be sent, and that could not be.", "state")
	connectionsNow = describe("taizhang_database_connections", "Connections to the database in use.", "pool")
	waitsNow       = describe("taizhang_database_waits_total", "How often a connection had to be waited for.", "pool")
	waitedNow      = describe("taizhang_database_waited_seconds_total", "How long connections were waited for.", "pool")
	upNow          = describe("taizhang_database_up", "Whether the database answers.")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// Describe lists what Collect tells.
func (ledgerNow) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{lightsNow, draftsNow, revisionNow, bytesNow, messagesNow, connectionsNow, waitsNow, waitedNow, upNow} {
		to <- d
	}
}

const collectWithin = 5 * time.Second

// Collect tells what can be told: while the database does not answer, that alone.
func (n ledgerNow) Collect(to chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), collectWithin)
	defer stop()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	if w, r, err := n.s.Store.Stats(); err == nil {
		pool(to, "write", w)
		pool(to, "read", r)
	}
	if err := n.ledger(ctx, gauge); err != nil {
		n.s.Log.Error("metrics", "error", err)
		gauge(upNow, 0)
		return
	}
	gauge(upNow, 1)
}

func pool(to chan<- prometheus.Metric, name string, s sql.DBStats) {
	to <- prometheus.MustNewConstMetric(connectionsNow, prometheus.GaugeValue, float64(s.InUse), name)
	to <- prometheus.MustNewConstMetric(waitsNow, prometheus.CounterValue, float64(s.WaitCount), name)
	to <- prometheus.MustNewConstMetric(waitedNow, prometheus.CounterValue, s.WaitDuration.Seconds(), name)
}

func (n ledgerNow) ledger(ctx context.Context, gauge func(*prometheus.Desc, float64, ...string)) error {
	revision, err := n.s.Store.Revision(ctx)
	if err != nil {
		return err
	}
	o, err := n.s.known.overview(ctx, n.s.Store, "", n.s.day())
	if err != nil {
		return err
	}
	bytes, err := n.s.Store.Bytes(ctx)
	if err != nil {
		return err
	}
	waiting, failed, err := n.s.Store.Queued(ctx)
	if err != nil {
		return err
	}
	gauge(revisionNow, float64(revision))
	gauge(bytesNow, float64(bytes))
	gauge(draftsNow, float64(o.Drafts))
	for light, count := range map[string]int{"red": o.Red, "yellow": o.Yellow, "blue": o.Blue, "other": o.Open - o.Red - o.Yellow - o.Blue} {
		gauge(lightsNow, float64(count), light)
	}
	gauge(messagesNow, float64(waiting), "waiting")
	gauge(messagesNow, float64(failed), "failed")
	return nil
}
