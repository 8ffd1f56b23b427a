//go:build unix

package storetest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/template"
	"time"

	"github.com/jackc/pgx/v5"
)

// Cluster is two PostgreSQL servers, the one a synchronous replica of the other, that Patroni fails over by itself, with etcd as the
// place where they agree: deploy it as these files say, on three machines instead of one.
type Cluster struct {
	Address string // of whichever leads
	nodes   []*node
}

type node struct {
	Name, Folder, Bin   string
	Port, API, EtcdPort int
	patroni             *exec.Cmd
	said                *bytes.Buffer
}

// Faults names the environment variable that has tests do what takes long or breaks things.
const Faults = "TAIZHANG_FAULTS"

// StartCluster starts a cluster that ends with the test. It skips where Patroni or etcd are not on the machine, unless
// TAIZHANG_REQUIRE has the word cluster.
func StartCluster(t *testing.T) *Cluster {
	t.Helper()
	if os.Getenv(Faults) == "" {
		t.Skip("left out unless " + Faults + " is set")
	}
	bin, ok := programs()
	for _, name := range []string{"patroni", "etcd"} {
		if _, err := exec.LookPath(name); err != nil {
			ok = false
		}
	}
	if !ok {
		if slices.Contains(strings.Split(os.Getenv("TAIZHANG_REQUIRE"), ","), "cluster") {
			t.Fatal("a cluster is required, and PostgreSQL, Patroni or etcd are not on this machine")
		}
		t.Skip("PostgreSQL, Patroni or etcd are not on this machine: failing over is left out")
	}
	folder, err := os.MkdirTemp("", "taizhang-cluster-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	user := serverUser(t, folder)
	ports := freePorts(t, 6)
	startEtcd(t, user, folder, ports[0], ports[1])
	c := &Cluster{}
	for i, name := range []string{"one", "two"} {
		n := &node{Name: name, Folder: filepath.Join(folder, name), Bin: bin, Port: ports[2+2*i], API: ports[3+2*i], EtcdPort: ports[0], said: &bytes.Buffer{}}
		n.start(t, user)
		c.nodes = append(c.nodes, n)
		if i == 0 {
			n.waitFor(t, "primary")
		}
	}
	c.Address = fmt.Sprintf("postgres://postgres@127.0.0.1:%d,127.0.0.1:%d/postgres?target_session_attrs=primary&connect_timeout=3", c.nodes[0].Port, c.nodes[1].Port)
	c.waitForReplica(t)
	return c
}

// OnCluster runs the whole package's tests once more, on a cluster.
func OnCluster(t *testing.T) {
	if OnServer() {
		return
	}
	again(t, StartCluster(t).Address, "20m")
}

func freePorts(t *testing.T, n int) (all []int) {
	t.Helper()
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		all = append(all, l.Addr().(*net.TCPAddr).Port)
	}
	return all
}

func startEtcd(t *testing.T, user runner, folder string, client, peer int) {
	t.Helper()
	at := func(port int) string { return "http://127.0.0.1:" + strconv.Itoa(port) }
	etcd := user.command("etcd", "--data-dir", filepath.Join(folder, "etcd"), "--listen-client-urls", at(client), "--advertise-client-urls", at(client),
		"--listen-peer-urls", at(peer), "--initial-advertise-peer-urls", at(peer), "--initial-cluster", "default="+at(peer))
	if err := etcd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = etcd.Process.Kill(); _ = etcd.Wait() })
}

// settings of a node; times as short as Patroni takes them.
var settings = template.Must(template.New("").Parse(`scope: taizhang
name: {{.Name}}
restapi: {listen: "127.0.0.1:{{.API}}", connect_address: "127.0.0.1:{{.API}}"}
etcd3: {host: "127.0.0.1:{{.EtcdPort}}"}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 5
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: {max_connections: 200, synchronous_commit: "on", wal_log_hints: "on"}
  initdb: [{encoding: UTF8}, {locale: C.UTF-8}]
postgresql:
  listen: "127.0.0.1:{{.Port}}"
  connect_address: "127.0.0.1:{{.Port}}"
  data_dir: {{.Folder}}/data
  bin_dir: {{.Bin}}
  pgpass: {{.Folder}}/pgpass
  authentication: {superuser: {username: postgres}, replication: {username: replicator}, rewind: {username: postgres}}
  parameters: {unix_socket_directories: "{{.Folder}}"}
  pg_hba: ["local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
`))

func (n *node) start(t *testing.T, user runner) {
	t.Helper()
	text := &bytes.Buffer{}
	if err := settings.Execute(text, n); err != nil {
		t.Fatal(err)
	}
	if said, err := user.command("mkdir", "-m", "700", n.Folder).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, said)
	}
	name := n.Folder + ".yml"
	if err := os.WriteFile(name, text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	n.patroni = user.command("patroni", name)
	n.patroni.Stderr, n.patroni.Stdout = n.said, n.said
	n.patroni.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := n.patroni.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.Kill)
}

// Kill ends a node as a power cut does: nothing is told to anybody.
func (n *node) Kill() {
	_ = syscall.Kill(-n.patroni.Process.Pid, syscall.SIGKILL)
	if data, err := os.ReadFile(filepath.Join(n.Folder, "data", "postmaster.pid")); err == nil {
		if pid, err := strconv.Atoi(strings.SplitN(string(data), "\n", 2)[0]); err == nil {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	_ = n.patroni.Wait()
}

func (n *node) waitFor(t *testing.T, path string) {
	t.Helper()
	for range 600 {
		if n.is(path) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("node %s is no %s after a minute:\n%s", n.Name, path, n.said)
}

// is asks Patroni of the node what the node is: primary, replica, synchronous.
func (n *node) is(what string) bool {
	client := http.Client{Timeout: 3 * time.Second}
	r, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d/%s", n.API, what))
	if err != nil {
		return false
	}
	defer r.Body.Close()
	return r.StatusCode == http.StatusOK
}

func (c *Cluster) waitForReplica(t *testing.T) { t.Helper(); c.nodes[1].waitFor(t, "synchronous") }

// KillLeader kills the node that leads, and is its name.
func (c *Cluster) KillLeader(t *testing.T) string {
	t.Helper()
	for _, n := range c.nodes {
		if n.is("primary") {
			n.Kill()
			return n.Name
		}
	}
	t.Fatal("no node leads")
	return ""
}

// Replicated tells how the leader sends what it writes to the other, in its own words.
func (c *Cluster) Replicated(ctx context.Context) (string, error) {
	conn, err := pgx.Connect(ctx, c.Address)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	var state string
	err = conn.QueryRow(ctx, "SELECT coalesce(json_agg(json_build_object('name', application_name, 'state', sync_state)), '[]')::text FROM pg_stat_replication").Scan(&state)
	return state, err
}
