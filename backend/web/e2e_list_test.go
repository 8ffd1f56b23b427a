package web_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"taizhang/backend/ledger"
	"taizhang/frontend"
)

// beside opens another browser on the same system.
func (b *tab) beside() *tab {
	b.t.Helper()
	return openTabOn(b.t, func(*testing.T) *world { return b.world }, true)
}

// becomes waits until an expression is true in the page.
func (b *tab) becomes(expression string) {
	b.t.Helper()
	for range 200 {
		if eval[bool](b, "!!("+expression+")") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.picture("failed")
	b.t.Fatalf("%s never holds", expression)
}

// TestE2EListKeys walks through the list, selects by key and by Shift, and strikes several off at once.
func TestE2EListKeys(t *testing.T) {
	b := openTab(t, true)
	b.withReport(true)
	b.do(b.visit("/entries?kind=shortcoming"), chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("x"))
	b.becomes(`document.activeElement.closest("tr") == document.querySelectorAll("#list tbody tr")[1]`)
	b.says("#bulk .picked", "已选 1 项")
	b.do(chromedp.KeyEvent("?"))
	b.becomes(`document.querySelector("#keys").open`)
	b.picture("list-keys")
	b.do(chromedp.KeyEvent("?"))
	b.becomes(`!document.querySelector("#keys").open`)
	// The key as the page meets it: a browser driven from outside may deliver its character behind it, into the field it leads to.
	if !eval[bool](b, `!document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }))`) {
		t.Error("the key that leads to the search is typed into it")
	}
	b.becomes(`document.activeElement.id == "q"`)
	eval[bool](b, `(() => { const box = n => document.querySelectorAll("#list tbody .box input")[n]; box(3).dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true })); return true })()`)
	b.says("#bulk .picked", "已选 3 项")
	b.picture("list-picked")
	b.do(chromedp.SetValue(chromedp.CSS("#bulk-action"), "resolve"))
	b.leave("#bulk button")
	b.says("main .state", "可以办理 3 项")
	b.picture("bulk-preview")
	b.do(chromedp.SendKeys(chromedp.CSS("[name=note]"), "九月集中整改"))
	b.leave(".bulk-do button.go")
	b.says("#notice", "3 项已办结销号")
	if n := eval[int](b, `document.querySelectorAll("#list tr.st-resolved").length`); n != 3 {
		t.Errorf("%d rows are struck off", n)
	}
	b.do(chromedp.KeyEvent("j"))
	b.becomes(`!!document.activeElement.closest("#list tr")`)
	b.do(chromedp.KeyEvent("\r"))
	b.becomes(`location.pathname.startsWith("/entries/2024")`)
}

// TestE2EBulkWithoutScript does the same with script turned off, and keeps a view and columns.
func TestE2EBulkWithoutScript(t *testing.T) {
	b := openTab(t, false)
	b.withReport(true)
	b.do(b.visit("/entries?kind=shortcoming"), chromedp.Click(chromedp.CSS("#list tbody tr:nth-child(2) .box input")), chromedp.Click(chromedp.CSS("#list tbody tr:nth-child(4) .box input")),
		chromedp.SetValue(chromedp.CSS("#bulk-action"), "resolve"))
	b.leave("#bulk button")
	b.says("main .state", "可以办理 2 项")
	b.do(chromedp.SendKeys(chromedp.CSS("[name=note]"), "九月集中整改"))
	b.leave(".bulk-do button.go")
	b.says("#notice", "2 项已办结销号")
	b.do(chromedp.Click(chromedp.CSS(".drop:last-child summary")), chromedp.Click(chromedp.CSS(".panel [value=theme]")))
	b.leave(".panel button[value=chosen]")
	if b.has(".theme") {
		t.Error("a column that was unticked is there")
	}
	b.do(chromedp.Click(chromedp.CSS(".drop summary")), chromedp.SendKeys(chromedp.CSS("#view-name"), "九月问题"))
	b.leave(".panel form[action^='/views'] button.go")
	b.says(".views [aria-current]", "九月问题")
	b.picture("list-view")
}

// has tells whether the page has an element, script or not.
func (b *tab) has(selector string) bool {
	b.t.Helper()
	nodes, err := chromedp.Run(b.ctx, chromedp.Nodes(chromedp.CSS(selector), chromedp.AtLeast(0)))
	check(b.t, err)
	return len(nodes) > 0
}

// TestE2EFilterKeepsUp narrows the list without the page being loaded again: count, chips and address follow.
func TestE2EFilterKeepsUp(t *testing.T) {
	if frontend.Asset("htmx.js") == "" {
		t.Skip("htmx was not fetched (make assets): the tests of partial swaps are left out")
	}
	b := openTab(t, true)
	b.withReport(true)
	b.do(b.visit("/entries"))
	eval[bool](b, `window.same = true`)
	eval[bool](b, `(() => { const k = document.querySelector("#kind"); k.value = "shortcoming"; k.dispatchEvent(new Event("change", { bubbles: true })); return true })()`)
	b.says("#state .chips", "问题")
	b.becomes(`location.search == "?kind=shortcoming" && window.same === true`)
	b.leave("#state .chips a")
	b.says("#state", "台账里的全部事项")
}

// TestE2ELive has two browsers open: what one does appears in the other without a reload, but not under the hands of whoever types.
func TestE2ELive(t *testing.T) {
	if frontend.Asset("htmx.js") == "" {
		t.Skip("htmx was not fetched (make assets): the tests of partial swaps are left out")
	}
	b := openTab(t, true)
	b.withReport(true)
	other := b.beside()
	row := func(tab *tab, at int) string {
		return "#" + eval[string](tab, `document.querySelectorAll("#list tbody tr")[`+itoa(int64(at))+`].id`)
	}
	b.do(b.visit("/entries?kind=shortcoming"))
	eval[bool](b, `window.same = true`)
	other.do(other.visit("/entries?kind=shortcoming"))
	first, second := row(other, 0), row(other, 1)
	strike := func(row, note string) {
		other.do(chromedp.Click(chromedp.CSS(row+" summary")), chromedp.SendKeys(chromedp.CSS(row+" [name=note]"), note), chromedp.Click(chromedp.CSS(row+" form button.go")))
		other.says(row, "已销号")
	}
	strike(first, "已补齐短板")
	b.says(first, "已补齐短板")
	b.becomes(`window.same === true && document.activeElement == document.body && document.querySelector("#news").hidden`)
	b.picture("live-list")

	// Somebody who has begun to tick is told, and the ticks stay.
	eval[bool](b, `(document.querySelector("`+second+` .box input").click(), document.activeElement.blur(), true)`)
	strike(second, "也已整改")
	b.says("#news", "办结销号")
	b.becomes(`document.querySelector("` + second + ` .box input").checked`)
	b.picture("live-notice")
	b.do(chromedp.Click(chromedp.CSS("#news button")))
	b.says(second, "也已整改")
	b.becomes(`document.querySelector("#news").hidden`)

	// On the entry's page, what is being typed stays.
	b.do(b.visit(entryPath(task1)), chromedp.SendKeys(chromedp.CSS("#entry [name=note]"), "正在写"))
	e, err := b.db.Entry(t.Context(), task1)
	check(t, err)
	other.do(other.visit(entryPath(task1)), chromedp.SendKeys(chromedp.CSS("#entry [name=note]"), "别人先办了"))
	other.do(chromedp.Click(chromedp.CSS("#entry form button[value=resolve]")))
	b.says("#news", "正在填写的内容不受影响")
	b.picture("live-typing")
	if typed := eval[string](b, `document.querySelector("#entry [name=note]").value`); typed != "正在写" {
		t.Errorf("what was typed is %q now", typed)
	}
	// Nobody at work there: the page follows by itself, and the overview does.
	b.do(b.visit("/"))
	figures := eval[string](b, `document.querySelector("#overview").textContent`)
	other.do(chromedp.Click(chromedp.CSS("#entry button[value=undo]")))
	b.becomes(`document.querySelector("#overview").textContent != ` + quoteJS(figures))
	if now, err := b.db.EntryByID(t.Context(), e.ID); err != nil || now.Status != ledger.Registered {
		t.Errorf("%+v, %v", now, err)
	}
}

func quoteJS(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}
