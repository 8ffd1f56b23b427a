// Package notice says reminders outside the product: it puts a message together and sends it by mail or through a robot's webhook.
package notice

import (
	"fmt"
	"strings"

	"taizhang/backend/ledger"
)

// Message is what is sent.
type Message struct{ Subject, Text string }

const (
	robotBytes = 2048 // of text that WeCom takes, the least of the three
	mailBytes  = 60_000
	mostWords  = 60 // of an entry's text
	spare      = 80 // for the line that counts what is left out
)

// Compose puts the reminders of one message together, unit by unit, as they come. What is too long for the channel is counted instead.
func Compose(rows []ledger.ReminderRow, c ledger.Channel, p ledger.ReminderPolicy, today ledger.Date) Message {
	w := writer{Lang: c.Lang, policy: p, today: today, brief: p.Brief && c.Kind != ledger.Mail, most: robotBytes}
	if c.Kind == ledger.Mail {
		w.most = mailBytes
	}
	head, foot := w.subject(rows), w.foot(rows)
	w.most -= len(head) + len(foot) + spare
	return Message{head, head + "\n" + w.body(rows) + foot}
}

// Test is a message that only shows that a channel works.
func Test(c ledger.Channel) Message {
	subject := c.Lang.T("【督查催办】测试消息", "[催办 Reminders] A test")
	return Message{subject, subject + "\n" + c.Lang.T("这是督查台账发出的一条测试消息，说明通道“%s”可用，不用办理。", "This is a test from the follow-up ledger: the channel “%s” works. Nothing is to be done.", c.Name)}
}

type writer struct {
	ledger.Lang
	policy ledger.ReminderPolicy
	today  ledger.Date
	brief  bool
	most   int
}

// subject always holds 催办, the keyword that a robot may be set to ask for.
func (w writer) subject(rows []ledger.ReminderRow) string {
	units := map[string]bool{}
	for _, r := range rows {
		units[r.UnitCode] = true
	}
	if len(units) == 1 {
		return w.T("【督查催办】%[1]s：%[2]d 项", "[催办 Reminders] %[1]s: %[2]d", rows[0].UnitName, len(rows))
	}
	return w.T("【督查催办】%[1]d 个单位，%[2]d 项", "[催办 Reminders] %[1]d units, %[2]d in all", len(units), len(rows))
}

func (w writer) body(rows []ledger.ReminderRow) string {
	var b strings.Builder
	unit, n := "", 0
	for i, r := range rows {
		line := ""
		if r.UnitCode != unit {
			unit, n = r.UnitCode, 0
			line = "\n" + r.UnitName + "\n"
		}
		n++
		line += fmt.Sprintf("%d. %s\n", n, w.line(r))
		if b.Len()+len(line) > w.most {
			b.WriteString(w.T("另有 %d 项，请登录查看。", "And %d more; sign in to see them.", len(rows)-i) + "\n")
			break
		}
		b.WriteString(line)
	}
	return b.String()
}

// line says one reminder: the entry, how it stands against its due date, and who asks: a person with their words, or the system.
func (w writer) line(r ledger.ReminderRow) string {
	said := r.Entry.Number
	if !w.brief {
		said += " " + ledger.Shorten(r.Entry.Text, mostWords)
	}
	said += w.T("（", " (") + w.due(r.Entry.Due) + w.T("；", "; ") + r.Rule.Words().In(w.Lang) + w.T("，", ", ") + r.AskedBy
	if r.Note != "" && !w.brief {
		said += w.T("：", ": ") + r.Note
	}
	return said + w.T("）", ")")
}

func (w writer) due(due ledger.Date) string {
	days := int(due.Time().Sub(w.today.Time()).Hours() / 24)
	switch {
	case due == "":
		return w.T("没有时限", "no due date")
	case days < 0:
		return w.T("时限 %[1]s，已逾期 %[2]d 天", "due %[1]s, %[2]d days overdue", string(due), -days)
	case days == 0:
		return w.T("今天到期", "due today")
	}
	return w.T("时限 %[1]s，还有 %[2]d 天", "due %[1]s, %[2]d days left", string(due), days)
}

func (w writer) foot(rows []ledger.ReminderRow) string {
	said := "\n" + w.T("请登录督查台账查看并反馈；一事一报，不用另报材料。", "Sign in to the ledger to read and answer; no other report is asked for.")
	if w.policy.Site == "" {
		return said
	}
	path := "/reminders"
	if same(rows) {
		path = "/units/" + rows[0].UnitCode + path
	}
	return said + "\n" + w.policy.Site + path
}

func same(rows []ledger.ReminderRow) bool {
	for _, r := range rows {
		if r.UnitCode != rows[0].UnitCode {
			return false
		}
	}
	return true
}
