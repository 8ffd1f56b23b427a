package web_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// guidePictures are what README and guide show: the picture's name and the sample that it is of.
var guidePictures = map[string]string{
	"overview": "overview", "unit": "unit", "entries": "entries", "desk": "desk", "extension": "entry-extension", "todo": "me-unit", "month": "month-sealed",
	"accounts": "accounts", "words": "admin-unit", "calendar": "calendar", "audit": "audit",
}

// TestE2EGuidePictures takes the pictures of README and guide, in both languages, into the folder that TAIZHANG_GUIDE names
// (make pictures); none may be too heavy for a page.
func TestE2EGuidePictures(t *testing.T) {
	folder := os.Getenv("TAIZHANG_GUIDE")
	if folder == "" {
		t.Skip("make pictures runs this")
	}
	b := openTab(t, true)
	for lang, suffix := range map[string]string{"zh": ".zh-CN.webp", "en": ".en.webp"} {
		b.do(b.setLanguage(lang), chromedp.EmulateViewport(1280, 860))
		for name, sample := range guidePictures {
			b.do(b.visit("/gallery/" + sample))
			shot, err := chromedp.Call(b.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "webp", Quality: new(int64(80))})
			check(t, err)
			if len(shot.Data) > 200_000 {
				t.Errorf("%s in %s has %d bytes", name, lang, len(shot.Data))
			}
			check(t, os.WriteFile(filepath.Join(folder, name+suffix), shot.Data, 0o644))
		}
	}
}
