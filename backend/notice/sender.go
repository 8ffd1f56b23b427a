package notice

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"net/url"
	"time"

	"taizhang/backend/ledger"
)

// limit is how long one attempt may take.
const limit = 20 * time.Second

// Sender sends messages. Its errors name no webhook, secret or password, and may be shown.
type Sender struct {
	Mail    ledger.MailServer
	Allowed []string // origins that webhooks may go to beside the documented hosts
	Now     func() time.Time
	Roots   *x509.CertPool // whom to trust; nil for whom the machine trusts
}

// Send sends a message through a channel; key marks the message, so that a mail server may know one that was sent twice.
func (s Sender) Send(ctx context.Context, c ledger.Channel, m Message, key string) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if c.Kind == ledger.Mail {
		return s.mail(ctx, c, m, key)
	}
	return s.post(ctx, c, m)
}

// client follows no redirect: where a message goes is settled by whoever set the channel.
func (s Sender) client() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	if s.Roots != nil {
		transport.TLSClientConfig.RootCAs = s.Roots
	}
	return &http.Client{Transport: transport, Timeout: limit, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// bare is the error without the address that net/http puts before it, for that holds the robot's key.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
