package web_test

import (
	"net/http"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

// calendarAndLights changes the calendar and the rules of lights, each tried first.
func (k *contract) calendarAndLights() {
	k.t.Helper()
	e, err := k.db.Entry(k.t.Context(), task1)
	check(k.t, err)
	check(k.t, k.db.Write(k.t.Context(), ledger.System, func(w *store.Writer) error { // twenty working days from 6 September on
		_, err := w.Edit(e.ID, 0, ledger.Change{Kind: e.Kind, Text: e.Text, Theme: e.Theme, Units: e.Units, Due: "2024-10-11", DueText: "二十个工作日内", DueBasis: ledger.DueFromText})
		return err
	}))
	k.as(ledger.SystemAdmin)
	day := map[string]any{"from": "2024-10-08", "kind": "off", "name": "本地放假"}
	var would struct {
		Changes []struct{ Date string }
		Moves   []any
		Seen    string
	}
	k.want(200, "POST", "/calendar/preview", day, &would)
	if len(would.Changes) != 1 || would.Changes[0].Date != "2024-10-08" || len(would.Moves) != 0 {
		k.t.Errorf("the calendar would be %+v", would)
	}
	day["seen"] = "other"
	k.want(409, "POST", "/calendar", day, nil)
	day["seen"] = would.Seen
	k.want(200, "POST", "/calendar", day, &would)
	k.want(200, "POST", "/calendar", day, &would)
	if len(would.Changes) != 0 {
		k.t.Errorf("the same again changes %+v", would)
	}
	k.want(422, "POST", "/calendar/preview", map[string]any{"from": "2024-10-08", "to": "2025-01-02", "kind": "off"}, nil)
	k.want(200, "GET", "/calendar/file?year=2024", nil, nil)

	rule := map[string]any{"from": "2024-11-01", "soon_days": 10, "behind": 20, "cycle": "week", "silent": 2, "memory": "always", "note": "京督〔2024〕3号"}
	var effect struct {
		Changed int
		Seen    string
	}
	k.want(200, "POST", "/lights/preview", rule, &effect)
	k.want(409, "POST", "/lights", rule, nil)
	rule["seen"] = effect.Seen
	k.want(200, "POST", "/lights", rule, nil)
	rule["from"] = "2024-01-01"
	k.want(422, "POST", "/lights/preview", rule, nil)
	k.want(200, "GET", "/lights", nil, nil)
	k.want(200, "DELETE", "/lights/2024-11-01", nil, nil)
	k.want(404, "DELETE", "/lights/2024-11-01", nil, nil)

	k.as(ledger.Clerk)
	var dues struct {
		Items []struct{ Entry struct{ ID int64 } }
		Total int
	}
	k.want(200, "GET", "/calendar/dues", nil, &dues)
	if dues.Total == 0 {
		k.t.Fatal("no due date waits for a decision")
	}
	k.want(422, "POST", "/calendar/dues", map[string]any{"do": "drop", "entry": []int64{1}}, nil)
	k.want(200, "POST", "/calendar/dues", map[string]any{"do": "move", "entry": []int64{dues.Items[0].Entry.ID}}, &dues)
	k.want(422, "POST", "/calendar/dues", map[string]any{"do": "keep"}, nil)
}

// scoreRules says how scores are worked out, and lets ranks be shown.
func (k *contract) scoreRules() {
	k.t.Helper()
	k.as(ledger.Clerk)
	k.want(200, "GET", "/scores/template?month=2024-09&format=csv", nil, nil)
	rule := map[string]any{"from": "2024-01", "formulas": "综合 = 0.4×响应率 + 0.6×解决率", "graded": "综合", "grades": "优秀 95\n其他"}
	k.want(422, "POST", "/scores/rules", rule, nil)
	rule["note"] = "某督〔2024〕1号"
	k.want(200, "POST", "/scores/rules", rule, nil)
	k.want(422, "POST", "/scores/ranking", map[string]any{"approver": "区长"}, nil)
	k.want(200, "POST", "/scores/ranking", map[string]any{"approver": "区长", "document": "某督〔2024〕2号", "approved_on": "2024-09-02"}, nil)
	var now struct{ Approval *struct{ Approver string } }
	k.want(200, "GET", "/scores/rules", nil, &now)
	if now.Approval == nil || now.Approval.Approver != "区长" {
		k.t.Errorf("the approval %+v", now)
	}
	k.want(200, "DELETE", "/scores/ranking", nil, nil)
	k.want(200, "DELETE", "/scores/rules/2024-01", nil, nil)
	k.want(404, "DELETE", "/scores/rules/2024-01", nil, nil)
}

// channels says where reminders go; what is secret is told nobody.
func (k *contract) channels(r *robot) {
	k.t.Helper()
	k.as(ledger.SystemAdmin)
	var policy map[string]any
	k.want(200, "GET", "/reminders/policy", nil, &policy)
	delete(policy, "fixed")
	policy["every"] = 1
	k.want(422, "PUT", "/reminders/policy", policy, nil)
	policy["every"] = 5
	k.versions("/reminders/policy", "PUT", policy)
	k.want(422, "PUT", "/mail-server", map[string]any{"host": "127.0.0.1", "port": 99999, "from": "a@example.gov.cn"}, nil)
	var mail struct {
		Host, Password string
		HasPassword    bool `json:"has_password"`
	}
	k.versions("/mail-server", "PUT", map[string]any{"host": "127.0.0.1", "port": 587, "security": "starttls", "user": "u", "password": "secret", "from": "a@example.gov.cn"})
	if k.want(200, "GET", "/mail-server", nil, &mail); mail.Host != "127.0.0.1" || !mail.HasPassword || mail.Password != "" {
		k.t.Errorf("the mail server %+v", mail)
	}
	var made struct{ ID int64 }
	channel := map[string]any{"kind": "mail", "name": "信箱", "target": "b@example.gov.cn", "active": true}
	k.want(201, "POST", "/channels", channel, &made)
	k.want(422, "POST", "/channels", map[string]any{"kind": "mail", "name": "坏", "target": "nobody"}, nil)
	at := "/channels/" + itoa(made.ID)
	channel["name"], channel["unit"] = "街道信箱", ownUnit
	k.versions(at, "PUT", channel)
	k.want(200, "GET", at, nil, nil)
	k.want(200, "GET", "/channels", nil, nil)
	k.want(409, "POST", at+"/test", nil, nil) // nobody listens there
	k.deliveries(r)
	k.want(200, "GET", at, nil, nil)
	k.match = k.last.Get("ETag")
	k.want(204, "DELETE", at, nil, nil)
	k.match = ""
	k.want(404, "DELETE", at, nil, nil)
}

// deliveries sends through a robot, and again what it refused first.
func (k *contract) deliveries(r *robot) {
	k.t.Helper()
	e, err := k.db.Entry(k.t.Context(), task1)
	check(k.t, err)
	check(k.t, k.db.Write(k.t.Context(), ledger.System, func(w *store.Writer) error {
		_, err := w.Edit(e.ID, 0, ledger.Change{Kind: e.Kind, Text: e.Text, Theme: e.Theme, Units: e.Units, Due: "2024-09-20", DueBasis: ledger.DueFromPerson})
		return err
	}))
	var made struct{ ID int64 }
	k.want(201, "POST", "/channels", map[string]any{"kind": "wecom", "name": "群", "target": r.hook(), "active": true}, &made)
	at := "/channels/" + itoa(made.ID)
	k.want(204, "POST", at+"/test", nil, nil)
	courier, always := web.Courier{Config: web.ConfigOf(k.Config.Handler)}, func() bool { return true }
	if asked, err := courier.Ask(k.t.Context()); err != nil || len(asked) == 0 {
		k.t.Fatalf("asked %+v, %v", asked, err)
	}
	r.refuse = true
	_, _, err = courier.Deliver(k.t.Context(), true, always)
	check(k.t, err)
	var sent struct {
		Items []struct {
			ID             int64
			State, Channel string
		}
	}
	k.want(200, "GET", "/deliveries", nil, &sent)
	told := len(r.told)
	for _, d := range sent.Items {
		if d.Channel == "群" {
			k.want(204, "POST", "/deliveries/"+itoa(d.ID)+"/again", nil, nil)
		}
	}
	r.refuse = false
	_, _, err = courier.Deliver(k.t.Context(), true, always)
	check(k.t, err)
	if len(r.told) != told+1 {
		k.t.Errorf("sent again, the robot was told %q", r.told[told:])
	}
	k.want(404, "POST", "/deliveries/99/again", nil, nil)
	k.want(204, "DELETE", at, nil, nil)
}

// versions changes what is at path by method in the version that was read: without one it is refused, and so is an older one.
func (k *contract) versions(path, method string, body map[string]any) {
	k.t.Helper()
	defer func() { k.match = "" }()
	k.want(200, "GET", path, nil, nil)
	read := k.last.Get("ETag")
	k.match = "none"
	k.want(428, method, path, body, nil)
	k.match = read
	k.want(200, method, path, body, nil)
	now := k.last.Get("ETag")
	if now == read || now == "" {
		k.t.Errorf("%s %s: the version %s is %s after", method, path, read, now)
	}
	k.want(412, method, path, body, nil)
	k.match = `"other", ` + now
	k.want(200, method, path, body, nil)
}

// papers lays a paper out by a template of the office's own.
func (k *contract) papers() {
	k.t.Helper()
	k.as(ledger.SystemAdmin)
	k.versions("/letterhead", "PUT", map[string]any{"sender": "北山区督查室", "phone": "010-1"})
	k.want(422, "PUT", "/letterhead", map[string]any{"phone": strings.Repeat("1", 300)}, nil)
	var l struct{ Sender string }
	if k.want(200, "GET", "/letterhead", nil, &l); l.Sender != "北山区督查室" {
		k.t.Errorf("the letterhead %+v", l)
	}
	var starter []byte
	k.want(200, "GET", "/templates/bulletin/starter", nil, &starter)
	k.want(415, "PUT", "/templates/bulletin", upload{nil, []byte("no document"), "a.docx"}, nil)
	k.want(200, "PUT", "/templates/bulletin", upload{nil, starter, "通报.docx"}, nil)
	var list struct {
		Items []struct {
			Paper string
			Tried *struct{ Sum string }
		}
	}
	k.want(200, "GET", "/templates", nil, &list)
	sum := ""
	for _, i := range list.Items {
		if i.Tried != nil {
			sum = i.Tried.Sum
		}
	}
	k.want(200, "GET", "/templates/bulletin/preview.docx", nil, nil)
	k.want(409, "GET", "/templates/bulletin/preview.pdf", nil, nil) // where no LibreOffice is
	k.done["previewTemplatePDF"] = true                             // TestE2EPreviewAsPDF
	k.want(409, "POST", "/templates/bulletin/use", map[string]any{"sum": "other"}, nil)
	k.want(200, "POST", "/templates/bulletin/use", map[string]any{"sum": sum}, nil)
	k.want(200, "GET", "/templates/bulletin/file?state=used", nil, nil)
	k.want(200, "DELETE", "/templates/bulletin?state=used", nil, nil)
	k.want(404, "GET", "/templates/none/starter", nil, nil)
}

// accounts adds people, invites them, and closes an account.
func (k *contract) accounts() {
	k.t.Helper()
	k.as(ledger.SecurityAdmin)
	var made struct {
		ID         int64
		Invitation string
	}
	k.key = "a-person"
	k.want(201, "POST", "/accounts", map[string]any{"name": "王敏", "role": "liaison", "unit": ownUnit}, &made)
	k.want(422, "POST", "/accounts", map[string]any{"name": "王敏二", "role": "owner"}, nil)
	k.key = ""
	k.browser.get(strings.TrimPrefix(made.Invitation, k.URL)).want(http.StatusOK, "王敏")
	at, first := "/accounts/"+itoa(made.ID), made.Invitation
	k.want(201, "POST", at+"/invite", nil, &made)
	if made.Invitation == first {
		k.t.Error("the same invitation again")
	}
	k.versions(at, "PUT", map[string]any{"role": "clerk", "active": true})
	k.want(200, "POST", at+"/sessions/end", nil, nil)
	k.want(200, "POST", at+"/two-step/reset", nil, nil)
	var who struct {
		Role   string
		Active bool
	}
	k.want(200, "PUT", at, map[string]any{"role": "clerk", "active": false}, &who)
	if k.want(200, "GET", at, nil, &who); who.Role != "clerk" || who.Active {
		k.t.Errorf("saved %+v", who)
	}
	k.want(409, "PUT", "/accounts/1", map[string]any{"role": "clerk", "active": true}, nil) // the owner
	k.want(200, "GET", "/accounts?limit=1", nil, nil)
	file := "姓名,角色,单位\n李强,联络员," + ownUnit + "\n"
	k.want(201, "POST", "/accounts/import", upload{nil, []byte(file), "人员.csv"}, nil)
	k.want(422, "POST", "/accounts/import", upload{nil, []byte(file), "人员.csv"}, nil)
	k.want(200, "PUT", "/accounts/two-step", map[string]any{"roles": []string{"auditor"}}, nil)
	k.want(200, "GET", "/accounts/two-step", nil, nil)
	k.want(200, "PUT", "/accounts/two-step", map[string]any{"roles": []string{}}, nil)

	k.as(ledger.Clerk)
	k.want(409, "POST", "/me/subscription", nil, nil)
	k.asOwner()
	var links struct{ Calendar, Feed string }
	k.want(201, "POST", "/me/subscription", nil, &links)
	k.browser.get(strings.TrimPrefix(links.Calendar, k.URL)).want(http.StatusOK, "BEGIN:VCALENDAR")
	k.want(204, "DELETE", "/me/subscription", nil, nil)
	k.browser.get(strings.TrimPrefix(links.Feed, k.URL)).want(http.StatusNotFound)
}

// What holds a secret is kept for nobody to be told again.
func TestSecretsAreNotReplayed(t *testing.T) {
	w := newWorld(t)
	k := newContract(w)
	k.asOwner()
	k.key = "once"
	var first, again struct{ Feed string }
	k.want(201, "POST", "/me/subscription", nil, &first)
	k.want(201, "POST", "/me/subscription", nil, &again)
	if first.Feed == again.Feed || k.last.Get("Idempotency-Replayed") != "" {
		t.Error("the secret was kept and told again")
	}
}
