package web_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

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

// A gallery of parts shows the same card in each of its states: there alone landmarks are named alike.
const runAxe = `axe.run({resultTypes: ["violations"], rules: {"landmark-unique": {enabled: !document.querySelector(".specimen")}}}).then(r => r.passes.length ? r.violations.map(v => v.id + ": " + v.help + "\n" +
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
	takesMinutes(t)
	b := openTab(t, true)
	for _, lang := range []ledger.Lang{ledger.Chinese, ledger.English} {
		b.do(b.setLanguage(string(lang)))
		for _, s := range pickSamples(lang) {
			for _, width := range []int64{1440, 720, 390} { // 720: a window of 1440 at 200 %
				name := fmt.Sprintf("%s-%s-%d", s.Name, lang, width)
				b.do(chromedp.EmulateViewport(width, 900), b.visit("/gallery/"+s.Name))
				b.picture("sample-" + name)
				b.fits(name)
				b.accessible(name)
			}
		}
	}
}

// takesMinutes leaves what goes through every sample to make e2e, which asks for the browser.
func takesMinutes(t *testing.T) {
	t.Helper()
	if !strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "chromium") {
		t.Skip("every sample is opened by make e2e")
	}
}

// media has the page shown as a medium or for readers with a preference: "print", or "forced-colors" with "active".
func media(medium, feature, value string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		p := emulation.SetEmulatedMediaParams{Media: medium}
		if feature != "" {
			p.Features = []*emulation.MediaFeature{{Name: feature, Value: value}}
		}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, p)
		return chromedp.Void{}, err
	}
}

// TestE2EPrint prints every sample on A4: nothing is wider than what the margins leave, and what can only be clicked is left out.
func TestE2EPrint(t *testing.T) {
	const between = 680 // pixels of 180 mm, what the margins of print.css leave of 210
	takesMinutes(t)
	b := openTab(t, true)
	for _, s := range pickSamples(ledger.Chinese) {
		b.do(media("print", "", ""), chromedp.EmulateViewport(between, 960), b.visit("/gallery/"+s.Name))
		b.fits(s.Name + " on paper")
		if left := eval[string](b, `[...document.querySelectorAll("nav, button, .btn, summary, [type=file], [type=password]")].filter(e => e.checkVisibility() && !e.closest("details[open]")).slice(0, 3).map(e => e.outerHTML.slice(0, 90)).join("\n    ")`); left != "" {
			t.Errorf("%s prints what can only be clicked:\n    %s", s.Name, left)
		}
		if folder := os.Getenv("TAIZHANG_PICTURES"); folder != "" {
			pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPrintBackground(), func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = new(true) }))
			check(t, err)
			check(t, os.WriteFile(filepath.Join(folder, "paper-"+s.Name+".pdf"), pdf, 0o644))
		}
	}
}

// pickSamples lists every sample, or those that TAIZHANG_SAMPLES names, a pattern.
func pickSamples(lang ledger.Lang) []samples.Sample {
	only := regexp.MustCompile(os.Getenv("TAIZHANG_SAMPLES"))
	return slices.DeleteFunc(samples.All(lang), func(s samples.Sample) bool { return !only.MatchString(s.Name) })
}

// focused tells what has the focus, "" for nothing: whether it is seen to, and whether it stands in the window.
const focused = `(() => {
	const e = document.activeElement;
	if (!e || e == document.body) return "";
	const s = getComputedStyle(e), r = e.getBoundingClientRect(), what = e.tagName + " " + (e.textContent || e.name || e.ariaLabel || "").trim().slice(0, 24);
	if (s.outlineStyle == "none" && s.boxShadow == "none") return "!has no visible focus: " + what;
	if (r.bottom < 0 || r.top > innerHeight || r.right < 0 || r.left > innerWidth || r.width == 0) return "!has the focus out of sight: " + what;
	return what;
})()`

// TestE2EKeyboard walks through pages with the Tab key alone: the first stop leads past the navigation, each is seen, and
// whatever can be clicked is among them.
func TestE2EKeyboard(t *testing.T) {
	b := openTab(t, true)
	for _, name := range []string{"overview", "units", "unit", "entries", "entry", "entry-again", "desk", "report-new", "month-sealing", "scores", "me", "accounts", "calendar", "admin-unit", "help", "setup"} {
		b.do(chromedp.EmulateViewport(1440, 900), b.visit("/gallery/"+name), chromedp.KeyEvent(kb.Tab))
		if first := eval[string](b, focused); first != "A 跳到正文" {
			t.Errorf("%s: Tab first reaches %q", name, first)
		}
		for range 40 {
			b.do(chromedp.KeyEvent(kb.Tab))
			if said := eval[string](b, focused); strings.HasPrefix(said, "!") {
				t.Errorf("%s %s", name, said)
			}
		}
		// What is marked in a report is reached through the list beside it.
		if beyond := eval[string](b, `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [onclick]")]
			.filter(e => e.checkVisibility() && !e.disabled && e.tabIndex < 0 && !e.closest(".src .m")).map(e => e.outerHTML.slice(0, 80)).join("\n")`); beyond != "" {
			t.Errorf("%s: the Tab key never reaches %s", name, beyond)
		}
		b.do(b.visit("/gallery/"+name), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
		if !eval[bool](b, `document.activeElement.closest("#main, .foot") != null`) {
			t.Errorf("%s: the skip link leads not into the page but to %s", name, eval[string](b, focused))
		}
	}
}

// TestE2EForcedColours shows the samples as Windows does to those who chose their own colours: what is told by colour is told by
// shape or word as well, and nothing has vanished.
func TestE2EForcedColours(t *testing.T) {
	b := openTab(t, true)
	b.do(media("", "forced-colors", "active"), chromedp.EmulateViewport(1440, 900))
	for _, name := range []string{"overview", "units", "unit", "entries", "desk", "month"} {
		b.do(b.visit("/gallery/" + name))
		b.picture("forced-" + name)
		if lost := eval[string](b, `[...document.querySelectorAll("main svg rect, main svg path, main svg polyline, main svg circle, .lamp, .shape, .k, .m, meter")].filter(e => {
			const s = getComputedStyle(e), ground = "rgb(255, 255, 255)", ink = getComputedStyle(document.body).color;
			return e.ownerSVGElement ? s.forcedColorAdjust != "none" && s.fill == ground && (s.stroke == "none" || s.stroke == ground) : s.color == ground && ink != ground;
		}).map(e => e.tagName + "." + (e.className.baseVal ?? e.className)).slice(0, 5).join(" ")`); lost != "" {
			t.Errorf("%s: in forced colours nothing is left of %s", name, lost)
		}
	}
}
