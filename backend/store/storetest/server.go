package storetest

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// OnPostgreSQL runs the whole package's tests once more, on PostgreSQL: on the server that TAIZHANG_TEST_POSTGRES tells of (then
// they run there at once, and only there), else on one that it starts for the purpose, where its programs are on the machine. It
// skips where they are not, unless TAIZHANG_REQUIRE has the word postgres.
func OnPostgreSQL(t *testing.T) {
	if OnServer() {
		return
	}
	if testing.Short() {
		t.Skip("left out of short runs")
	}
	again(t, Start(t).Address, "9m")
}

// again runs the whole package's tests once more, on a server.
func again(t *testing.T, address, limit string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), self, "-test.run=^(Test|Fuzz|Example)", "-test.skip=E2E|Cluster", "-test.timeout="+limit)
	run.Env = append(os.Environ(), Server+"="+address)
	said, err := run.CombinedOutput()
	if err != nil {
		t.Errorf("on PostgreSQL: %v\n%s", err, said)
	}
}

// Instance is a PostgreSQL server of a test's own, which ends with it.
type Instance struct {
	Address string
	begin   func() (*exec.Cmd, error)
	running *exec.Cmd
}

// Start starts a server, with settings of its own (name=value). The test is skipped where PostgreSQL is not on the machine, unless it is required.
func Start(t *testing.T, settings ...string) *Instance {
	t.Helper()
	bin, ok := programs()
	switch {
	case !ok && slices.Contains(strings.Split(os.Getenv("TAIZHANG_REQUIRE"), ","), "postgres"):
		t.Fatal("PostgreSQL is required and not on this machine")
	case !ok:
		t.Skip("PostgreSQL is not on this machine: what is tested on it is left out")
	}
	folder, err := os.MkdirTemp("", "taizhang-pg-*") // not the test's own, which only its user may enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	user := serverUser(t, folder)
	data := filepath.Join(folder, "data")
	if said, err := user.command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, said)
	}
	i := &Instance{begin: func() (*exec.Cmd, error) {
		server := user.command(filepath.Join(bin, "postgres"), "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "max_connections=200",
			"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "autovacuum=off")
		for _, s := range settings {
			server.Args = append(server.Args, "-c", s)
		}
		server.Stderr = &bytes.Buffer{}
		return server, server.Start()
	}}
	i.Address = (&url.URL{Scheme: "postgres", Path: "/postgres", RawQuery: url.Values{"host": {folder}, "user": {"postgres"}}.Encode()}).String()
	i.Resume(t)
	t.Cleanup(i.Pause)
	return i
}

// Pause stops the server as an operator does, at once: connections end in the middle of what they do.
func (i *Instance) Pause() {
	stopped(i.running)
}

// Resume starts the server and waits until it answers.
func (i *Instance) Resume(t *testing.T) {
	t.Helper()
	var err error
	if i.running, err = i.begin(); err != nil {
		t.Fatal(err)
	}
	if err := answers(context.Background(), i.Address); err != nil {
		t.Fatalf("%v\n%s", err, i.running.Stderr)
	}
}

// programs finds the server's programs, of the newest version there is.
func programs() (folder string, ok bool) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real // the other programs are beside the real one
		}
		return filepath.Dir(path), true
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", false
	}
	newest := slices.MaxFunc(found, func(a, b string) int {
		return len(a)<<8 + int(a[len("/usr/lib/postgresql/")]) - len(b)<<8 - int(b[len("/usr/lib/postgresql/")])
	})
	return filepath.Dir(newest), true
}

// runner starts programs as somebody who may run the server: it refuses to be run by root.
type runner []string

func serverUser(t *testing.T, folder string) runner {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	if said, err := exec.Command("chown", "nobody", folder).CombinedOutput(); err != nil {
		t.Fatalf("give the server its folder: %v %s", err, said)
	}
	return runner{"setpriv", "--reuid=nobody", "--clear-groups", "--pdeathsig=QUIT"}
}

func (r runner) command(name string, args ...string) *exec.Cmd {
	all := append(slices.Clone(r), append([]string{name}, args...)...)
	c := exec.Command(all[0], all[1:]...)
	c.Dir = "/"
	return c
}

func answers(ctx context.Context, address string) error {
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	for {
		c, err := pgx.Connect(ctx, address)
		if err == nil {
			return c.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return errors.Join(errors.New("the PostgreSQL server does not answer"), err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
