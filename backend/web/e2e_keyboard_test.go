package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"taizhang/frontend"
)

// tabTo presses Tab until what has the focus is that: it can be reached, and each stop before it is seen.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	for range 250 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if eval[bool](b, `document.activeElement.matches(`+quoteJS(selector)+`)`) {
			if said := eval[string](b, focused); strings.HasPrefix(said, "!") {
				b.t.Errorf("%s %s", selector, said)
			}
			return
		}
	}
	b.picture("failed")
	b.t.Fatalf("the Tab key never reaches %s", selector)
}

// press types a key where the focus is.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// pressAndLeave types a key that leads to another page and waits until that has arrived.
func (b *tab) pressAndLeave(key string) {
	b.t.Helper()
	eval[bool](b, `window.left = true`)
	b.press(key)
	b.becomes(`window.left === undefined && document.readyState == "complete"`)
}

func (b *tab) holdsFocus(selector string) {
	b.t.Helper()
	b.becomes(`document.activeElement.matches(` + quoteJS(selector) + `)`)
}

// TestE2EKeyboardAloneList signs in, narrows the list, opens and leaves its menus and its dialog, picks two entries, tries a move on
// them and makes it: with Tab, Enter, the space bar, arrows and Escape alone.
func TestE2EKeyboardAloneList(t *testing.T) {
	if frontend.Asset("htmx.js") == "" {
		t.Skip("htmx was not fetched (make assets): the tests of partial swaps are left out")
	}
	b := openTab(t, true)
	b.withReport(true)
	b.do(b.visit("/"))
	b.tabTo("nav a[href='/entries']")
	b.pressAndLeave(kb.Enter)
	b.tabTo("#kind")
	b.press(kb.ArrowDown)
	b.press(kb.ArrowDown)
	b.becomes(`document.querySelector("#state .chips")?.textContent.includes("问题") && location.search == "?kind=shortcoming"`)
	b.holdsFocus("#kind") // the list was put in its place without taking the focus away

	b.do(b.visit("/entries?kind=shortcoming"))
	b.tabTo(".drop > summary")
	b.press(kb.Enter)
	b.becomes(`!!document.querySelector(".drop[open]")`)
	b.tabTo("#view-name")
	b.press(kb.Escape)
	b.becomes(`!document.querySelector(".drop[open]")`)
	b.holdsFocus(".drop > summary")

	b.press("?")
	b.becomes(`document.querySelector("#keys").open && document.querySelector("#keys").contains(document.activeElement)`)
	b.press(kb.Escape)
	b.becomes(`!document.querySelector("#keys").open`)
	b.holdsFocus(".drop > summary")

	for _, row := range []string{"2", "4"} {
		b.tabTo("#list tbody tr:nth-child(" + row + ") .box input")
		b.press(" ")
	}
	b.says("#bulk .picked", "已选 2 项")
	b.tabTo("#bulk-action")
	for range 30 {
		if eval[bool](b, `document.querySelector("#bulk-action").value == "resolve"`) {
			break
		}
		b.press(kb.ArrowDown)
	}
	b.tabTo("#bulk button")
	b.pressAndLeave(kb.Enter)
	b.says("main .state", "可以办理 2 项")
	b.tabTo("[name=note]")
	b.press("九月集中整改")
	b.tabTo(".bulk-do button.go")
	b.pressAndLeave(kb.Enter)
	b.says("#notice", "2 项已办结销号")
}

// TestE2EKeyboardAloneDesk goes through a report's findings and an entry's menu by keys alone; the focus is never lost when what it
// stood on is put in place anew.
func TestE2EKeyboardAloneDesk(t *testing.T) {
	if frontend.Asset("htmx.js") == "" {
		t.Skip("htmx was not fetched (make assets): the tests of partial swaps are left out")
	}
	b := openTab(t, true)
	b.withText("drafts.txt", short, "2024-09-06", false)
	b.do(b.visit("/reports/1"))
	b.tabTo(".f button.accept")
	first := eval[string](b, `document.activeElement.closest(".f").id`)
	b.press(kb.Enter)
	b.says("#"+first, "2024-09-成-001")
	b.becomes(`document.activeElement != document.body && !!document.activeElement.closest(".finds")`)

	const why = ".extra[open] [name=note]:has(+ button[value=reject])" // opened, the fold puts the focus where the reason is written
	b.tabTo(".f.st-draft .extra > summary")
	b.press(kb.Enter)
	b.holdsFocus(why)
	b.press("重复")
	b.press(kb.Escape)
	b.becomes(`!document.querySelector(".extra[open]")`)
	b.holdsFocus(".extra > summary")
	b.press(" ")
	b.holdsFocus(why)
	rejected := eval[string](b, `document.activeElement.closest(".f").id`)
	b.tabTo(".extra[open] button[value=reject]")
	b.press(kb.Enter)
	b.says("#"+rejected, "重复")
	b.becomes(`document.activeElement != document.body`)

	b.do(b.visit("/entries/2024-09-成-001"))
	b.tabTo("#moves .menu summary, #moves details > summary")
	b.press(kb.Enter)
	b.tabTo("#moves details[open] a[href*='edit=1']")
	b.press(kb.Enter)
	b.becomes(`!!document.querySelector(".edit textarea[name=text]")`)
	b.tabTo(".edit textarea[name=text]")
	b.tabTo(".edit a.btn")
	b.press(kb.Enter)
	b.becomes(`!document.querySelector(".edit") && document.readyState == "complete"`)
}

// TestE2EReducedMotion shows pages as to those whom movement makes ill: nothing moves, whatever happens.
func TestE2EReducedMotion(t *testing.T) {
	b := openTab(t, true)
	const moving = `[...document.querySelectorAll("*")].flatMap(e => ["", "::before", "::after"].map(p => [e, getComputedStyle(e, p)])).filter(([, s]) =>
		s.animationName != "none" || s.transitionDuration.split(",").some(d => parseFloat(d) > 0) || s.scrollBehavior == "smooth").map(([e]) => e.tagName + "." + e.className).slice(0, 5).join(" ")`
	b.do(media("", "prefers-reduced-motion", "reduce"), chromedp.EmulateViewport(1440, 900))
	for _, name := range []string{"overview", "entries", "entry", "desk", "month", "report-new", "parts-tags"} {
		b.do(b.visit("/gallery/" + name))
		eval[bool](b, `(document.querySelectorAll("tr[id], .record, .f").forEach(e => e.classList.add("fresh")), true)`) // what has just changed is lit up
		if found := eval[string](b, moving); found != "" {
			t.Errorf("%s: %s moves for those who asked for less of it", name, found)
		}
	}
	b.do(media("", "prefers-reduced-motion", "no-preference"), b.visit("/gallery/entries"))
	eval[bool](b, `(document.querySelectorAll("tr[id]").forEach(e => e.classList.add("fresh")), true)`)
	if eval[string](b, moving) == "" {
		t.Error("nothing moves for anybody: this test sees nothing")
	}
}
