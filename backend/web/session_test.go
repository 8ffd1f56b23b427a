package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.get("/entries?kind=task").want(http.StatusSeeOther)
	a := b.post("/sign-in", url.Values{"name": {testName}, "password": {"wrong"}, "next": {"/entries?kind=task"}})
	a.want(http.StatusUnauthorized, "用户名或密码不对", testName, "/entries?kind=task")
	a = b.post("/sign-in", url.Values{"name": {testName}, "password": {testPassword}, "next": {"/entries?kind=task"}})
	if a.want(http.StatusSeeOther); a.Header.Get("Location") != "/entries?kind=task" {
		t.Errorf("led to %q", a.Header.Get("Location"))
	}
	b.get("/").want(http.StatusOK, testName)
	b.post("/sign-out", nil).want(http.StatusSeeOther)
	b.get("/").want(http.StatusSeeOther)
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	w := newWorld(t)
	for _, next := range []string{"https://elsewhere.example/", "//elsewhere.example", `/\elsewhere.example`, "javascript:alert(1)"} {
		a := w.browser().post("/sign-in", url.Values{"name": {testName}, "password": {testPassword}, "next": {next}}).want(http.StatusSeeOther)
		if a.Header.Get("Location") != "/" {
			t.Errorf("%q led to %q", next, a.Header.Get("Location"))
		}
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	b := newWorld(t).browser()
	last := 0
	for range 7 {
		last = b.post("/sign-in", url.Values{"name": {testName}, "password": {"wrong"}}).StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the seventh guess was answered with %d", last)
	}
}

func TestOneTimeLink(t *testing.T) {
	w := newWorld(t)
	user, err := w.db.User(t.Context(), testName)
	check(t, err)
	check(t, w.db.Write(t.Context(), ledger.System, func(tx *store.Writer) error {
		if err := tx.AddLink(web.HashSecret("old"), user.ID, noon.Add(-time.Second)); err != nil {
			return err
		}
		return tx.AddLink(web.HashSecret("fresh"), user.ID, noon.Add(time.Hour))
	}))
	first, second := w.browser(), w.browser()
	first.get("/enter/old").want(http.StatusUnauthorized)
	first.get("/enter/fresh").want(http.StatusSeeOther)
	first.get("/").want(http.StatusOK, testName)
	second.get("/enter/fresh").want(http.StatusUnauthorized, "已经用过或过期")
	if a := first.get("/enter/fresh").want(http.StatusSeeOther); a.Header.Get("Location") != "/" {
		t.Errorf("a used link leads the person who used it to %q", a.Header.Get("Location"))
	}
}

func TestLanguage(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.get("/").want(http.StatusOK, `lang="zh`, "总览")
	b.lang = "en-GB,en;q=0.9,zh;q=0.5"
	b.get("/").want(http.StatusOK, `lang="en`, "Overview")
	b.post("/language", url.Values{"lang": {"zh"}, "next": {"/entries?kind=task"}}).want(http.StatusSeeOther)
	b.get("/").want(http.StatusOK, "总览")
	a := b.post("/language", url.Values{"lang": {"fr"}})
	if a.want(http.StatusBadRequest); !strings.Contains(a.body, "zh") {
		t.Error("the refusal does not name the languages")
	}
}
