package notice

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"

	"github.com/wneessen/go-mail"

	"taizhang/backend/ledger"
)

// errNoServer says that mail has nowhere to go.
var errNoServer = ledger.Mistake(ledger.Conflict, "host", "还没有设置邮件服务器。", "No mail server is set.")

func (s Sender) mail(ctx context.Context, c ledger.Channel, m Message, key string) error {
	if s.Mail.Host == "" {
		return errNoServer
	}
	letter, err := s.letter(c, m, key)
	if err != nil {
		return err
	}
	client, err := mail.NewClient(s.Mail.Host, s.options()...)
	if err != nil {
		return fmt.Errorf("prepare mail: %w", err)
	}
	if err := client.DialAndSendWithContext(ctx, letter); err != nil {
		return errors.New(s.without(err))
	}
	return nil
}

func (s Sender) letter(c ledger.Channel, m Message, key string) (*mail.Msg, error) {
	letter := mail.NewMsg()
	if err := letter.FromFormat(c.Lang.T("督查台账", "Follow-up ledger"), s.Mail.From); err != nil {
		return nil, fmt.Errorf("write mail: %w", err)
	}
	if err := letter.To(c.Addresses()...); err != nil {
		return nil, fmt.Errorf("write mail: %w", err)
	}
	letter.Subject(m.Subject)
	letter.SetDateWithValue(s.Now())
	_, host, _ := strings.Cut(s.Mail.From, "@")
	letter.SetMessageIDWithValue(key + "@" + host)
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetBodyString(mail.TypeTextPlain, m.Text)
	return letter, nil
}

func (s Sender) options() []mail.Option {
	all := []mail.Option{mail.WithPort(s.Mail.Port), mail.WithTimeout(limit), mail.WithTLSConfig(&tls.Config{ServerName: s.Mail.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12})}
	switch s.Mail.Security {
	case ledger.TLS:
		all = append(all, mail.WithSSL())
	case ledger.Plain:
		all = append(all, mail.WithTLSPolicy(mail.NoTLS))
	default:
		all = append(all, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if s.Mail.User != "" {
		all = append(all, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.Mail.User), mail.WithPassword(s.Mail.Password))
	}
	return all
}

// without is the error with the password struck out, should a server repeat it.
func (s Sender) without(err error) string {
	if s.Mail.Password == "" {
		return err.Error()
	}
	return strings.ReplaceAll(err.Error(), s.Mail.Password, "…")
}
