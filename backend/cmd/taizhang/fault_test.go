package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// serverOfTest, when set to an address, makes this test program the server itself, so that a test can kill it.
const serverOfTest = "TAIZHANG_TEST_SERVER"

func TestMain(m *testing.M) {
	if to := os.Getenv(idlersOfTest); to != "" {
		idle(to, os.Stdin, os.Stdout)
		return
	}
	if addr := os.Getenv(serverOfTest); addr != "" {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		defer stop()
		os.Exit(run(ctx, []string{"serve", "--addr", addr}, streams{os.Stdin, os.Stdout, os.Stderr}))
	}
	os.Exit(m.Run())
}

const blamed = "9月5日，某区召开月度工作点评会。\n太平桥街道扎实推进垃圾分类。但在城市环境建设、接诉即办、物业管理、安全生产等方面仍存不足。\n"

// TestKilled kills the server with signal 9 again and again while four programs write to it. Whatever it had acknowledged must be there
// when the ledger is opened next, and its audit log must be whole. TAIZHANG_KILLS says how often.
func TestKilled(t *testing.T) {
	kills := 3
	if n, err := strconv.Atoi(os.Getenv("TAIZHANG_KILLS")); err == nil {
		kills = n
	}
	folder := filepath.Join(t.TempDir(), "data")
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	token := strings.TrimSpace(must(t, "", "token", "create", "--name", "writer"))
	chance, acknowledged := rand.New(rand.NewPCG(9, 9)), map[string]int{}
	moves := 0
	for range kills {
		moves += killWhileWriting(t, token, time.Duration(20+chance.IntN(230))*time.Millisecond, acknowledged)
		whole(t, folder, acknowledged)
	}
	t.Logf("%d kills, %d moves acknowledged, none lost", kills, moves)
	if moves < kills {
		t.Errorf("only %d moves were acknowledged: the test proves little", moves)
	}
}

// killWhileWriting serves, writes for a while, kills, and counts what was acknowledged; acknowledged keeps each entry's last version.
func killWhileWriting(t *testing.T, token string, after time.Duration, acknowledged map[string]int) (moves int) {
	t.Helper()
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), serverOfTest+"=127.0.0.1:0")
	out := &buffer{}
	server.Stdout = out
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	base := baseOf(t, out)
	numbers := []string{"2024-09-问-001", "2024-09-问-002", "2024-09-问-003", "2024-09-问-004"}
	said, writers := make(chan answer), sync.WaitGroup{}
	for _, number := range numbers {
		writers.Go(func() { writeUntilKilled(base, token, number, said) })
	}
	go func() { writers.Wait(); close(said) }()
	time.AfterFunc(after, func() { _ = server.Process.Kill() })
	for a := range said {
		acknowledged[a.Number] = max(acknowledged[a.Number], a.Version)
		moves++
	}
	_ = server.Wait() // it was killed
	return moves
}

func baseOf(t *testing.T, out *buffer) string {
	t.Helper()
	for range 600 {
		if link := linkIn.FindString(out.String()); link != "" {
			base, _, _ := strings.Cut(link, "/enter/")
			return base
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("the server does not start: %q", out.String())
	return ""
}

// answer is what the server says of an entry that it moved.
type answer struct {
	Number  string `json:"number"`
	Version int    `json:"version"`
}

// writeUntilKilled strikes an entry off and takes that back in turn until nobody answers any more.
func writeUntilKilled(base, token, number string, said chan<- answer) {
	client := &http.Client{Timeout: 5 * time.Second}
	for i := 0; ; i++ {
		move := []ledger.MoveName{ledger.Resolve, ledger.Undo}[i%2]
		body, _ := json.Marshal(map[string]any{"move": move, "note": fmt.Sprintf("第%d次", i), "evidence": "现场核查记录"})
		req, err := http.NewRequest("POST", base+"/api/v1/entries/"+number+"/moves", bytes.NewReader(body))
		if err != nil {
			return
		}
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("If-Match", "*")
		r, err := client.Do(req)
		if err != nil {
			return
		}
		var a answer
		err = json.NewDecoder(r.Body).Decode(&a)
		r.Body.Close()
		if err != nil {
			return
		}
		if r.StatusCode == http.StatusOK {
			said <- a
		}
	}
}

// whole opens the ledger as the next start does: every entry at least at the version that was acknowledged, the audit log whole.
func whole(t *testing.T, folder string, acknowledged map[string]int) {
	t.Helper()
	db, err := store.Open(t.Context(), fileOf(folder), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for number, version := range acknowledged {
		e, err := db.Entry(t.Context(), number)
		if err != nil || e.Version < version {
			t.Errorf("%s was acknowledged at version %d and is %+v, %v", number, version, e, err)
		}
	}
	if found, err := db.VerifyAudit(t.Context(), nil); err != nil || found.Break != nil {
		t.Errorf("audit log: %+v, %v", found.Break, err)
	}
}
