package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

var shownToken = regexp.MustCompile(`tz_[a-z0-9]{26}`)

// A person makes a token, which acts in the person's name with what the person may, and revokes it.
func TestTokensOfPeople(t *testing.T) {
	s := newStaff(t)
	liaison := s.browsers[ledger.Liaison]
	call := func(method, path, token, body string) *answer {
		return s.browser().do(method, "/api/v1"+path, strings.NewReader(body), http.Header{"Authorization": {"Bearer " + token}, "If-Match": {"*"}})
	}
	make := func(name, days, readOnly string) *answer {
		return liaison.post("/me/tokens", url.Values{"name": {name}, "days": {days}, "read_only": {readOnly}})
	}
	secret := shownToken.FindString(make("待办", "90", "").want(http.StatusOK, "只显示这一次").body)
	reads := shownToken.FindString(make("大屏", "30", "1").want(http.StatusOK, "只能读取").body)
	make("待办", "90", "").want(http.StatusConflict, "已有名为")
	make("", "90", "").want(http.StatusUnprocessableEntity, "1 到")
	make("长", "9999", "").want(http.StatusUnprocessableEntity)
	liaison.get("/me").want(http.StatusOK, "待办", "大屏", "还没有用过").without(secret, reads)

	call("GET", "/me", secret, "").want(http.StatusOK, `"name":"liaison"`, `"person":true`, `"unit":"`+ownUnit+`"`, `"handle":"own"`, `"token":"待办"`)
	call("GET", entryPath(s.other), secret, "").want(http.StatusForbidden)
	report := `{"move": "report", "progress": "开工", "percent": 10}`
	call("POST", entryPath(s.own)+"/moves", reads, report).want(http.StatusForbidden, "只能读取")
	call("GET", entryPath(s.own), reads, "").want(http.StatusOK)
	call("POST", entryPath(s.own)+"/moves", secret, report).want(http.StatusOK)
	call("GET", entryPath(s.own)+"/events", secret, "").want(http.StatusOK, `"actor":"liaison","via":"api"`)
	liaison.get("/me").want(http.StatusOK, "最近使用")

	u, err := s.db.User(t.Context(), string(ledger.Liaison))
	check(t, err)
	tokens, err := s.db.Tokens(t.Context(), u.ID)
	check(t, err)
	s.browsers[ledger.Clerk].post("/me/tokens/1/drop", nil).want(http.StatusNotFound) // a program's, and nobody's else
	for _, k := range tokens {
		if k.Name == "待办" {
			liaison.post("/me/tokens/"+itoa(k.ID)+"/drop", nil).want(http.StatusSeeOther)
		}
	}
	a := call("GET", "/me", secret, "").want(http.StatusUnauthorized, "/api/problems/unauthorized")
	if !strings.Contains(a.Header.Get("WWW-Authenticate"), "invalid_token") {
		t.Errorf("asked for %q", a.Header.Get("WWW-Authenticate"))
	}
	s.browsers[ledger.SecurityAdmin].post("/accounts/"+itoa(u.ID), url.Values{"role": {"liaison"}, "unit": {ownUnit}}).want(http.StatusSeeOther) // closed
	call("GET", "/me", reads, "").want(http.StatusUnauthorized)
}
