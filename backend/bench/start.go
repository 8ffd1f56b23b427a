package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Start is what it takes from nothing to the first page, the medians of several starts.
type Start struct {
	Process, Page time.Duration // until a process that does nothing has ended; until the first page is read
	Rest, Busy    int           // resident memory in MB, after the first page, and at most under load; 0 where the system does not tell
	Own           int           // what of Rest is the process's own; the rest are pages of its program's file, which the system may drop
}

// starts is how often each side is started.
const starts = 5

// Started starts program on the ledger at place, a data folder or a database, reads the first page and puts it under load for a moment.
func Started(ctx context.Context, program, place string, onServer bool) (Start, error) {
	var process, page []time.Duration
	var s Start
	for range starts {
		began := time.Now()
		if err := exec.CommandContext(ctx, program, "version").Run(); err != nil {
			return s, fmt.Errorf("start %s: %w", program, err)
		}
		process = append(process, time.Since(began))
		took, err := s.once(ctx, program, place, onServer)
		if err != nil {
			return s, err
		}
		page = append(page, took)
	}
	slices.Sort(process)
	slices.Sort(page)
	s.Process, s.Page = process[starts/2], page[starts/2]
	return s, nil
}

var linkSaid = regexp.MustCompile(`http://\S+/enter/\S+`)

func (s *Start) once(ctx context.Context, program, place string, onServer bool) (time.Duration, error) {
	server := exec.CommandContext(ctx, program, "serve", "--addr", "127.0.0.1:0")
	name := "TAIZHANG_DATA="
	if onServer {
		name = "TAIZHANG_DATABASE="
	}
	server.Env = append(os.Environ(), name+place, "TAIZHANG_BACKUP=", "TAIZHANG_RATE=0", "TAIZHANG_RATE_ADDRESS=0")
	out, err := server.StdoutPipe()
	if err != nil {
		return 0, fmt.Errorf("start the server: %w", err)
	}
	began := time.Now()
	if err := server.Start(); err != nil {
		return 0, fmt.Errorf("start the server: %w", err)
	}
	defer stop(server)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return 0, fmt.Errorf("start the server: %w", err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return 0, err
	}
	client := &http.Client{Jar: jar}
	link := linkSaid.FindString(line)
	if err := read(client, link); err != nil {
		return 0, err
	}
	took := time.Since(began)
	time.Sleep(5 * time.Second) // what it makes ready at the start is done
	s.Rest, s.Own = max(s.Rest, resident(server.Process.Pid, "VmRSS")), max(s.Own, resident(server.Process.Pid, "RssAnon"))
	home, _, _ := strings.Cut(link, "/enter/")
	for until := time.Now().Add(2 * time.Second); time.Now().Before(until); {
		for _, path := range []string{"/", "/entries?sort=due", "/entries?q=" + word, "/units"} {
			if err := read(client, home+path); err != nil {
				return 0, err
			}
		}
	}
	s.Busy = max(s.Busy, resident(server.Process.Pid, "VmHWM"))
	return took, nil
}

// stop ends the server as an operator does, or by force where the system knows no such sign.
func stop(server *exec.Cmd) {
	if server.Process.Signal(syscall.SIGTERM) != nil {
		_ = server.Process.Kill()
	}
	_ = server.Wait() // how it ended says nothing here
}

func read(client *http.Client, address string) error {
	r, err := client.Get(address)
	if err != nil {
		return fmt.Errorf("read a page: %w", err)
	}
	defer r.Body.Close()
	if _, err := io.Copy(io.Discard, r.Body); err != nil || r.StatusCode != http.StatusOK {
		return fmt.Errorf("read %s: %s, %w", r.Request.URL.Path, r.Status, err)
	}
	return nil
}

// resident is what the system says of a process's memory, in MB; 0 where it says nothing.
func resident(pid int, what string) int {
	said, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(said)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == what+":" {
			kb, _ := strconv.Atoi(f[1])
			return kb / 1024
		}
	}
	return 0
}
