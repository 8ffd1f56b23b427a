package web_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const lighthousePath = "../../frontend/lighthouse/node_modules/lighthouse/cli/index.js"

// marks are what Lighthouse gives a page: of 1, and what took from it.
type marks struct {
	Categories map[string]struct{ Score float64 }
	Audits     map[string]struct {
		Score        *float64
		Title        string
		NumericValue float64
	}
}

// TestLighthouse measures the main pages as a signed-in reader gets them, on a desk and on a telephone, and prints a table. Accessibility below
// 95 fails; performance depends on the machine and is told. It runs where `make lighthouse` has fetched the program.
func TestLighthouse(t *testing.T) {
	wanted := os.Getenv("TAIZHANG_LIGHTHOUSE") // names of pages, or all
	if _, err := os.Stat(lighthousePath); err != nil || wanted == "" {
		t.Skip("make lighthouse runs this")
	}
	w := newWorld(t)
	w.withReport(true)
	site, err := url.Parse(w.URL)
	check(t, err)
	cookie := ""
	for _, c := range w.signedIn().client.Jar.Cookies(site) {
		cookie += c.Name + "=" + c.Value + "; "
	}
	headers, err := json.Marshal(map[string]string{"Cookie": cookie, "Accept-Language": "zh-CN"})
	check(t, err)
	fmt.Printf("%-10s %-8s %11s %13s %14s %5s %8s %8s\n", "page", "as", "performance", "accessibility", "best practices", "CLS", "FCP ms", "LCP ms")
	for _, p := range mainPages {
		if wanted != "all" && !slices.Contains(strings.Fields(wanted), p.name) {
			continue
		}
		for as, flags := range map[string][]string{"desk": {"--preset=desktop"}, "phone": {}} {
			m := measure(t, w.URL+p.path, string(headers), flags)
			score := func(category string) float64 { return 100 * m.Categories[category].Score }
			fmt.Printf("%-10s %-8s %11.0f %13.0f %14.0f %5.3f %8.0f %8.0f\n", p.name, as, score("performance"), score("accessibility"), score("best-practices"),
				m.Audits["cumulative-layout-shift"].NumericValue, m.Audits["first-contentful-paint"].NumericValue, m.Audits["largest-contentful-paint"].NumericValue)
			for id, a := range m.Audits {
				if a.Score != nil && *a.Score < 0.9 && min(score("performance"), score("accessibility")) < 95 {
					fmt.Printf("           %-34s %.2f %s\n", id, *a.Score, a.Title)
				}
			}
			if score("accessibility") < 95 {
				t.Errorf("%s: accessibility is %.0f", p.name, score("accessibility"))
			}
		}
	}
}

func measure(t *testing.T, address, headers string, flags []string) (m marks) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "lighthouse.json")
	args := append([]string{lighthousePath, address, "--quiet", "--output=json", "--output-path=" + out, "--only-categories=performance,accessibility,best-practices",
		"--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox", "--extra-headers=" + headers}, flags...)
	for again := true; ; again = false { // a browser that is slow to start loses its first trace
		cmd := exec.CommandContext(t.Context(), "node", args...)
		cmd.Env = append(os.Environ(), "CHROME_PATH="+chromiumPath())
		said, err := cmd.CombinedOutput()
		if err == nil {
			break
		}
		if !again {
			t.Fatalf("lighthouse: %v\n%s", err, said)
		}
	}
	data, err := os.ReadFile(out)
	check(t, err)
	check(t, json.Unmarshal(data, &m))
	return m
}
