package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
	"taizhang/seeds"
)

// ticking is a world whose clock the test moves: each look at the phone takes half a minute.
type ticking struct {
	*world
	at time.Time
}

func newTicking(t *testing.T) *ticking {
	w := newWorld(t)
	all := &ticking{w, noon}
	days, err := calendar.Read(bytes.NewReader(seeds.Holidays))
	check(t, err)
	all.Server = httptest.NewServer(web.New(web.Config{Store: w.db, Calendar: days, Location: time.UTC, Now: func() time.Time { return all.at }, Log: slog.New(slog.NewTextHandler(w.log, nil))}))
	t.Cleanup(all.Close)
	return all
}

// code is what the phone shows half a minute later.
func (w *ticking) code(secret string) url.Values {
	w.at = w.at.Add(30 * time.Second)
	code, err := totp.GenerateCode(secret, w.at)
	check(w.t, err)
	return url.Values{"code": {code}}
}

var (
	secretIn   = regexp.MustCompile(`<code>([A-Z2-7]{32})</code>`)
	recoveryIn = regexp.MustCompile(`<code>([a-z2-7]{5}-[a-z2-7]{5})</code>`)
	password   = url.Values{"name": {testName}, "password": {testPassword}, "next": {"/units"}}
)

// enrol sets a phone up in a browser that is signed in, and returns its secret and the recovery codes.
func (w *ticking) enrol(b *browser) (secret string, recovery []string) {
	w.t.Helper()
	page := b.get("/me/two-step").want(http.StatusOK, "<svg", "密钥")
	found := secretIn.FindStringSubmatch(page.body)
	if found == nil || secretIn.FindString(b.get("/me/two-step").body) != found[0] {
		w.t.Fatal("no secret, or another one on every look")
	}
	b.post("/me/two-step", url.Values{"code": {"000000"}}).want(http.StatusUnprocessableEntity, "验证码不对", found[1])
	for _, m := range recoveryIn.FindAllStringSubmatch(b.post("/me/two-step", w.code(found[1])).want(http.StatusCreated, "恢复码").body, -1) {
		recovery = append(recovery, m[1])
	}
	if len(recovery) != 10 || len(slices.Compact(slices.Sorted(slices.Values(recovery)))) != 10 {
		w.t.Fatalf("recovery codes %q", recovery)
	}
	return found[1], recovery
}

func TestTwoStepSignIn(t *testing.T) {
	w := newTicking(t)
	me := w.signedIn()
	secret, recovery := w.enrol(me)
	b := w.browser()
	b.get("/sign-in/code").want(http.StatusSeeOther)
	b.post("/sign-in/code", w.code(secret)).want(http.StatusSeeOther)
	if at := b.post("/sign-in", password).want(http.StatusSeeOther).Header.Get("Location"); at != "/sign-in/code" {
		t.Fatalf("the password alone leads to %s", at)
	}
	b.get("/units").want(http.StatusSeeOther)
	code := w.code(secret)
	b.post("/sign-in/code", url.Values{"code": {"123456"}}).want(http.StatusUnauthorized, "验证码不对")
	if at := b.post("/sign-in/code", code).want(http.StatusSeeOther).Header.Get("Location"); at != "/units" {
		t.Errorf("led to %s", at)
	}
	b.get("/units").want(http.StatusOK)
	again := w.browser()
	again.post("/sign-in", password).want(http.StatusSeeOther)
	again.post("/sign-in/code", code).want(http.StatusUnauthorized, "已经用过")
	again.post("/sign-in/code", url.Values{"code": {" " + strings.ToUpper(recovery[3]) + " "}}).want(http.StatusSeeOther)
	again.get("/me/two-step").want(http.StatusOK, "还剩 9 个恢复码")
	third := w.browser()
	third.post("/sign-in", password).want(http.StatusSeeOther)
	third.post("/sign-in/code", url.Values{"code": {recovery[3]}}).want(http.StatusUnauthorized)
	w.at = w.at.Add(6 * time.Minute)
	if at := third.post("/sign-in/code", w.code(secret)).want(http.StatusSeeOther).Header.Get("Location"); at != "/sign-in" {
		t.Errorf("long after the password, led to %s", at)
	}
	again.post("/me/two-step/codes", w.code(secret)).want(http.StatusCreated)
	again.post("/me/two-step/off", url.Values{"code": {recovery[5]}}).want(http.StatusUnprocessableEntity, "验证码不对")
	again.post("/me/two-step/off", w.code(secret)).want(http.StatusSeeOther)
	last := w.browser()
	last.post("/sign-in", password).want(http.StatusSeeOther)
	last.get("/units").want(http.StatusOK)
}

// Whoever knows the password cannot try all codes: they count as failures, which the password does not take back.
func TestGuessingCodesIsSlowedDown(t *testing.T) {
	w := newTicking(t)
	secret, _ := w.enrol(w.signedIn())
	b, last := w.browser(), 0
	for range 6 {
		b.post("/sign-in", password)
		last = b.post("/sign-in/code", url.Values{"code": {"123456"}}).StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the sixth guess was answered with %d", last)
	}
	b.post("/sign-in", password).want(http.StatusTooManyRequests)
	w.at = w.at.Add(3 * time.Minute)
	b.post("/sign-in", password).want(http.StatusSeeOther)
	b.post("/sign-in/code", w.code(secret)).want(http.StatusSeeOther)
}

// The security administrator says which roles need a second step, and takes one off; both are in the log.
func TestTwoStepIsAskedOfRoles(t *testing.T) {
	w := newTicking(t)
	owner := w.signedIn()
	owner.post("/accounts/two-step", url.Values{"roles": {"chief"}}).want(http.StatusUnprocessableEntity)
	owner.post("/accounts/two-step", url.Values{"roles": {"owner", "auditor"}}).want(http.StatusSeeOther)
	owner.get("/units").want(http.StatusOK)
	b := w.signedIn()
	if at := b.get("/units").want(http.StatusSeeOther).Header.Get("Location"); at != "/me/two-step" {
		t.Errorf("led to %s", at)
	}
	b.post("/accounts/two-step", nil).want(http.StatusUnauthorized, "两步验证")
	secret, _ := w.enrol(b)
	b.get("/units").want(http.StatusOK)
	b.post("/me/two-step/off", w.code(secret)).want(http.StatusConflict, "不能关闭")
	user, err := w.db.User(t.Context(), testName)
	check(t, err)
	clerk := ledger.User{Name: "王芳", Account: ledger.Account{Role: ledger.Clerk}}
	check(t, w.db.Write(t.Context(), ledger.System, func(tx *store.Writer) error {
		u, err := tx.AddUser(clerk)
		if err != nil {
			return err
		}
		clerk = *u
		return tx.StartTwoStep(u.ID, secret, 0, nil)
	}))
	page := b.get("/accounts/" + itoa(clerk.ID))
	page.want(http.StatusOK, "重置两步验证")
	b.post("/accounts/"+itoa(clerk.ID)+"/two-step/reset", nil).want(http.StatusSeeOther)
	b.post("/accounts/"+itoa(user.ID)+"/two-step/reset", nil)
	b.get("/audit").want(http.StatusOK, "重置两步验证", "开启两步验证", "设定须两步验证的角色")
	if u, err := w.db.UserByID(t.Context(), clerk.ID); err != nil || u.TwoStep {
		t.Errorf("after the reset: %+v, %v", u, err)
	}
	if a := b.get("/audit/export").want(http.StatusOK); strings.Contains(a.body, secret) {
		t.Error("the secret is in the log")
	}
}
