package samples

import (
	"fmt"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func people() []ledger.User {
	liaison := ledger.Account{Role: ledger.Liaison, UnitCode: "990101001"}
	return []ledger.User{
		{ID: 1, Name: "督查室", PasswordHash: "x", Account: ledger.Account{Role: ledger.Owner}, Active: true},
		{ID: 2, Name: "王芳", PasswordHash: "x", Account: ledger.Account{Role: ledger.Clerk}, Active: true, TwoStep: true},
		{ID: 3, Name: "李东河", Account: liaison, Active: true},
		{ID: 4, Name: "赵主任", PasswordHash: "x", Account: ledger.Account{Role: ledger.Leader}, Active: true},
		{ID: 5, Name: "孙调离", PasswordHash: "x", Account: ledger.Account{Role: ledger.Clerk}},
	}
}

// device stands for a secret that is being set up; the drawing is a made-up one.
func device() *pages.Device {
	d := &pages.Device{Secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", Size: 29}
	for at := 0; at < 29*29; at += 1 + at*7%5 {
		d.Path += fmt.Sprintf("M%d %dh1v1h-1z", at%29, at/29)
	}
	return d
}

func sessions() []ledger.Session {
	return []ledger.Session{
		{ID: "a1", User: "督查室", Address: "10.1.2.3", Agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", Began: at("2024-09-20T08:30:00+08:00"), Seen: at("2024-09-20T09:29:00+08:00"), Here: true},
		{ID: "b2", User: "督查室", Address: "10.1.2.9", Agent: "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", Began: at("2024-09-20T07:10:00+08:00"), Seen: at("2024-09-20T09:02:00+08:00")},
	}
}

func tokens() []ledger.Token {
	until, used, past := at("2024-12-19T09:00:00+08:00"), at("2024-09-20T08:55:00+08:00"), at("2024-09-01T09:00:00+08:00")
	return []ledger.Token{{ID: 3, UserID: 1, Name: "OA 待办", ExpiresAt: &until, UsedAt: &used}, {ID: 2, UserID: 1, Name: "大屏", ReadOnly: true, ExpiresAt: &past}}
}

func accounts(b pages.Base) pages.AccountsPage {
	return pages.AccountsPage{Base: b, People: people(), Sessions: map[string]int{"督查室": 2}}
}

func accountsWrong(b pages.Base) pages.AccountsPage {
	p := accounts(b)
	p.Name, p.Typed = "王芳", ledger.Account{Role: ledger.Liaison}
	p.Err = ledger.Mistake(ledger.Invalid, "unit", "联络员要选择所属单位。", "A liaison needs a unit.")
	return p
}

func account(b pages.Base) pages.AccountPage {
	return pages.AccountPage{Base: b, Person: people()[2], Link: "http://10.1.2.1:8080/invite/Zr2f0Jq6l3Yx1mWk9sT4uVb8nHc5aGd7eKp0oQi2yLE", Sessions: sessions()[1:], Events: []ledger.Event{
		{ID: 7, At: at("2024-09-18T16:20:00+08:00"), Actor: "督查室", Action: "add", Subject: "user"}, {ID: 8, At: at("2024-09-18T16:20:00+08:00"), Actor: "督查室", Action: "invite", Subject: "user"},
	}}
}

func audit(b pages.Base) pages.AuditPage {
	row := func(id int64, when, who, action, subject, number, note, before, after string) ledger.AuditRow {
		return ledger.AuditRow{Event: ledger.Event{ID: id, At: at(when), Actor: who, Via: "web", Address: "10.1.2.3", Action: action, Subject: subject, Note: note, Before: before, After: after,
			Hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}, Number: number}
	}
	return pages.AuditPage{Base: b, People: people(), Total: 4, Filter: ledger.AuditFilter{From: "2024-09-18"}, Rows: []ledger.AuditRow{
		row(214, "2024-09-20T09:12:31+08:00", "李东河", "refused", "route", "", "GET /units/990101002", "", ""),
		row(213, "2024-09-20T09:10:02+08:00", "王芳", "resolve", "entry", "2024-09-问-003", "已补齐台账，现场核查通过", `{"status":"registered","version":2}`, `{"outcome":"已补齐台账，现场核查通过","status":"resolved","version":3}`),
		row(212, "2024-09-20T09:01:44+08:00", "", "sign-in-failed", "user", "", "王方", "", ""),
		row(211, "2024-09-20T08:30:10+08:00", "督查室", "export", "entries", "", "xlsx month=2024-09", "", ""),
	}}
}

func accountsFile(b pages.Base) pages.AccountsPage {
	p := accounts(b)
	m := ledger.Mistake(ledger.Invalid, "unit", "联络员要选择所属单位。", "A liaison needs a unit.")
	p.Wrong = []ledger.CellMistake{{Sheet: "账号", Cell: "C4", Words: m.Words}}
	return p
}

func subscribed() *ledger.Subscription {
	used := at("2024-09-19T08:00:00+08:00")
	return &ledger.Subscription{CreatedAt: at("2024-09-02T09:30:00+08:00"), UsedAt: &used}
}
