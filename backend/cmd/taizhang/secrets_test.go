//go:build unix

package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// A whole run at its most talkative, with everything set that is secret and as much as possible going wrong, says none of it: neither the
// log nor what commands print when they fail.
func TestRunLogsNoSecret(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", filepath.Join(t.TempDir(), "data"))
	secrets := map[string]string{"metrics token": "metrics-SECRET-1", "password tried": "password-SECRET-2", "link tried": "link-SECRET-3", "token tried": "token-SECRET-4", "feed tried": "feed-SECRET-5", "database's password": "database-SECRET-6"}
	secrets["token"] = strings.TrimSpace(must(t, "", "token", "create", "--name", "writer"))
	t.Setenv("TAIZHANG_LOG", "debug")
	t.Setenv("TAIZHANG_METRICS", "127.0.0.1:0")
	t.Setenv("TAIZHANG_METRICS_TOKEN", secrets["metrics token"])
	base, out, stop := started(t)
	link := linkIn.FindString(out.String())
	secrets["link"] = link[strings.LastIndex(link, "/")+1:]
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ask := func(method, path, token string, form url.Values) *http.Response {
		t.Helper()
		req, err := http.NewRequest(method, base+path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
		r, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		return r
	}
	entered := ask("GET", "/enter/"+secrets["link"], "", nil)
	for _, c := range entered.Cookies() {
		if c.Name == "taizhang" {
			secrets["session"] = c.Value
		}
	}
	ask("GET", "/enter/"+secrets["link"], "", nil)
	ask("GET", "/enter/"+secrets["link tried"], "", nil)
	ask("GET", "/invite/"+secrets["link tried"], "", nil)
	ask("GET", "/feeds/"+secrets["feed tried"], "", nil)
	ask("GET", "/feeds/"+secrets["feed tried"]+".ics", "", nil)
	ask("POST", "/sign-in", "", url.Values{"name": {"王芳"}, "password": {secrets["password tried"]}})
	ask("GET", "/api/v1/entries", secrets["token"], nil)
	ask("GET", "/api/v1/entries", secrets["token tried"], nil)
	ask("POST", "/api/v1/reports", secrets["token"], url.Values{"password": {secrets["password tried"]}})
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	said := strings.ReplaceAll(out.String(), link, "") // printed once, on purpose, for whoever starts the server
	_, printed, errs := taizhang(t, "", "doctor", "--database", "postgres://taizhang:"+secrets["database's password"]+"@127.0.0.1:1/none?connect_timeout=1")
	said += printed + errs
	if strings.Count(said, `"request"`) < 10 || secrets["session"] == "" {
		t.Fatalf("the run says too little: %s", said)
	}
	for what, secret := range secrets {
		if strings.Contains(said, secret) {
			t.Errorf("the log holds the %s", what)
		}
	}
}
