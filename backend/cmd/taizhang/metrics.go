package main

import (
	"context"
	"net"
	"net/http"
	"time"

	"taizhang/backend/ledger"
)

// gauges is where a Prometheus server reads how this copy of the program does.
type gauges struct {
	Metrics      string `help:"Serve /metrics for Prometheus on this address of its own; off without it. Beyond this machine only with a token." env:"TAIZHANG_METRICS" placeholder:"HOST:PORT"`
	MetricsToken string `help:"Ask for this bearer token there." env:"TAIZHANG_METRICS_TOKEN" placeholder:"TOKEN"`
}

// listen opens the address, where there is one; one that others can reach is refused without a token.
func (g gauges) listen() (net.Listener, error) {
	if g.Metrics == "" {
		return nil, nil
	}
	l, err := net.Listen("tcp", g.Metrics)
	if err != nil {
		return nil, cannotListen(g.Metrics, err)
	}
	if a, ok := l.Addr().(*net.TCPAddr); g.MetricsToken == "" && !(ok && a.IP.IsLoopback()) {
		l.Close()
		return nil, ledger.Mistake(ledger.Invalid, "metrics", "%s 别的机器也能访问：请设 TAIZHANG_METRICS_TOKEN，或者只监听 127.0.0.1。",
			"Others can reach %s: set TAIZHANG_METRICS_TOKEN, or listen on 127.0.0.1 only.", g.Metrics)
	}
	return l, nil
}

// serveMetrics answers at /metrics until ctx ends.
func serveMetrics(ctx context.Context, l net.Listener, h http.Handler) {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h)
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second, MaxHeaderBytes: 16 << 10}
	defer context.AfterFunc(ctx, func() { srv.Close() })()
	_ = srv.Serve(l) // it ends with the program
}
