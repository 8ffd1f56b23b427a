package storetest

import (
	"bytes"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Replica starts a server that streams from this one: a copy of it made by pg_basebackup, which follows it and can only be read.
func (i *Instance) Replica(t *testing.T) *Instance {
	t.Helper()
	bin, _ := programs()
	folder, err := os.MkdirTemp("", "taizhang-pg-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	user, data := serverUser(t, folder), filepath.Join(folder, "data")
	primary, err := url.Parse(i.Address)
	if err != nil {
		t.Fatal(err)
	}
	host := primary.Query().Get("host")
	if said, err := user.command(filepath.Join(bin, "pg_basebackup"), "-h", host, "-U", "postgres", "-D", data, "-R", "-X", "stream", "-c", "fast", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("pg_basebackup: %v\n%s", err, said)
	}
	r := &Instance{begin: func() (*exec.Cmd, error) {
		server := user.command(filepath.Join(bin, "postgres"), "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "max_connections=200", "-c", "fsync=off", "-c", "hot_standby=on")
		server.Stderr = &bytes.Buffer{}
		return server, server.Start()
	}}
	r.Address = (&url.URL{Scheme: "postgres", Path: primary.Path, RawQuery: url.Values{"host": {folder}, "user": {"postgres"}}.Encode()}).String()
	r.Resume(t)
	t.Cleanup(r.Pause)
	return r
}
