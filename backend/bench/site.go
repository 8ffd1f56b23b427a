package bench

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
	"taizhang/seeds"
)

// site is our server and a bare one, both on addresses of their own on this machine.
type site struct {
	ours, bare     string
	cookie, bearer string // header lines of a person and of a program
	server, floor  *http.Server
	routes         *gin.Engine // of the bare one
}

// open serves db to a person and to a program that were made for the purpose.
func open(ctx context.Context, db *store.Store, now func() time.Time) (*site, error) {
	days, err := calendar.Read(bytes.NewReader(seeds.Holidays))
	if err != nil {
		return nil, err
	}
	link, token, err := people(ctx, db, now)
	if err != nil {
		return nil, err
	}
	gin.SetMode(gin.ReleaseMode)
	s := &site{bearer: "Authorization: Bearer " + token + "\r\n", routes: gin.New()}
	config := web.Config{Store: db, Calendar: days, Location: now().Location(), Now: now, MaxUpload: 1 << 20, Log: slog.New(slog.DiscardHandler)}
	if s.server, s.ours, err = listen(web.New(config)); err != nil {
		return nil, err
	}
	if s.floor, s.bare, err = listen(s.routes); err != nil {
		return nil, err
	}
	s.cookie, err = signIn("http://" + s.ours + "/enter/" + link)
	return s, err
}

func (s *site) close() { _, _ = s.server.Close(), s.floor.Close() }

func listen(h http.Handler) (*http.Server, string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", fmt.Errorf("listen: %w", err)
	}
	server := &http.Server{Handler: h}
	go func() { _ = server.Serve(l) }()
	return server, l.Addr().String(), nil
}

// people adds whoever asks: an owner with a link to enter by, and a program.
func people(ctx context.Context, db *store.Store, now func() time.Time) (link, token string, err error) {
	run := fmt.Sprint(now().UnixNano())
	link, token = "bench-link-"+run, "bench-token-"+run
	err = db.Write(ctx, ledger.System, func(w *store.Writer) error {
		u, err := w.AddUser(ledger.User{Name: "测量" + run, Account: ledger.Account{Role: ledger.Owner}})
		if err != nil {
			return err
		}
		if err := w.AddLink(web.HashSecret(link), u.ID, now().Add(time.Hour)); err != nil {
			return err
		}
		return w.AddToken(ledger.Token{Name: "bench" + run, Hash: web.HashSecret(token), Account: ledger.Account{Role: ledger.Clerk}})
	})
	return link, token, err
}

func signIn(address string) (cookie string, err error) {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(address)
	if err != nil {
		return "", fmt.Errorf("sign in: %w", err)
	}
	defer r.Body.Close()
	cookie, _, _ = strings.Cut(r.Header.Get("Set-Cookie"), ";")
	return "Cookie: " + cookie + "\r\n", nil
}

// asking is a load that sends one request after the other on a connection a worker. It reads answers with as little as it can, for
// what it costs is part of both sides.
func asking(host, path, header string) load {
	words := request(host, path, header)
	return asks(host, func() []byte { return words })
}

// asked counts what askingAnew has asked for.
var asked atomic.Int64

// askingAnew asks each time in words that were never used before, so that no page that is kept can be the answer.
func askingAnew(host, path, header string) load {
	return asks(host, func() []byte { return request(host, fmt.Sprintf("%s&view=%d", path, 1_000_000+asked.Add(1)), header) })
}

func asks(host string, words func() []byte) load {
	return func(int) (func() error, func(), error) {
		c, err := net.Dial("tcp", host)
		if err != nil {
			return nil, nil, fmt.Errorf("connect: %w", err)
		}
		said := bufio.NewReaderSize(c, 64<<10)
		op := func() error {
			_, _, err := ask(c, said, words(), io.Discard)
			return err
		}
		return op, func() { c.Close() }, nil
	}
}

func request(host, path, header string) []byte {
	return []byte("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\n")
}

// ask sends a request and reads the whole answer, which must be a good one.
func ask(c net.Conn, said *bufio.Reader, request []byte, into io.Writer) (kind string, size int64, err error) {
	if _, err := c.Write(request); err != nil {
		return "", 0, fmt.Errorf("ask: %w", err)
	}
	r, err := http.ReadResponse(said, nil)
	if err != nil {
		return "", 0, fmt.Errorf("read answer: %w", err)
	}
	defer r.Body.Close()
	if size, err = io.Copy(into, r.Body); err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", bytes.SplitN(request, []byte("\r\n"), 2)[0], r.Status)
	}
	return r.Header.Get("Content-Type"), size, err
}

// fetch asks once and keeps the answer.
func fetch(host, path, header string) (body []byte, kind string, err error) {
	c, err := net.Dial("tcp", host)
	if err != nil {
		return nil, "", fmt.Errorf("connect: %w", err)
	}
	defer c.Close()
	var b bytes.Buffer
	kind, _, err = ask(c, bufio.NewReader(c), request(host, path, header), &b)
	return b.Bytes(), kind, err
}
