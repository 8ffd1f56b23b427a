package ledger

// actions names what an event records, beside the moves of entries.
var actions = []struct {
	name  string
	words Words
}{
	{"import", Words{"导入", "Brought in"}},
	{"add", Words{"添加", "Added"}},
	{"edit", Words{"修改", "Edited"}},
	{"split", Words{"拆分", "Split"}},
	{"merge", Words{"合并", "Merged"}},
	{"reread", Words{"重新读取", "Read again"}},
	{"withdraw", Words{"撤回报告", "Report withdrawn"}},
	{"put-back", Words{"恢复报告", "Report put back"}},
	{"save", Words{"保存", "Saved"}},
	{"upload", Words{"上传", "Uploaded"}},
	{"use", Words{"启用", "Taken into use"}},
	{"drop", Words{"删除", "Dropped"}},
	{"rename", Words{"更名", "Renamed"}},
	{"approve", Words{"批准", "Approved"}},
	{"end", Words{"终止", "Ended"}},
	{"seal", Words{"封账", "Sealed"}},
	{"correct", Words{"更正", "Corrected"}},
	{"keep-due", Words{"保留时限", "Due date kept"}},
	{"attach", Words{"附上文件", "Files attached"}},
	{"remind", Words{"催办", "Asked"}},
	{"read-reminder", Words{"催办已读", "Reminder read"}},
	{"deliver", Words{"消息已发送", "Message sent"}},
	{"not-delivered", Words{"消息未送达", "Message not delivered"}},
	{"send-again", Words{"重发消息", "Message to be sent again"}},
	{"test", Words{"试发", "Tried"}},
	{"export", Words{"导出", "Exported"}},
	{"sign-in", Words{"登录", "Signed in"}},
	{"sign-in-link", Words{"用链接登录", "Signed in by link"}},
	{"sign-in-failed", Words{"登录失败", "Sign-in failed"}},
	{"lock-out", Words{"登录锁定", "Locked out"}},
	{"sign-out", Words{"退出", "Signed out"}},
	{"end-session", Words{"结束登录", "Session ended"}},
	{"refused", Words{"拒绝访问", "Refused"}},
	{"new-link", Words{"生成登录链接", "Sign-in link made"}},
	{"use-link", Words{"使用登录链接", "Sign-in link used"}},
	{"invite", Words{"邀请", "Invited"}},
	{"password", Words{"设置密码", "Password set"}},
	{"account", Words{"变更账号", "Account changed"}},
	{"subscribe", Words{"生成订阅链接", "Subscription made"}},
	{"unsubscribe", Words{"停用订阅链接", "Subscription ended"}},
	{"tie", Words{"关联事项", "Tied to another entry"}},
	{"untie", Words{"解除关联", "Tie taken away"}},
	{"two-step", Words{"通过两步验证", "Second step passed"}},
	{"two-step-on", Words{"开启两步验证", "Two-step sign-in begun"}},
	{"two-step-off", Words{"关闭两步验证", "Two-step sign-in ended"}},
	{"two-step-reset", Words{"重置两步验证", "Two-step sign-in reset"}},
	{"two-step-roles", Words{"设定须两步验证的角色", "Roles with two-step sign-in set"}},
	{"recovery-codes", Words{"更换恢复码", "Recovery codes renewed"}},
	{"recovery-code", Words{"使用恢复码", "Recovery code used"}},
	{"recount", Words{"重新计数", "Counted anew"}},
	{Trim, Words{"清理审计记录", "Audit log trimmed"}},
}

// Actions lists the names of everything that an event may record.
func Actions() (all []string) {
	for _, m := range Moves {
		all = append(all, string(m.Name))
	}
	for _, a := range actions {
		all = append(all, a.name)
	}
	return all
}

// ActionWords names what an event records: a move by its past, an unknown action by itself.
func ActionWords(action string) Words {
	if m, err := FindMove(action); err == nil {
		return m.Past
	}
	for _, a := range actions {
		if a.name == action {
			return a.words
		}
	}
	return Words{ZH: action, EN: action}
}

var subjects = map[string]Words{
	"entry": {"事项", "Entry"}, "entries": {"事项清单", "Entries"}, "report": {"报告", "Report"}, "units": {"单位名录", "Units"}, "themes": {"领域", "Themes"},
	"terms": {"词库", "Words"}, "user": {"账号", "Account"}, "token": {"令牌", "Token"}, "route": {"页面", "Page"}, "events": {"审计记录", "Audit log"}, "scores": {"考评成绩", "Scores"}, "score-rule": {"考评算法", "Rule of scores"}, "bulletin": {"月度通报", "Monthly bulletin"}, "ranking": {"排名", "Ranks"}, "month": {"月份", "Month"}, "calendar": {"工作日历", "Working calendar"}, "light-rule": {"亮灯规则", "Rule of lights"}, "counts": {"计数", "Counts"},
	"channel": {"消息通道", "Channel"}, "delivery": {"催办消息", "Message"}, "reminder-settings": {"催办设置", "Settings of reminders"}, "letterhead": {"信头", "Letterhead"}, "paper-template": {"文稿模板", "Template of a paper"}, "view": {"台账视图", "View of the ledger"}, "list": {"台账显示", "Display of the ledger"},
}

// SubjectWords names what an event is about.
func SubjectWords(subject string) Words {
	if w, ok := subjects[subject]; ok {
		return w
	}
	return Words{ZH: subject, EN: subject}
}
