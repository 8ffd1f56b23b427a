package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestE2EUnitIsTriedAndSaved renames a unit in a browser without script: that is tried on the real page, saved, and stands in the
// register then; and every page of the settings fits a wide window and a telephone, in both languages.
func TestE2EUnitIsTriedAndSaved(t *testing.T) {
	b := openTab(t, false)
	b.withReport(true)
	b.do(b.visit("/admin"))
	b.leave("a[href='/admin/units']")
	b.leave("a[href='/admin/units/110106002']")
	b.do(chromedp.SetValue(chromedp.CSS("#name"), "太平街道"))
	before := b.revision()
	b.leave("#trial button")
	b.says("#trial .sum", "条读法有变")
	b.says("#trial", "还没有保存")
	for _, width := range []int64{1440, 390} {
		b.do(chromedp.EmulateViewport(width, 900))
		b.picture(fmt.Sprintf("admin-tried-%d", width))
	}
	if b.revision() != before {
		t.Error("a dry run was saved")
	}
	b.do(chromedp.EmulateViewport(1440, 900))
	b.leave("#register button.go")
	b.says("#notice", "已保存“太平街道”")
	b.says("main", "太平街道")
	for name, path := range map[string]string{
		"admin": "/admin", "admin-units": "/admin/units", "admin-unit": "/admin/units/110106008", "admin-unit-new": "/admin/units/new",
		"admin-themes": "/admin/themes", "admin-theme": "/admin/themes/%E5%9E%83%E5%9C%BE%E5%88%86%E7%B1%BB", "admin-words": "/admin/words", "admin-word": "/admin/words/columns.due",
	} {
		for _, lang := range []string{"zh", "en"} {
			for _, width := range []int64{1440, 390} {
				b.do(chromedp.EmulateViewport(width, 900), b.setLanguage(lang), b.visit(path))
				b.picture(fmt.Sprintf("%s-%s-%d", name, lang, width))
				if over := eval[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("%s in %s is %d pixels wider than a window of %d", name, lang, over, width)
				}
			}
		}
	}
}
