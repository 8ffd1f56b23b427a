//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"taizhang/backend/store"
	"taizhang/backend/web"
)

// The clock is set back two days in the middle of the work, and later on again: what was acknowledged is there, work and sign-ins go on,
// the order of events is that in which they happened, and the log says all the same when the clock said so.
func TestClockSetBack(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	w := &writer{token: strings.TrimSpace(must(t, "", "token", "create", "--name", "writer")), number: "2024-09-问-001"}
	var off atomic.Int64
	now := func() time.Time { return time.Now().Add(time.Duration(off.Load())) }
	db, err := store.Open(t.Context(), fileOf(folder), now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	out := &buffer{}
	c, err := serveCommand{data: data{Timezone: "Asia/Shanghai"}, LogLevel: "info", Idle: 30 * time.Minute, Session: 12 * time.Hour}.config(db, streams{strings.NewReader(""), out, out})
	if err != nil {
		t.Fatal(err)
	}
	c.Now = now
	server := httptest.NewServer(web.New(c))
	defer server.Close()
	w.base = server.URL
	for _, set := range []time.Duration{0, -48 * time.Hour, -time.Hour, 0} {
		off.Store(int64(set))
		before, err := db.Revision(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			if got := w.move(); got != http.StatusOK {
				t.Fatalf("a move with the clock %s off: %d %s", set, got, w.said)
			}
		}
		news, err := db.News(t.Context(), before)
		if err != nil || len(news.Touched) != 1 || news.Touched[0].Version != w.version {
			t.Errorf("with the clock %s off others are told of %+v, %v", set, news, err)
		}
		link, err := signInLink(t.Context(), db, server.URL)
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		r, err := client.Get(server.URL + "/enter/" + link[strings.LastIndex(link, "/")+1:])
		if err != nil || r.StatusCode != http.StatusSeeOther {
			t.Fatalf("signing in with the clock %s off: %v, %v", set, r, err)
		}
		r.Body.Close()
	}
	whole(t, folder, map[string]int{w.number: w.version})
}
