package samples

import (
	"slices"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// Sample is one state of one page.
type Sample struct {
	Name string // as a file's name: overview, overview-first
	Page templ.Component
}

// All lists every sample in a language. Every page of package pages is among them.
func All(l ledger.Lang) []Sample {
	b := func(path string) pages.Base { return base(l, path) }
	list := entries()
	return append([]Sample{
		{"sign-in", pages.SignIn(pages.SignInPage{Base: anonymous(l), Next: "/"})},
		{"sign-in-wrong", pages.SignIn(pages.SignInPage{Base: anonymous(l), Name: "督查室", Next: "/", Err: ledger.Mistake(ledger.Unauthorized, "password", "姓名或密码不对。", "The name or the password is wrong.")})},
		{"overview", pages.Overview(pages.OverviewPage{Base: b("/"), Overview: overview()})},
		{"overview-first", pages.Overview(pages.OverviewPage{Base: b("/"), First: true})},
		{"units", pages.Units(pages.UnitsPage{Base: b("/units"), Period: "2024-09", Periods: overview().Periods, Tallies: tallies(), Loads: loads()})},
		{"unit", pages.Unit(pages.UnitPage{Base: b("/units/990101001"), Period: "2024-09", Summary: summary(), Load: loads()[0], Trend: trend()})},
		{"entries", pages.Entries(pages.EntriesPage{Base: b("/entries"), Filter: ledger.Filter{Month: "2024-09", Page: 1}, List: ledger.Page{Items: list, Total: 63}, Months: overview().Periods})},
		{"entries-views", pages.Entries(listed(b("/entries?kind=shortcoming&q=%E6%8E%A5%E8%AF%89&view=2")))},
		{"bulk", pages.Bulk(bulk(b("/entries"), list))},
		{"bulk-done", pages.Bulk(bulkDone(b("/entries"), list))},
		{"entries-none", pages.Entries(pages.EntriesPage{Base: b("/entries?q=防汛"), Filter: ledger.Filter{Query: "防汛"}, Months: overview().Periods})},
		{"entry", pages.Entry(pages.EntryPage{Base: b("/entries/2024-09-问-001"), Record: record(list[3])})},
		{"entry-resolved", pages.Entry(pages.EntryPage{Base: b("/entries/2024-09-问-003"), Record: resolvedRecord(list[7])})},
		{"entry-again", pages.Entry(pages.EntryPage{Base: b("/entries/2024-09-问-002?edit=1"), Record: againRecord(list[4])})},
		{"entry-stale", pages.Entry(pages.EntryPage{Base: b("/entries/2024-09-任-003"), Record: staleRecord(list[14])})},
		{"reports", pages.Reports(pages.ReportsPage{Base: b("/reports"), List: ledger.ReportPage{Items: reports(), Total: len(reports()), Drafts: 12}})},
		{"report-new", pages.NewReport(pages.NewReportPage{Base: b("/reports/new"), Published: "2024-09-20", Formats: []string{".txt", ".docx"}, Limit: 32, Files: 50, All: 128})},
		{"report-new-wrong", pages.NewReport(pages.NewReportPage{Base: b("/reports/new"), Name: "九月点评会", Published: "2024-09-31", Err: ledger.Mistake(ledger.Invalid, "published", "“2024-09-31”不是日期，请写成 2024-09-05 的样子。", "“2024-09-31” is no date; write it like 2024-09-05.")})},
		{"report-nothing", pages.NothingFound(pages.NothingFoundPage{Base: b("/reports/new"), Key: "A2", Name: "天气预报.txt", Text: "明天白天晴间多云，最高气温 26 度。", Chars: 18})},
		{"report-columns", pages.Columns(pages.ColumnsPage{Base: b("/reports/aside/B7?columns=1"), Key: "B7", Name: "重点任务分工.xlsx", Tables: tables()})},
		{"reports-received", pages.Received(pages.ReceivedPage{Base: b("/reports/received"), Outcomes: outcomes()})},
		{"desk", pages.Desk(pages.DeskPage{Base: b("/reports/1"), Review: review(findings())})},
		{"desk-done", pages.Desk(pages.DeskPage{Base: b("/reports/1"), Review: parts.Review{Report: report(), Findings: list}})},
		{"desk-withdrawn", pages.Desk(pages.DeskPage{Base: b("/reports/1"), Review: withdrawn()})},
		{"withdraw", pages.Withdraw(pages.WithdrawPage{Base: b("/reports/1/withdraw"), Report: report(), Would: ledger.Withdrawal{Closing: list[3:9], Staying: list[14:16], Drafts: 5, Resolved: 1}})},
		{"withdraw-wrong", pages.Withdraw(pages.WithdrawPage{Base: b("/reports/1/withdraw"), Report: report(), Err: ledger.AsMistake(ledger.CheckReason(""))})},
		{"reading", pages.Reading(pages.ReadingPage{Base: b("/reports/1/reading"), Report: report(), Rereading: rereading(), Digest: "0f"})},
		{"reading-same", pages.Reading(pages.ReadingPage{Base: b("/reports/1/reading"), Report: report(), Digest: "0f"})},
		{"desk-edit", pages.Desk(pages.DeskPage{Base: b("/reports/1?edit=14"), Review: review(findings()), Open: editing(findings()[13])})},
		{"desk-adding", pages.Desk(pages.DeskPage{Base: b("/reports/1"), Review: parts.Review{Report: report(), Findings: findings()}, Adding: parts.Adding{Words: "接诉即办", Err: ledger.Mistake(ledger.Invalid, "words", "这段话在原文中出现了 3 次，请多写几个字。", "These words stand 3 times in the report; type a few more.")}})},
		{"scores", pages.Scores(scoresPage(b("/scores"), false))},
		{"scores-ranked", pages.Scores(scoresPage(b("/scores"), true))},
		{"scores-none", pages.Scores(pages.ScoresPage{Base: b("/scores")})},
		{"scores-new", pages.NewScores(pages.NewScoresPage{Base: b("/scores/new"), Month: "2024-09"})},
		{"scores-wrong", pages.NewScores(pages.NewScoresPage{Base: b("/scores/new"), Month: "2024-09", Wrong: wrongCells()})},
		{"scores-correct", pages.NewScores(correctedScores(b("/scores/new")))},
		{"score-rules", pages.ScoreRules(pages.ScoreRulesPage{Base: b("/scores/rules")})},
		{"score-rules-ranked", pages.ScoreRules(pages.ScoreRulesPage{Base: b("/scores/rules"), Rules: scoreRules(), Ranked: true, Approval: approval()})},
		{"months", pages.Months(pages.MonthsPage{Base: b("/months"), Months: monthRows()})},
		{"month", pages.Month(monthPage(b("/months/2024-09")))},
		{"month-sealing", pages.Month(sealingMonth(b("/months/2024-09")))},
		{"month-sealed", pages.Month(sealedMonth(b("/months/2024-09")))},
		{"month-none", pages.Month(pages.MonthPage{Base: b("/months/2023-01"), Figures: ledger.MonthFigures{Period: "2023-01"}})},
		{"calendar", pages.AdminCalendar(pages.AdminCalendarPage{Base: b("/admin/calendar"), Year: 2024, Years: []int{2024, 2025, 2026}, Days: specialDays(), Covered: true, Asked: 2})},
		{"calendar-change", pages.AdminCalendar(calendarChange(b("/admin/calendar")))},
		{"calendar-wrong", pages.AdminCalendar(pages.AdminCalendarPage{Base: b("/admin/calendar"), Year: 2027, Years: []int{2024, 2027}, Form: pages.DayForm{From: "2027-02-30", Kind: "off", Name: "春节"}, Err: ledger.Mistake(ledger.Invalid, "from", "“2027-02-30”不是日期，请写成 2024-09-05 的样子。", "“2027-02-30” is no date; write it like 2024-09-05.")})},
		{"due-questions", pages.DueQuestions(pages.DueQuestionsPage{Base: b("/calendar/dues"), Questions: dueMoves()[1:]})},
		{"due-questions-none", pages.DueQuestions(pages.DueQuestionsPage{Base: b("/calendar/dues")})},
		{"gallery", pages.GalleryList(pages.GalleryListPage{Base: b("/gallery"), Pages: []string{"overview", "overview-first"}, Parts: []string{"parts-tags"}})},
		{"help", pages.Help(pages.HelpPage{Base: b("/help")})},
		{"api", pages.API(apiPage(anonymous(l)))},
		{"api-problem", pages.Problem(pages.ProblemPage{Base: anonymous(l), Problem: problemShown()})},
		{"error-404", pages.Error(pages.ErrorPage{Base: b("/entries/2024-09-任-999"), Status: 404, Err: ledger.Mistake(ledger.NotFound, "", "台账里没有 2024-09-任-999。", "There is no 2024-09-任-999 in the ledger.")})},
		{"error-409", pages.Error(pages.ErrorPage{Base: b("/entries"), Status: 409, Err: &ledger.Error{Code: ledger.Conflict, Words: ledger.Words{ZH: "2024-09-问-003 现在是“已销号”，不能销号。", EN: "2024-09-问-003 is “Resolved” now; “Resolve” cannot be done."}, Current: &list[7]}})},
		{"error-500", pages.Error(pages.ErrorPage{Base: b("/"), Status: 500, Request: "7f3c91"})},
		{"accounts", pages.Accounts(accounts(b("/accounts")))},
		{"accounts-wrong", pages.Accounts(accountsWrong(b("/accounts")))},
		{"accounts-file", pages.Accounts(accountsFile(b("/accounts")))},
		{"invitations", pages.Invitations(pages.InvitationsPage{Base: b("/accounts"), People: people()[2:4], Links: []string{"http://10.1.2.1:8080/invite/Zr2f0Jq6l3Yx1mWk9sT4uVb8nHc5aGd7eKp0oQi2yLE", "http://10.1.2.1:8080/invite/yLEr2f0Jq6l3Yx1mWk9sT4uVb8nHc5aGd7eKp0oQi2Z"}})},
		{"account", pages.Account(account(b("/accounts/3")))},
		{"me", pages.Me(pages.MePage{Base: b("/me"), Person: people()[0], Sessions: sessions(), Tokens: tokens()})},
		{"me-token-wrong", pages.Me(pages.MePage{Base: b("/me"), Person: people()[0], Tokens: tokens(), Token: pages.TokenForm{Name: "大屏", Days: 30, ReadOnly: true, Err: ledger.Mistake(ledger.Conflict, "name", "已有名为“大屏”的令牌，请换个名称。", "There is a token “大屏” already; choose another name.")}})},
		{"token-new", pages.NewToken(pages.NewTokenPage{Base: b("/me"), Name: "OA 待办", Secret: "tz_k7qfp2m9xaa3btewq5znm2vhc7", Until: at("2024-12-19T09:00:00+08:00")})},
		{"me-links", pages.Me(pages.MePage{Base: b("/me"), Person: people()[0], Sessions: sessions(), Subscription: subscribed(), Links: &pages.SubscriptionLinks{Calendar: "https://duban.example.gov.cn/feeds/kq3v…/due.ics", Feed: "https://duban.example.gov.cn/feeds/kq3v…/changes.atom"}})},
		{"me-subscribed", pages.Me(pages.MePage{Base: b("/me"), Person: people()[0], Sessions: sessions(), Subscription: subscribed()})},
		{"me-first", pages.Me(pages.MePage{Base: b("/me"), Person: people()[2], Err: ledger.CheckPassword("", "short").(*ledger.Error)})},
		{"sign-in-code", pages.SignInCode(pages.SignInCodePage{Base: anonymous(l), Err: ledger.Mistake(ledger.Unauthorized, "code", "验证码不对，或者已经用过。请等下一个验证码再试。", "The code is wrong or was used already. Wait for the next one and try again.")})},
		{"two-step", pages.TwoStep(pages.TwoStepPage{Base: b("/me/two-step"), Person: people()[0], Device: device()})},
		{"two-step-on", pages.TwoStep(pages.TwoStepPage{Base: b("/me/two-step"), Person: people()[1], Left: 9})},
		{"recovery-codes", pages.RecoveryCodes(pages.RecoveryCodesPage{Base: b("/me/two-step"), Codes: []string{"k7qfp-2m9xa", "a3bte-wq5zn", "m2vhc-7rjdk", "q4lzs-n6ygt", "x5dow-e3cfb"}})},
		{"setup", pages.Setup(pages.SetupPage{Base: b("/setup"), Person: people()[2], Name: "王芳", Err: ledger.Mistake(ledger.Invalid, "again", "两次输入的新密码不一样。", "The two new passwords differ.")})},
		{"setup-named", pages.Setup(pages.SetupPage{Base: b("/setup"), Person: people()[0]})},
		{"invitation", pages.Invitation(pages.InvitationPage{Base: anonymous(l), Person: people()[2]})},
		{"audit", pages.Audit(audit(b("/audit")))},
		{"audit-wrong", pages.Audit(pages.AuditPage{Base: b("/audit"), Filter: ledger.AuditFilter{Number: "2024-09-任-999"}, Err: ledger.Mistake(ledger.BadRequest, "number", "台账里没有编号 2024-09-任-999。", "The ledger has no number 2024-09-任-999.")})},
	}, slices.Concat(adminPages(b), followUp(b), ledgerFilePages(b), jobPages(b), themePages(b), partPages(b), cities(b))...)
}

func review(findings []ledger.Entry) parts.Review {
	return parts.Review{Report: report(), Findings: findings, Remarks: remarks()}
}

func anonymous(l ledger.Lang) pages.Base {
	b := base(l, "/sign-in")
	b.User = ""
	return b
}

func record(e ledger.Entry) parts.Record {
	own := parts.Cited{
		Finding: e, Report: report(), Quote: e.Quote,
		Before: "扎实推进老旧小区改造，完成改造 12个小区、涉及居民 3400户。但在", After: "、接诉即办等方面仍存不足。西苑街道聚焦民生实事，",
	}
	return parts.Record{Entry: e, Sources: []parts.Cited{own}, Events: events()}
}

// resolvedRecord is struck off, for good after once taking it back.
func resolvedRecord(e ledger.Entry) parts.Record {
	r := record(e)
	r.Events = append(r.Events, ledger.Event{ID: 6, At: *e.ResolvedAt, Actor: e.ResolvedBy, Via: "web", Action: "resolve", Note: e.Outcome})
	return r
}

// againRecord is a shortcoming said by two reports, the third time in a row.
func againRecord(e ledger.Entry) parts.Record {
	r := record(e)
	other := report()
	other.ID, other.Title = 4, "北山日报：月度点评会直面问题"
	finding := e
	finding.ID, finding.ReportID = 104, 4
	r.Sources = append(r.Sources, parts.Cited{Finding: finding, Report: other, Quote: "接诉即办", Before: "点评指出，东河街道在", After: "上还有差距。"})
	august, july := e, e
	august.ID, august.Number, august.Period = 90, "2024-08-问-004", "2024-08"
	july.ID, july.Number, july.Period, july.Status = 80, "2024-07-问-001", "2024-07", ledger.Resolved
	r.Chain = []ledger.Entry{july, august, e}
	r.Persisting = persisting()[:1]
	r.Ties = []ledger.Tie{{Kind: ledger.Shows, Back: true, Entry: entries()[0]}}
	r.Tying = parts.Tying{Kind: ledger.Parallel, Number: "2024-09-任-012", Err: ledger.Mistake(ledger.Invalid, "number", "2024-09-任-012 是“任务”，这一条不是，不能并行。", "2024-09-任-012 is of another kind (Task); they cannot run in parallel.")}
	form := parts.EditOf(e)
	form.Recurs = august.Number
	r.Edit = &form
	return r
}

// staleRecord is an edit that came too late: somebody has moved the date meanwhile.
func staleRecord(e ledger.Entry) parts.Record {
	r := record(e)
	now := e
	now.Version, now.Due, now.DueBasis = 4, "2024-10-08", ledger.DueFromPerson
	form := parts.EditOf(e)
	form.Text = "加大现场检查力度，10 月中旬前完成全区垃圾分类桶站整治"
	form.Err = &ledger.Error{Code: ledger.Conflict, Field: "version", Words: ledger.Words{ZH: "您打开之后，别人已经改过这一项。", EN: "Somebody has changed this entry since you opened it."}, Current: &now}
	r.Entry, r.Edit = now, &form
	return r
}

func editing(e ledger.Entry) *parts.Finding {
	form := parts.EditOf(e)
	return &parts.Finding{Entry: e, Edit: &form}
}

func reports() []ledger.ReportCount {
	old := report()
	old.ID, old.Name, old.Title, old.Published, old.Period = 2, "点评会通稿.docx", "北山区召开 8 月份工作点评会暨接诉即办调度会", "2024-08-14", "2024-08"
	none := report()
	none.ID, none.Name, none.Title, none.Published = 3, "天气.txt", "未来三天天气预报", "2024-08-02"
	return []ledger.ReportCount{
		{Report: withdrawn().Report, Accepted: 9, Rejected: 30},
		{Report: report(), Drafts: 12, Accepted: 6, Rejected: 1, Gave: ledger.MonthSaid{Progress: 2, Shortcomings: 1, Tasks: 3}}, {Report: old, Accepted: 42, Rejected: 3}, {Report: none},
	}
}
