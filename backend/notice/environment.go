package notice

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"taizhang/backend/ledger"
)

// Environment is what the operator settles outside the pages; it goes before what they say.
type Environment struct {
	Rules    string             // fields of the policy as JSON, "" for none
	Site     string             // this system's address
	Mail     *ledger.MailServer // nil where the page sets it
	Channels []ledger.Channel   // with ids below zero
	Allowed  []string           // origins that webhooks may go to beside the documented hosts
}

// Policy is the office's policy with what the environment sets.
func (e Environment) Policy(p ledger.ReminderPolicy) (ledger.ReminderPolicy, error) {
	p = p.Tidy()
	if e.Rules != "" {
		d := json.NewDecoder(bytes.NewReader([]byte(e.Rules)))
		d.DisallowUnknownFields()
		if err := d.Decode(&p); err != nil {
			return p, ledger.Mistake(ledger.Invalid, "reminders", "TAIZHANG_REMINDERS 要写成 {\"before\":[3],\"every\":7} 的样子：%s。", "Write TAIZHANG_REMINDERS like {\"before\":[3],\"every\":7}: %s.", err.Error())
		}
	}
	if e.Site != "" {
		p.Site = e.Site
	}
	p = p.Tidy()
	return p, p.Check()
}

// FixesPolicy tells whether rules and caps are not to be changed on a page.
func (e Environment) FixesPolicy() bool { return e.Rules != "" }

// ParseServer reads a mail server from an address: smtp://user:password@host:587 speaks STARTTLS, smtps://… TLS from the start,
// smtp+plain://host:25 neither.
func ParseServer(address, from string) (*ledger.MailServer, error) {
	if address == "" {
		return nil, nil
	}
	kinds := map[string]struct {
		security ledger.Security
		port     int
	}{"smtp": {ledger.StartTLS, 587}, "smtps": {ledger.TLS, 465}, "smtp+plain": {ledger.Plain, 25}}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || kinds[u.Scheme].port == 0 || strings.Trim(u.Path, "/") != "" {
		return nil, ledger.Mistake(ledger.Invalid, "smtp", "TAIZHANG_SMTP 要写成 smtp://用户:密码@主机:587、smtps://… 或 smtp+plain://… 的样子。", "Write TAIZHANG_SMTP like smtp://user:password@host:587, smtps://… or smtp+plain://….")
	}
	m := &ledger.MailServer{Host: u.Hostname(), Port: kinds[u.Scheme].port, Security: kinds[u.Scheme].security, User: u.User.Username(), From: from}
	m.Password, _ = u.User.Password()
	if p, err := strconv.Atoi(u.Port()); err == nil {
		m.Port = p
	}
	usual := *m
	usual.Port = ledger.MailPorts[0] // the environment may set any
	return m, usual.Check()
}

// Robots are the channels that the environment gives, for every unit; those without a webhook are left out.
func Robots(given []ledger.Channel, allowed []string) (all []ledger.Channel, err error) {
	for i, c := range given {
		if c.Target == "" {
			continue
		}
		c.ID, c.Active, c.Name = -1-int64(i), true, c.Kind.Words().ZH
		if err := c.Check(allowed); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// ParseAllowed reads origins as the operator writes them: https://proxy.example.gov.cn, http://10.1.2.3:8080.
func ParseAllowed(origins []string) (all []string, err error) {
	for _, o := range origins {
		o = strings.TrimRight(strings.ToLower(strings.TrimSpace(o)), "/")
		u, err := url.Parse(o)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.Path != "" || u.User != nil || u.RawQuery != "" {
			return nil, ledger.Mistake(ledger.Invalid, "webhook-allow", "“%s”不是网址，请写成 https://proxy.example.gov.cn 的样子。", "“%s” is no origin; write it like https://proxy.example.gov.cn.", o)
		}
		all = append(all, o)
	}
	return all, nil
}
