package web_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"taizhang/backend/ledger"
	"taizhang/frontend"
)

// These tests drive a real browser. They run where Chromium is found; TAIZHANG_REQUIRE=chromium makes its absence a failure.
// TAIZHANG_PICTURES names a folder that gets a picture of every page.

// tab is a browser's tab, signed in on a system of its own.
type tab struct {
	*world
	ctx context.Context
}

func chromiumPath() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}

func openTab(t *testing.T, script bool) *tab {
	t.Helper()
	return openTabOn(t, newWorld, script)
}

// openTabOn opens another browser, on a system that is there or new.
func openTabOn(t *testing.T, world func(*testing.T) *world, script bool) *tab {
	t.Helper()
	if raced || testing.Short() {
		t.Skip("the browser tests are left to a run without the race detector and without -short")
	}
	path := chromiumPath()
	if path == "" {
		if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "chromium") {
			t.Fatal("chromium is required and was not found")
		}
		t.Skip("chromium not found: the browser tests are left out")
	}
	w := world(t)
	ctx, cancel := context.WithTimeout(t.Context(), 25*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	check(t, chromedp.Do(ctx)) // the browser lives as long as the context that starts it
	b := &tab{w, ctx}
	b.watch()
	if !script {
		_, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) (struct{}, error) {
			_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return struct{}{}, err
		})
		check(t, err)
	}
	b.do(chromedp.EmulateViewport(1440, 900), b.visit("/sign-in"),
		chromedp.SendKeys(chromedp.CSS("[name=name]"), testName), chromedp.SendKeys(chromedp.CSS("[name=password]"), testPassword))
	b.leave("form[action='/sign-in'] button")
	return b
}

func (b *tab) visit(path string) chromedp.Action[chromedp.Void] {
	return chromedp.Navigate(b.URL + path)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.picture("failed")
		b.t.Fatal(err)
	}
}

// leave clicks what leads to another page and waits until that has arrived.
func (b *tab) leave(selector string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		b.picture("failed")
		b.t.Fatalf("click %s: %v", selector, err)
	}
}

// says waits until the element shows the words.
func (b *tab) says(selector, words string) {
	b.t.Helper()
	text := ""
	for range 400 {
		ctx, cancel := context.WithTimeout(b.ctx, 2*time.Second)
		text, _ = chromedp.Run(ctx, chromedp.TextContent(chromedp.CSS(selector)))
		cancel()
		if strings.Contains(text, words) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.picture("failed")
	b.t.Fatalf("%s says %q, not %q", selector, text, words)
}

// eval returns what an expression is in the page.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	check(b.t, err)
	return v
}

func (b *tab) picture(name string) {
	folder := os.Getenv("TAIZHANG_PICTURES")
	if folder == "" {
		return
	}
	data, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Log(err)
		return
	}
	check(b.t, os.MkdirAll(folder, 0o755))
	check(b.t, os.WriteFile(filepath.Join(folder, name+".png"), data, 0o644))
}

// TestE2EReportToResolved goes the whole way in a browser: a report is pasted, reviewed, registered, and one task resolved
// from the list and taken back, without the page being loaded again.
func TestE2EReportToResolved(t *testing.T) {
	if frontend.Asset("htmx.js") == "" {
		t.Skip("htmx was not fetched (make assets): the tests of partial swaps are left out")
	}
	b := openTab(t, true)
	b.do(b.visit("/reports/new"), chromedp.SetValue(chromedp.CSS("[name=text]"), short), chromedp.SetValue(chromedp.CSS("[name=published]"), "2024-09-06"))
	b.leave("form[action='/reports'] button:not([type=button])")
	b.says("#desk-counts", "0 / 4")
	first := eval[string](b, `document.querySelector(".f").id`)
	eval[bool](b, `window.same = true`)
	b.do(chromedp.Click(chromedp.CSS("#" + first + " button.accept")))
	b.says("#desk-counts", "1 / 4")
	b.says("#"+first, "2024-09-成-001")
	b.do(chromedp.KeyEvent("j"), chromedp.KeyEvent("x"))
	b.says("#desk-counts", "2 / 4")
	b.do(chromedp.Click(chromedp.CSS("#desk-counts button")))
	b.says("#desk-counts", "已全部核对")
	b.do(b.visit("/entries?kind=shortcoming"))
	row := "#" + eval[string](b, `document.querySelector("tr[id^=row-]").id`)
	eval[bool](b, `window.same = true`)
	b.do(chromedp.Click(chromedp.CSS(row+" summary")), chromedp.SendKeys(chromedp.CSS(row+" [name=note]"), "已补齐短板"), chromedp.Click(chromedp.CSS(row+" form button.go")))
	b.says(row, "已销号")
	b.says(row, "已补齐短板")
	b.do(chromedp.Click(chromedp.CSS(row + " button[value=undo]")))
	b.says(row, "已立项")
	if !eval[bool](b, `window.same === true`) {
		t.Error("the page was loaded again")
	}
}

// TestE2EWithoutScript does the same with script turned off.
func TestE2EWithoutScript(t *testing.T) {
	b := openTab(t, false)
	b.withReport(true)
	b.do(b.visit(entryPath(task1)), chromedp.SendKeys(chromedp.CSS("#entry [name=note]"), "已经办结"))
	b.leave("#entry form button[value=resolve]")
	b.says("#entry", "已经办结")
	b.leave("#entry button[value=undo]")
	b.says("#entry", "已立项")
}

// TestE2EFollowUpWithoutScript divides a task, and reports on a part with a file, with script turned off.
func TestE2EFollowUpWithoutScript(t *testing.T) {
	b := openTab(t, false)
	b.withReport(true)
	shared := b.shared()
	b.do(b.visit(entryPath(shared)))
	b.leave("#moves a[href*='move=divide']")
	b.leave("#move button.go")
	b.says("#move", "尚未保存")
	b.leave("#move button[value=divide]")
	b.says("#parts", "在办")
	part := ledger.PartNumber(shared, 1)
	b.do(b.visit(entryPath(part)+"?move=report"), chromedp.SendKeys(chromedp.CSS("#move-progress"), "已完成一半"), chromedp.SendKeys(chromedp.CSS("#move-percent"), "50"))
	file := filepath.Join(t.TempDir(), "清单.txt")
	check(t, os.WriteFile(file, []byte("一处一处整改"), 0o600))
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#move-file"), []string{file}))
	b.leave("#move button.go")
	b.says("#feedback", "清单.txt")
	b.says("#entry header", "办理中")
}

// shared is the number of a task that asks every sub-district.
func (w *world) shared() (number string) {
	check(w.t, w.db.EachEntry(w.t.Context(), ledger.Filter{Kind: ledger.Task, Status: string(ledger.Registered)}, ledger.Day{Today: "2024-09-20", Soon: "2024-09-25"}, func(e *ledger.Entry) error {
		if slices.ContainsFunc(e.Units, func(p ledger.Party) bool { return p.Scope == ledger.AllLocal }) {
			number = e.Number
		}
		return nil
	}))
	return number
}

// TestE2EStale has two people resolve the same task: the second keeps what was typed and sees who was first.
func TestE2EStale(t *testing.T) {
	b := openTab(t, true)
	b.withReport(true)
	b.do(b.visit(entryPath(task1)))
	e, err := b.db.Entry(t.Context(), task1)
	check(t, err)
	b.do(chromedp.SendKeys(chromedp.CSS("#entry [name=note]"), "我的说明")) // what is being typed stays when others write
	other := b.signedIn()
	other.post(entryPath(task1)+"/moves", map[string][]string{"move": {"resolve"}, "note": {"别人办结"}, "version": {fmt.Sprint(e.Version)}})
	b.do(chromedp.Click(chromedp.CSS("#entry form button[value=resolve]")))
	b.says("#entry", "别人办结")
}

// TestE2EPictures opens every page in both languages, wide and narrow, and fails where a page is wider than its window or
// its script complains.
func TestE2EPictures(t *testing.T) {
	b := openTab(t, true)
	b.withReport(true)
	b.withText("drafts.txt", asks, "2024-09-06", false)
	for name, path := range map[string]string{
		"overview": "/", "units": "/units", "unit": "/units/110106002", "entries": "/entries", "entry": entryPath(task1), "entry-edit": entryPath(task1) + "?edit=1",
		"withdraw": "/reports/1/withdraw", "reading": "/reports/1/reading", "reports": "/reports", "report-new": "/reports/new", "desk": "/reports/1", "desk-drafts": "/reports/2", "desk-edit": "/reports/2?edit=" + itoa(lastFinding(b.world, 2)), "not-found": "/nowhere", "quiet-unit": "/units/110106001", "filter": "/entries?kind=task&q=%E9%A3%9E%E7%BA%BF",
	} {
		for _, lang := range []string{"zh", "en"} {
			for _, width := range []int64{1440, 390} {
				b.do(chromedp.EmulateViewport(width, 900), b.setLanguage(lang), b.visit(path))
				b.picture(fmt.Sprintf("%s-%s-%d", name, lang, width))
				b.fits(fmt.Sprintf("%s-%s-%d", name, lang, width))
				b.accessible(fmt.Sprintf("%s-%s-%d", name, lang, width))
			}
		}
	}
}

// lastFinding is the last one of a report.
func lastFinding(w *world, report int64) int64 {
	all, err := w.db.Findings(w.t.Context(), report)
	check(w.t, err)
	return all[len(all)-1].ID
}

func (b *tab) setLanguage(lang string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(b.visit("/healthz"), func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Evaluate[bool](`fetch("/language", {method: "POST", redirect: "manual", headers: {"Content-Type": "application/x-www-form-urlencoded"}, body: "lang=`+lang+`"}).then(() => true)`, chromedp.EvalAwaitPromise)(ctx, t)
		return chromedp.Void{}, err
	})
}
