package web_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
	"taizhang/seeds"
)

// benchEntries is the size of the ledger that the benchmarks run on.
const benchEntries = 100_000

// BenchmarkPages asks for the first page and for lists of 50 out of 100,000 entries on 32 connections, and for the same
// bytes from a bare gin handler: the ratio is what reading, rights and rendering cost.
func BenchmarkPages(b *testing.B) {
	s, cookie := benchServer(b)
	bearer := http.Header{"Authorization": {"Bearer " + testToken}}
	for _, page := range []struct {
		name, path string
		header     http.Header
	}{
		{"overview", "/", cookie},
		{"list", "/entries?kind=task&status=open&sort=due", cookie},
		{"list-json", "/api/v1/entries?kind=task&status=open&sort=due", bearer},
		{"search", "/api/v1/entries?q=" + url.QueryEscape("物业"), bearer},
	} {
		body, kind := fetch(b, s.URL+page.path, page.header)
		b.Run(page.name, func(b *testing.B) { hammer(b, s.URL+page.path, page.header, len(body)) })
		b.Run(page.name+"-bare-gin", func(b *testing.B) {
			bare := gin.New()
			bare.GET("/", func(c *gin.Context) { c.Data(http.StatusOK, kind, body) })
			f := httptest.NewServer(bare)
			defer f.Close()
			hammer(b, f.URL, nil, len(body))
		})
	}
}

func benchServer(b *testing.B) (*httptest.Server, http.Header) {
	b.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(b.TempDir(), "taizhang.db"), func() time.Time { return noon })
	check(b, err)
	b.Cleanup(func() { db.Close() })
	check(b, store.Fill(ctx, db, benchEntries))
	user := &ledger.User{}
	check(b, db.Write(ctx, ledger.System, func(w *store.Writer) (err error) {
		if user, err = w.AddUser(ledger.User{Name: testName, Account: ledger.Account{Role: ledger.Owner}}); err != nil {
			return err
		}
		if err := w.AddLink(web.HashSecret("link"), user.ID, noon.Add(time.Hour)); err != nil {
			return err
		}
		return w.AddToken(ledger.Token{Name: "bench", Hash: web.HashSecret(testToken), Account: ledger.Account{Role: ledger.Clerk}})
	}))
	days, err := calendar.Read(bytes.NewReader(seeds.Holidays))
	check(b, err)
	s := httptest.NewServer(web.New(web.Config{
		Store: db, Calendar: days, Location: time.UTC, Now: func() time.Time { return noon }, MaxUpload: 1 << 20, Log: slog.New(slog.DiscardHandler),
	}))
	b.Cleanup(s.Close)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(s.URL + "/enter/link")
	check(b, err)
	r.Body.Close()
	cookie, _, _ := strings.Cut(r.Header.Get("Set-Cookie"), ";")
	return s, http.Header{"Cookie": {cookie}}
}

func fetch(b *testing.B, address string, header http.Header) ([]byte, string) {
	b.Helper()
	req, err := http.NewRequest("GET", address, nil)
	check(b, err)
	req.Header = header
	r, err := http.DefaultClient.Do(req)
	check(b, err)
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	check(b, err)
	if r.StatusCode != http.StatusOK {
		b.Fatalf("%s: status %d", address, r.StatusCode)
	}
	return body, r.Header.Get("Content-Type")
}

// hammer asks for address on 32 connections and reports requests per second.
func hammer(b *testing.B, address string, header http.Header, size int) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}
	defer client.CloseIdleConnections()
	b.SetParallelism(16)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		req, err := http.NewRequest("GET", address, nil)
		if err != nil {
			b.Error(err)
			return
		}
		for k, v := range header {
			req.Header[k] = v
		}
		for pb.Next() {
			r, err := client.Do(req)
			if err != nil {
				b.Error(err)
				return
			}
			if n, err := io.Copy(io.Discard, r.Body); err != nil || int(n) != size || r.StatusCode != http.StatusOK {
				b.Errorf("status %d, %d of %d bytes, %v", r.StatusCode, n, size, err)
			}
			r.Body.Close()
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "req/s")
	b.ReportMetric(float64(size), "bytes")
}
