package web_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

// TestE2EBriefPrintsOnOnePage prints the one page before a meeting, of a unit of which there is as much to say as the page takes,
// and of one of which there is nothing.
func TestE2EBriefPrintsOnOnePage(t *testing.T) {
	b := openTab(t, true)
	for _, name := range []string{"brief-full", "brief", "brief-quiet"} {
		for _, lang := range []string{"zh", "en"} {
			b.do(chromedp.EmulateViewport(1200, 900), b.setLanguage(lang), b.visit("/gallery/"+name))
			b.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
				yes := true
				printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes})
				if n := len(pdfPage.FindAll(printed.Data, -1)); err == nil && n != 1 {
					b.t.Errorf("%s in %s prints on %d pages", name, lang, n)
				}
				return chromedp.Void{}, err
			})
		}
	}
}
