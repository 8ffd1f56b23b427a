package web_test

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"taizhang/backend/bench"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend"
)

// manyPlaces is a system with a report of its own district and, beside that, more districts than a choice offers.
func manyPlaces(t *testing.T) *world {
	w := newWorld(t)
	w.withReport(true)
	others := slices.DeleteFunc(bench.Country(), func(u ledger.Unit) bool {
		return u.Code < "13" || u.Code >= "24" || !u.Kind.Seats() || u.Short == "丰台"
	})
	check(t, w.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		_, _, err := w.SaveUnits(others)
		return err
	}))
	return w
}

// wrongPlace is the name of no unit at all, and whoseText a report that names one of the district's.
const (
	wrongPlace = "没有这个街道"
	whoseText  = "会议要求，太平桥街道要在9月30日前完成消防隐患整改。"
)

// TestE2EUnitIsTyped types units where the register has too many to choose from: names are offered while one types, the list narrows in
// its place, and what names nothing is told and stays to be mended.
func TestE2EUnitIsTyped(t *testing.T) {
	if frontend.Asset("htmx.js") == "" {
		t.Skip("htmx was not fetched (make assets): the tests of partial swaps are left out")
	}
	b := openTabOn(t, manyPlaces, true)
	b.do(b.visit("/entries"))
	eval[bool](b, `window.same = true`)
	all := eval[int](b, `document.querySelectorAll("#list tbody tr").length`)
	b.do(chromedp.SendKeys(chromedp.CSS("#filter #unit"), "太平桥"))
	b.becomes(`document.querySelector("#unit-near option")?.value == "太平桥街道" || document.querySelector("#unit-near option")?.textContent == "110106002"`)
	b.becomes(`location.pathname == "/entries" && location.search == ""`)
	b.chooses("unit", "#unit-near option")
	b.says("#state .chips", "太平桥街道")
	b.becomes(`window.same === true && location.search.startsWith("?unit=")`)
	if n := eval[int](b, `document.querySelectorAll("#list tbody tr").length`); n == 0 || n >= all {
		t.Errorf("the list went from %d rows to %d", all, n)
	}
	b.picture("units-typed")
	b.types("unit", wrongPlace)
	b.says("#state [role=alert]", wrongPlace)
	b.becomes(`document.querySelector("#filter #unit").value == "` + wrongPlace + `"`)
	b.picture("units-typed-wrong")

	b.do(b.visit("/reports/new"), chromedp.SetValue(chromedp.CSS("#text"), whoseText), chromedp.SetValue(chromedp.CSS("#published"), "2024-09-06"),
		chromedp.SendKeys(chromedp.CSS("#seat"), "丰台"))
	b.becomes(`[...document.querySelectorAll("#seat-near option")].some(o => o.textContent == "110106")`)
	b.types("seat", wrongPlace)
	b.reportIsWhose(wrongPlace)
}

// TestE2EUnitIsTypedWithoutScript does the same by sending the forms.
func TestE2EUnitIsTypedWithoutScript(t *testing.T) {
	b := openTabOn(t, manyPlaces, false)
	b.do(b.visit("/entries"), chromedp.SendKeys(chromedp.CSS("#filter #unit"), "太平桥街道"))
	b.leave("#filter button.go")
	b.says("#state .chips", "太平桥街道")
	b.do(chromedp.SetValue(chromedp.CSS("#filter #unit"), wrongPlace))
	b.leave("#filter button.go")
	b.says("#state [role=alert]", wrongPlace)
	b.keeps("#filter #unit", wrongPlace)

	b.do(b.visit("/reports/new"), chromedp.SetValue(chromedp.CSS("#text"), whoseText), chromedp.SetValue(chromedp.CSS("#published"), "2024-09-06"),
		chromedp.SendKeys(chromedp.CSS("#seat"), wrongPlace))
	b.reportIsWhose(wrongPlace)
}

// reportIsWhose sends the form of a new report with a place that there is not, which is told with all that was typed, and then as the district's.
func (b *tab) reportIsWhose(wrong string) {
	b.t.Helper()
	b.leave(".intake .go")
	b.says("[role=alert]", wrong)
	b.keeps("#seat", wrong)
	b.keeps("#text", whoseText)
	b.do(chromedp.SetValue(chromedp.CSS("#seat"), "丰台区"))
	b.leave(".intake .go")
	b.says("#desk", "消防隐患整改")
}

// keeps tells whether a field has what was typed in it.
func (b *tab) keeps(field, typed string) {
	b.t.Helper()
	if v, err := chromedp.Run(b.ctx, chromedp.Value(chromedp.CSS(field))); err != nil || v != typed {
		b.t.Errorf("%s has %q now, not %q: %v", field, v, typed, err)
	}
}

// types leaves a field with other words in it, as somebody does who has done typing.
func (b *tab) types(field, words string) {
	b.t.Helper()
	eval[bool](b, `(() => { const f = document.getElementById("`+field+`"); f.value = `+quoteJS(words)+`; f.dispatchEvent(new Event("change", { bubbles: true })); return true })()`)
}

// chooses takes the first of the names offered, which is the browser's own list and out of a driver's reach.
func (b *tab) chooses(field, option string) {
	b.t.Helper()
	b.types(field, eval[string](b, `document.querySelector("`+option+`").value`))
}
