package store

import (
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestChannelsKeepTheirSecrets(t *testing.T) {
	s := open(t)
	registers(t, s)
	save := func(c ledger.Channel, clear bool) (saved *ledger.Channel, err error) {
		err = s.Write(t.Context(), clerk, func(w *Writer) error { saved, err = w.SaveChannel(c, clear, nil); return err })
		return saved, err
	}
	c := *must(save(ledger.Channel{Kind: ledger.DingTalk, Name: " 联络员群 ", Target: "https://oapi.dingtalk.com/robot/send?access_token=geheim1", Secret: "SECgeheim2", Lang: ledger.Chinese, Active: true}, false))(t)
	if c.Name != "联络员群" || c.ID == 0 {
		t.Errorf("saved %+v", c)
	}
	kept := *must(save(ledger.Channel{ID: c.ID, Kind: ledger.DingTalk, Name: "群", UnitCode: unitA, Lang: ledger.English, Active: true}, false))(t)
	if kept.Target != c.Target || kept.Secret != c.Secret || kept.Name != "群" {
		t.Errorf("after a change without secrets %+v", kept)
	}
	if now := must(save(ledger.Channel{ID: c.ID, Kind: ledger.DingTalk, Name: "群", UnitCode: unitA}, true))(t); now.Secret != "" || now.Target == "" {
		t.Errorf("after clearing %+v", now)
	}
	_, err := save(ledger.Channel{ID: c.ID, Kind: ledger.Feishu, Name: "群"}, false) // another kind's webhook is no webhook of its own
	wantMistake(t, err, ledger.Invalid, "target")
	_, err = save(ledger.Channel{Kind: ledger.Mail, Name: "群", Target: "a@example.gov.cn"}, false)
	wantMistake(t, err, ledger.Conflict, "name")
	_, err = save(ledger.Channel{Kind: ledger.Mail, Name: "邮箱", UnitCode: "000", Target: "a@example.gov.cn"}, false)
	wantMistake(t, err, ledger.Invalid, "unit")
	_, err = save(ledger.Channel{Kind: ledger.WeCom, Name: "微信", Target: "https://169.254.169.254/x"}, false)
	wantMistake(t, err, ledger.Invalid, "target")
	write(t, s, func(w *Writer) error { _, err := w.DropChannel(c.ID); return err })
	if all := must(s.Channels(t.Context()))(t); len(all) != 0 {
		t.Errorf("channels %+v", all)
	}
	for _, e := range must(s.Events(t.Context(), "channel", c.ID))(t) {
		if strings.Contains(e.Before+e.After+e.Note, "geheim") {
			t.Errorf("the audit log tells a secret: %+v", e)
		}
	}
}

func TestReminderSettings(t *testing.T) {
	s := open(t)
	if p := must(s.ReminderPolicy(t.Context()))(t); p.PerEntry != ledger.UsualReminders.PerEntry || p.Hour != 9 {
		t.Errorf("policy %+v", p)
	}
	p := ledger.UsualReminders
	p.Before, p.Site = []int{1, 5, 1}, "https://duban.example.gov.cn/"
	write(t, s, func(w *Writer) error { return w.SaveReminderPolicy(p) })
	if now := must(s.ReminderPolicy(t.Context()))(t); len(now.Before) != 2 || now.Before[0] != 5 || now.Site != "https://duban.example.gov.cn" {
		t.Errorf("policy %+v", now)
	}
	p.Hour = 2
	wantMistake(t, s.Write(t.Context(), clerk, func(w *Writer) error { return w.SaveReminderPolicy(p) }), ledger.Invalid, "hour")
	m := ledger.MailServer{Host: "smtp.example.gov.cn", Port: 587, Security: ledger.StartTLS, User: "duban", Password: "geheim", From: "duban@example.gov.cn"}
	write(t, s, func(w *Writer) error { return w.SaveMailServer(m) })
	again := m
	again.Password, again.Port = "", 25
	write(t, s, func(w *Writer) error { return w.SaveMailServer(again) })
	if now := must(s.MailServer(t.Context()))(t); now.Password != "geheim" || now.Port != 25 {
		t.Errorf("mail server %+v", now)
	}
	again.Host = "mail.elsewhere.example" // the password was not given to that host
	write(t, s, func(w *Writer) error { return w.SaveMailServer(again) })
	if now := must(s.MailServer(t.Context()))(t); now.Password != "" {
		t.Error("another host gets the password of the one before")
	}
	for _, e := range must(s.Events(t.Context(), "reminder-settings", 0))(t) {
		if strings.Contains(e.Before+e.After+e.Note, "geheim") {
			t.Errorf("the audit log tells a password: %+v", e)
		}
	}
}
