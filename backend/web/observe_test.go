package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

// Even the most talkative log holds no password, link, token or session, and gives every request the number that its answer has.
func TestLogHoldsNoSecret(t *testing.T) {
	w := newWorld(t)
	logged, c := &bytes.Buffer{}, site(w).Config
	c.Log = slog.New(slog.NewJSONHandler(logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.Server = httptest.NewServer(web.New(c))
	t.Cleanup(w.Server.Close)
	const link = "secret-of-a-link-0123456789"
	u, err := w.db.User(t.Context(), testName)
	check(t, err)
	check(t, w.db.Write(t.Context(), ledger.System, func(s *store.Writer) error { return s.AddLink(web.HashSecret(link), u.ID, noon.Add(time.Hour)) }))
	b := w.signedIn()
	b.post("/sign-in", url.Values{"name": {testName}, "password": {"a-wrong-secret-9876"}})
	b.get("/enter/" + link)
	b.get("/invite/another-secret-555")
	req, err := http.NewRequest("GET", w.URL+"/api/v1/units", nil)
	check(t, err)
	req.Header.Set("Authorization", "Bearer "+testToken)
	r, err := http.DefaultClient.Do(req)
	check(t, err)
	r.Body.Close()
	id := r.Header.Get("X-Request-Id")
	if id == "" || !strings.Contains(logged.String(), `"request":"`+id+`"`) {
		t.Errorf("the request %q is not in the log", id)
	}
	home, err := url.Parse(w.URL)
	check(t, err)
	secrets := []string{testPassword, "a-wrong-secret-9876", link, "another-secret-555", testToken}
	for _, cookie := range b.client.Jar.Cookies(home) {
		if cookie.Name == "taizhang" {
			secrets = append(secrets, cookie.Value)
		}
	}
	if len(secrets) != 6 {
		t.Fatal("there is no session")
	}
	for _, s := range secrets {
		if strings.Contains(logged.String(), s) {
			t.Errorf("the log holds %q", s)
		}
	}
}
