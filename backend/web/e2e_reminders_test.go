package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// TestE2ERemind asks a unit by hand in a browser without script, and has its liaison see and read it; the pages of reminders and of their
// settings fit a wide window and a telephone in both languages.
func TestE2ERemind(t *testing.T) {
	b := openTab(t, false)
	b.withReport(true)
	e := b.someTaskOf(ownUnit)
	hash := b.person(testName).PasswordHash
	check(t, b.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		_, err := w.AddUser(ledger.User{Name: "李东河", PasswordHash: hash, Account: ledger.Account{Role: ledger.Liaison, UnitCode: ownUnit}})
		return err
	}))
	b.do(b.visit(entryPath(e.Number)), chromedp.SendKeys(chromedp.CSS("#remind-note"), "请于本周五前报送进展"))
	b.leave("form.remind button")
	b.says("#notice", "催办 1 个单位")
	b.says("#reminders", "请于本周五前报送进展")
	b.says("#reminders", "未读")
	b.leave("form.remind button")
	b.says("#reminders .wrong", "一事一天只催一次")
	b.pictures("reminders", "/reminders")
	b.pictures("admin-reminders", "/admin/reminders")
	b.pictures("channel-new", "/admin/channels/new?kind=dingtalk")
	b.pictures("entry-reminded", entryPath(e.Number))

	b.do(chromedp.EmulateViewport(1440, 900), b.setLanguage("zh"), b.visit("/"))
	b.leave("form[action='/sign-out'] button")
	b.do(b.visit("/sign-in"), chromedp.SendKeys(chromedp.CSS("[name=name]"), "李东河"), chromedp.SendKeys(chromedp.CSS("[name=password]"), testPassword))
	b.leave("form[action='/sign-in'] button")
	b.do(b.visit("/me"))
	b.says("main", "有 1 条催办待反馈")
	b.leave(".hint.banner a")
	b.says(".reminders", "请于本周五前报送进展")
	b.pictures("unit-reminders", "/units/"+ownUnit+"/reminders")
	b.do(b.setLanguage("zh"), b.visit("/units/"+ownUnit+"/reminders"))
	b.leave(".reminders form button")
	b.says("#notice", "已标记 1 条催办为已读")
	b.says(".reminders", "李东河")
}

// someTaskOf is an open entry that the unit answers for.
func (w *world) someTaskOf(unit string) (found ledger.Entry) {
	w.t.Helper()
	err := w.db.EachEntry(w.t.Context(), ledger.Filter{Unit: unit, Status: string(ledger.Registered)}, ledger.Day{}, func(e *ledger.Entry) error {
		if found.ID == 0 && e.AnsweredBy(unit) {
			found = *e
		}
		return nil
	})
	if check(w.t, err); found.ID == 0 {
		w.t.Fatalf("%s answers for nothing", unit)
	}
	return found
}

// pictures shows a page in both languages, wide and narrow, and fails where it is wider than its window.
func (b *tab) pictures(name, path string) {
	b.t.Helper()
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
