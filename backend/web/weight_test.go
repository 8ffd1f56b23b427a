package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var loaded = regexp.MustCompile(`(?:src|href)="(/assets/[^"]+)"`)

// mainPages are those that people open a day with.
var mainPages = []struct{ name, path string }{
	{"overview", "/"}, {"me", "/me"}, {"units", "/units"}, {"unit", "/units/110106002"}, {"ledger", "/entries"}, {"entry", entryPath(task1)}, {"reports", "/reports"},
	{"desk", "/reports/1"}, {"months", "/months"}, {"month", "/months/2024-09"}, {"reminders", "/reminders"}, {"settings", "/admin"}, {"themes", "/themes"}, {"theme", "/themes/%E5%9F%8E%E5%B8%82%E7%8E%AF%E5%A2%83"},
	{"compare", "/compare?a=110106002&b=110106001"}, {"brief", "/units/110106002/brief"}, {"scores", "/scores"}, {"new-report", "/reports/new"}, {"registers", "/admin/units"}, {"calendar", "/admin/calendar"},
	{"accounts", "/accounts"}, {"audit", "/audit"}, {"jobs", "/jobs"}, {"help", "/help"}, {"api", "/api"}, {"sign-in", "/sign-in"},
}

// A first view, page and all that it loads, is at most 100 KB on the wire; and its policy lets nothing inline run, nothing
// from elsewhere load.
func TestAFirstViewIsLight(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	weight := func(path string) (int, *answer) {
		a := b.do("GET", path, nil, http.Header{"Accept-Encoding": {"gzip"}})
		a.want(http.StatusOK)
		return len(a.body), a
	}
	for _, p := range mainPages {
		name, path := p.name, p.path
		if path == "/sign-in" {
			b = w.browser()
		}
		sum, a := weight(path)
		policy := a.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'self';") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "://") || strings.Contains(policy, "*") {
			t.Errorf("%s has the policy %q", name, policy)
		}
		page := sum
		for _, m := range loaded.FindAllStringSubmatch(b.get(path).body, -1) {
			n, _ := weight(m[1])
			sum += n
		}
		t.Logf("%-9s %5.1f KB, of it the page %.1f", name, float64(sum)/1000, float64(page)/1000)
		if sum > 100_000 || sum == page {
			t.Errorf("%s weighs %d bytes at first, %d of them the page", name, sum, page)
		}
		b = w.signedIn()
	}
}
