package main

import (
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// leaveLimit is how long a copy that stops waits for the balancer to give up its connections; deploy/nginx keeps them for less.
const leaveLimit = 2 * time.Second

// leaving is a copy behind a balancer that can go without a request being lost: to close a kept connection at the moment that the balancer
// sends something on it would lose that, so the balancer is told with each answer to close it, and given the time.
type leaving struct {
	http.Handler
	now atomic.Bool
}

// ServeHTTP answers; one who leaves says so.
func (l *leaving) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if l.now.Load() {
		w.Header().Set("Connection", "close")
	}
	l.Handler.ServeHTTP(w, r)
}

// leave takes no new connection, so that the balancer goes to another copy, and waits until those that are open are given up.
func (l *leaving) leave(listener net.Listener, connections *crowd) {
	l.now.Store(true)
	listener.Close()
	for end := time.Now().Add(leaveLimit); time.Now().Before(end) && connections.open.Load() > 0; {
		time.Sleep(20 * time.Millisecond)
	}
}
