package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
	"syscall"
	"time"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/printer"
	"taizhang/backend/store"
	"taizhang/backend/web"
	"taizhang/seeds"
)

const (
	defaultAddr = "127.0.0.1:8080"
	firstUser   = "管理员"
	linkLife    = 24 * time.Hour
	stopLimit   = 15 * time.Second
	sweepEvery  = 10 * time.Minute
	headerLimit = 10 * time.Second
	idleLimit   = 2 * time.Minute
)

type serveCommand struct {
	data
	notices
	backups
	edge
	gauges
	Addr      string        `help:"Address to listen on; without it 127.0.0.1:8080, or the next free port." env:"TAIZHANG_ADDR" placeholder:"HOST:PORT"`
	MaxUpload int64         `help:"Largest report, in MB." env:"TAIZHANG_MAX_UPLOAD" default:"32" placeholder:"MB"`
	Office    string        `help:"LibreOffice, which makes PDF of papers; without it, where it usually is." env:"TAIZHANG_OFFICE" placeholder:"PROGRAM"`
	Sample    bool          `help:"Bring in the report that comes with the program, once." env:"TAIZHANG_SAMPLE"`
	Idle      time.Duration `help:"How long a session lasts without being used." env:"TAIZHANG_IDLE" default:"30m"`
	Session   time.Duration `help:"How long a session lasts at most." env:"TAIZHANG_SESSION" default:"12h"`
	Secure    bool          `help:"Send cookies over TLS only (behind a proxy that speaks TLS)." env:"TAIZHANG_SECURE"`
	Rate      int           `help:"How many requests a minute one account may make, 0 for as many as it likes; a sixth may come at once." env:"TAIZHANG_RATE" default:"1200"`
	RateAddr  int           `name:"rate-address" help:"The same for one address, of what needs nobody signed in." env:"TAIZHANG_RATE_ADDRESS" default:"600"`
	Dev       bool          `help:"Serve the gallery of page parts at /gallery." env:"TAIZHANG_DEV"`
	LogLevel  string        `help:"debug, info, warn or error." env:"TAIZHANG_LOG" default:"info" enum:"debug,info,warn,error"`
}

// Run serves until it is told to stop, then finishes what it began.
func (s serveCommand) Run(ctx context.Context, io streams) error {
	if s.MaxUpload < 1 || s.MaxUpload > 1024 {
		return ledger.Mistake(ledger.Invalid, "max-upload", "max-upload 要在 1 到 1024 MB 之间。", "max-upload takes 1 to 1024 MB.")
	}
	if s.Idle < time.Minute || s.Session < s.Idle {
		return ledger.Mistake(ledger.Invalid, "idle", "idle 至少 1m，session 不短于 idle。", "idle takes 1m or more, session no less than idle.")
	}
	if err := s.checkProxies(); err != nil {
		return err
	}
	db, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	config, err := s.config(db, io)
	if err != nil {
		return err
	}
	if s.Sample {
		if err := bringInSamples(ctx, db); err != nil {
			return err
		}
	}
	listener, err := s.listen()
	if err != nil {
		return err
	}
	defer listener.Close()
	wrapped, err := s.wrap(listener)
	if err != nil {
		return err
	}
	measured, err := s.gauges.listen()
	if err != nil {
		return err
	}
	link, err := signInLink(ctx, db, s.home(listener.Addr()))
	if err != nil {
		return err
	}
	fmt.Fprintln(io.out, link)
	go sweep(ctx, db)
	go warm(ctx, slog.New(slog.NewJSONHandler(io.err, nil)))
	defer alongside(ctx, func(ctx context.Context) { web.Courier{Config: config}.Run(ctx, time.Tick(web.RoundEvery)) })()
	defer alongside(ctx, func(ctx context.Context) { s.backUp(ctx, db, config.Log, time.Tick(backupRound)) })()
	site := web.New(config)
	defer alongside(ctx, func(ctx context.Context) { site.RunJobs(ctx, time.Tick(web.JobsEvery)) })()
	if measured != nil {
		defer alongside(ctx, func(ctx context.Context) { serveMetrics(ctx, measured, site.Metrics(s.MetricsToken)) })()
	}
	return s.serve(ctx, wrapped, site, config.Log)
}

// home is the address that people on this machine open.
func (s serveCommand) home(addr net.Addr) string {
	if s.tls() {
		return "https://" + localAddress(addr)
	}
	return "http://" + localAddress(addr)
}

// alongside runs do while the server runs; stop ends it, what it is at included.
func alongside(ctx context.Context, do func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { do(ctx) })
	return func() { cancel(); running.Wait() }
}

// sweep forgets every few minutes what people set aside and did not come back to.
func sweep(ctx context.Context, db *store.Store) {
	every := time.NewTicker(sweepEvery)
	defer every.Stop()
	for {
		_ = db.Asides().Sweep(ctx) // what is left is swept the next time
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// warmAfter lets the first pages pass before the PDF engine is compiled.
const warmAfter = time.Second

// warm compiles what the first PDF would wait for; without it that one is read all the same, or says why not.
func warm(ctx context.Context, log *slog.Logger) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(warmAfter):
	}
	if err := intake.Warm(); err != nil {
		log.Warn("the PDF engine is not ready", "error", err)
	}
	debug.FreeOSMemory() // to compile it took some 250 MB
}

func (s serveCommand) config(db *store.Store, io streams) (c web.Config, err error) {
	location, err := s.location()
	if err != nil {
		return c, err
	}
	days, err := workingDays()
	if err != nil {
		return c, err
	}
	env, err := s.environment()
	if err != nil {
		return c, err
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		return c, err
	}
	return web.Config{
		Store: db, Calendar: days, Location: location, Now: clock, MaxUpload: s.MaxUpload << 20, Secure: s.Secure || s.tls(), Proxies: s.Proxies, Dev: s.Dev, SessionIdle: s.Idle, SessionLife: s.Session, Rates: web.Rates{Account: s.Rate, Address: s.RateAddr},
		Log: slog.New(slog.NewJSONHandler(io.err, &slog.HandlerOptions{Level: level})), Notices: env, Printer: printer.Find(s.Office),
	}, nil
}

// bringInSamples takes the seed reports through the same door as an upload; reports that are there already add nothing.
func bringInSamples(ctx context.Context, db *store.Store) error {
	reader, err := readerOf(ctx, db)
	if err != nil {
		return err
	}
	reports, err := seeds.Reports()
	if err != nil {
		return err
	}
	for _, r := range reports {
		file := intake.File{Name: r.Name, Data: r.Data, Published: ledger.Date(r.Published)}
		if _, err := web.Submit(ctx, db, ledger.System, reader, web.Submission{File: file, Register: true}); err != nil {
			return fmt.Errorf("bring in %s: %w", r.Name, err)
		}
	}
	return nil
}

// listen opens the address asked for, or the first free port from the usual one on.
func (s serveCommand) listen() (net.Listener, error) {
	if s.Addr != "" {
		l, err := net.Listen("tcp", s.Addr)
		if err != nil {
			return nil, cannotListen(s.Addr, err)
		}
		return l, nil
	}
	host, port, err := net.SplitHostPort(defaultAddr)
	if err != nil {
		return nil, err
	}
	first, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	for p := first; ; p++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) || p == first+100 {
			return nil, cannotListen(defaultAddr, err)
		}
	}
}

func cannotListen(addr string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return ledger.Mistake(ledger.Conflict, "addr", "地址 %s 已被占用。请用 --addr（或 ADDR=）换一个端口。", "The address %s is taken. Choose another port with --addr (or ADDR=).", addr)
	}
	return ledger.Mistake(ledger.Invalid, "addr", "不能在 %[1]s 上监听：%[2]v。请写成 127.0.0.1:8080 的样子。", "Cannot listen on %[1]s: %[2]v. Write it like 127.0.0.1:8080.", addr, err)
}

// signInLink makes the link that signs the first owner in, once, and says so. An office that closed that account, for its
// people have roles of their own, gets the address alone.
func signInLink(ctx context.Context, db *store.Store, home string) (string, error) {
	secret := newSecret()
	user, err := firstOwner(ctx, db)
	if err != nil {
		return "", err
	}
	if user != nil && !user.Active {
		return "台账已启动 / Serving at: " + home + "/", nil
	}
	err = db.Write(ctx, ledger.System, func(w *store.Writer) (err error) {
		if user == nil {
			if user, err = w.AddUser(ledger.User{Name: firstUser, Account: ledger.Account{Role: ledger.Owner}}); err != nil {
				return err
			}
		}
		return w.AddLink(web.HashSecret(secret), user.ID, clock().Add(linkLife))
	})
	return "台账已启动，请打开一次性登录链接 / Sign in once with: " + home + "/enter/" + secret, err
}

// firstOwner is whom the link signs in: the first owner, or the first user, whom another was given the role of. Nil in a
// new ledger.
func firstOwner(ctx context.Context, db *store.Store) (*ledger.User, error) {
	user, err := db.FirstOwner(ctx)
	if m := ledger.AsMistake(err); m == nil || m.Code != ledger.NotFound {
		return user, err
	}
	user, err = db.User(ctx, firstUser)
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.NotFound {
		return nil, nil
	}
	return user, err
}

// localAddress is the address as a browser on this machine reaches it.
func localAddress(a net.Addr) string {
	t, ok := a.(*net.TCPAddr)
	if !ok || !t.IP.IsUnspecified() {
		return a.String()
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(t.Port))
}

func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func (s serveCommand) serve(ctx context.Context, l net.Listener, site *web.Server, log *slog.Logger) error {
	leaving := &leaving{Handler: site}
	srv := &http.Server{Handler: leaving, ReadHeaderTimeout: headerLimit, ReadTimeout: 5 * time.Minute, WriteTimeout: 10 * time.Minute, IdleTimeout: idleLimit, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelInfo)}
	connections := new(crowd)
	srv.ConnState = connections.changed(srv)
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
	defer cancel()
	site.EndLive() // pages listen for as long as they are open
	if len(s.Proxies) > 0 {
		leaving.leave(l, connections)
	}
	return srv.Shutdown(last)
}
