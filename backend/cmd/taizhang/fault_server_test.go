//go:build unix

package main

import (
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"taizhang/backend/store"
	"taizhang/backend/store/storetest"
)

// The database server stops in the middle of writing and comes back: the program says that it is not ready, goes on by itself, and has
// lost nothing that it acknowledged.
func TestPostgresStops(t *testing.T) {
	leftOutOfShortRuns(t)
	server := storetest.Start(t)
	t.Setenv("TAIZHANG_DATABASE", server.Address)
	t.Setenv("TAIZHANG_RATE", "0")
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	w := &writer{token: strings.TrimSpace(must(t, "", "token", "create", "--name", "writer")), number: "2024-09-问-001"}
	base, _, _ := started(t)
	w.base = base
	lost := 0
	for range 3 {
		paused := make(chan struct{})
		time.AfterFunc(150*time.Millisecond, func() { server.Pause(); close(paused) })
		for range 40 {
			if w.move() != http.StatusOK {
				lost++
			}
			time.Sleep(10 * time.Millisecond)
		}
		<-paused
		if r, err := http.Get(base + "/readyz"); err != nil || r.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("readyz without a database: %+v, %v", r, err)
		}
		if r, err := http.Get(base + "/healthz"); err != nil || r.StatusCode != http.StatusOK {
			t.Errorf("healthz without a database: %+v, %v", r, err)
		}
		server.Resume(t)
		again(t, w)
	}
	if lost == 0 {
		t.Error("no move failed: the server never stopped")
	}
	db, err := store.Open(t.Context(), server.Address, clock)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	e, err := db.Entry(t.Context(), w.number)
	if err != nil || e.Version < w.version {
		t.Errorf("acknowledged version %d, there is %+v, %v", w.version, e, err)
	}
	if found, err := db.VerifyAudit(t.Context(), nil); err != nil || found.Break != nil {
		t.Errorf("audit log: %+v, %v", found.Break, err)
	}
	t.Logf("%d moves acknowledged, %d failed while the server was away, none lost", w.moves, lost)
}

// again waits until a move succeeds. One whose answer was lost may have been made: then the other one is.
func again(t *testing.T, w *writer) {
	t.Helper()
	for range 100 {
		if w.move() == http.StatusOK {
			return
		}
		w.moves++
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the server is back, and the program does not write")
}

// Two copies on one database behind a balancer are restarted one after the other under load: no request fails, and what one copy wrote
// the other shows at once.
func TestRollingRestart(t *testing.T) {
	leftOutOfShortRuns(t)
	t.Setenv("TAIZHANG_DATABASE", storetest.Start(t).Address)
	t.Setenv("TAIZHANG_RATE", "0")
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	token := strings.TrimSpace(must(t, "", "token", "create", "--name", "writer"))
	copies := &balanced{}
	for i := range copies.bases {
		copies.begin(t, i)
	}
	front := copies.serve(t)
	var load sync.WaitGroup
	var stop atomic.Bool
	var made, failed atomic.Int64
	for _, number := range []string{"2024-09-问-001", "2024-09-问-002", "2024-09-问-003", "2024-09-问-004"} {
		w := &writer{base: front, token: token, number: number}
		load.Go(func() {
			for !stop.Load() {
				if w.move() == http.StatusOK {
					made.Add(1)
				} else {
					failed.Add(1)
				}
			}
		})
	}
	for range 2 {
		for i := range copies.bases {
			time.Sleep(300 * time.Millisecond)
			copies.restart(t, i)
		}
	}
	time.Sleep(300 * time.Millisecond)
	stop.Store(true)
	load.Wait()
	if failed.Load() > 0 || made.Load() < 20 {
		t.Errorf("%d requests succeeded, %d failed", made.Load(), failed.Load())
	}
	t.Logf("4 restarts under load: %d requests succeeded, %d failed", made.Load(), failed.Load())
	reader := &writer{base: copies.bases[0].Load().(string), token: token, number: "2024-09-问-001"}
	other := &writer{base: copies.bases[1].Load().(string), token: token, number: "2024-09-问-001"}
	if reader.move() != http.StatusOK {
		reader.moves++
		reader.move()
	}
	other.moves = reader.moves
	if other.move() != http.StatusOK || other.version != reader.version+1 {
		t.Errorf("one copy wrote version %d, the other saw %d", reader.version, other.version-1)
	}
}

// balanced are two copies of the program, each a process, and a balancer in front as nginx is: a copy that takes no connection is passed
// over, and nothing is sent to one that is about to stop.
type balanced struct {
	bases     [2]atomic.Value
	processes [2]*exec.Cmd
	out       [2]atomic.Bool
	next      atomic.Int64
}

func (b *balanced) begin(t *testing.T, i int) {
	t.Helper()
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), serverOfTest+"=1")
	out := &buffer{}
	server.Stdout = out
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill() })
	b.processes[i] = server
	b.bases[i].Store(baseOf(t, out))
	b.out[i].Store(false)
}

// restart stops a copy as systemd does and begins it anew.
func (b *balanced) restart(t *testing.T, i int) {
	t.Helper()
	b.out[i].Store(true)
	if err := b.processes[i].Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := b.processes[i].Wait(); err != nil {
		t.Errorf("copy %d did not stop well: %v", i, err)
	}
	b.begin(t, i)
}

func (b *balanced) serve(t *testing.T) string {
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			i := int(b.next.Add(1)) % 2
			if b.out[i].Load() {
				i = 1 - i
			}
			to, err := url.Parse(b.bases[i].Load().(string))
			if err == nil {
				r.SetURL(to)
			}
		},
		Transport: &http.Transport{DisableKeepAlives: true}, // else a kept connection may close as it is used
	}
	front := &http.Server{Handler: proxy}
	l, err := serveCommand{Addr: "127.0.0.1:0"}.listen()
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = front.Serve(l) }()
	t.Cleanup(func() { front.Close() })
	return "http://" + l.Addr().String()
}
