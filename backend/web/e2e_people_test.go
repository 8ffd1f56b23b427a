package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// look opens pages in both languages, wide and narrow, and fails where one is wider than its window.
func (b *tab) look(paths map[string]string) {
	b.t.Helper()
	for name, path := range paths {
		for _, lang := range []string{"zh", "en"} {
			for _, width := range []int64{1440, 390} {
				b.do(chromedp.EmulateViewport(width, 900), b.setLanguage(lang), b.visit(path))
				b.picture(fmt.Sprintf("%s-%s-%d", name, lang, width))
				if over := eval[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					b.t.Errorf("%s in %s is %d pixels wider than a window of %d", name, lang, over, width)
				}
			}
		}
	}
	b.do(chromedp.EmulateViewport(1440, 900), b.setLanguage("zh"))
}

// TestE2EPeople has the keeper of accounts add a liaison, who takes the invitation, sees the own unit and nothing else.
func TestE2EPeople(t *testing.T) {
	b := openTab(t, true)
	b.withReport(true)
	b.do(b.visit("/accounts"), chromedp.SendKeys(chromedp.CSS("#name"), "李桥"), chromedp.SetValue(chromedp.CSS("#role"), "liaison"), chromedp.SetValue(chromedp.CSS("#unit"), ownUnit))
	b.leave("form[action='/accounts'] button")
	b.says(".fresh", "/invite/")
	link := eval[string](b, `document.querySelector(".fresh code").textContent`)
	b.picture("account-invited-zh-1440")
	b.do(b.visit("/audit"))
	b.says(".audit", "李桥")
	b.look(map[string]string{"accounts": "/accounts", "account": "/accounts/2", "me": "/me", "audit": "/audit"})
	invitation := strings.TrimPrefix(link, b.URL)
	b.look(map[string]string{"invitation": invitation})
	b.do(b.visit(invitation), chromedp.SendKeys(chromedp.CSS("#password"), "three green kettles"), chromedp.SendKeys(chromedp.CSS("#again"), "three green kettles"))
	b.leave("form.signin button")
	if at := eval[string](b, "location.pathname"); at != "/me" {
		t.Errorf("the liaison begins at %s", at)
	}
	b.look(map[string]string{"liaison-unit": "/units/" + ownUnit, "liaison-entries": "/entries", "liaison-refused": "/reports"})
	b.do(b.visit("/units/" + otherUnit))
	b.says("main", "本单位")
}
