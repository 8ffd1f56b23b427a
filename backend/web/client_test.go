package web_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGeneratedClient generates a client from the API's description in a folder of its own, compiles it, and lets it work
// against the whole engine. What it is generated with comes from the module proxy; where that is out of reach the test is left
// out, unless TAIZHANG_REQUIRE has the word client.
func TestGeneratedClient(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles a generator")
	}
	w := newWorld(t)
	entries := len(w.withReport(true).Findings)
	folder := t.TempDir()
	check(t, os.CopyFS(folder, os.DirFS("testdata/client")))
	document, err := filepath.Abs("../../docs/api/openapi.yaml")
	check(t, err)
	run := func(args ...string) (string, error) {
		c := exec.Command("go", args...)
		c.Dir, c.Env = folder, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", "CGO_ENABLED=0")
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if out, err := run("mod", "download"); err != nil {
		if slices.Contains(strings.Split(os.Getenv("TAIZHANG_REQUIRE"), ","), "client") {
			t.Fatalf("what the client is made with cannot be fetched: %v\n%s", err, out)
		}
		t.Skipf("what the client is made with cannot be fetched: %v", err)
	}
	if out, err := run("tool", "oapi-codegen", "-config", "generate.yaml", document); err != nil {
		t.Fatalf("generate: %v\n%s", err, out)
	}
	out, err := run("run", ".", w.URL, testToken)
	if err != nil {
		t.Fatalf("run: %v\n%s", err, out)
	}
	want := "me tests clerk\nentries " + itoa(int64(entries)) + "\nmoved resolved \nmoved resolved true\nproblem /api/problems/stale 412\n"
	if out != want {
		t.Errorf("it said\n%s\nwant\n%s", out, want)
	}
}
