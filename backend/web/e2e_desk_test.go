package web_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"taizhang/backend/ledger"
	"taizhang/frontend"
)

// deskTab opens the review desk of a report; without htmx nothing of these tests can be seen.
func deskTab(t *testing.T, bring func(*world)) *tab {
	t.Helper()
	if frontend.Asset("htmx.js") == "" {
		t.Skip("htmx was not fetched (make assets): the tests of partial swaps are left out")
	}
	b := openTab(t, true)
	bring(b.world)
	b.do(b.visit("/reports/1"))
	return b
}

// keyboard presses keys and counts them.
type keyboard struct {
	*tab
	pressed int
}

func (k *keyboard) press(keys string) {
	k.t.Helper()
	for _, key := range keys {
		k.pressed++
		k.do(chromedp.KeyEvent(string(key)))
	}
}

// until waits until an expression holds in the page.
func (b *tab) until(what, expression string) {
	b.t.Helper()
	for range 200 {
		if eval[bool](b, expression) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.picture("failed")
	b.t.Fatalf("never: %s", what)
}

const (
	currentStatus = `document.querySelector(".f.on").dataset.s`
	draftsLeft    = `document.querySelectorAll('.f[data-s="draft"]').length`
)

// TestE2EReviewByKeyboard reviews the real page with the keyboard alone: five findings are edited, the rest accepted as they
// are. It says what that takes.
func TestE2EReviewByKeyboard(t *testing.T) {
	b := deskTab(t, func(w *world) { w.withReport(false) })
	all := eval[int](b, draftsLeft)
	k := &keyboard{tab: b}
	start := time.Now()
	for i := range all {
		current := eval[string](b, `document.querySelector(".f.on").dataset.f`)
		if every := all / 5; i%every == 0 && i < 5*every {
			k.press("e")
			b.until("the form is open", `document.activeElement.name == "text"`)
			k.press("补充说明")
			k.press("\t\t\t") // kind, theme, due
			k.press("\r")
			b.until("the edit is saved", fmt.Sprintf(`!document.querySelector(".edit") && document.querySelector("#f-%s .words").textContent.includes("补充说明")`, current))
			b.until("the finding is current again", fmt.Sprintf(`document.querySelector(".f.on")?.dataset.f == "%s" && !document.querySelector(".htmx-request")`, current))
		}
		k.press("a")
		b.until("the finding is accepted", fmt.Sprintf(`%s == %d`, draftsLeft, all-i-1))
		b.until("the next is current", fmt.Sprintf(`%d == 0 || %s == "draft"`, all-i-1, currentStatus))
	}
	b.says("#desk-counts", "已全部核对")
	took := time.Since(start)
	findings, err := b.db.Findings(t.Context(), 1)
	check(t, err)
	edited := 0
	for _, e := range findings {
		if !e.Status.InLedger() {
			t.Errorf("%q is %s", e.Quote, e.Status)
		}
		if e.Text != e.Quote {
			edited++
		}
	}
	t.Logf("%d findings reviewed with %d edits by keyboard alone: %d key presses, %.1f s", all, edited, k.pressed, took.Seconds())
	if edited != 5 || took > 10*time.Minute {
		t.Errorf("%d edits in %s", edited, took)
	}
	b.picture("desk-reviewed")
}

// TestE2ESelectionBecomesAFinding selects words that run over line breaks of the source, with other findings marked among them.
func TestE2ESelectionBecomesAFinding(t *testing.T) {
	b := deskTab(t, func(w *world) {
		w.withText("a.txt", "某区召开月度工作点评会\n9月5日，某区召开月度工\n作点评会。太平桥街道扎实推进垃\n圾分类。但在物业管理、接诉\n即办等方面仍存不足。\n𠮷祥路 Open\nData 项目要抓紧。\n", "2024-09-06", false)
	})
	before, err := b.db.Findings(t.Context(), 1)
	check(t, err)
	selected := eval[string](b, `(() => {
		const p = [...document.querySelectorAll(".src [data-o]")].find(p => p.textContent.includes("圾分类"));
		const texts = [], walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
		while (walk.nextNode()) texts.push(walk.currentNode);
		const find = s => { const n = texts.find(n => n.data.includes(s)); return [n, n.data.indexOf(s)]; };
		const range = document.createRange(), [a, i] = find("推进"), [z, j] = find("接诉即办");
		range.setStart(a, i);
		range.setEnd(z, j + 4);
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		return range.toString();
	})()`)
	b.until("the choice of kinds stands by the selection", `!document.querySelector("#pick").hidden`)
	b.picture("desk-selection")
	b.do(chromedp.KeyEvent("3"))
	b.until("the new finding's form is open", `!!document.querySelector(".f .edit")`)
	after, err := b.db.Findings(t.Context(), 1)
	check(t, err)
	added := withWords(t, after, selected)
	if len(after) != len(before)+1 || added.Quote != selected || added.Kind != ledger.Task || added.Rule != "" {
		t.Errorf("%q was selected, %+v added", selected, added)
	}
}

// TestE2EMouseSelectsWithinAFinding drags over words that are marked, where a link would be dragged instead.
func TestE2EMouseSelectsWithinAFinding(t *testing.T) {
	b := deskTab(t, func(w *world) { w.withText("a.txt", asks, "2024-09-06", false) })
	at := eval[[]float64](b, `(() => {
		const r = [...document.querySelectorAll(".src mark")].find(m => m.textContent.includes("检查力度")).getBoundingClientRect();
		return [r.left + 40, r.top + r.height / 2];
	})()`)
	mouse := func(kind input.DispatchMouseEventType, by float64) {
		_, err := chromedp.Run(b.ctx, func(ctx context.Context, _ *chromedp.Target) (struct{}, error) {
			_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: at[0] + by, Y: at[1], Button: "left", ClickCount: 1, Buttons: 1})
			return struct{}{}, err
		})
		check(t, err)
	}
	mouse("mousePressed", 0)
	for by := 10.0; by <= 100; by += 10 {
		mouse("mouseMoved", by)
	}
	mouse("mouseReleased", 100)
	b.until("the choice of kinds stands by the whole selection", `(() => {
		const pick = document.querySelector("#pick"), field = name => +pick.elements[name].value;
		return !pick.hidden && field("end") - field("start") == [...getSelection().toString()].length;
	})()`)
	selected, before := eval[string](b, `getSelection().toString()`), eval[int](b, `document.querySelectorAll(".f").length`)
	b.leave("#pick button[value=progress]")
	b.until("the new finding stands on the desk", fmt.Sprintf(`document.querySelectorAll(".f").length > %d`, before))
	all, err := b.db.Findings(t.Context(), 1)
	check(t, err)
	if !slices.ContainsFunc(all, func(e ledger.Entry) bool { return e.Quote == selected && e.Kind == ledger.Progress }) {
		t.Errorf("%q was selected, and is not in %+v", selected, all)
	}
}

// TestE2EPlacesOfSelections selects stretches all over the real page and compares what the form would post with what was
// selected.
func TestE2EPlacesOfSelections(t *testing.T) {
	b := deskTab(t, func(w *world) { w.withReport(false) })
	type selection struct {
		Text       string
		Start, End int
	}
	all, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]selection](`(async () => {
		const found = [], pick = document.querySelector("#pick");
		const texts = [...document.querySelectorAll(".src [data-o]")].flatMap(p => {
			const all = [], walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
			while (walk.nextNode()) all.push(walk.currentNode);
			return all;
		});
		for (let i = 0; i + 4 < texts.length; i += 7) {
			const range = document.createRange(), last = texts[i + i % 4];
			range.setStart(texts[i], Math.min(i % 3, texts[i].length - 1));
			range.setEnd(last, last.length - (last.length > 2 ? i % 2 : 0));
			getSelection().removeAllRanges();
			getSelection().addRange(range);
			await new Promise(done => setTimeout(done, 160));
			found.push({Text: range.toString(), Start: +pick.elements.start.value, End: +pick.elements.end.value});
		}
		return found;
	})()`, chromedp.EvalAwaitPromise))
	check(t, err)
	report, err := b.db.Report(t.Context(), 1)
	check(t, err)
	text := []rune(report.Text)
	for _, s := range all {
		if got := ledger.Bare(string(text[s.Start:s.End])); got != ledger.Bare(s.Text) {
			t.Errorf("%q was selected, %d to %d says %q", s.Text, s.Start, s.End, got)
		}
	}
	if len(all) < 10 {
		t.Errorf("%d selections only", len(all))
	}
}

// TestE2ESplitMergeAndReason does by keyboard what is folded under “more”.
func TestE2ESplitMergeAndReason(t *testing.T) {
	b := deskTab(t, func(w *world) {
		w.withText("a.txt", "9月5日，某区召开月度工作点评会。\n会议要求，区城管委要加大现场检查力度，建立红黑榜机制，压实各方责任。\n", "2024-09-06", false)
	})
	drafts := eval[int](b, draftsLeft)
	b.do(chromedp.KeyEvent("d"))
	b.says("#desk", "规则：会议事项 20 日")
	b.until("the date is taken", `!document.querySelector(".take")`)
	b.do(chromedp.KeyEvent("s"))
	b.until("the places to split at are shown", `document.activeElement.name == "at"`)
	b.picture("desk-more")
	b.do(chromedp.KeyEvent("\r"))
	b.until("there is one more draft", fmt.Sprintf(`%s == %d`, draftsLeft, drafts+1))
	b.until("the first part is current", currentStatus+` == "draft"`)
	b.do(chromedp.KeyEvent("m"))
	b.until("the parts are one again", fmt.Sprintf(`%s == %d && %s == "draft"`, draftsLeft, drafts, currentStatus))
	b.until("the swap has settled", `!document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling") && document.activeElement.matches(".f")`)
	b.do(chromedp.KeyEvent("r"))
	b.until("the reason is asked for", `document.activeElement.name == "note"`)
	b.do(chromedp.KeyEvent("已在专项清单中"), chromedp.KeyEvent("\r"))
	b.says(".finds", "理由：已在专项清单中")
}

// TestE2ELinksByKeyboard has a second paper's report of the meeting: what the ledger has already is linked with one key each, and
// what recurs is accepted with its link.
func TestE2ELinksByKeyboard(t *testing.T) {
	b := deskTab(t, func(w *world) {
		w.withText("八月.txt", strings.Replace(asks, "9月5日", "8月5日", 1), "2024-08-06", true)
		w.resolveTasks(1)
		w.withText("甲报.txt", "9月5日，某区召开月度工作点评会。\n会议要求，区城管委要加大现场检查力度。\n", "2024-09-06", true)
		w.withText("乙报.txt", strings.Replace(asks, "某区", "本区日前", 1), "2024-09-07", false)
	})
	b.do(b.visit("/reports/3"))
	b.says("#desk-counts", "1 条与台账相近，请逐条决定")
	b.picture("desk-links")
	drafts := eval[int](b, draftsLeft)
	for eval[int](b, `document.querySelectorAll(".same, .recur").length`) > 0 {
		offered := eval[bool](b, `!!document.querySelector(".f.on :is(.same, .recur)")`)
		if !offered {
			b.do(chromedp.KeyEvent("j"))
			continue
		}
		b.do(chromedp.KeyEvent("l"))
		drafts--
		b.until("the finding is decided", fmt.Sprintf(`%s == %d && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")`, draftsLeft, drafts))
	}
	b.says(".finds", "已并入 2024-09-任-001")
	b.picture("desk-linked")
	b.do(b.visit(entryPath("2024-09-问-001")))
	b.says("#entry", "连续 2 个月")
	b.do(b.visit(entryPath("2024-09-任-001")))
	b.says("#entry", "又一处来源")
}

// TestE2EThreeAnswersByKeyboard answers what another meeting has asked for already: beside it with a reason, and as new.
func TestE2EThreeAnswersByKeyboard(t *testing.T) {
	const more = "9月5日，某区召开月度工作点评会。\n会议要求，区城管委要加大现场检查力度；太平桥街道要加快背街小巷整治。\n"
	b := deskTab(t, func(w *world) {
		w.withText("八月.txt", strings.Replace(more, "9月5日", "8月5日", 1), "2024-08-06", true)
		w.withText("九月.txt", more, "2024-09-06", false)
	})
	b.do(b.visit("/reports/2"))
	b.says("#desk-counts", "2 条与台账相近，请逐条决定")
	b.accessible("desk with what is like the ledger")
	b.picture("desk-like")
	b.do(chromedp.KeyEvent("p"))
	b.until("the reason is asked for", `document.activeElement.name == "note"`)
	b.do(chromedp.KeyEvent("八月查主街，九月查背街"), chromedp.KeyEvent("\r"))
	b.until("the finding is accepted", draftsLeft+` == 1 && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")`)
	b.do(chromedp.KeyEvent("n"))
	b.until("the other is accepted", draftsLeft+` == 0`)
	b.do(b.visit(entryPath("2024-09-任-001")))
	b.says("#ties", "并行事项")
	b.says("#entry", "八月查主街，九月查背街")
	b.accessible("entry with ties")
	b.picture("entry-ties")
	for _, path := range []string{"/setup", "/me/two-step", "/accounts", "/me", "/units/110106002", "/gallery/report-columns", "/gallery/reports-received", "/gallery/recovery-codes", "/gallery/sign-in-code", "/gallery/two-step-on", "/gallery/setup-named", "/gallery/account", "/gallery/entry-again", "/gallery/desk"} {
		b.do(b.visit(path))
		b.accessible(path)
	}
}

// TestE2EWithdrawAndPutBack does both with script turned off.
func TestE2EWithdrawAndPutBack(t *testing.T) {
	b := openTab(t, false)
	b.withText("a.txt", asks, "2024-09-06", true)
	b.do(b.visit("/reports/1"))
	b.leave(".also a[href$=withdraw]")
	b.do(chromedp.SendKeys(chromedp.CSS("[name=reason]"), "误传的草稿"))
	b.picture("withdraw")
	b.leave(".reason-form .go")
	b.says(".card.void", "误传的草稿")
	b.picture("desk-withdrawn")
	b.leave(".card.void button")
	b.says("#desk-counts", "已全部核对")
	if left := eval[int](b, `document.querySelectorAll(".st-withdrawn").length`); left > 0 {
		t.Errorf("%d findings are withdrawn still", left)
	}
}

// TestE2EReadAgain reads a report again after the register has learnt a unit's other name, with script turned off.
func TestE2EReadAgain(t *testing.T) {
	b := openTab(t, false)
	b.withText("a.txt", nicknamed, "2024-09-06", false)
	b.renamed("110106002", "洁美办")
	b.do(b.visit("/reports/1"))
	b.leave(".also a[href$=reading]")
	b.says("main", "按新的读法更新（2）")
	b.picture("reading")
	b.leave("form.buttons .go")
	b.says("#notice", "已按新的读法更新")
	if left := eval[int](b, `[...document.querySelectorAll(".group h3")].filter(h => h.textContent.includes("洁美办")).length`); left > 0 {
		t.Error("findings are read as before")
	}
}
