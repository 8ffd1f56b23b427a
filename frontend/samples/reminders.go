package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// reminders are some of every state.
func reminders() (all []ledger.ReminderRow) {
	list := entries()
	row := func(id int64, e ledger.Entry, unit, name string, rule ledger.ReminderRule, day ledger.Date, by string) *ledger.ReminderRow {
		all = append(all, ledger.ReminderRow{Entry: e, UnitName: name})
		r := &all[len(all)-1]
		r.ID, r.EntryID, r.UnitCode, r.Rule, r.Day, r.Due, r.AskedBy = id, e.ID, unit, rule, day, e.Due, by
		return r
	}
	sent, read, answered := at("2024-09-20T09:01:12+08:00"), at("2024-09-19T10:05:00+08:00"), at("2024-09-19T16:40:00+08:00")
	mail := ledger.Delivery{ChannelName: "东河街道邮箱", Kind: ledger.Mail, State: ledger.Sent, SentAt: &sent}
	robot := ledger.Delivery{ChannelName: "联络员群", Kind: ledger.DingTalk, State: ledger.Waiting, Attempts: 2, Reason: "310000 sign not match"}
	row(31, list[14], "990101001", "东河街道", ledger.BeforeDue, "2024-09-20", "系统").Sent = []ledger.Delivery{mail, robot}
	r := row(30, list[3], "990101001", "东河街道", ledger.ByHand, "2024-09-19", "王芳")
	r.Note, r.ReadAt, r.ReadBy = "请于本周五前报送进展", &read, "李东河"
	r = row(29, list[4], "990101002", "西苑街道", ledger.AfterDue, "2024-09-18", "系统")
	r.ReadAt, r.ReadBy, r.AnsweredAt, r.AnsweredBy = &read, "周西苑", &answered, "周西苑"
	row(28, list[7], "990101001", "东河街道", ledger.AtDue, "2024-09-18", "系统")
	return all
}

func deliveriesMade() []ledger.Delivery {
	sent := at("2024-09-20T09:01:12+08:00")
	return []ledger.Delivery{
		{ID: 9, ChannelName: "联络员群", Kind: ledger.DingTalk, Day: "2024-09-20", State: ledger.Waiting, Attempts: 2, NextAt: at("2024-09-20T09:21:00+08:00"), Reason: "310000 sign not match"},
		{ID: 8, ChannelName: "东河街道邮箱", Kind: ledger.Mail, Day: "2024-09-20", State: ledger.Sent, Attempts: 1, SentAt: &sent},
		{ID: 7, ChannelName: "西苑街道邮箱", Kind: ledger.Mail, Day: "2024-09-19", State: ledger.Undeliverable, Attempts: 7, Reason: "dial tcp 10.1.9.2:587: connect: connection refused"},
		{ID: 6, ChannelName: "联络员群", Kind: ledger.DingTalk, Day: "2024-09-18", State: ledger.Void},
	}
}

func channels() []ledger.Channel {
	return []ledger.Channel{
		{ID: -2, Kind: ledger.WeCom, Name: "企业微信机器人", Target: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0", Active: true},
		{ID: 1, Kind: ledger.Mail, Name: "东河街道邮箱", UnitCode: "990101001", Target: "donghe@example.gov.cn, li@example.gov.cn", Active: true},
		{ID: 2, Kind: ledger.DingTalk, Name: "联络员群", Target: "https://oapi.dingtalk.com/robot/send?access_token=0", Secret: "0", Active: true},
		{ID: 3, Kind: ledger.Feishu, Name: "试用群", Target: "https://open.feishu.cn/open-apis/bot/v2/hook/0"},
	}
}

func reminderPages(b func(string) pages.Base) []Sample {
	liaison := b("/units/990101001/reminders")
	liaison.User, liaison.Account = "李东河", ledger.Account{Role: ledger.Liaison, UnitCode: "990101001"}
	counts := map[string]ledger.ReminderCount{"990101001": {UnitCode: "990101001", Asked: 3, Live: 2}, "990101002": {UnitCode: "990101002", Asked: 1}}
	policy := ledger.UsualReminders
	all := reminders()
	own := []ledger.ReminderRow{all[0], all[1], all[3]}
	unread := all[0]
	unread.ID, unread.Entry = 27, entries()[15]
	admin := pages.AdminRemindersPage{Base: b("/admin/reminders"), Policy: policy, Channels: channels(), Deliveries: deliveriesMade(), HasPassword: true,
		Mail: ledger.MailServer{Host: "smtp.example.gov.cn", Port: 587, Security: ledger.StartTLS, User: "duban", From: "duban@example.gov.cn"}}
	wrong := admin
	wrong.Before, wrong.PolicyErr, wrong.FixedMail = "三天", ledger.Mistake(ledger.Invalid, "before", "提前天数请写成 5、3、1 的样子。", "Write the leads like 5, 3, 1."), true
	return []Sample{
		{"reminders", pages.Reminders(pages.RemindersPage{Base: b("/reminders"), Rows: all, Counts: counts, Policy: policy})},
		{"reminders-unit", pages.Reminders(pages.RemindersPage{Base: liaison, Unit: "990101001", Rows: append(own, unread), Counts: counts, Policy: policy})},
		{"reminders-none", pages.Reminders(pages.RemindersPage{Base: b("/reminders?state=failed"), State: ledger.Failed, Policy: policy})},
		{"admin-reminders", pages.AdminReminders(admin)},
		{"admin-reminders-wrong", pages.AdminReminders(wrong)},
		{"admin-reminders-first", pages.AdminReminders(pages.AdminRemindersPage{Base: b("/admin/reminders"), Policy: policy})},
		{"channel", pages.Channel(pages.ChannelPage{Base: b("/admin/channels/2"), Channel: channels()[2], Shown: channels()[2].Shown(), Signed: true})},
		{"channel-new", pages.Channel(pages.ChannelPage{Base: b("/admin/channels/new"), Channel: ledger.Channel{Kind: ledger.Mail, Active: true}})},
		{"channel-wrong", pages.Channel(pages.ChannelPage{Base: b("/admin/channels/2"), Channel: channels()[2], Shown: channels()[2].Shown(), Err: ledger.Mistake(ledger.Conflict, "test", "测试消息没有送达：%s", "The test was not delivered: %s", "310000 sign not match")})},
		{"entry-reminded", pages.Entry(pages.EntryPage{Base: b("/entries/2024-09-问-001"), Record: remindedRecord(all[1])})},
	}
}

func remindedRecord(r ledger.ReminderRow) parts.Record {
	rec := record(r.Entry)
	rec.Reminding = parts.Reminding{Rows: []ledger.ReminderRow{r}, Note: "请报进展", Err: ledger.Mistake(ledger.Conflict, "remind", "今天已就这一项催办过东河街道，一事一天只催一次。", "东河街道 was asked about this entry today already; once a day is the most.")}
	return rec
}
