//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"taizhang/backend/store"
	"taizhang/backend/store/storetest"
)

// traffic counts what was asked of the copies behind nginx, and what went wrong.
type traffic struct {
	t        *testing.T
	stop     chan struct{}
	made     sync.Map // by kind: *atomic.Int64
	failures atomic.Int64
	all      sync.WaitGroup
}

// keep asks again and again until the load is to stop.
func (l *traffic) keep(kind string, pause time.Duration, ask func() error) {
	n, _ := l.made.LoadOrStore(kind, new(atomic.Int64))
	l.all.Go(func() {
		for {
			select {
			case <-l.stop:
				return
			case <-time.After(pause):
			}
			if err := ask(); err != nil {
				l.failures.Add(1)
				l.t.Errorf("%s: %v", kind, err)
			} else {
				n.(*atomic.Int64).Add(1)
			}
		}
	})
}

func (l *traffic) String() (text string) {
	l.made.Range(func(kind, n any) bool { text += fmt.Sprintf("%d %s, ", n.(*atomic.Int64).Load(), kind); return true })
	return text + fmt.Sprintf("%d failed", l.failures.Load())
}

// Two copies on one database behind nginx are restarted one after the other while programs write, files are sent, a signed-in person reads
// pages and another page listens: no request fails, the session goes on, and whoever listens hears of everything.
func TestRollingRestart(t *testing.T) {
	leftOutOfShortRuns(t)
	t.Setenv("TAIZHANG_DATABASE", storetest.Start(t).Address)
	t.Setenv("TAIZHANG_RATE", "0")
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	token := strings.TrimSpace(must(t, "", "token", "create", "--name", "writer"))
	c := begin(t, 2)
	c.behindNginx(t)
	person := c.signedIn(t)
	l := &traffic{t: t, stop: make(chan struct{})}
	for _, number := range []string{"2024-09-问-001", "2024-09-问-002", "2024-09-问-003"} {
		w := &writer{base: c.front, token: token, number: number, client: *c.client()}
		l.keep("moves", 0, func() error { return wanted(w.move(), w.said, http.StatusOK) })
	}
	l.keep("pages", 5*time.Millisecond, func() error { return got(person, c.front+"/entries", "2024-09-问-001") })
	files := 0
	l.keep("files sent", 50*time.Millisecond, func() error { files++; return send(c, token, files) })
	page := &listeningPage{client: person, at: c.front + "/live"}
	l.keep("times listened", 0, func() error { return page.listen(l.stop) })
	away := []string{}
	for range 2 {
		for i := range c.running {
			time.Sleep(3 * time.Second)
			away = append(away, c.restart(t, i).Round(time.Millisecond).String())
		}
	}
	time.Sleep(2 * time.Second)
	wrote := page.heardOf(t)
	close(l.stop)
	l.all.Wait()
	t.Logf("restarts that took %v: %s; news heard %d times, up to revision %d", away, l, page.heard.Load(), wrote)
}

func wanted(status int, said string, want int) error {
	if status != want {
		return fmt.Errorf("answered %d: %s", status, said)
	}
	return nil
}

// signedIn is a person who opened the link that the first copy printed, through nginx.
func (c *copies) signedIn(t *testing.T) *http.Client {
	t.Helper()
	client := c.client()
	client.Timeout = 0 // pages listen
	client.Jar, _ = cookiejar.New(nil)
	link := linkIn.FindString(c.out[0].String())
	r, err := client.Get(c.front + link[strings.Index(link, "/enter/"):])
	if err != nil || r.StatusCode != http.StatusSeeOther {
		t.Fatalf("signing in: %v, %v", r, err)
	}
	r.Body.Close()
	return client
}

func got(client *http.Client, address, want string) error {
	r, err := client.Get(address)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	page, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK || !strings.Contains(string(page), want) {
		return fmt.Errorf("answered %d, %d bytes, %v", r.StatusCode, len(page), err)
	}
	return nil
}

// send sends a report as a file, of a size that nginx keeps on its disk meanwhile.
func send(c *copies, token string, n int) error {
	body := &bytes.Buffer{}
	form := multipart.NewWriter(body)
	_ = form.WriteField("published", "2024-10-08")
	file, err := form.CreateFormFile("file", fmt.Sprintf("%d.txt", n))
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(file, "第%d份。\n%s%s", n, blamed, strings.Repeat(" \n", 50_000))
	form.Close()
	req, err := http.NewRequest("POST", c.front+"/api/v1/reports", body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", form.FormDataContentType())
	r, err := c.client().Do(req)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	said, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	return wanted(r.StatusCode, string(said), http.StatusCreated)
}

// listeningPage listens as a browser does: when the connection ends it asks again from what it heard last.
type listeningPage struct {
	client *http.Client
	at     string
	last   atomic.Pointer[string]
	heard  atomic.Int64
}

func (p *listeningPage) listen(stop chan struct{}) error {
	req, err := http.NewRequest("GET", p.at, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "text/event-stream")
	if last := p.last.Load(); last != nil {
		req.Header.Set("Last-Event-ID", *last)
	}
	r, err := p.client.Do(req)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("answered %d", r.StatusCode)
	}
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case <-stop:
			r.Body.Close()
		case <-ended:
		}
	}()
	for s := bufio.NewScanner(r.Body); s.Scan(); {
		if id, ok := strings.CutPrefix(s.Text(), "id: "); ok {
			p.last.Store(&id)
		} else if strings.HasPrefix(s.Text(), "data: ") {
			p.heard.Add(1)
		}
	}
	return nil
}

// heardOf waits until the page has heard of what was written up to now.
func (p *listeningPage) heardOf(t *testing.T) int64 {
	t.Helper()
	db, err := store.Open(t.Context(), os.Getenv("TAIZHANG_DATABASE"), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now, err := db.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var heard int64
	for range 100 {
		if last := p.last.Load(); last != nil {
			_, _ = fmt.Sscan(*last, &heard)
		}
		if heard >= now {
			return heard
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("the ledger is at revision %d, and the page heard of %d", now, heard)
	return heard
}
