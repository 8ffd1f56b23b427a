package notice

import (
	"fmt"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// rows are n reminders of two units.
func rows(n int) (all []ledger.ReminderRow) {
	for i := range n {
		r := ledger.ReminderRow{UnitName: "东河街道", Entry: ledger.Entry{Number: fmt.Sprintf("2024-09-任-%03d", i+1), Text: "尽快整改来电反映的飞线问题", Due: "2024-09-16"}}
		r.UnitCode, r.Rule, r.AskedBy = "110106901", ledger.AfterDue, "系统"
		if i >= 20 || n == 3 && i == 2 {
			r.UnitCode, r.UnitName = "110106902", "西山镇"
		}
		if i == 1 {
			r.Rule, r.AskedBy, r.Note, r.Entry.Due = ledger.ByHand, "王芳", "请本周内报送进展", "2024-09-27"
		}
		all = append(all, r)
	}
	return all
}

func TestMessages(t *testing.T) {
	p := ledger.UsualReminders
	p.Site = "https://duban.example.gov.cn"
	robot := ledger.Channel{Kind: ledger.WeCom, Lang: ledger.English}
	for _, x := range []struct {
		name    string
		channel ledger.Channel
		n       int
		want    string
	}{
		{"mail to both units", mailbox, 3, `【督查催办】2 个单位，3 项

东河街道
1. 2024-09-任-001 尽快整改来电反映的飞线问题（时限 2024-09-16，已逾期 4 天；逾期催办，系统）
2. 2024-09-任-002 尽快整改来电反映的飞线问题（时限 2024-09-27，还有 7 天；人工催办，王芳：请本周内报送进展）

西山镇
1. 2024-09-任-003 尽快整改来电反映的飞线问题（时限 2024-09-16，已逾期 4 天；逾期催办，系统）

请登录督查台账查看并反馈；一事一报，不用另报材料。
https://duban.example.gov.cn/reminders`},
		{"a robot tells numbers and dates only", robot, 2, `[催办 Reminders] 东河街道: 2

东河街道
1. 2024-09-任-001 (due 2024-09-16, 4 days overdue; Overdue, 系统)
2. 2024-09-任-002 (due 2024-09-27, 7 days left; Asked by a person, 王芳)

Sign in to the ledger to read and answer; no other report is asked for.
https://duban.example.gov.cn/units/110106901/reminders`},
	} {
		if got := Compose(rows(x.n), x.channel, p, "2024-09-20").Text; got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
	long := Compose(rows(300), ledger.Channel{Kind: ledger.WeCom}, p, "2024-09-20").Text
	if len(long) > 2048 || !strings.Contains(long, "另有 ") || !strings.HasSuffix(long, "/reminders") {
		t.Errorf("%d bytes: %s", len(long), long)
	}
}

func TestEnvironment(t *testing.T) {
	e := Environment{Rules: `{"before":[5,1],"every":0}`, Site: "https://duban.example.gov.cn/"}
	p, err := e.Policy(ledger.UsualReminders)
	if err != nil || len(p.Before) != 2 || p.Every != 0 || p.Hour != 9 || p.Site != "https://duban.example.gov.cn" {
		t.Errorf("policy %+v, %v", p, err)
	}
	for _, wrong := range []string{`{"befor":[5]}`, `{"every":1}`, `every=7`} {
		if _, err := (Environment{Rules: wrong}).Policy(ledger.UsualReminders); ledger.AsMistake(err) == nil {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	for address, want := range map[string]*ledger.MailServer{
		"": nil,
		"smtp://duban:ge%40heim@smtp.example.com": {Host: "smtp.example.com", Port: 587, Security: ledger.StartTLS, User: "duban", Password: "ge@heim", From: "a@example.com"},
		"smtps://smtp.example.com:994":            {Host: "smtp.example.com", Port: 994, Security: ledger.TLS, From: "a@example.com"},
		"smtp+plain://127.0.0.1:2525":             {Host: "127.0.0.1", Port: 2525, Security: ledger.Plain, From: "a@example.com"},
	} {
		got, err := ParseServer(address, "a@example.com")
		if err != nil || (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%s: %+v, %v", address, got, err)
		}
	}
	for _, wrong := range []string{"smtp.example.com:587", "http://smtp.example.com", "smtp+plain://duban:geheim@host", "smtp://host/%zz", "smtp://ge:heim@[::1"} {
		if _, err := ParseServer(wrong, "a@example.com"); ledger.AsMistake(err) == nil || strings.Contains(err.Error(), "heim") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	given := []ledger.Channel{{Kind: ledger.DingTalk}, {Kind: ledger.Feishu, Target: "https://open.feishu.cn/open-apis/bot/v2/hook/x"}}
	if all, err := Robots(given, nil); err != nil || len(all) != 1 || all[0].ID != -2 || !all[0].Fixed() || !all[0].Takes("any") {
		t.Errorf("robots %+v, %v", all, err)
	}
	if _, err := Robots([]ledger.Channel{{Kind: ledger.WeCom, Target: "https://evil.example/x"}}, nil); ledger.AsMistake(err) == nil {
		t.Errorf("another host: %v", err)
	}
	if all, err := ParseAllowed([]string{" HTTPS://Proxy.example.gov.cn/ "}); err != nil || len(all) != 1 || all[0] != "https://proxy.example.gov.cn" {
		t.Errorf("allowed %v, %v", all, err)
	}
	if _, err := ParseAllowed([]string{"proxy.example.gov.cn"}); ledger.AsMistake(err) == nil {
		t.Errorf("no origin: %v", err)
	}
}
