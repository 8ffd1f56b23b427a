package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestE2ELights looks at the rules of lights and at what they would change, in both languages, wide and narrow.
func TestE2ELights(t *testing.T) {
	b := openTab(t, true)
	for name, path := range map[string]string{"lights": "/gallery/lights", "lights-effect": "/gallery/lights-effect", "lights-wrong": "/gallery/lights-wrong", "entry-behind": "/gallery/entry-behind"} {
		for _, lang := range []string{"zh", "en"} {
			for _, width := range []int64{1440, 390} {
				said := fmt.Sprintf("%s-%s-%d", name, lang, width)
				b.do(chromedp.EmulateViewport(width, 900), b.setLanguage(lang), b.visit(path))
				b.accessible(said)
				if over := eval[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("%s is %d pixels wider than the window", said, over)
				}
			}
		}
	}
}
