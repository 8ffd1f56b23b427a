package ledger

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
)

// ChannelKind is a way by which reminders leave the product.
type ChannelKind string

const (
	Mail     ChannelKind = "mail"
	DingTalk ChannelKind = "dingtalk"
	WeCom    ChannelKind = "wecom"
	Feishu   ChannelKind = "feishu"
)

// ChannelInfo describes a kind of channel. A robot's webhook lies on one of the hosts that its maker documents; Signed tells whether
// a secret may sign what is posted there.
type ChannelInfo struct {
	Kind   ChannelKind
	Words  Words
	Hosts  []string
	Signed bool
}

// ChannelKinds lists the kinds in the order of choices.
var ChannelKinds = []ChannelInfo{
	{Mail, Words{"电子邮件", "E-mail"}, nil, false},
	{DingTalk, Words{"钉钉机器人", "DingTalk robot"}, []string{"oapi.dingtalk.com"}, true},
	{WeCom, Words{"企业微信机器人", "WeCom robot"}, []string{"qyapi.weixin.qq.com"}, false},
	{Feishu, Words{"飞书机器人", "Feishu robot"}, []string{"open.feishu.cn", "open.larksuite.com"}, true},
}

// Info describes the kind; the zero ChannelInfo where there is no such kind.
func (k ChannelKind) Info() ChannelInfo {
	for _, i := range ChannelKinds {
		if i.Kind == k {
			return i
		}
	}
	return ChannelInfo{}
}

// Words names the kind.
func (k ChannelKind) Words() Words { return k.Info().Words }

// Channel is one place where reminders are sent: mail addresses, or a robot in a group. Its webhook and secret are never shown
// again nor written into the audit log. One given by the environment has an id below zero.
type Channel struct {
	ID       int64       `gorm:"primaryKey" json:"id"`
	Kind     ChannelKind `json:"kind"`
	Name     string      `json:"name"`
	UnitCode string      `json:"unit,omitempty"` // whose reminders go there, "" for every unit's
	Target   string      `json:"-"`              // addresses, or the webhook
	Secret   string      `json:"-"`
	Lang     Lang        `json:"lang"`
	Active   bool        `json:"active"`
}

// Fixed tells whether the channel is given by the environment, and not to be changed on a page.
func (c Channel) Fixed() bool { return c.ID < 0 }

// Takes tells whether reminders of the unit go there.
func (c Channel) Takes(unit string) bool { return c.Active && (c.UnitCode == "" || c.UnitCode == unit) }

// Shown is what may be shown of the target: mail addresses, or the host that a webhook lies on.
func (c Channel) Shown() string {
	if c.Kind == Mail {
		return c.Target
	}
	u, err := url.Parse(c.Target)
	if err != nil || u.Host == "" {
		return "—"
	}
	return u.Scheme + "://" + u.Host + "/…"
}

// Addresses are the mail addresses of the target.
func (c Channel) Addresses() []string {
	return strings.FieldsFunc(c.Target, func(r rune) bool { return strings.ContainsRune("、，,；; \n\r\t", r) })
}

// Check tells what is wrong with the channel: nothing, or an Invalid field. allowed lists the origins that the operator lets webhooks
// go to beside the documented hosts: https://proxy.example.gov.cn.
func (c Channel) Check(allowed []string) error {
	name := []rune(strings.TrimSpace(c.Name))
	switch {
	case c.Kind.Words() == Words{}:
		return Mistake(Invalid, "kind", "请选择通道的种类。", "Choose a kind of channel.")
	case len(name) == 0 || len(name) > 40:
		return Mistake(Invalid, "name", "请给通道起个名称，最多 40 字。", "Give the channel a name of 40 characters at most.")
	case c.Kind == Mail:
		return checkAddresses(c.Addresses())
	case len(c.Secret) > 200:
		return Mistake(Invalid, "secret", "加签密钥太长，请核对。", "The secret is too long; check it.")
	}
	return CheckWebhook(c.Kind, c.Target, allowed)
}

func checkAddresses(all []string) error {
	if len(all) == 0 || len(all) > 20 {
		return Mistake(Invalid, "target", "请填写 1 到 20 个邮箱地址，用逗号隔开。", "Give 1 to 20 addresses, separated by commas.")
	}
	for _, a := range all {
		if parsed, err := mail.ParseAddress(a); err != nil || parsed.Address != a {
			return Mistake(Invalid, "target", "“%s”不是邮箱地址。", "“%s” is no mail address.", Shorten(a, 60))
		}
	}
	return nil
}

// CheckWebhook tells what stands against posting to a robot's webhook: it must be https on a host that the robot's maker documents, or
// on an origin that the operator allowed.
func CheckWebhook(k ChannelKind, target string, allowed []string) error {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" || u.User != nil || u.Opaque != "" || len(target) > 1000 {
		return Mistake(Invalid, "target", "请粘贴机器人的 Webhook 地址，以 https:// 开头。", "Paste the robot's webhook address, which begins with https://.")
	}
	if u.Scheme == "https" && slices.Contains(k.Info().Hosts, strings.ToLower(u.Host)) || slices.Contains(allowed, u.Scheme+"://"+strings.ToLower(u.Host)) {
		return nil
	}
	hosts := strings.Join(k.Info().Hosts, ", ")
	return Mistake(Invalid, "target", "Webhook 只能发到 https://%[1]s。确需经代理转发的，请运维人员用 TAIZHANG_WEBHOOK_ALLOW 放行。",
		"A webhook may go to https://%[1]s only. For a proxy, the operator allows its address with TAIZHANG_WEBHOOK_ALLOW.", hosts)
}
