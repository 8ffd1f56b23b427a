package pages

import (
	"strconv"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// summary says how many accounts there are.
func (p AccountsPage) summary() string {
	active := 0
	for _, u := range p.People {
		if u.Active {
			active++
		}
	}
	n := p.Lang.Count(len(p.People), "个账号", "account", "accounts")
	if active == len(p.People) {
		return p.T("%s，全部在用。", "%s, all active.", n)
	}
	return p.T("%s，%d 个在用。", "%s, %d active.", n, active)
}

// stateOf says whether an account is in use and how often it is signed in.
func (b Base) stateOf(u ledger.User, sessions int) string {
	switch {
	case !u.Active:
		return b.T("已停用", "closed")
	case sessions > 0:
		return b.T("在用，登录中 %d 处", "active, signed in %d×", sessions)
	case u.PasswordHash == "":
		return b.T("在用，尚未设置密码", "active, no password yet")
	}
	return b.T("在用", "active")
}

func (b Base) unitName(code string) string {
	if u, ok := b.Unit(code); ok {
		return u.Name
	}
	return code
}

// isAbout tells whether a mistake is about that field of a form.
func isAbout(err *ledger.Error, field string) bool { return err != nil && err.Field == field }

// browserName names a browser from what it says of itself, as people know it. The order matters: many claim to be others.
func browserName(agent string) string {
	for _, b := range []struct{ sign, name string }{
		{"MicroMessenger", "微信"}, {"QQBrowser", "QQ 浏览器"}, {"360", "360 浏览器"}, {"Edg", "Edge"}, {"OPR", "Opera"}, {"Firefox", "Firefox"}, {"Chrom", "Chrome"}, {"Safari", "Safari"},
	} {
		if strings.Contains(agent, b.sign) {
			return b.name + systemName(agent)
		}
	}
	if agent == "" {
		return "—"
	}
	return ledger.Shorten(agent, 24)
}

func systemName(agent string) string {
	for _, s := range []struct{ sign, name string }{{"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Mac OS", "macOS"}, {"UOS", "统信"}, {"Kylin", "麒麟"}, {"Linux", "Linux"}} {
		if strings.Contains(agent, s.sign) {
			return " · " + s.name
		}
	}
	return ""
}

// Seconds tells a time to the second, as the audit log needs it.
func (b Base) Seconds(t time.Time) string {
	zone := b.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("2006-01-02 15:04:05")
}

func id64(n int64) string { return strconv.FormatInt(n, 10) }
