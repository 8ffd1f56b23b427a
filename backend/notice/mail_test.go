package notice

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"taizhang/backend/ledger"
)

// post is a mail server that keeps what it is handed.
type post struct {
	mu      sync.Mutex
	letters []letter
	user    string // who was signed in
	refuse  error  // of the next letters
	clear   bool   // somebody came without TLS
}

type letter struct {
	from string
	to   []string
	data string
}

func (p *post) NewSession(c *smtp.Conn) (smtp.Session, error) {
	_, secure := c.TLSConnectionState()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear = p.clear || !secure
	return &visit{post: p}, nil
}

type visit struct {
	*post
	letter
}

func (v *visit) AuthMechanisms() []string { return []string{sasl.Plain} }
func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "duban" || password != "geheim" {
			return &smtp.SMTPError{Code: 535, Message: "authentication failed for " + password}
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		v.user = user
		return nil
	}), nil
}
func (v *visit) Mail(from string, _ *smtp.MailOptions) error { v.from = from; return nil }
func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error   { v.to = append(v.to, to); return nil }
func (v *visit) Reset()                                      { v.letter = letter{} }
func (v *visit) Logout() error                               { return nil }
func (v *visit) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.refuse != nil {
		return v.refuse
	}
	v.data = string(b)
	v.letters = append(v.letters, v.letter)
	return err
}

// office starts a mail server with a certificate of its own, and returns what it keeps and a sender that hands mail to it.
func office(t *testing.T, security ledger.Security) (*post, Sender) {
	t.Helper()
	web := httptest.NewTLSServer(http.NotFoundHandler()) // lends its certificate
	defer web.Close()
	roots := x509.NewCertPool()
	roots.AddCert(web.Certificate())
	p := &post{}
	server := smtp.NewServer(p)
	server.Domain, server.TLSConfig = "localhost", &tls.Config{Certificates: web.TLS.Certificates}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if security == ledger.TLS {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	if security == ledger.Plain {
		server.TLSConfig = nil
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	m := ledger.MailServer{Host: "127.0.0.1", Port: port, Security: security, From: "duban@example.gov.cn"}
	if security != ledger.Plain {
		m.User, m.Password = "duban", "geheim"
	}
	return p, Sender{Mail: m, Roots: roots, Now: func() time.Time { return noon }}
}

var (
	noon    = time.Date(2024, 9, 20, 4, 0, 0, 0, time.UTC)
	mailbox = ledger.Channel{Kind: ledger.Mail, Name: "邮箱", Target: "liaison@example.gov.cn，chief@example.gov.cn", Active: true}
)

func TestMailIsHandedOver(t *testing.T) {
	for _, security := range []ledger.Security{ledger.StartTLS, ledger.TLS, ledger.Plain} {
		p, s := office(t, security)
		m := Compose(rows(3), mailbox, ledger.UsualReminders, "2024-09-20")
		if err := s.Send(t.Context(), mailbox, m, "taizhang-7"); err != nil {
			t.Fatalf("%s: %v", security, err)
		}
		if len(p.letters) != 1 || (p.user == "") != (security == ledger.Plain) {
			t.Fatalf("%s: %d letters of %q", security, len(p.letters), p.user)
		}
		got := p.letters[0]
		if got.from != "duban@example.gov.cn" || strings.Join(got.to, " ") != "liaison@example.gov.cn chief@example.gov.cn" {
			t.Errorf("from %s to %v", got.from, got.to)
		}
		read, err := mail.ReadMessage(strings.NewReader(got.data))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
		if err != nil || subject != m.Subject || read.Header.Get("Message-Id") != "<taizhang-7@example.gov.cn>" || read.Header.Get("Auto-Submitted") != "auto-generated" {
			t.Errorf("%q %v %v", subject, err, read.Header)
		}
		if at, err := read.Header.Date(); err != nil || !at.Equal(noon) {
			t.Errorf("date %v %v", at, err)
		}
	}
}

func TestMailThatCannotBeHandedOver(t *testing.T) {
	p, s := office(t, ledger.StartTLS)
	m := Test(mailbox)
	p.refuse = &smtp.SMTPError{Code: 550, Message: "mailbox is full"}
	if err := s.Send(t.Context(), mailbox, m, "k"); err == nil || !strings.Contains(err.Error(), "mailbox is full") {
		t.Errorf("refused: %v", err)
	}
	wrong := s
	wrong.Mail.Password = "nicht-so"
	if err := wrong.Send(t.Context(), mailbox, m, "k"); err == nil || strings.Contains(err.Error(), "nicht-so") {
		t.Errorf("wrong password: %v", err)
	}
	strange := s
	strange.Roots = x509.NewCertPool()
	if err := strange.Send(t.Context(), mailbox, m, "k"); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody vouches for: %v", err)
	}
	if err := (Sender{Now: s.Now}).Send(t.Context(), mailbox, m, "k"); !errors.Is(err, errNoServer) {
		t.Errorf("no server: %v", err)
	}
	bare, clear := office(t, ledger.Plain)
	clear.Mail.Security, clear.Mail.User, clear.Mail.Password = ledger.StartTLS, "duban", "geheim"
	if err := clear.Send(t.Context(), mailbox, m, "k"); err == nil || bare.user != "" || len(bare.letters) > 0 {
		t.Errorf("a server without TLS was trusted: %v", err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = free.Close()
	nobody := s
	nobody.Mail.Port = free.Addr().(*net.TCPAddr).Port
	if err := nobody.Send(t.Context(), mailbox, m, "k"); err == nil || !strings.Contains(err.Error(), strconv.Itoa(nobody.Mail.Port)) {
		t.Errorf("nobody there: %v", err)
	}
}

// A sender's address that ends a line would let whoever sets it write headers of their own.
func TestMailHasNoHeadersOfOthers(t *testing.T) {
	p, s := office(t, ledger.TLS)
	all := rows(1)
	all[0].UnitName = "东河街道\r\nBcc: evil@example.com"
	if err := s.Send(t.Context(), mailbox, Compose(all, mailbox, ledger.UsualReminders, "2024-09-20"), "k"); err != nil {
		t.Fatal(err)
	}
	read, err := mail.ReadMessage(strings.NewReader(p.letters[0].data))
	if err != nil || read.Header.Get("Bcc") != "" || len(p.letters[0].to) != 2 {
		t.Errorf("%v %v", read.Header, err)
	}
}
