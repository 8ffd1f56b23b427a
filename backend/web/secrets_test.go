package web_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/notice"
	"taizhang/backend/web"
)

var (
	invitationIn   = regexp.MustCompile(`/invite/([A-Za-z0-9_-]{20,})`)
	subscriptionIn = regexp.MustCompile(`/feeds/([A-Za-z0-9_-]{20,})/`)
)

// What people and channels keep secret stands neither in the log at its most talkative nor in the audit log, whatever goes wrong with it:
// the secret of a phone, recovery codes, invitations, links of calendars, addresses and keys of robots, the mail server's password.
func TestNoSecretOfPeopleOrChannelsIsLogged(t *testing.T) {
	w, r := newTicking(t), newRobot(t)
	c := site(w.world).Config
	c.Log = slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	c.Notices = notice.Environment{Allowed: []string{r.URL}}
	w.Server = httptest.NewServer(web.New(c))
	t.Cleanup(w.Close)
	me := w.signedIn()
	phone, recovery := w.enrol(me)
	secrets := map[string]string{"phone's secret": phone, "recovery code": recovery[0], "recovery code, as it is kept": strings.ReplaceAll(recovery[0], "-", ""), "another's recovery code": "zzzzz-zzzzz"}
	half := w.browser()
	half.post("/sign-in", password).want(http.StatusSeeOther)
	half.post("/sign-in/code", url.Values{"code": {secrets["another's recovery code"]}}).want(http.StatusUnauthorized)
	half.post("/sign-in/code", url.Values{"code": {recovery[0]}}).want(http.StatusSeeOther)

	found := func(in *regexp.Regexp, page *answer) string {
		t.Helper()
		m := in.FindStringSubmatch(page.body)
		if m == nil {
			t.Fatalf("no secret on %s", page.Request.URL)
		}
		return m[1]
	}
	secrets["invitation"] = found(invitationIn, me.post("/accounts", url.Values{"name": {"王敏"}, "role": {"clerk"}}).want(http.StatusCreated))
	w.browser().post("/invite/"+secrets["invitation"], url.Values{"password": {"short"}, "again": {"short"}}).want(http.StatusUnprocessableEntity)
	secrets["subscription"] = found(subscriptionIn, me.post("/me/subscription", nil))
	w.browser().get("/feeds/" + secrets["subscription"] + "/due.ics?lang=none")
	w.browser().get("/feeds/" + secrets["subscription"] + "/none").want(http.StatusNotFound)

	secrets["robot's key"], secrets["robot's signing key"], secrets["mail password"] = "key-SECRET-1", "SEC0123456789abcdef-SECRET-2", "mail-SECRET-3"
	robot := url.Values{"kind": {"dingtalk"}, "name": {"群"}, "target": {r.URL + "/send?access_token=" + secrets["robot's key"]}, "secret": {secrets["robot's signing key"]}, "active": {"1"}}
	at := me.post("/admin/channels", robot).want(http.StatusSeeOther).Header.Get("Location")
	me.post(at+"/test", nil).want(http.StatusConflict) // it refuses the key
	r.Close()
	me.post(at+"/test", nil).want(http.StatusConflict) // it is not there
	robot.Set("target", robot.Get("target")+" \x00")
	me.post(at, robot)
	me.post("/admin/reminders/mail", url.Values{"host": {"127.0.0.1"}, "port": {"587"}, "security": {"starttls"}, "user": {"u"}, "password": {secrets["mail password"]}, "from": {"a@example.gov.cn"}}).want(http.StatusSeeOther)
	at = me.post("/admin/channels", url.Values{"kind": {"mail"}, "name": {"信箱"}, "target": {"b@example.gov.cn"}, "active": {"1"}}).want(http.StatusSeeOther).Header.Get("Location")
	me.post(at+"/test", nil).want(http.StatusConflict)

	rows, _, err := w.db.Audit(t.Context(), ledger.AuditFilter{})
	check(t, err)
	audit, err := json.Marshal(rows)
	check(t, err)
	if len(rows) < 8 || strings.Count(w.log.String(), `"request"`) < 15 {
		t.Fatalf("%d rows of audit, and too little is logged: %s", len(rows), w.log.String())
	}
	for what, secret := range secrets {
		if strings.Contains(w.log.String(), secret) || strings.Contains(w.log.String(), url.QueryEscape(secret)) {
			t.Errorf("the log holds the %s", what)
		}
		if strings.Contains(string(audit), secret) {
			t.Errorf("the audit log holds the %s", what)
		}
	}
}
