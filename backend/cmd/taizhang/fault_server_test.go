//go:build unix

package main

import (
	"net/http"
	"strings"
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
