package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

const report = "9月5日，某区召开月度工作点评会。\n太平桥街道持续优化营商环境，今年1—8月税收收入排名各街镇前列；扎实推进垃圾分类。但在城市环境建设、接诉即办等方面仍存不足。\n"

// buffer is a bytes.Buffer that a command may still write to while the test reads.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) { b.mu.Lock(); defer b.mu.Unlock(); return b.b.Write(p) }
func (b *buffer) String() string              { b.mu.Lock(); defer b.mu.Unlock(); return b.b.String() }

// taizhang runs one command line in a terminal that speaks English.
func taizhang(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	var o, e bytes.Buffer
	code = run(t.Context(), args, streams{strings.NewReader(stdin), &o, &e})
	return code, o.String(), e.String()
}

func must(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	code, out, errs := taizhang(t, stdin, args...)
	if code != 0 {
		t.Fatalf("taizhang %s: exit %d: %s", strings.Join(args, " "), code, errs)
	}
	return out
}

func TestImportExport(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	if out := must(t, report, "import", "-", "--date", "2024-09-06", "--name", "九月", "--register"); !strings.Contains(out, "2 progress, 2 shortcomings") {
		t.Errorf("import said %q", out)
	}
	if out := must(t, report, "import", "-", "--date", "2024-09-06"); !strings.Contains(out, "nothing was added") {
		t.Errorf("the second import said %q", out)
	}
	rows, err := csv.NewReader(strings.NewReader(must(t, "", "export", "--format", "csv", "--filter", "kind=shortcoming"))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	file := filepath.Join(t.TempDir(), "ledger.json")
	must(t, "", "export", "--format", "json", "--out", file)
	data, err := os.ReadFile(file)
	if err != nil || !json.Valid(data) {
		t.Errorf("%v: %s", err, data)
	}
	for _, paper := range []string{"", "bulletin", "tasks", "brief", "notice"} {
		if out := must(t, "", "export", "--format", "docx", "--paper", paper, "--filter", "unit=110106002"); !strings.HasPrefix(out, "PK") {
			t.Errorf("%s is no document: %.40q", paper, out)
		}
	}
}

func TestExtractNeedsNoDatabase(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", filepath.Join(t.TempDir(), "never-made"))
	var got struct {
		Source   struct{ Chars int }
		Findings []struct {
			Kind, Quote string
			Units       []string
			Start, End  int
		}
		Coverage struct{ Chars, Accounted int }
	}
	if err := json.Unmarshal([]byte(must(t, report, "extract", "-", "--date", "2024-09-06", "--format", "json")), &got); err != nil {
		t.Fatal(err)
	}
	text := []rune(report)
	if len(got.Findings) != 4 || got.Source.Chars != len(text) || got.Coverage.Accounted != len(text) {
		t.Errorf("got %+v", got)
	}
	for _, f := range got.Findings {
		if string(text[f.Start:f.End]) != f.Quote || len(f.Units) != 1 || f.Units[0] != "太平桥街道" {
			t.Errorf("finding %+v", f)
		}
	}
	if _, err := os.Stat(os.Getenv("TAIZHANG_DATA")); !os.IsNotExist(err) {
		t.Error("a data folder was made")
	}
}

func TestTokenStandsAloneOnTheLastLine(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	lines := strings.Split(strings.TrimRight(must(t, "", "token", "create", "--name", "tests"), "\n"), "\n")
	if token := lines[len(lines)-1]; !regexp.MustCompile(`^tz_[a-z2-7]{26}$`).MatchString(token) {
		t.Errorf("last line is %q", token)
	}
}

func TestUserAdd(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	must(t, "a long password\n", "user", "add", "王五")
	for name, want := range map[string]string{"王五": "already", "赵六": "10 characters", " ": "name"} {
		password := "short\n"
		if name == "王五" {
			password = "a long password\n"
		}
		if code, _, errs := taizhang(t, password, "user", "add", name); code != 1 || !strings.Contains(errs, want) {
			t.Errorf("%q: exit %d: %s", name, code, errs)
		}
	}
}

func TestUnitsLoad(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	csv := "code,name,short,official,kind,district,valid_from,valid_to,aliases\n130000001,松岭镇,松岭,某县松岭镇,town,130000,,,\n"
	if out := must(t, csv, "units", "load", "-"); !strings.Contains(out, "1 added") {
		t.Errorf("said %q", out)
	}
	if out := must(t, csv, "units", "load", "-"); !strings.Contains(out, "0 added, 0 changed") {
		t.Errorf("said %q", out)
	}
	if code, _, errs := taizhang(t, "code,name\n1\n", "units", "load", "-"); code != 1 || errs == "" {
		t.Errorf("exit %d: %s", code, errs)
	}
}

func TestBadCommandLines(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TAIZHANG_DATA", folder)
	for line, want := range map[string]string{
		"extract - --colour red":             "--date",
		"export --format doc":                "xlsx",
		"export --paper decree":              "bulletin",
		"export --paper notice":              "docx",
		"export --format docx --paper brief": "unit",
		"export --format csv --paper tasks":  "pdf",
		"export --format pdf --office none":  "LibreOffice",
		"import no-such-file.txt":            "no-such-file.txt",
		"import - --date 2024-02-30":         "2024-02-30",
		"extract - --date today":             "today",
		"export --filter kind=praise":        "progress",
		"serve --timezone Nowhere/Land":      "Asia/Shanghai",
		"serve --addr 300.0.0.1:80":          "127.0.0.1:8080",
		"serve --max-upload 0":               "1024",
		"fly":                                "serve",
		"eval no-such-folder":                "no-such-folder",
		"token create":                       "--name",
		"serve --data " + os.Args[0] + "/x":  os.Args[0],
	} {
		code, _, errs := taizhang(t, report, strings.Fields(line)...)
		if code == 0 || !strings.Contains(errs, want) {
			t.Errorf("taizhang %s: exit %d, want %q in %q", line, code, want, errs)
		}
	}
}

// TestServe starts the program twice on one data folder, as a newcomer does.
func TestServe(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", filepath.Join(t.TempDir(), "data"))
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	first := visit(t)
	if again := visit(t); first != again || first == "0" {
		t.Errorf("the first start showed %s entries, the second %s", first, again)
	}
}

var (
	linkIn  = regexp.MustCompile(`https?://127\.0\.0\.1:\d+/enter/\S+`)
	totalIn = regexp.MustCompile(`"total":(\d+)`)
)

// visit serves, opens the link that is printed, and returns how many entries the API counts.
func visit(t *testing.T) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var out, errs buffer
	done := make(chan int)
	go func() {
		done <- run(ctx, []string{"serve", "--sample", "--addr", "127.0.0.1:0"}, streams{strings.NewReader(""), &out, &errs})
	}()
	var link string
	for range 600 {
		if link = linkIn.FindString(out.String()); link != "" {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if link == "" {
		t.Fatalf("no link in %q; %q", out.String(), errs.String())
	}
	if strings.Count(out.String(), "\n") != 1 {
		t.Errorf("more than one line: %q", out.String())
	}
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	page := ask(t, client, link, "")
	if !strings.Contains(page, "太平桥街道") || !strings.Contains(page, "右安门街道") {
		t.Error("the link does not open a full first page")
	}
	base, _, _ := strings.Cut(link, "/enter/")
	_, token, _ := taizhang(t, "", "token", "create", "--name", "visit"+time.Now().Format("150405.000000"))
	total := totalIn.FindStringSubmatch(ask(t, client, base+"/api/v1/entries", strings.TrimSpace(token)))
	if code, _, errs := taizhang(t, "", "serve", "--addr", strings.TrimPrefix(base, "http://")); code != 1 || !strings.Contains(errs, "is taken") {
		t.Errorf("on a taken port: exit %d, %q", code, errs)
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("stopped with %d: %s", code, errs.String())
	}
	if total == nil {
		return "0"
	}
	return total[1]
}

func ask(t *testing.T, client *http.Client, address, token string) string {
	t.Helper()
	req, err := http.NewRequest("GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	r, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != 200 {
		t.Fatalf("%s: status %d, %v: %s", address, r.StatusCode, err, body)
	}
	return string(body)
}

func TestNextFreePort(t *testing.T) {
	l, err := net.Listen("tcp", defaultAddr)
	if err == nil {
		defer l.Close()
	}
	next, err := serveCommand{}.listen()
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if next.Addr().String() == defaultAddr || !strings.HasPrefix(next.Addr().String(), "127.0.0.1:") {
		t.Errorf("listens on %s", next.Addr())
	}
}
