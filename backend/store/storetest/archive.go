package storetest

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Archive is a server that archives what it writes as it goes, in the way of docs/operations.md, so that it can be brought back.
type Archive struct {
	*Instance
	folder, bin string
	user        runner
}

// StartArchiving starts such a server and makes the base backup that bringing it back begins with.
func StartArchiving(t *testing.T) *Archive {
	t.Helper()
	if os.Getenv(Faults) == "" {
		t.Skip("left out unless " + Faults + " is set")
	}
	bin, _ := programs()
	folder, err := os.MkdirTemp("", "taizhang-archive-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	a := &Archive{folder: folder, bin: bin, user: serverUser(t, folder)}
	a.does(t, "mkdir", a.at("wal"))
	a.Instance = Start(t, "archive_mode=on", "archive_command=test ! -f "+a.at("wal")+"/%f && cp %p "+a.at("wal")+"/%f", "wal_level=replica")
	a.does(t, filepath.Join(bin, "pg_basebackup"), "-d", a.Address, "-D", a.at("base"), "--checkpoint=fast", "--no-sync")
	return a
}

func (a *Archive) at(name string) string { return filepath.Join(a.folder, name) }

func (a *Archive) does(t *testing.T, name string, args ...string) {
	t.Helper()
	if said, err := a.user.command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, said)
	}
}

// Archived ends the part of the log that is written and waits until it is in the archive: what was committed before is there.
func (a *Archive) Archived(t *testing.T) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), a.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	var last string
	if err := c.QueryRow(t.Context(), "SELECT pg_walfile_name(pg_switch_wal())").Scan(&last); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		var done bool
		err := c.QueryRow(t.Context(), "SELECT coalesce(last_archived_wal >= $1, false) FROM pg_stat_archiver", last).Scan(&done)
		switch {
		case err != nil:
			t.Fatal(err)
		case done:
			return
		case time.Since(began) > 2*time.Minute:
			t.Fatalf("%s is not archived", last)
		}
	}
}

// BringBack starts a server from the base backup and all that was archived since, and waits until it takes writes. The first one is gone.
func (a *Archive) BringBack(t *testing.T) (address string) {
	t.Helper()
	a.Pause()
	a.does(t, "touch", a.at("base/recovery.signal"))
	said := &bytes.Buffer{}
	server := a.user.command(filepath.Join(a.bin, "postgres"), "-D", a.at("base"), "-k", a.folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200", "-c", "restore_command=cp "+a.at("wal")+"/%f %p")
	server.Stderr = said // max_connections may not be fewer than before
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopped(server) })
	address = (&url.URL{Scheme: "postgres", Path: "/postgres", RawQuery: url.Values{"host": {a.folder}, "user": {"postgres"}}.Encode()}).String()
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if c, err := pgx.Connect(t.Context(), address); err == nil {
			recovering := true
			err = c.QueryRow(t.Context(), "SELECT pg_is_in_recovery()").Scan(&recovering)
			_ = c.Close(context.Background())
			if err == nil && !recovering {
				return address
			}
		}
		if time.Since(began) > 2*time.Minute {
			t.Fatalf("it is not brought back: %s", said)
		}
	}
}

func stopped(server *exec.Cmd) {
	_ = server.Process.Signal(os.Interrupt) // a fast shutdown
	_ = server.Wait()
}
