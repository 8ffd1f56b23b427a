package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/web"
)

// TestEveryRouteIsGuarded asks for every route as nobody, as a person and as a program: a new route that forgets to say
// who may call it, or a wrong guard, fails here.
func TestEveryRouteIsGuarded(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	nobody, somebody := w.browser(), w.signedIn()
	public := map[string]bool{
		"GET /healthz": true, "GET /readyz": true, "GET /sign-in": true, "POST /sign-in": true, "GET /enter/:token": true,
		"POST /language": true, "GET /gallery": true, "GET /gallery/:page": true,
	}
	for _, r := range web.Routes(w.Config.Handler) {
		name := r.Method + " " + r.Path
		path := strings.NewReplacer(":number", url.PathEscape("2024-09-任-001"), ":code", "110106002", ":id", "1", ":finding", "1",
			":file", "entries.csv", ":token", "no-such-link", ":page", "overview").Replace(r.Path)
		closed := func(b *browser, header http.Header) bool {
			a := b.do(r.Method, path, nil, header)
			return a.StatusCode == http.StatusUnauthorized || a.StatusCode == http.StatusSeeOther && strings.HasPrefix(a.Header.Get("Location"), "/sign-in?next=")
		}
		switch {
		case public[name]:
			if a := nobody.do(r.Method, path, nil, nil); a.StatusCode == http.StatusForbidden || a.StatusCode >= 500 {
				t.Errorf("%s: status %d for nobody", name, a.StatusCode)
			}
		case strings.HasPrefix(r.Path, "/api/"):
			if !closed(nobody, nil) || !closed(somebody, nil) || !closed(nobody, http.Header{"Authorization": {"Bearer wrong"}}) {
				t.Errorf("%s: open without a token", name)
			}
			if closed(nobody, http.Header{"Authorization": {"Bearer " + testToken}}) {
				t.Errorf("%s: closed to the bearer of a token", name)
			}
		default:
			if !closed(nobody, nil) || !closed(nobody, http.Header{"Authorization": {"Bearer " + testToken}}) {
				t.Errorf("%s: open to nobody", name)
			}
			if r.Path != "/sign-out" && closed(somebody, nil) {
				t.Errorf("%s: closed to a signed-in person", name)
			}
		}
	}
}

func TestCrossOriginWritesAreRefused(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	path := "/entries/" + url.PathEscape("2024-09-任-001") + "/moves"
	form := strings.NewReader(url.Values{"move": {"resolve"}, "note": {"x"}, "version": {"2"}}.Encode())
	for _, h := range []http.Header{{"Sec-Fetch-Site": {"cross-site"}}, {"Origin": {"https://elsewhere.example"}}} {
		h.Set("Content-Type", "application/x-www-form-urlencoded")
		b.do("POST", path, form, h).want(http.StatusForbidden, "nothing was saved")
	}
	if e, err := w.db.Entry(t.Context(), "2024-09-任-001"); err != nil || e.Status != "registered" {
		t.Errorf("entry is %v, %v", e, err)
	}
}

func TestHeaders(t *testing.T) {
	a := newWorld(t).browser().get("/sign-in").want(http.StatusOK)
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
	} {
		if got := a.Header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if strings.Contains(a.body, "<script>") || strings.Contains(a.body, " style=") || strings.Contains(a.body, " onclick=") {
		t.Error("the page has inline script or style, which its own policy refuses")
	}
}
