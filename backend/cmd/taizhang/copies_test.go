//go:build unix

package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// copies are several processes of the program over one database, behind nginx with the configuration that is deployed.
type copies struct {
	addresses []string
	running   []*exec.Cmd
	out       []*buffer
	front     string // where nginx listens
	pool      *x509.CertPool
}

// begin starts n copies; with nginx in front where the test is not left out for want of it.
func begin(t *testing.T, n int) *copies {
	t.Helper()
	t.Setenv("TAIZHANG_PROXIES", "127.0.0.1")
	t.Setenv("TAIZHANG_SECURE", "true")
	c := &copies{running: make([]*exec.Cmd, n), out: make([]*buffer, n)}
	for i := range n {
		c.addresses = append(c.addresses, freeAddress(t))
		c.start(t, i)
	}
	return c
}

// freeAddress is one that nobody listens at just now.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (c *copies) start(t *testing.T, i int) {
	t.Helper()
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), serverOfTest+"="+c.addresses[i])
	c.out[i] = &buffer{}
	server.Stdout = c.out[i]
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill() })
	c.running[i] = server
	baseOf(t, c.out[i])
}

// restart stops a copy as systemd does and begins it anew; it is how long the copy was away.
func (c *copies) restart(t *testing.T, i int) time.Duration {
	t.Helper()
	began := time.Now()
	if err := c.running[i].Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.running[i].Wait(); err != nil {
		t.Errorf("copy %d did not stop well: %v", i, err)
	}
	c.start(t, i)
	return time.Since(began)
}

// behindNginx starts nginx with the configuration that is deployed: only addresses and files are put in.
func (c *copies) behindNginx(t *testing.T) {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		program = "/usr/sbin/nginx"
	}
	if _, err := os.Stat(program); err != nil {
		if slices.Contains(strings.Split(os.Getenv("TAIZHANG_REQUIRE"), ","), "nginx") {
			t.Fatal("nginx is required and not on this machine")
		}
		t.Skip("nginx is not on this machine: what is tested behind it is left out")
	}
	deployed, err := os.ReadFile("../../../deploy/nginx/taizhang.conf")
	if err != nil {
		t.Fatal(err)
	}
	cert, key, pool := certificate(t)
	address := freeAddress(t)
	put := strings.NewReplacer("app1:8080", c.addresses[0], "app2:8080", c.addresses[1], "listen 443", "listen "+address, "/etc/nginx/certs/cert.pem", cert, "/etc/nginx/certs/key.pem", key)
	folder := t.TempDir()
	site := filepath.Join(folder, "site.conf")
	for name, text := range map[string]string{site: put.Replace(string(deployed)), filepath.Join(folder, "nginx.conf"): nginxAround(folder, site)} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said := &buffer{}
	nginx := exec.Command(program, "-e", "stderr", "-p", folder, "-c", filepath.Join(folder, "nginx.conf"))
	nginx.Stderr = said
	if err := nginx.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = nginx.Process.Signal(syscall.SIGTERM)
		_ = nginx.Wait()
		if t.Failed() {
			t.Log(said)
		}
	})
	c.front, c.pool = "https://"+address, pool
	for range 100 {
		if r, err := c.client().Get(c.front + "/readyz"); err == nil {
			r.Body.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nginx does not answer: %s", said)
}

// nginxAround is what a distribution's nginx.conf has around a site.
func nginxAround(folder, site string) string {
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;\n"
	}
	text := user + "daemon off;\nworker_processes 2;\npid " + folder + "/pid;\nerror_log stderr error;\nevents { worker_connections 512; }\nhttp {\naccess_log off;\n"
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		text += fmt.Sprintf("%s_temp_path %s/%s;\n", kind, folder, kind)
	}
	return text + "include " + site + ";\n}\n"
}

// client believes nginx's certificate, and does not follow redirects.
func (c *copies) client() *http.Client {
	return &http.Client{Timeout: time.Minute, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: c.pool}, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
