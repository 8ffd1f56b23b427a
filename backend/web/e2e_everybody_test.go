package web_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"taizhang/backend/ledger"
	"taizhang/frontend/samples"
)

// axePath is where `make tools` puts the rules of accessibility.
const axePath = "../../frontend/node_modules/axe-core/axe.min.js"

// axe is their script, "" where it was not fetched; TAIZHANG_REQUIRE=axe makes its absence a failure.
var axe = sync.OnceValue(func() string {
	script, err := os.ReadFile(axePath)
	if err != nil && strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "axe") {
		panic(fmt.Sprintf("axe is required and not there, make tools fetches it: %v", err))
	}
	return string(script)
})

const runAxe = `axe.run({resultTypes: ["violations"]}).then(r => r.passes.length ? r.violations.map(v => v.id + ": " + v.help + "\n" +
	v.nodes.slice(0, 3).map(n => "    " + n.target.join(" ") + "  " + n.any.map(a => a.message).join("; ")).join("\n")).join("\n") : "axe did not run")`

// accessible runs every rule of axe over the page: WCAG 2.1 A and AA, and good practice.
func (b *tab) accessible(name string) {
	b.t.Helper()
	if axe() == "" {
		b.t.Log("axe-core was not fetched (make tools): nothing is said of accessibility")
		return
	}
	check(b.t, chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](axe())))
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](runAxe, chromedp.EvalAwaitPromise))
	check(b.t, err)
	if found != "" {
		b.t.Errorf("%s: axe finds %s", name, found)
	}
}

// fits fails where the page is wider than its window, and names what sticks out.
func (b *tab) fits(name string) {
	b.t.Helper()
	if out := eval[string](b, `document.documentElement.scrollWidth <= innerWidth ? "" :
		[document.documentElement.scrollWidth, ...[...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll"))
		.slice(-3).map(e => e.tagName + "." + e.className)].join(" ")`); out != "" {
		b.t.Errorf("%s is wider than its window: %s", name, out)
	}
}

// watch fails the test, at its end, where a page asked another host for anything, broke the policy of what may be loaded or
// had a script fail.
func (b *tab) watch() {
	var mu sync.Mutex
	wrong := map[string]bool{}
	check(b.t, chromedp.Listen(b.ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, b.URL+"/") && !strings.HasPrefix(u, "data:") {
				wrong["asked another host: "+u] = true
			}
		case *cdplog.EventEntryAdded:
			if e.Entry.Source == cdplog.EntrySourceSecurity {
				wrong[e.Entry.Text] = true
			}
		case *runtime.EventExceptionThrown:
			wrong["a script failed: "+fmt.Sprint(e.ExceptionDetails.Text, " ", e.ExceptionDetails.Exception.Description)] = true
		}
	}))
	_, err := chromedp.Call(b.ctx, cdplog.Enable, cdp.Empty{})
	check(b.t, err)
	b.t.Cleanup(func() {
		for what := range wrong {
			b.t.Error(what)
		}
	})
}

// TestE2EEverySample opens every sample of the gallery in both languages, wide and narrow: axe finds nothing and nothing is
// wider than its window.
func TestE2EEverySample(t *testing.T) {
	b := openTab(t, true)
	for _, lang := range []ledger.Lang{ledger.Chinese, ledger.English} {
		b.do(b.setLanguage(string(lang)))
		for _, s := range samples.All(lang) {
			if only := os.Getenv("TAIZHANG_SAMPLES"); only != "" && !regexp.MustCompile(only).MatchString(s.Name) {
				continue
			}
			for _, width := range []int64{1440, 390} {
				name := fmt.Sprintf("%s-%s-%d", s.Name, lang, width)
				b.do(chromedp.EmulateViewport(width, 900), b.visit("/gallery/"+s.Name))
				b.picture("sample-" + name)
				b.fits(name)
				b.accessible(name)
			}
		}
	}
}
