//go:build unix

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// started serves in this process until the test ends or stop is called, which waits for it.
func started(t *testing.T, args ...string) (base string, out *buffer, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out = &buffer{}
	done := make(chan error, 1)
	go func() {
		if code := run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), streams{strings.NewReader(""), out, out}); code != 0 {
			done <- fmt.Errorf("exit %d: %s", code, out)
		}
		close(done)
	}()
	stop = sync.OnceValue(func() error { cancel(); return <-done })
	t.Cleanup(func() { _ = stop() })
	return baseOf(t, out), out, stop
}

// raw opens a connection to the server and says words.
func raw(t *testing.T, base, words string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := c.Write([]byte(words)); err != nil {
		t.Fatal(err)
	}
	return c
}

func statusOn(t *testing.T, c net.Conn) int {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	return r.StatusCode
}

func healthy(t *testing.T, base string) {
	t.Helper()
	r, err := (&http.Client{Timeout: 20 * time.Second}).Get(base + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		t.Errorf("readyz: %s", r.Status)
	}
}

// What a hostile or broken client sends is bounded, and others are answered meanwhile: headers without end, a body of a gigabyte, silence.
func TestBoundedRequests(t *testing.T) {
	leftOutOfShortRuns(t)
	t.Setenv("TAIZHANG_DATA", filepath.Join(t.TempDir(), "data"))
	base, _, _ := started(t)
	if got := statusOn(t, raw(t, base, "GET / HTTP/1.1\r\nHost: x\r\n"+strings.Repeat("X-Flood: "+strings.Repeat("y", 1000)+"\r\n", 80)+"\r\n")); got != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 80 kB: %d", got)
	}
	for _, path := range []string{"/sign-in", "/reports", "/api/v1/reports"} {
		sent, status := gigabyte(t, base, path)
		if sent > 64<<20 || status == http.StatusOK {
			t.Errorf("of a body of 1 GB to %s, %d MB were taken, and the answer was %d", path, sent>>20, status)
		}
	}
	silent := raw(t, base, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	began := time.Now()
	healthy(t, base)
	_ = silent.SetReadDeadline(time.Now().Add(headerLimit + 10*time.Second))
	if _, err := silent.Read(make([]byte, 1)); err == nil || os.IsTimeout(err) || time.Since(began) < headerLimit/2 {
		t.Errorf("who never ends a header is let go after %s: %v", time.Since(began), err)
	}
	healthy(t, base)
}

// gigabyte sends a body of 1 GB as long as the server takes it.
func gigabyte(t *testing.T, base, path string) (sent int64, status int) {
	t.Helper()
	c := raw(t, base, fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n", path, 1<<30))
	_ = c.SetWriteDeadline(time.Now().Add(30 * time.Second))
	sent, _ = io.Copy(c, io.LimitReader(zeros{}, 1<<30)) // it ends when the server closes
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
	if r, err := http.ReadResponse(bufio.NewReader(c), nil); err == nil {
		status = r.StatusCode
		r.Body.Close()
	}
	return sent, status
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

// A server that is told to stop finishes what it has begun, and takes nothing new.
func TestGracefulStop(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", filepath.Join(t.TempDir(), "data"))
	token := strings.TrimSpace(must(t, "", "token", "create", "--name", "slow"))
	base, _, stop := started(t)
	body := `{"text":"` + strings.ReplaceAll(blamed, "\n", `\n`) + `","published":"2024-09-06","register":true}`
	c := raw(t, base, fmt.Sprintf("POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", token, len(body), body[:40]))
	time.Sleep(300 * time.Millisecond) // the handler waits for the rest
	stopped := make(chan error)
	go func() { stopped <- stop() }()
	time.Sleep(300 * time.Millisecond)
	if _, err := net.DialTimeout("tcp", strings.TrimPrefix(base, "http://"), time.Second); err == nil {
		t.Error("a server that stops takes new connections")
	}
	if _, err := c.Write([]byte(body[40:])); err != nil {
		t.Fatal(err)
	}
	if got := statusOn(t, c); got != http.StatusCreated {
		t.Errorf("what was begun was answered %d", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	whole(t, os.Getenv("TAIZHANG_DATA"), map[string]int{"2024-09-问-001": 1})
}

func leftOutOfShortRuns(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("left out of short runs")
	}
}
