package web_test

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// month is a district's month as four people play it in a browser, on the real report.
type month struct {
	*tab
	parent string            // the number of the task that asks every sub-district
	child  map[string]string // the number of each unit's part, by the unit's code
}

const secondUnit = "110106003"

var cast = []ledger.User{
	{Name: "王经办", Account: ledger.Account{Role: ledger.Clerk}},
	{Name: "李联络", Account: ledger.Account{Role: ledger.Liaison, UnitCode: ownUnit}},
	{Name: "陈联络", Account: ledger.Account{Role: ledger.Liaison, UnitCode: secondUnit}},
	{Name: "赵主任", Account: ledger.Account{Role: ledger.Leader}},
}

const theClerk, liaisonA, liaisonB, theLeader = "王经办", "李联络", "陈联络", "赵主任"

func newMonth(t *testing.T) *month {
	m := &month{tab: openTab(t, true), child: map[string]string{}}
	hash, err := argon2id.CreateHash(testPassword, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	check(t, err)
	check(t, m.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		for _, u := range cast {
			u.PasswordHash = hash
			if _, err := w.AddUser(u); err != nil {
				return err
			}
		}
		return nil
	}))
	return m
}

// as lets somebody else take the seat.
func (m *month) as(name string) {
	m.t.Helper()
	m.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, network.ClearBrowserCookies, cdp.Empty{})
		return chromedp.Void{}, err
	}, m.visit("/sign-in"), chromedp.SendKeys(chromedp.CSS("[name=name]"), name), chromedp.SendKeys(chromedp.CSS("[name=password]"), testPassword))
	m.leave("form[action='/sign-in'] button")
}

// fill types into fields by their ids.
func (m *month) fill(fields map[string]string) {
	m.t.Helper()
	for id, words := range fields {
		m.do(chromedp.SetValue(chromedp.CSS("#"+id), words))
	}
}

// press clicks a button that leads to another page.
func (m *month) press(selector, then, words string) {
	m.t.Helper()
	m.leave(selector)
	m.says(then, words)
}

// swap clicks what is answered within the page.
func (m *month) swap(selector, then, words string) {
	m.t.Helper()
	m.do(chromedp.Click(chromedp.CSS(selector)))
	m.says(then, words)
}

// until waits for something to be true in the page.
func (m *month) until(expression string) {
	m.t.Helper()
	for range 400 {
		if eval[bool](m.tab, expression) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	m.picture("failed")
	m.t.Fatalf("never true: %s", expression)
}

// shot takes a picture in which nothing may be wider than the window, and holds the page to the rules of accessibility.
func (m *month) shot(name string) {
	m.t.Helper()
	for width, suffix := range map[int64]string{1440: "-1440", 390: "-390"} {
		m.do(chromedp.EmulateViewport(width, 900))
		m.picture("month-" + name + suffix)
		if over := eval[int](m.tab, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			m.t.Errorf("%s is %d pixels wider than a window of %d", name, over, width)
		}
	}
	m.do(chromedp.EmulateViewport(1440, 900))
	m.accessible(name)
}

// TestE2EMonth plays a month: the report comes in, a task is divided among 26 units, one unit reports with a file, another
// asks for more time and is given it, is chased, submits, is sent back; what is done is verified and struck off, comes back
// once, and the month is sealed.
func TestE2EMonth(t *testing.T) {
	m := newMonth(t)
	m.as(theClerk)
	m.reportIn()
	m.divideAmongAll()
	m.as(liaisonA)
	m.reportWithFile()
	m.as(liaisonB)
	m.askForTime()
	m.as(theClerk)
	m.grantAndRemind()
	m.as(liaisonB)
	m.submit(secondUnit, "已完成台账")
	m.as(liaisonA)
	m.submit(ownUnit, "辖区点位全部整改完毕，复查合格")
	m.as(theClerk)
	m.verifyAndSendBack()
	m.as(liaisonB)
	m.answerAgain()
	m.as(theClerk)
	m.strikeFromTheList()
	m.rebound()
	m.sealMonth()
	m.as(theLeader)
	m.lookOn()
	m.chainHolds()
}

func (m *month) reportIn() {
	m.do(m.visit("/reports/new"), chromedp.SetValue(chromedp.CSS("[name=text]"), string(realPage(m.t).Data)), chromedp.SetValue(chromedp.CSS("[name=published]"), "2024-09-06"))
	m.leave("form[action='/reports'] button:not([type=button])")
	m.swap("#desk-counts button", "#desk-counts", "已全部核对")
	m.picture("month-01-reviewed-1440")
	if m.parent = m.shared(); m.parent == "" {
		m.t.Fatal("no task of the report asks every sub-district")
	}
}

func (m *month) divideAmongAll() {
	m.do(m.visit(entryPath(m.parent)))
	m.shot("02-registered")
	m.swap("#moves a[href*='move=divide']", "#move", "街镇")
	m.do(chromedp.Click(chromedp.CSS(".presets a")))
	m.until(`document.querySelectorAll("#move [name=unit]:checked").length == 26`)
	m.shot("03-divide")
	m.fill(map[string]string{"move-due": "2024-09-25"})
	m.press("#move button.go", "#move", "26 项子事项")
	m.shot("04-divide-preview")
	m.swap("#move button[value=divide]", "#parts", "共 26 项")
	m.shot("05-divided")
	parent, err := m.db.Entry(m.t.Context(), m.parent)
	check(m.t, err)
	children, err := m.db.Children(m.t.Context(), parent.ID)
	check(m.t, err)
	for _, c := range children {
		m.child[c.Answering()[0]] = c.Number
	}
	if len(m.child) != 26 {
		m.t.Fatalf("%d parts, not 26", len(m.child))
	}
}

// item is the place of a unit's part on the page of what waits for it.
func (m *month) item(code, name string) string {
	return "form[action='" + entryPath(m.child[code]) + "/moves'] button[value=" + name + "]"
}

// form is the way to a form under the unit's part.
func (m *month) form(code, move string) string {
	return "a[href*='" + url.Values{"entry": {m.child[code]}, "move": {move}}.Encode() + "']"
}

func (m *month) reportWithFile() {
	m.do(m.visit("/"))
	m.says("#new", m.child[ownUnit])
	m.shot("06-to-acknowledge")
	m.press(m.item(ownUnit, "acknowledge"), "#notice", "签收")
	m.press(m.form(ownUnit, "report"), "#move", "本期进展")
	m.fill(map[string]string{"move-progress": "已排查 120 处，整改 96 处", "move-problems": "24 处产权单位不明", "move-steps": "9 月 24 日前逐处核实", "move-percent": "80"})
	folder := m.t.TempDir()
	wrong, file := filepath.Join(folder, "清单.zip"), filepath.Join(folder, "整改清单.txt")
	check(m.t, os.WriteFile(wrong, []byte("PK\x05\x06"+strings.Repeat("\x00", 18)), 0o600))
	check(m.t, os.WriteFile(file, []byte("一、南里 12 处，已整改\n二、北里 8 处，已整改\n"), 0o600))
	m.do(chromedp.SetUploadFiles(chromedp.CSS("#move-file"), []string{wrong}))
	m.press("#move button.go", "#move .wrong", "不能作为附件")
	if kept := eval[string](m.tab, `document.querySelector("#move-problems").value`); kept != "24 处产权单位不明" {
		m.t.Errorf("the refused form keeps %q", kept)
	}
	m.shot("07-refused-file")
	m.do(chromedp.SetUploadFiles(chromedp.CSS("#move-file"), []string{file}))
	m.press("#move button.go", "#notice", "反馈进展")
	m.do(m.visit(entryPath(m.child[ownUnit])))
	m.says("#feedback .files", "整改清单.txt")
	m.shot("08-reported")
}

func (m *month) askForTime() {
	m.do(m.visit("/me"))
	m.press(m.item(secondUnit, "acknowledge"), "#notice", "签收")
	m.press(m.form(secondUnit, "ask-more"), "#move", "预计完成时间")
	m.fill(map[string]string{"move-note": "涉及三家产权单位，需逐家协调", "move-due": "2024-09-30", "move-progress": "已联系两家"})
	m.press("#move button.go", "#notice", "申请延期")
	m.shot("09-asked-for-time")
}

func (m *month) grantAndRemind() {
	m.do(m.visit("/me"))
	m.says("#asking", m.child[secondUnit])
	m.shot("10-office")
	m.do(m.visit(entryPath(m.child[secondUnit])))
	m.shot("11-extension")
	m.swap("#extension button[value=extend]", "#entry", "同意延期")
	m.says(".facts", "9 月 30 日")
	m.fill(map[string]string{"remind-note": "请尽快反馈进展"})
	m.press("#reminders button", "#reminders", "请尽快反馈进展")
	m.shot("12-reminded")
}

func (m *month) submit(code, done string) {
	m.do(m.visit("/me"))
	m.press(m.form(code, "submit"), "#move", "办理情况")
	m.fill(map[string]string{"move-note": done})
	m.press("#move button.go", "#notice", "报请销号")
	m.says("#waiting", m.child[code])
}

func (m *month) verifyAndSendBack() {
	m.do(m.visit("/me"))
	m.says("#submitted", m.child[ownUnit])
	m.shot("13-to-verify")
	m.press(m.form(secondUnit, "send-back"), "#move", "理由")
	m.fill(map[string]string{"move-note": "请写明整改处数"})
	m.press("#move button.go", "#notice", "退回重办")
	m.do(m.visit(entryPath(m.child[ownUnit])), chromedp.SendKeys(chromedp.CSS("#note-verify"), "现场抽查 10 处，属实"))
	m.swap("#moves button[value=verify]", "#entry header", "已核查")
	m.swap("#moves button[value=strike]", "#entry header", "已销号")
	m.says("#entry", "已核查办结")
	m.shot("14-struck-off")
}

func (m *month) answerAgain() {
	m.do(m.visit("/me"))
	m.says("#sent-back", "请写明整改处数")
	m.shot("15-sent-back")
	m.press(m.form(secondUnit, "report"), "#move", "本期进展")
	m.fill(map[string]string{"move-progress": "整改 58 处，全部完成", "move-percent": "100"})
	m.press("#move button.go", "#notice", "反馈进展")
	m.press(m.form(secondUnit, "submit"), "#move", "办理情况")
	if again := eval[string](m.tab, `document.querySelector("#move-note").value`); again != "整改 58 处，全部完成" {
		m.t.Errorf("the form to submit begins with %q, not with what was reported", again)
	}
	m.press("#move button.go", "#notice", "报请销号")
}

// strikeFromTheList strikes off in one click and one line, as before.
func (m *month) strikeFromTheList() {
	m.do(m.visit("/entries?status=submitted"))
	row := "#" + eval[string](m.tab, `document.querySelector("tr[id^=row-]").id`)
	m.do(chromedp.Click(chromedp.CSS(row+" summary")), chromedp.SendKeys(chromedp.CSS(row+" [name=note]"), "核查属实，已办结"))
	m.swap(row+" form button.go", row, "已销号")
	m.do(m.visit(entryPath(m.parent)))
	m.says("#parts", "已销号 2")
	m.shot("16-parts")
}

func (m *month) rebound() {
	m.do(m.visit(entryPath(m.child[ownUnit])))
	m.swap("#moves a[href*='move=rebound']", "#move", "理由")
	m.fill(map[string]string{"move-note": "回头看发现 3 处堆物反弹"})
	m.swap("#move button.go", "#entry header", "反弹 1 次")
	m.shot("17-rebound")
}

func (m *month) sealMonth() {
	m.do(m.visit("/months/2024-09?seal=1"), chromedp.Click(chromedp.CSS("[name=sure]")))
	m.press("#seal button", "#seal", "封账")
	m.shot("18-sealed")
}

// lookOn is a leader's look: all is there to be read, nothing to be done.
func (m *month) lookOn() {
	m.do(m.visit(entryPath(m.parent)))
	m.says("#parts", "共 26 项")
	if n := eval[int](m.tab, `document.querySelectorAll("#entry form, #entry .menu").length`); n != 0 {
		m.t.Errorf("a leader is offered %d forms", n)
	}
	m.shot("19-leader")
}

// chainHolds verifies the audit log of all that was done.
func (m *month) chainHolds() {
	found, err := m.db.VerifyAudit(m.t.Context(), nil)
	check(m.t, err)
	if found.Break != nil {
		m.t.Errorf("the log breaks: %+v", found.Break)
	}
	m.t.Logf("%d events in an unbroken chain, %d parts of %s", found.Checked, len(m.child), m.parent)
}
