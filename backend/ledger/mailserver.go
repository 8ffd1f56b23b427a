package ledger

import (
	"net/mail"
	"slices"
	"strings"
)

// MailServer is where mail is handed over for sending. The zero MailServer is none.
type MailServer struct {
	Host     string   `json:"host"`
	Port     int      `json:"port"`
	Security Security `json:"security"`
	User     string   `json:"user"`
	Password string   `json:"-"`
	From     string   `json:"from"`
}

// Security is how the way to a mail server is guarded.
type Security string

const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	Plain    Security = "none" // within the office's own machine only
)

// Securities lists them in the order of choices.
var Securities = []struct {
	Security Security
	Words    Words
}{{StartTLS, Words{"STARTTLS（587）", "STARTTLS (587)"}}, {TLS, Words{"TLS（465）", "TLS (465)"}}, {Plain, Words{"不加密（仅限本机或内网）", "None (own machine or network only)"}}}

// MailPorts are those that a page may set; the environment may set any.
var MailPorts = []int{25, 465, 587}

// Check tells what is wrong with a mail server that a page is to keep: nothing, or an Invalid field.
func (m MailServer) Check() error {
	switch {
	case m == MailServer{}:
		return nil
	case m.Host == "" || len(m.Host) > 253 || strings.ContainsAny(m.Host, " /:@\r\n\t"):
		return Mistake(Invalid, "host", "请填写邮件服务器的主机名，如 smtp.example.gov.cn。", "Give the mail server's host name, such as smtp.example.gov.cn.")
	case !slices.Contains(MailPorts, m.Port):
		return Mistake(Invalid, "port", "端口可用 25、465、587；其他端口请运维人员用 TAIZHANG_SMTP 设定。", "The port is 25, 465 or 587; the operator may set another with TAIZHANG_SMTP.")
	case m.Security != StartTLS && m.Security != TLS && m.Security != Plain:
		return Mistake(Invalid, "security", "请选择加密方式。", "Choose how the connection is secured.")
	case m.Security == Plain && m.User != "":
		return Mistake(Invalid, "security", "不加密时不发送用户名和密码，请改用 STARTTLS 或 TLS。", "Name and password are not sent in the clear; choose STARTTLS or TLS.")
	}
	if a, err := mail.ParseAddress(m.From); err != nil || a.Address != m.From {
		return Mistake(Invalid, "from", "请填写发件地址，如 duban@example.gov.cn。", "Give the address that mail comes from, such as duban@example.gov.cn.")
	}
	return nil
}
