package web_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

var invitation = regexp.MustCompile(`http://[^<"]+(/invite/[\w-]{43})`)

// invited adds somebody through the page and returns the path of their invitation.
func invited(b *browser, name string, role ledger.OfficeRole, unit string) string {
	b.t.Helper()
	a := b.post("/accounts", url.Values{"name": {name}, "role": {string(role)}, "unit": {unit}}).want(http.StatusCreated, name)
	found := invitation.FindStringSubmatch(a.body)
	if found == nil {
		b.t.Fatalf("no invitation in\n%s", a.body)
	}
	return found[1]
}

func (w *world) person(name string) ledger.User {
	w.t.Helper()
	u, err := w.db.User(w.t.Context(), name)
	check(w.t, err)
	return *u
}

func chosen(password string) url.Values {
	return url.Values{"password": {password}, "again": {password}}
}

func TestInvitedPersonChoosesAPassword(t *testing.T) {
	w := newWorld(t)
	keeper := w.signedIn()
	link := invited(keeper, "李东河", ledger.Liaison, ownUnit)
	if u := w.person("李东河"); u.UnitCode != ownUnit || u.PasswordHash != "" || !u.Active {
		t.Errorf("added %+v", u)
	}
	b := w.browser()
	b.get(link).want(http.StatusOK, "李东河", "联络员")
	b.get(link).want(http.StatusOK) // opening it, as a mail program may, uses nothing up
	b.post(link, chosen("short")).want(http.StatusUnprocessableEntity, "至少 10 个字符")
	b.post(link, chosen("Password2024")).want(http.StatusUnprocessableEntity, "太常见")
	b.post(link, url.Values{"password": {"correct horse 电池"}, "again": {"correct horse"}}).want(http.StatusUnprocessableEntity, "不一样")
	b.post(link, chosen("correct horse 电池")).want(http.StatusSeeOther)
	if a := b.get("/").want(http.StatusSeeOther); a.Header.Get("Location") != "/me" {
		t.Errorf("begins at %q", a.Header.Get("Location"))
	}
	w.browser().get(link).want(http.StatusNotFound, "无效")
	w.browser().post(link, chosen("another horse 电池")).want(http.StatusNotFound)
	w.browser().post("/sign-in", url.Values{"name": {"李东河"}, "password": {"correct horse 电池"}}).want(http.StatusSeeOther)
}

func TestAccountsPageRefuses(t *testing.T) {
	w := newWorld(t)
	keeper := w.signedIn()
	me := fmt.Sprintf("/accounts/%d", w.person(testName).ID)
	for _, c := range []struct {
		path string
		form url.Values
		code int
		said string
	}{
		{"/accounts", url.Values{"name": {""}, "role": {"clerk"}}, 422, "用户名"},
		{"/accounts", url.Values{"name": {testName}, "role": {"clerk"}}, 409, "已有名为"},
		{"/accounts", url.Values{"name": {"某人"}, "role": {"chief"}}, 422, "没有“chief”这个角色"},
		{"/accounts", url.Values{"name": {"某人"}, "role": {"liaison"}}, 422, "联络员要选择所属单位"},
		{"/accounts", url.Values{"name": {"某人"}, "role": {"liaison"}, "unit": {"000"}}, 422, "000"},
		{me, url.Values{"role": {"clerk"}, "active": {"1"}}, 409, "不能更改自己"},
		{me, url.Values{"role": {"owner"}}, 409, "不能更改自己"},
		{"/accounts/999", url.Values{"role": {"clerk"}}, 404, "没有这个账号"},
		{"/accounts/x", url.Values{"role": {"clerk"}}, 404, "没有这个页面"},
	} {
		keeper.post(c.path, c.form).want(c.code, c.said)
	}
	if all, err := w.db.Users(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
}

// A security administrator keeps accounts, but neither makes an owner nor touches one.
func TestSecurityAdministratorIsNoOwner(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.SecurityAdmin]
	owner := fmt.Sprintf("/accounts/%d", s.person(testName).ID)
	if a := b.get("/accounts").want(http.StatusOK, testName); strings.Contains(a.body, `<option value="owner"`) {
		t.Error("may choose the owner's role")
	}
	b.post("/accounts", url.Values{"name": {"某人"}, "role": {"owner"}}).want(http.StatusUnprocessableEntity, "只有单机管理员")
	b.post(owner, url.Values{"role": {"clerk"}, "active": {"1"}}).want(http.StatusConflict, "只有单机管理员")
	b.post(owner+"/invite", nil).want(http.StatusConflict, "只有单机管理员")
	if u := s.person(testName); u.Role != ledger.Owner {
		t.Errorf("changed to %s", u.Role)
	}
}

func TestClosedAccountIsSignedOutEverywhere(t *testing.T) {
	s := newStaff(t)
	keeper, clerk := s.browsers[ledger.SecurityAdmin], s.browsers[ledger.Clerk]
	clerk.get("/reports").want(http.StatusOK)
	at := fmt.Sprintf("/accounts/%d", s.person("clerk").ID)
	keeper.get(at).want(http.StatusOK, "clerk", "127.0.0.1")
	keeper.post(at, url.Values{"role": {"clerk"}}).want(http.StatusSeeOther)
	clerk.get("/reports").want(http.StatusSeeOther)
	clerk.post("/sign-in", url.Values{"name": {"clerk"}, "password": {testPassword}}).want(http.StatusUnauthorized, "用户名或密码不对")
	keeper.post(at+"/invite", nil).want(http.StatusConflict, "已停用")
	keeper.post(at, url.Values{"role": {"clerk"}, "active": {"1"}}).want(http.StatusSeeOther)
	clerk.get("/reports").want(http.StatusSeeOther) // the old session stays ended
	s.signIn(ledger.Clerk)
	clerk.get("/reports").want(http.StatusOK)
	keeper.post(at+"/sessions/end", nil).want(http.StatusSeeOther)
	clerk.get("/reports").want(http.StatusSeeOther)
}

// A change of role holds at once, in sessions that are open too.
func TestRoleChangeHoldsAtOnce(t *testing.T) {
	s := newStaff(t)
	keeper, clerk := s.browsers[ledger.SecurityAdmin], s.browsers[ledger.Clerk]
	clerk.get("/reports/new").want(http.StatusOK)
	keeper.post(fmt.Sprintf("/accounts/%d", s.person("clerk").ID), url.Values{"role": {"leader"}, "active": {"1"}}).want(http.StatusSeeOther)
	clerk.get("/reports/new").want(http.StatusForbidden, "领导")
}

func TestOwnPassword(t *testing.T) {
	s := newStaff(t)
	here, there := s.browsers[ledger.Clerk], s.browser()
	there.post("/sign-in", url.Values{"name": {"clerk"}, "password": {testPassword}}).want(http.StatusSeeOther)
	here.get("/me").want(http.StatusOK, "2 处", "督查室经办")
	form := chosen("three green kettles")
	here.post("/me/password", form).want(http.StatusUnprocessableEntity, "原密码不对")
	form.Set("old", testPassword)
	here.post("/me/password", form).want(http.StatusSeeOther)
	here.get("/me").want(http.StatusOK, "密码已更改", "1 处")
	there.get("/reports").want(http.StatusSeeOther)
	there.post("/sign-in", url.Values{"name": {"clerk"}, "password": {testPassword}}).want(http.StatusUnauthorized)
	there.post("/sign-in", url.Values{"name": {"clerk"}, "password": {"three green kettles"}}).want(http.StatusSeeOther)
}

var endForm = regexp.MustCompile(`action="(/me/sessions/[0-9a-f]+/end)"`)

func TestOwnSessionsAreEnded(t *testing.T) {
	s := newStaff(t)
	here, there := s.browsers[ledger.Leader], s.browser()
	there.post("/sign-in", url.Values{"name": {"leader"}, "password": {testPassword}}).want(http.StatusSeeOther)
	found := endForm.FindAllStringSubmatch(here.get("/me").body, -1)
	if len(found) != 1 {
		t.Fatalf("%d sessions can be ended", len(found))
	}
	s.browsers[ledger.Clerk].post(found[0][1], nil).want(http.StatusSeeOther) // not theirs
	there.get("/reports").want(http.StatusOK)
	here.post(found[0][1], nil).want(http.StatusSeeOther)
	there.get("/reports").want(http.StatusSeeOther)
	here.get("/reports").want(http.StatusOK)
}

func TestSessionsEndWhenNotUsed(t *testing.T) {
	w := newWorld(t)
	now := noon
	web.SetClock(w.Config.Handler, func() time.Time { return now })
	b := w.signedIn()
	for range 5 {
		now = now.Add(29 * time.Minute)
		b.get("/reports").want(http.StatusOK)
	}
	now = now.Add(31 * time.Minute)
	b.get("/reports").want(http.StatusSeeOther)
	b.get("/reports").want(http.StatusSeeOther)
}

func TestLockOutIsTold(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	for i := range 5 {
		a := b.post("/sign-in", url.Values{"name": {testName}, "password": {"wrong"}})
		if i == 4 {
			a.want(http.StatusTooManyRequests, "1 分钟")
		}
	}
	b.post("/sign-in", url.Values{"name": {testName}, "password": {testPassword}}).want(http.StatusTooManyRequests)
	rows, n, err := w.db.Audit(t.Context(), ledger.AuditFilter{Action: "lock-out"})
	if err != nil || n != 1 || rows[0].Note != testName || rows[0].Address != "127.0.0.1" {
		t.Errorf("logged %+v, %v", rows, err)
	}
}

func TestAuditPage(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Auditor]
	s.browsers[ledger.Liaison].get("/reports").want(http.StatusForbidden)
	s.browsers[ledger.Clerk].post(entryPath(s.own)+"/moves", url.Values{"move": {"resolve"}, "note": {"=HYPERLINK(1)"}, "version": {"2"}}).want(http.StatusSeeOther)
	b.get("/audit").want(http.StatusOK, "拒绝访问", "GET /reports", "办结销号", s.own)
	s.browsers[ledger.Leader].get("/reports/1/original").want(http.StatusOK)
	b.get("/audit?action=export&actor=leader").want(http.StatusOK, "1 条", "报告")
	b.get("/audit?action=refused").want(http.StatusOK, "1 条", "liaison")
	b.get("/audit?number="+url.QueryEscape(s.own)+"&actor=clerk").want(http.StatusOK, "1 条", "HYPERLINK")
	b.get("/audit?number=none").want(http.StatusBadRequest, "没有编号 none")
	b.get("/audit?from=2024-13-01").want(http.StatusBadRequest)
	b.get("/audit/export?number=none").want(http.StatusBadRequest)
	a := b.get("/audit/export").want(http.StatusOK)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n, err := s.db.Revision(t.Context())
	check(t, err)
	if int64(len(rows)-1) != n {
		t.Errorf("%d rows exported of %d", len(rows)-1, n)
	}
	last := rows[len(rows)-1]
	if last[0] != fmt.Sprint(n) || last[2] != "auditor" || last[5] != "导出" || len(last[12]) != 64 {
		t.Errorf("the last row is %q", last)
	}
	if !strings.Contains(a.body, "'=HYPERLINK") {
		t.Error("a formula is not guarded")
	}
	if found, err := s.db.VerifyAudit(t.Context(), nil); err != nil || found.Break != nil {
		t.Errorf("the chain: %+v, %v", found, err)
	}
}

// The first user of a fresh system has no password, signs in by the link, and chooses one.
func TestFirstUserChoosesAPassword(t *testing.T) {
	w := newWorld(t)
	check(t, w.db.Write(t.Context(), ledger.System, func(tx *store.Writer) error {
		u, err := tx.AddUser(ledger.User{Name: "管理员", Account: ledger.Account{Role: ledger.Owner}})
		if err != nil {
			return err
		}
		return tx.AddLink(web.HashSecret("first"), u.ID, noon.Add(time.Hour))
	}))
	b := w.browser()
	b.get("/enter/first").want(http.StatusSeeOther)
	if a := b.get("/me").want(http.StatusOK, "设置密码"); strings.Contains(a.body, `name="old"`) {
		t.Error("asks for a password that there is not")
	}
	b.post("/me/password", chosen("three green kettles")).want(http.StatusSeeOther)
	w.browser().post("/sign-in", url.Values{"name": {"管理员"}, "password": {"three green kettles"}}).want(http.StatusSeeOther)
}

func TestAccountsAreImportedOrNot(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	send := func(name, text string) *answer {
		t.Helper()
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", name)
		check(t, err)
		_, err = part.Write([]byte(text))
		check(t, err)
		check(t, form.Close())
		return b.do("POST", "/accounts/import", &body, http.Header{"Content-Type": {form.FormDataContentType()}})
	}
	send("a.csv", "姓名,角色,单位\n李桥,联络员,太平桥街道\n赵,科长,\n"+testName+",领导,\n").want(http.StatusUnprocessableEntity, "B3", "A4", "没有导入任何数据")
	send("a.pdf", "%PDF-1.7").want(http.StatusUnprocessableEntity)
	send("a.csv", "").want(http.StatusUnprocessableEntity, "请选择文件")
	if all, err := w.db.Users(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
	a := send("a.csv", "姓名,角色,单位\n李桥,联络员,太平桥\n赵,领导,\n").want(http.StatusCreated, "李桥", "2 个账号")
	links := invitation.FindAllStringSubmatch(a.body, -1)
	if len(links) != 2 {
		t.Fatalf("%d invitations", len(links))
	}
	w.browser().post(links[0][1], chosen("three green kettles")).want(http.StatusSeeOther)
	if u := w.person("李桥"); u.UnitCode != ownUnit || u.PasswordHash == "" {
		t.Errorf("added %+v", u)
	}
	s := newStaff(t)
	b = s.browsers[ledger.SecurityAdmin]
	b.world = s.world
	send("a.csv", "姓名,角色\n某人,单机管理员\n").want(http.StatusUnprocessableEntity, "只有单机管理员")
}

// The first person of an empty ledger is led from the link to an account of their own, the units and the first report.
func TestFirstSteps(t *testing.T) {
	w := newWorld(t)
	tester, err := w.db.User(t.Context(), testName)
	check(t, err)
	var first *ledger.User
	check(t, w.db.Write(t.Context(), ledger.System, func(tx *store.Writer) error {
		if first, err = tx.AddUser(ledger.User{Name: "管理员", Account: ledger.Account{Role: ledger.Owner}}); err != nil {
			return err
		}
		_, err := tx.SetAccount(tester.ID, ledger.Account{Role: ledger.Clerk}, true)
		return err
	}))
	if u, err := w.db.FirstOwner(t.Context()); err != nil || u.ID != first.ID {
		t.Fatalf("the first owner is %+v, %v", u, err)
	}
	link := func(secret string) {
		t.Helper()
		check(t, w.db.Write(t.Context(), ledger.System, func(tx *store.Writer) error { return tx.AddLink(web.HashSecret(secret), first.ID, noon.Add(time.Hour)) }))
	}
	link("first")
	b := w.browser()
	if at := b.get("/enter/first").want(http.StatusSeeOther).Header.Get("Location"); at != "/setup" {
		t.Errorf("led to %s", at)
	}
	b.get("/setup").want(http.StatusOK, "设置您自己的账号", "核对单位名录", "导入第一份报告")
	typed := func(name, password, again string) url.Values {
		return url.Values{"name": {name}, "password": {password}, "again": {again}}
	}
	b.post("/setup", typed("王芳", "three green kettles", "three green kettle")).want(http.StatusUnprocessableEntity, "不一样", `value="王芳"`)
	b.post("/setup", typed("王芳", "password123", "password123")).want(http.StatusUnprocessableEntity, "太常见")
	b.post("/setup", typed(testName, "three green kettles", "three green kettles")).want(http.StatusConflict, "已有名为")
	b.post("/setup", typed("王芳", "three green kettles", "three green kettles")).want(http.StatusSeeOther)
	b.get("/setup").want(http.StatusOK, "您的账号", "王芳", "/reports/new")
	b.post("/setup", typed("李四", "three green kettles", "three green kettles")).want(http.StatusSeeOther)
	w.browser().post("/sign-in", url.Values{"name": {"王芳"}, "password": {"three green kettles"}}).want(http.StatusSeeOther)
	if _, err := w.db.User(t.Context(), "管理员"); ledger.AsMistake(err) == nil {
		t.Errorf("the first name is still there: %v", err)
	}
	link("again")
	if at := b.get("/enter/again").want(http.StatusSeeOther).Header.Get("Location"); at != "/" {
		t.Errorf("once there is a password, led to %s", at)
	}
	b.get("/me").want(http.StatusOK, "王芳")
}
