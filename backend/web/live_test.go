package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/store/storetest"
	"taizhang/backend/web"
)

// ear is a page that listens.
type ear struct {
	t     *testing.T
	lines chan string
	end   func()
	a     *http.Response
}

func (b *browser) listen(path string, header http.Header) *ear {
	b.t.Helper()
	ctx, cancel := context.WithCancel(b.t.Context())
	b.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", b.URL+path, nil)
	check(b.t, err)
	r.Header = header
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Accept-Encoding", "gzip")
	a, err := b.client.Do(r)
	check(b.t, err)
	e := &ear{b.t, make(chan string, 100), cancel, a}
	go func() {
		defer close(e.lines)
		defer a.Body.Close()
		for s := bufio.NewScanner(a.Body); s.Scan(); {
			e.lines <- s.Text()
		}
	}()
	return e
}

type heard struct {
	Revision int64
	Entries  map[string]struct {
		Version int
		Said    string
	}
	Reports []int64
	Whole   bool
}

// next is the next news, nil where none comes within a while or the connection ends.
func (e *ear) next(wait time.Duration) *heard {
	e.t.Helper()
	for late := time.After(wait); ; {
		select {
		case line, more := <-e.lines:
			if data, ok := strings.CutPrefix(line, "data: "); ok {
				h := &heard{}
				check(e.t, json.Unmarshal([]byte(data), h))
				return h
			}
			if !more {
				return nil
			}
		case <-late:
			return nil
		}
	}
}

func (s *staff) strike(r ledger.OfficeRole, number string) {
	s.t.Helper()
	e, err := s.db.Entry(s.t.Context(), number)
	check(s.t, err)
	s.browsers[r].post(entryPath(number)+"/moves", url.Values{"move": {"resolve"}, "note": {"已办"}, "version": {itoa(int64(e.Version))}}).want(http.StatusSeeOther)
}

func TestLive(t *testing.T) {
	s := newStaff(t)
	leader := s.browsers[ledger.Leader].listen("/live", http.Header{})
	liaison := s.browsers[ledger.Liaison].listen("/live", http.Header{})
	h := leader.a.Header
	if leader.a.StatusCode != 200 || h.Get("Content-Type") != "text/event-stream; charset=utf-8" || h.Get("Content-Encoding") != "" || !strings.Contains(h.Get("Cache-Control"), "no-store") || h.Get("X-Accel-Buffering") != "no" {
		t.Fatalf("answered %d %v", leader.a.StatusCode, h)
	}
	before, err := s.db.Revision(t.Context())
	check(t, err)
	other, err := s.db.Entry(t.Context(), s.other)
	check(t, err)
	s.strike(ledger.Clerk, s.other)
	n := leader.next(30 * time.Second)
	if n == nil || n.Entries[itoa(other.ID)].Version != other.Version+1 || n.Entries[itoa(other.ID)].Said != s.other+" clerk：办结销号" {
		t.Fatalf("the leader hears %+v", n)
	}
	// What another copy of the program writes is heard too, for it is the ledger that is looked at.
	s.withText("f.txt", asks, "2024-09-06", false)
	if n := leader.next(30 * time.Second); n == nil || len(n.Reports) == 0 {
		t.Errorf("of a new report the leader hears %+v", n)
	}
	if n := liaison.next(1500 * time.Millisecond); n != nil {
		t.Errorf("of that the liaison hears %+v", n)
	}
	own, err := s.db.Entry(t.Context(), s.own)
	check(t, err)
	s.strike(ledger.Clerk, s.own)
	if n := liaison.next(30 * time.Second); n == nil || len(n.Entries) != 1 || n.Entries[itoa(own.ID)].Version != own.Version+1 {
		t.Errorf("the liaison hears %+v", n)
	}
	// Whoever was away is told what was missed: by the page's own revision, or by what the browser says that it heard last.
	missed := s.browsers[ledger.Leader].listen("/live?since="+itoa(before), http.Header{})
	if n := missed.next(30 * time.Second); n == nil || len(n.Entries) != 2 || len(n.Reports) == 0 {
		t.Errorf("who was away hears %+v", n)
	}
	again := s.browsers[ledger.Leader].listen("/live?since="+itoa(before), http.Header{"Last-Event-Id": {itoa(n.Revision)}})
	if n := again.next(30 * time.Second); n == nil || len(n.Entries) != 1 {
		t.Errorf("who heard the first hears %+v", n)
	}
}

// On PostgreSQL the database tells that somebody wrote: no look by the clock is needed, not even after the connection was lost.
func TestLiveIsToldByTheDatabase(t *testing.T) {
	if !storetest.OnServer() {
		t.Skip("a file tells nobody")
	}
	s := newStaff(t)
	c := site(s.world).Config
	c.LiveEvery = time.Hour
	s.Server = httptest.NewServer(web.New(c))
	t.Cleanup(s.Server.Close)
	t.Cleanup(s.Config.Handler.(*web.Server).EndLive)
	s.browsers[ledger.Leader] = s.browser()
	s.signIn(ledger.Leader)
	leader := s.browsers[ledger.Leader].listen("/live", http.Header{})
	for round := range 3 {
		began := time.Now()
		s.strikeByHand(s.other, round%2 == 0)
		if n := leader.next(30 * time.Second); n == nil || len(n.Entries) != 1 {
			t.Fatalf("round %d: the leader hears %+v", round, n)
		}
		t.Logf("heard %s after it was begun", time.Since(began).Round(time.Millisecond))
		cutOff(t)
	}
}

// strikeByHand writes as another copy of the program does.
func (s *staff) strikeByHand(number string, off bool) {
	s.t.Helper()
	e, err := s.db.Entry(s.t.Context(), number)
	check(s.t, err)
	name := ledger.Resolve
	if !off {
		name = ledger.Undo
	}
	m, err := ledger.FindMove(string(name))
	check(s.t, err)
	check(s.t, s.db.Write(s.t.Context(), ledger.System, func(w *store.Writer) error { _, err := w.Move(e.ID, e.Version, m, "已办"); return err }))
}

// cutOff ends every connection that listens, as a server that is restarted does.
func cutOff(t *testing.T) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), os.Getenv(storetest.Server))
	check(t, err)
	defer c.Close(t.Context())
	for range 100 {
		var n int
		check(t, c.QueryRow(t.Context(), "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'taizhang listens'").Scan(&n))
		if n > 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("nobody listens")
}

// Signing out ends what is told; what a page fetches or hears by itself keeps no session alive and takes no notice away.
func TestLiveEndsWithTheSession(t *testing.T) {
	s := newStaff(t)
	leader := s.browsers[ledger.Leader]
	e := leader.listen("/live", http.Header{})
	leader.post("/sign-out", nil)
	s.strike(ledger.Clerk, s.other)
	if n := e.next(30 * time.Second); n != nil {
		t.Errorf("somebody signed out hears %+v", n)
	}
	s.browsers[nobody].do("GET", "/live", nil, http.Header{"Accept": {"text/event-stream"}}).want(http.StatusSeeOther)
	s.browsers[ledger.Auditor].do("GET", "/live", nil, http.Header{"Accept": {"text/event-stream"}}).want(http.StatusForbidden)
	clerk := s.browsers[ledger.Clerk]
	clerk.post("/views?kind=task", url.Values{"name": {"任务"}})
	clerk.do("GET", "/entries?view=1", nil, http.Header{"Taizhang-Live": {"1"}}).want(http.StatusOK).without("已保存")
	clerk.get("/entries?view=1").want(http.StatusOK, "已保存")
}

func TestLiveIsBounded(t *testing.T) {
	s := newStaff(t)
	for i := range 13 {
		e := s.browsers[ledger.Leader].listen("/live", http.Header{})
		want := http.StatusOK
		if i == 12 {
			want = http.StatusNoContent
		}
		if e.a.StatusCode != want {
			t.Errorf("%d: status %d", i, e.a.StatusCode)
		}
	}
	if e := s.browsers[ledger.Clerk].listen("/live", http.Header{}); e.a.StatusCode != http.StatusOK {
		t.Errorf("somebody else is refused: %d", e.a.StatusCode)
	}
	// A server that stops ends every connection at once.
	begun := time.Now()
	s.Config.Handler.(*web.Server).EndLive()
	s.Config.Handler.(*web.Server).EndLive()
	if e := s.browsers[ledger.Clerk].listen("/live", http.Header{}); e.a.StatusCode != http.StatusOK || e.next(30*time.Second) != nil {
		t.Errorf("whoever asks a server that stops is not told to ask again: %d", e.a.StatusCode)
	}
	s.Server.Close()
	if took := time.Since(begun); took > 4*time.Second {
		t.Errorf("stopping took %s", took)
	}
}
