package pages

import (
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

func channelURL(c ledger.Channel) templ.SafeURL {
	return templ.SafeURL("/admin/channels/" + id64(c.ID))
}

func (p ChannelPage) title() string {
	if p.Channel.ID == 0 {
		return p.T("添加通道", "Add a channel")
	}
	return p.Channel.Name
}

func (p ChannelPage) action() templ.SafeURL {
	if p.Channel.ID == 0 {
		return "/admin/channels"
	}
	return channelURL(p.Channel)
}

// about says how the kind of channel is set up where it comes from.
func (p ChannelPage) about() string {
	switch p.Channel.Kind {
	case ledger.Mail:
		return p.T("一天一封，写明各项的编号、内容和时限。", "One letter a day with numbers, texts and due dates.")
	case ledger.WeCom:
		return p.T("在群里添加群机器人，复制它的 Webhook 地址。", "Add a robot to the group chat and copy its webhook.")
	}
	return p.T("在群里添加自定义机器人，安全设置选“加签”（或关键词“催办”），复制 Webhook 地址和密钥。", "Add a custom robot to the group chat, choose signing (or the keyword 催办) as its security, and copy webhook and secret.")
}

func (p ChannelPage) targetHelp() string {
	hosts := strings.Join(p.Channel.Kind.Info().Hosts, p.T("、", ", "))
	if p.Channel.ID == 0 {
		return p.T("以 https://%s 开头", "begins with https://%s", hosts)
	}
	return p.T("现在是 %s，不再显示；不填则保留", "now %s, not shown again; empty keeps it", p.Shown)
}

// secretHelp says of a secret that is never shown again whether there is one.
func (b Base) secretHelp(there bool) string {
	if there {
		return b.T("已保存，不再显示；不填则保留", "kept and not shown again; empty keeps it")
	}
	return b.T("可不填", "optional")
}

func (p AdminRemindersPage) before() string {
	if p.PolicyErr != nil {
		return p.Before
	}
	return leads(p.Policy.Before)
}

func (p AdminRemindersPage) port() string {
	if p.Mail.Port == 0 {
		return "587"
	}
	return itoa(p.Mail.Port)
}

// delivered says how far a message has come.
func (p AdminRemindersPage) delivered(d ledger.Delivery) string {
	said := p.In(d.State.Words())
	switch {
	case d.SentAt != nil && d.State == ledger.Sent:
		return said + " " + p.Time(*d.SentAt)
	case d.State == ledger.Waiting && d.Attempts > 0:
		return said + p.Plural(d.Attempts, "，试过 %d 次，下次 %s", ", tried %d time, next at %s", ", tried %d times, next at %s", d.Attempts, p.Time(d.NextAt))
	case d.State == ledger.Undeliverable:
		return said + p.Plural(d.Attempts, "，试过 %d 次", ", tried %d time", ", tried %d times", d.Attempts)
	}
	return said
}
