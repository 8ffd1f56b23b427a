package web_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/backend/notice"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

// robot is a WeCom robot on this machine that keeps what it is told, or refuses it.
type robot struct {
	*httptest.Server
	mu     sync.Mutex
	told   []string
	refuse bool
}

func newRobot(t *testing.T) *robot {
	r := &robot{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		check(t, err)
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.refuse || req.URL.Query().Get("key") != "geheim" {
			fmt.Fprint(w, `{"errcode":93000,"errmsg":"invalid webhook url"}`)
			return
		}
		r.told = append(r.told, string(body))
		fmt.Fprint(w, `{"errcode":0,"errmsg":"ok"}`)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *robot) hook() string { return r.URL + "/send?key=geheim" }

// with lets the system be served anew with what an operator settles, and everybody sign in there.
func (s *staff) with(e notice.Environment) (*staff, web.Courier) {
	c := s.Config.Handler.(*web.Server).Config
	c.Notices = e
	server := httptest.NewServer(web.New(c))
	s.t.Cleanup(server.Close)
	other := *s
	other.world = &world{server, s.t, s.db, s.log}
	other.browsers = map[ledger.OfficeRole]*browser{}
	for _, i := range ledger.Roles {
		other.browsers[i.Role] = other.browser()
		other.signIn(i.Role)
	}
	return &other, web.Courier{Config: c}
}

// dueToday makes the entry that ownUnit answers for due on the day of the tests.
func (s *staff) dueToday() *ledger.Entry {
	e, err := s.db.Entry(s.t.Context(), s.own)
	check(s.t, err)
	check(s.t, s.db.Write(s.t.Context(), ledger.System, func(w *store.Writer) error {
		e, err = w.Edit(e.ID, 0, ledger.Change{Kind: e.Kind, Text: e.Text, Theme: e.Theme, Units: e.Units, Due: "2024-09-20", DueBasis: ledger.DueFromPerson})
		return err
	}))
	return e
}

func TestRemindersAreSeenReadAndAnswered(t *testing.T) {
	s := newStaff(t)
	clerk, liaison, leader := s.browsers[ledger.Clerk], s.browsers[ledger.Liaison], s.browsers[ledger.Leader]
	unit := "/units/" + ownUnit
	liaison.get(unit+"/reminders").want(http.StatusOK, "还没有催办过")
	clerk.get(entryPath(s.own)).want(http.StatusOK, "催办的话")
	if a := leader.get(entryPath(s.own)).want(http.StatusOK); strings.Contains(a.body, "催办的话") {
		t.Error("the leader may remind")
	}
	leader.post(entryPath(s.own)+"/remind", nil).want(http.StatusForbidden)
	liaison.post(entryPath(s.own)+"/remind", nil).want(http.StatusForbidden)
	clerk.post(entryPath(s.own)+"/remind", url.Values{"note": {"请于本周五前报送进展"}}).want(http.StatusSeeOther)
	clerk.post(entryPath(s.own)+"/remind", url.Values{"note": {"再催一次"}}).want(http.StatusConflict, "一事一天只催一次", "再催一次")
	clerk.post(entryPath(s.shared)+"/remind", nil).want(http.StatusConflict, "先分解或指明单位")
	clerk.get(entryPath(s.own)).want(http.StatusOK, "1 次", "请于本周五前报送进展", "未读", "clerk")
	liaison.get(unit).want(http.StatusOK, "有 1 条催办待反馈")
	liaison.get("/me").want(http.StatusOK, "有 1 条催办待反馈")
	liaison.get(unit+"/reminders?state=unread").want(http.StatusOK, s.own, "知道了")
	liaison.get(unit+"/reminders?state=lost").want(http.StatusBadRequest, "unanswered")
	liaison.get("/units/" + otherUnit + "/reminders").want(http.StatusForbidden)
	liaison.post("/units/"+otherUnit+"/reminders/read", nil).want(http.StatusForbidden)
	clerk.post(unit+"/reminders/read", nil).want(http.StatusConflict, "联络员")
	liaison.post(unit+"/reminders/read", url.Values{"reminder": {"1"}}).want(http.StatusSeeOther)
	liaison.get(unit+"/reminders").want(http.StatusOK, "已标记 1 条", "已读")
	clerk.get("/reminders?state=unanswered").want(http.StatusOK, s.own, "liaison", "待反馈 1")
	e, err := s.db.Entry(t.Context(), s.own)
	check(t, err)
	liaison.post(entryPath(s.own)+"/moves", url.Values{"move": {"report"}, "progress": {"已完成现场整改"}, "percent": {"60"}, "version": {itoa(int64(e.Version))}}).want(http.StatusSeeOther)
	clerk.get("/reminders?state=answered").want(http.StatusOK, s.own, "已反馈")
	clerk.get("/reminders?state=unanswered").want(http.StatusOK, "没有这样的催办")
	clerk.lang = "en"
	clerk.get("/reminders").want(http.StatusOK, "Asked by a person", "answered", "1 this month, 0 unanswered.")
}

// The clock's rounds ask once a day, collect what one unit is asked into one message, and say of one that failed why.
func TestCourierAsksOnceAndSends(t *testing.T) {
	r := newRobot(t)
	s, courier := newStaff(t).with(notice.Environment{Allowed: []string{r.URL}, Channels: []ledger.Channel{{ID: -2, Kind: ledger.WeCom, Name: "企业微信机器人", Target: r.hook(), Active: true}}})
	e := s.dueToday()
	made, err := courier.Ask(t.Context())
	check(t, err)
	if len(made) == 0 || made[0].AskedBy != "系统" {
		t.Fatalf("asked %+v", made)
	}
	again, err := courier.Ask(t.Context())
	check(t, err)
	always := func() bool { return true }
	if sent, _, err := courier.Deliver(t.Context(), false, always); len(again) != 0 || sent != 0 || err != nil {
		t.Errorf("asked again %+v; %d sent while more may come, %v", again, sent, err)
	}
	r.refuse = true
	if sent, failed, err := courier.Deliver(t.Context(), true, always); sent != 0 || failed != 1 || err != nil {
		t.Errorf("%d sent, %d failed, %v", sent, failed, err)
	}
	s.browsers[ledger.SystemAdmin].get("/admin/reminders").want(http.StatusOK, "93000 invalid webhook url", "试过 1 次", "重发")
	s.browsers[ledger.Clerk].get(entryPath(e.Number)).want(http.StatusOK, "系统", "到期提醒", "93000 invalid webhook url")
	if a := s.browsers[ledger.Liaison].get("/units/"+ownUnit+"/reminders").want(http.StatusOK, "到期提醒"); strings.Contains(a.body, "93000") {
		t.Error("the liaison is told of the office's channels")
	}
	s.browsers[ledger.SystemAdmin].post("/admin/deliveries/1/again", nil).want(http.StatusSeeOther)
	r.refuse = false
	if sent, _, err := courier.Deliver(t.Context(), true, always); sent != 1 || err != nil || len(r.told) != 1 {
		t.Errorf("%d sent, %v: %q", sent, err, r.told)
	}
	if !strings.Contains(r.told[0], e.Number) || strings.Contains(r.told[0], e.Text) {
		t.Errorf("the robot was told %s", r.told[0])
	}
	s.browsers[ledger.SystemAdmin].post("/admin/deliveries/1/again", nil).want(http.StatusConflict, "已发送")
	if strings.Contains(s.log.String(), "geheim") {
		t.Error("the log tells the robot's key")
	}
}

// Of two couriers over one ledger one has the lease, and gives it back; it asks from the hour on that the office set, and
// not in the evening.
func TestCouriersTakeTurns(t *testing.T) {
	r := newRobot(t)
	s, courier := newStaff(t).with(notice.Environment{
		Rules: `{"hour":9}`, Allowed: []string{r.URL}, Channels: []ledger.Channel{{ID: -2, Kind: ledger.WeCom, Name: "企业微信机器人", Target: r.hook(), Active: true}},
	})
	s.dueToday()
	var mu sync.Mutex
	now := noon.Add(-4*time.Hour - time.Minute) // 07:59 in the district
	courier.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	ticks := []chan time.Time{make(chan time.Time), make(chan time.Time)}
	for _, c := range ticks {
		running.Go(func() { courier.Run(ctx, c) })
	}
	round := func(at time.Time) {
		mu.Lock()
		now = at
		mu.Unlock()
		for range 2 { // the second tick is taken when the round of the first is over
			for _, c := range ticks {
				c <- at
			}
		}
	}
	asked := func() int {
		all, err := s.db.Reminders(t.Context(), ledger.ReminderFilter{})
		check(t, err)
		return len(all)
	}
	for _, at := range []time.Time{now.Add(-10 * time.Hour), now} { // 21:59 the day before, and 07:59
		round(at)
		if n := asked(); n != 0 {
			t.Errorf("%d asked at %s", n, at)
		}
	}
	round(noon)
	n := asked()
	for range 3 {
		round(noon)
	}
	stop()
	running.Wait()
	if n == 0 || asked() != n {
		t.Errorf("%d asked, then %d", n, asked())
	}
	if had, err := s.db.Lease(t.Context(), "reminders", "another", time.Minute); !had || err != nil {
		t.Errorf("the lease is not given back: %v", err)
	}
}

func TestReminderSettings(t *testing.T) {
	r := newRobot(t)
	s, _ := newStaff(t).with(notice.Environment{Allowed: []string{r.URL}})
	admin := s.browsers[ledger.SystemAdmin]
	s.browsers[ledger.Leader].get("/admin/reminders").want(http.StatusForbidden)
	rules := url.Values{"before": {"5、1"}, "every": {"14"}, "hour": {"8"}, "per_entry": {"3"}, "per_unit": {"9"}, "at_due": {"1"}, "site": {"https://duban.example.gov.cn/"}}
	admin.post("/admin/reminders", rules).want(http.StatusSeeOther)
	admin.get("/admin/reminders").want(http.StatusOK, "已保存", `value="5, 1"`, `value="14"`, `value="https://duban.example.gov.cn"`)
	rules.Set("before", "三天")
	admin.post("/admin/reminders", rules).want(http.StatusUnprocessableEntity, "5、3、1", `value="三天"`)
	rules.Set("before", "40")
	admin.post("/admin/reminders", rules).want(http.StatusUnprocessableEntity, "1 到 30")

	server := url.Values{"host": {"smtp.example.gov.cn"}, "port": {"587"}, "security": {"starttls"}, "user": {"duban"}, "password": {"geheim-1"}, "from": {"duban@example.gov.cn"}}
	admin.post("/admin/reminders/mail", server).want(http.StatusSeeOther)
	server.Set("port", "8080")
	admin.post("/admin/reminders/mail", server).want(http.StatusUnprocessableEntity, "25、465、587")
	if a := admin.get("/admin/reminders").want(http.StatusOK, "已保存，不再显示"); strings.Contains(a.body, "geheim") {
		t.Error("the page shows the password")
	}

	for _, x := range []struct{ target, says string }{
		{"http://169.254.169.254/latest", "只能发到"}, {"https://qyapi.weixin.qq.com.evil.example/x", "只能发到"}, {"", "请粘贴"}, {"https://user@qyapi.weixin.qq.com/", "请粘贴"},
	} {
		admin.post("/admin/channels", url.Values{"kind": {"wecom"}, "name": {"群"}, "target": {x.target}}).want(http.StatusUnprocessableEntity, x.says)
	}
	a := admin.post("/admin/channels", url.Values{"kind": {"wecom"}, "name": {"联络员群"}, "target": {r.hook()}, "active": {"1"}}).want(http.StatusSeeOther)
	at := a.Header.Get("Location")
	if a := admin.get(at).want(http.StatusOK, "联络员群", "不再显示"); strings.Contains(a.body, "geheim") {
		t.Error("the channel's page shows its webhook")
	}
	admin.post(at+"/test", nil).want(http.StatusSeeOther)
	if len(r.told) != 1 || !strings.Contains(r.told[0], "测试消息") {
		t.Errorf("told %q", r.told)
	}
	admin.post(at, url.Values{"kind": {"wecom"}, "name": {"大群"}, "lang": {"en"}, "active": {"1"}}).want(http.StatusSeeOther)
	admin.post(at+"/test", nil).want(http.StatusSeeOther)
	if len(r.told) != 2 || !strings.Contains(r.told[1], "A test") || !strings.Contains(r.told[1], "大群") {
		t.Errorf("after a change that keeps the webhook, told %q", r.told)
	}
	r.refuse = true
	admin.post(at+"/test", nil).want(http.StatusConflict, "没有送达", "93000")
	admin.post(at+"/drop", nil).want(http.StatusSeeOther)
	admin.get(at).want(http.StatusNotFound)
	audit := s.browsers[ledger.Auditor].get("/audit").want(http.StatusOK, "试发", "消息通道")
	if strings.Contains(audit.body+s.log.String(), "geheim") {
		t.Error("the audit log or the server's log tells a secret")
	}
}

// What the environment settles is shown and cannot be changed on the page.
func TestReminderSettingsOfTheEnvironment(t *testing.T) {
	r := newRobot(t)
	s, _ := newStaff(t).with(notice.Environment{
		Rules: `{"before":[2]}`, Mail: &ledger.MailServer{Host: "smtp.example.gov.cn", Port: 25, From: "duban@example.gov.cn", Password: "geheim"}, Allowed: []string{r.URL},
		Channels: []ledger.Channel{{ID: -2, Kind: ledger.WeCom, Name: "企业微信机器人", Target: r.hook(), Active: true}},
	})
	admin := s.browsers[ledger.SystemAdmin]
	a := admin.get("/admin/reminders").want(http.StatusOK, "TAIZHANG_REMINDERS", "TAIZHANG_SMTP", "环境变量", `value="2"`)
	b := admin.get("/admin/channels/-2").want(http.StatusOK, "环境变量")
	if strings.Contains(a.body+b.body, "geheim") {
		t.Error("a page shows a secret")
	}
	rules := url.Values{"before": {"5"}, "every": {"14"}, "hour": {"8"}, "per_entry": {"3"}, "per_unit": {"9"}}
	admin.post("/admin/reminders", rules).want(http.StatusConflict, "环境变量")
	admin.post("/admin/reminders/mail", url.Values{"host": {"x"}}).want(http.StatusConflict, "环境变量")
	admin.post("/admin/channels/-2", url.Values{"kind": {"wecom"}, "name": {"x"}}).want(http.StatusConflict)
	admin.post("/admin/channels/-2/drop", nil).want(http.StatusConflict)
	admin.post("/admin/channels/-2/test", nil).want(http.StatusSeeOther)
	if len(r.told) != 1 {
		t.Errorf("told %q", r.told)
	}
}

// Nobody is asked on a day off, which the office's own calendar may make of any day.
func TestNobodyIsAskedOnADayOff(t *testing.T) {
	s, courier := newStaff(t).with(notice.Environment{})
	s.dueToday()
	seen, err := s.db.SeenDays(t.Context())
	check(t, err)
	check(t, s.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		_, err := w.SaveDays(calendar.New(nil), []ledger.SpecialDay{{Date: "2024-09-20", Name: "本区停工"}}, seen, "2024-09-20")
		return err
	}))
	if made, err := courier.Ask(t.Context()); err != nil || len(made) != 0 {
		t.Errorf("asked %+v, %v", made, err)
	}
	s.browsers[ledger.Clerk].post(entryPath(s.own)+"/remind", nil).want(http.StatusConflict, "不是工作日", "2024-09-23")
}
