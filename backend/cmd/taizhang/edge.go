package main

import (
	"crypto/tls"
	"net"
	"net/http"
	"sync/atomic"

	"golang.org/x/net/netutil"

	"taizhang/backend/ledger"
)

// mostConnections is how many connections are served at a time. Further ones wait their turn; one that says nothing is closed after
// headerLimit, one that goes on saying nothing after idleLimit, so that turns come.
const mostConnections = 4096

// crowd keeps places free for those who want something: when three quarters of the connections are taken, those that are kept open for
// a next request are closed, until there is room again.
type crowd struct{ open atomic.Int64 }

// changed is told of every connection that comes and goes.
func (c *crowd) changed(srv *http.Server) func(net.Conn, http.ConnState) {
	return func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			if c.open.Add(1) == mostConnections*3/4 {
				srv.SetKeepAlivesEnabled(false)
			}
		case http.StateClosed, http.StateHijacked:
			if c.open.Add(-1) == mostConnections/2 {
				srv.SetKeepAlivesEnabled(true)
			}
		}
	}
}

// edge is how the server meets the network.
type edge struct {
	TLSCert string   `name:"tls-cert" help:"Speak TLS with this certificate (PEM, with its chain)." env:"TAIZHANG_TLS_CERT" placeholder:"FILE"`
	TLSKey  string   `name:"tls-key" help:"The certificate's key (PEM)." env:"TAIZHANG_TLS_KEY" placeholder:"FILE"`
	Proxies []string `help:"Addresses or networks of the proxies in front; only what they say of who asks (X-Forwarded-For) is believed." env:"TAIZHANG_PROXIES" placeholder:"CIDR"`
}

// tls tells whether the server itself speaks TLS.
func (e edge) tls() bool { return e.TLSCert != "" || e.TLSKey != "" }

// wrap bounds a listener and, where there is a certificate, speaks TLS on it.
func (e edge) wrap(l net.Listener) (net.Listener, error) {
	l = netutil.LimitListener(l, mostConnections)
	if !e.tls() {
		return l, nil
	}
	pair, err := tls.LoadX509KeyPair(e.TLSCert, e.TLSKey)
	if err != nil {
		return nil, ledger.Mistake(ledger.Invalid, "tls-cert", "证书或私钥无法使用：%v。请检查 TAIZHANG_TLS_CERT 和 TAIZHANG_TLS_KEY 两个文件。",
			"The certificate or its key cannot be used: %v. Check the files of TAIZHANG_TLS_CERT and TAIZHANG_TLS_KEY.", err)
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}), nil
}

// checkProxies refuses what names no network, before anything is opened.
func (e edge) checkProxies() error {
	for _, p := range e.Proxies {
		if _, _, err := net.ParseCIDR(p); err != nil && net.ParseIP(p) == nil {
			return ledger.Mistake(ledger.Invalid, "proxies", "proxies 里的“%s”不是地址或网段，请写成 10.0.0.5 或 10.0.0.0/24。", "“%s” in proxies is no address or network; write 10.0.0.5 or 10.0.0.0/24.", p)
		}
	}
	return nil
}
