package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"taizhang/backend/web"
)

// What Prometheus reads tells of requests by route, of the database and of the lights; a token guards it where one is set.
func TestMetrics(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.get("/healthz")
	b.get("/entries/2024-09-%E4%BB%BB-001")
	said := scrape(t, site(w).Metrics(""), "", http.StatusOK)
	for _, want := range []string{
		`taizhang_request_seconds_count{method="GET",route="/healthz",status="200"} 1`, `route="/entries/:number"`,
		"taizhang_database_up 1", `taizhang_open_entries{light="red"}`, `taizhang_database_connections{pool="write"} 0`, `taizhang_messages{state="waiting"} 0`, "go_goroutines",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %s in\n%s", want, said)
		}
	}
	if strings.Contains(said, "2024-09") {
		t.Error("a path is told where its route should be")
	}
	scrape(t, site(w).Metrics("secret"), "", http.StatusUnauthorized)
	scrape(t, site(w).Metrics("secret"), "Bearer secret2", http.StatusUnauthorized)
	scrape(t, site(w).Metrics("secret"), "Bearer secret", http.StatusOK)
}

// Prometheus itself finds nothing to say against the figures: their names, units and help.
func TestPrometheusTakesTheMetrics(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "promtool") {
			t.Fatal("promtool is required and not on this machine")
		}
		t.Skip("promtool is not on this machine")
	}
	w := newWorld(t)
	w.signedIn().get("/entries")
	check := exec.CommandContext(t.Context(), promtool, "check", "metrics")
	check.Stdin = strings.NewReader(scrape(t, site(w).Metrics(""), "", http.StatusOK))
	if said, err := check.CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("%v: %s", err, said)
	}
}

func scrape(t *testing.T, h http.Handler, header string, want int) string {
	t.Helper()
	r := httptest.NewRequest("GET", "/metrics", nil)
	r.Header.Set("Authorization", header)
	got := httptest.NewRecorder()
	h.ServeHTTP(got, r)
	if got.Code != want {
		t.Errorf("with %q: status %d, want %d", header, got.Code, want)
	}
	said, err := io.ReadAll(got.Body)
	check(t, err)
	return string(said)
}

// site is the server behind the test's.
func site(w *world) *web.Server { return w.Config.Handler.(*web.Server) }
