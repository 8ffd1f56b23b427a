//go:build unix

package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// idlersOfTest, when set to an address, makes this test program ten thousand idle clients of it.
const idlersOfTest = "TAIZHANG_TEST_IDLERS"

const idlers = 10_000

// Ten thousand connections are open at a time, half of them silent and half kept after a request: they take a bounded number of places
// and give them back, and who wants something is answered meanwhile. They are another process's, as one may have too few files for both.
func TestIdleConnections(t *testing.T) {
	leftOutOfShortRuns(t)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Max < idlers+500 {
		t.Skipf("this machine gives a process %d files, which is too few", limit.Max)
	}
	t.Setenv("TAIZHANG_DATA", filepath.Join(t.TempDir(), "data"))
	base, _, _ := started(t)
	clients := exec.Command(os.Args[0])
	clients.Env = append(os.Environ(), idlersOfTest+"="+strings.TrimPrefix(base, "http://"))
	end, err := clients.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	said, err := clients.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := clients.Start(); err != nil {
		t.Fatal(err)
	}
	began, slowest, asked := time.Now(), time.Duration(0), 0
	opened := make(chan string, 1)
	go func() { line, _ := bufio.NewReader(said).ReadString('\n'); opened <- line }()
	for done := false; !done; asked++ {
		one := time.Now()
		healthy(t, base)
		slowest = max(slowest, time.Since(one))
		select {
		case line := <-opened:
			done = true
			if line != fmt.Sprintln(idlers) {
				t.Errorf("of %d connections %q were open", idlers, line)
			}
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Logf("%d idle connections were opened in %s; meanwhile %d requests were answered, the slowest after %s", idlers, time.Since(began).Round(time.Millisecond), asked, slowest.Round(time.Millisecond))
	end.Close()
	if err := clients.Wait(); err != nil {
		t.Error(err)
	}
	healthy(t, base)
}

// idle opens the connections, says how many there were, and keeps them until in ends.
func idle(to string, in io.Reader, out io.Writer) {
	var all sync.WaitGroup
	var mu sync.Mutex
	open, turn := []net.Conn{}, make(chan bool, 2000)
	for i := range idlers {
		turn <- true
		all.Go(func() {
			defer func() { <-turn }()
			c, err := (&net.Dialer{Timeout: 2 * time.Minute}).Dial("tcp", to)
			if err != nil {
				return
			}
			if i%2 == 0 {
				keep(c)
			}
			mu.Lock()
			defer mu.Unlock()
			open = append(open, c)
		})
	}
	all.Wait()
	fmt.Fprintln(out, len(open))
	_, _ = io.Copy(io.Discard, in)
}

// keep asks once on a connection, and leaves it open for a next time.
func keep(c net.Conn) {
	_ = c.SetDeadline(time.Now().Add(2 * time.Minute))
	if _, err := fmt.Fprint(c, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		return
	}
	if r, err := http.ReadResponse(bufio.NewReader(c), nil); err == nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
}
