package web_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"taizhang/backend/web"
)

// caller calls the API by hand.
type caller struct {
	*browser
	token string
}

func (w *world) caller() caller { return caller{w.browser(), testToken} }

func (k caller) call(method, path, body string, header ...string) *answer {
	k.t.Helper()
	h := http.Header{"Authorization": {"Bearer " + k.token}, "Content-Type": {"application/json"}, "If-Match": {"*"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return k.do(method, path, strings.NewReader(body), h)
}

// problem reads what went wrong and holds it against RFC 9457.
func (a *answer) problem(status int, kind string) (p struct {
	Type, Title, Detail, Instance, Request string
	Status                                 int
	Errors                                 []struct{ Field, Detail string }
}) {
	a.t.Helper()
	a.want(status)
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "application/problem+json") {
		a.t.Errorf("%s %s: %s", a.Request.Method, a.Request.URL, a.Header.Get("Content-Type"))
	}
	check(a.t, json.Unmarshal([]byte(a.body), &p))
	if p.Type != "/api/problems/"+kind || p.Status != status || p.Title == "" || p.Detail == "" || p.Instance == "" {
		a.t.Errorf("%s %s: %s, want a problem of the kind %s", a.Request.Method, a.Request.URL, a.body, kind)
	}
	return p
}

// Whatever goes wrong under /api is a problem, in the reader's language, of a kind that has a page.
func TestProblems(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	k := w.caller()
	entry := "/api/v1" + entryPath("2024-09-任-001")
	for _, c := range []struct {
		method, path, body string
		status             int
		kind, field        string
	}{
		{"GET", "/api/v1/entries?light=purple", "", 400, "bad-request", "light"},
		{"POST", entry + "/moves", `{"move": "fly"}`, 400, "bad-request", ""},
		{"POST", entry + "/moves", `{"move": "resolve"`, 400, "bad-request", ""},
		{"GET", "/api/v1/audit", "", 403, "forbidden", ""},
		{"GET", "/api/v1/entries/none", "", 404, "not-found", ""},
		{"GET", "/api/v1/nowhere", "", 404, "not-found", ""},
		{"GET", "/api/nowhere", "", 404, "not-found", ""},
		{"DELETE", entry, "", 405, "method", ""},
		{"POST", entry + "/moves", `{"move": "strike"}`, 409, "conflict", ""},
		{"POST", "/api/v1/reports", `{"text": "` + strings.Repeat("字", 1<<20) + `"}`, 413, "too-large", "file"},
		{"POST", entry + "/moves", `{"move": "resolve", "note": "` + strings.Repeat("x", 2<<20) + `"}`, 413, "too-large", "file"},
		{"PATCH", entry, `{"due": "soon"}`, 422, "invalid", "due"},
	} {
		p := k.call(c.method, c.path, c.body).problem(c.status, c.kind)
		if c.field != "" && (len(p.Errors) != 1 || p.Errors[0].Field != c.field) {
			t.Errorf("%s %s: %+v, want the field %s", c.method, c.path, p, c.field)
		}
	}
	if a := k.call("DELETE", entry, ""); !strings.Contains(a.Header.Get("Allow"), "PATCH") {
		t.Errorf("405 allows %q", a.Header.Get("Allow"))
	}
	k.token = "wrong"
	k.call("GET", entry, "").problem(401, "unauthorized")
	a := k.call("POST", entry+"/moves", "", "Sec-Fetch-Site", "cross-site")
	a.problem(403, "forbidden")
	chinese := k.call("GET", entry, "").problem(401, "unauthorized")
	k.lang = "en-GB"
	a = k.call("GET", entry, "")
	if english := a.problem(401, "unauthorized"); english.Detail == chinese.Detail || a.Header.Get("Content-Language") != "en" {
		t.Errorf("in English %+v", english)
	}
}

// A mistake of ours is apologised for with its number in the log, and says nothing else.
func TestProblemOfOurs(t *testing.T) {
	w := newWorld(t)
	k := w.caller()
	check(t, w.db.Close())
	p := k.call("GET", "/api/v1/entries", "").problem(500, "internal")
	if p.Request == "" || !strings.Contains(w.log.String(), p.Request) || strings.Contains(p.Detail, "database") {
		t.Errorf("answered %+v", p)
	}
}

func TestProblemsAreExplained(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	page := b.get("/api").want(http.StatusOK, "程序接口", "幂等", "/entries/{number}/moves", "listEntries", `id="schema-Entry"`)
	for _, kind := range []string{"bad-request", "unauthorized", "forbidden", "not-found", "method", "conflict", "version-needed", "stale", "too-large", "unreadable", "invalid", "key-reused", "key-in-use", "too-many", "internal"} {
		page.want(http.StatusOK, "/api/problems/"+kind)
		b.get("/api/problems/"+kind).want(http.StatusOK, kind)
	}
	b.get("/api/problems/none").problem(404, "not-found")
	b.get("/api/openapi.yaml").want(http.StatusOK, "openapi: 3.1.0")
	b.get("/api/openapi.json").want(http.StatusOK, `"openapi":"3.1.0"`)
}

func TestETags(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	k := w.caller()
	entry := "/api/v1" + entryPath("2024-09-任-001")
	read := k.call("GET", entry, "").want(http.StatusOK)
	tag, list := read.Header.Get("ETag"), k.call("GET", "/api/v1/entries", "").want(http.StatusOK).Header.Get("ETag")
	if strings.HasPrefix(tag, "W/") || !strings.HasPrefix(list, "W/") {
		t.Errorf("an entry is called %s, a list %s", tag, list)
	}
	if a := k.call("GET", entry, "", "If-None-Match", `"other", `+tag); a.StatusCode != http.StatusNotModified || a.body != "" {
		t.Errorf("unchanged: %d %s", a.StatusCode, a.body)
	}
	k.call("GET", "/api/v1/entries", "", "If-None-Match", list).want(http.StatusNotModified)
	k.call("GET", "/api/v1/entries?kind=task", "", "If-None-Match", list).want(http.StatusOK)
	k.call("GET", entry, "", "If-None-Match", tag, "Accept-Language", "en").want(http.StatusOK) // the reasons of its light are words

	k.call("PATCH", entry, `{"remark": "一"}`, "If-Match", `W/`+tag+`, "x"`).problem(412, "stale")
	now := k.call("PATCH", entry, `{"remark": "一"}`, "If-Match", tag).want(http.StatusOK, `"remark":"一"`).Header.Get("ETag")
	if now == tag {
		t.Error("another version is called the same")
	}
	k.call("PATCH", entry, `{"remark": "二"}`, "If-Match", tag).problem(412, "stale")
	k.call("POST", entry+"/moves", `{"move": "resolve", "note": "办结"}`, "If-Match", `"none of ours"`).problem(412, "stale")
	k.call("POST", entry+"/moves", `{"move": "resolve", "note": "办结"}`, "If-Match", tag+", "+now).want(http.StatusOK)
	k.call("GET", "/api/v1/entries", "", "If-None-Match", list).want(http.StatusOK)

	req, err := http.NewRequest("GET", w.URL+"/api/v1/entries?limit=500", nil)
	check(t, err)
	req.Header.Set("Authorization", "Bearer "+testToken)
	zipped, err := http.DefaultClient.Do(req) // asks for gzip by itself and takes it off
	check(t, err)
	_, err = io.Copy(io.Discard, zipped.Body)
	check(t, err)
	packed := zipped.Header.Get("ETag")
	if plain := k.call("GET", "/api/v1/entries?limit=500", "", "Accept-Encoding", "identity").Header.Get("ETag"); !zipped.Uncompressed || plain == packed {
		t.Errorf("compressed %q, as it is %q", packed, plain)
	}
	k.call("GET", "/api/v1/entries?limit=500", "", "If-None-Match", packed).want(http.StatusNotModified)
}

func TestIdempotencyKeys(t *testing.T) {
	w := newWorld(t)
	k := w.caller()
	ask := `{"text": "` + short + `", "name": "九月点评", "published": "2024-09-06"}`
	ask = strings.ReplaceAll(ask, "\n", `\n`)
	first := k.call("POST", "/api/v1/reports", ask, "Idempotency-Key", `"k1"`).want(http.StatusCreated)
	again := k.call("POST", "/api/v1/reports", ask, "Idempotency-Key", "k1").want(http.StatusCreated)
	if again.body != first.body || again.Header.Get("Idempotency-Replayed") != "true" || again.Header.Get("Location") != "/api/v1/reports/1" || first.Header.Get("Idempotency-Replayed") != "" {
		t.Errorf("again %v %s", again.Header, again.body)
	}
	k.call("POST", "/api/v1/reports", `{"text": "别的"}`, "Idempotency-Key", "k1").problem(422, "key-reused")
	k.call("POST", "/api/v1/reports", ask, "Idempotency-Key", "").problem(400, "bad-request")
	k.call("POST", "/api/v1/reports", ask, "Idempotency-Key", strings.Repeat("k", 300)).problem(400, "bad-request")
	// What was refused changed nothing, so its key may be used for what was mended.
	path := "/api/v1/reports/1/withdraw"
	k.call("POST", path, `{"reason": ""}`, "Idempotency-Key", "k2").problem(422, "invalid")
	k.call("POST", path, `{"reason": "重复"}`, "Idempotency-Key", "k2").want(http.StatusOK, "withdrawn_reason")
	k.call("POST", path, `{"reason": "重复"}`, "Idempotency-Key", "k2").want(http.StatusOK, "withdrawn_reason")
	k.call("POST", path, `{"reason": "重复"}`, "Idempotency-Key", "k3").problem(409, "conflict")
}

// Of the same request sent many times at once one is carried out; the others are told to wait, or get its answer.
func TestIdempotencyKeysAtOnce(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	entry := "/api/v1" + entryPath("2024-09-任-001") + "/moves"
	answers := make([]*answer, 8)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i] = w.caller().call("POST", entry, `{"move": "report", "progress": "开工", "percent": 5}`, "Idempotency-Key", "once")
		})
	}
	all.Wait()
	for _, a := range answers {
		if a.StatusCode == http.StatusConflict {
			if a.problem(409, "key-in-use"); a.Header.Get("Retry-After") == "" {
				t.Error("nothing says when to try again")
			}
			continue
		}
		a.want(http.StatusOK)
	}
	e, err := w.db.Entry(t.Context(), "2024-09-任-001")
	check(t, err)
	said, err := w.db.Feedback(t.Context(), e.ID)
	if err != nil || len(said) != 1 {
		t.Errorf("reported %d times, %v", len(said), err)
	}
}

// Every copy counts requests for itself, as docs/operations.md says: two let pass twice as many. Failures to sign in they count together
// (attempts_test.go).
func TestRatesAreOfOneCopy(t *testing.T) {
	w := newWorld(t)
	c := web.ConfigOf(w.Config.Handler)
	c.Rates = web.Rates{Account: 12}
	for range 2 {
		s := httptest.NewServer(web.New(c))
		defer s.Close()
		k := (&world{s, t, w.db, w.log}).caller()
		for _, want := range []int{200, 200, 429} {
			k.call("GET", "/api/v1/units", "").want(want)
		}
	}
}

// An account that asks too often waits, and so does an address of nobody; what watches the server does not.
func TestRates(t *testing.T) {
	w := newWorld(t)
	now := noon
	var mu sync.Mutex
	c := web.ConfigOf(w.Config.Handler)
	c.Rates = web.Rates{Account: 60, Address: 30}
	c.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	s := httptest.NewServer(web.New(c))
	defer s.Close()
	limited := &world{s, t, w.db, w.log}
	k := limited.caller()
	for i := range 10 {
		a := k.call("GET", "/api/v1/units", "").want(http.StatusOK)
		if want := `"account";r=` + strconv.Itoa(9-i); !strings.HasPrefix(a.Header.Get("RateLimit"), want) || a.Header.Get("RateLimit-Policy") != `"account";q=10;w=10` {
			t.Errorf("%v, want %s", a.Header, want)
		}
	}
	a := k.call("GET", "/api/v1/units", "")
	if a.problem(429, "too-many"); a.Header.Get("Retry-After") != "1" {
		t.Errorf("wait %q", a.Header.Get("Retry-After"))
	}
	mu.Lock()
	now = now.Add(time.Second)
	mu.Unlock()
	k.call("GET", "/api/v1/units", "").want(http.StatusOK)
	k.token = "wrong"
	var got []int
	for range 7 {
		got = append(got, k.call("GET", "/api/v1/units", "").StatusCode)
	}
	if !slices.Equal(got, []int{401, 401, 401, 401, 401, 429, 429}) {
		t.Errorf("with a wrong token %v", got)
	}
	k.get("/sign-in").want(http.StatusTooManyRequests)
	for range 20 {
		k.get("/healthz").want(http.StatusOK)
	}
}
