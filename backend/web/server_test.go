package web_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"taizhang/backend/calendar"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/store/storetest"
	"taizhang/backend/web"
	"taizhang/seeds"
)

// noon is when the tests take place: a fortnight after the real page's meeting.
var noon = time.Date(2024, 9, 20, 4, 0, 0, 0, time.UTC)

const (
	testName     = "测试员"
	testPassword = "correct horse 电池"
	testToken    = "a-token-of-the-tests"
)

// world is a whole system on a real database in a folder of its own.
type world struct {
	*httptest.Server
	t   *testing.T
	db  *store.Store
	log *bytes.Buffer
}

func newWorld(t *testing.T) *world {
	t.Helper()
	ctx := context.Background()
	now := func() time.Time { return noon }
	db, err := store.Open(ctx, storetest.Place(t, openOnce), now)
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	units, err := intake.ReadUnits(bytes.NewReader(seeds.Units))
	check(t, err)
	themes, err := intake.ReadThemes(bytes.NewReader(seeds.Themes))
	check(t, err)
	quick := *web.PasswordCost
	quick.Memory, quick.Iterations = 64, 1
	hash, err := argon2id.CreateHash(testPassword, &quick)
	check(t, err)
	check(t, db.Write(ctx, ledger.System, func(w *store.Writer) error {
		if _, _, err := w.SaveUnits(units); err != nil {
			return err
		}
		if _, _, err := w.SaveThemes(themes); err != nil {
			return err
		}
		if _, err := w.AddUser(ledger.User{Name: testName, PasswordHash: hash, Account: ledger.Account{Role: ledger.Owner}}); err != nil {
			return err
		}
		return w.AddToken(ledger.Token{Name: "tests", Hash: web.HashSecret(testToken), Account: ledger.Account{Role: ledger.Clerk}})
	}))
	days, err := calendar.Read(bytes.NewReader(seeds.Holidays))
	check(t, err)
	logged := &bytes.Buffer{}
	zone, err := time.LoadLocation("Asia/Shanghai")
	check(t, err)
	s := httptest.NewServer(web.New(web.Config{
		Store: db, Calendar: days, Location: zone, Now: now, MaxUpload: 1 << 20, Dev: true,
		Log: slog.New(slog.NewTextHandler(logged, nil)),
	}))
	t.Cleanup(s.Close)
	return &world{s, t, db, logged}
}

// realPage is the page of a newspaper that comes with the program.
func realPage(t testing.TB) seeds.Report {
	t.Helper()
	all, err := seeds.Reports()
	check(t, err)
	return all[0]
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// withReport brings the real page in, and registers what it says where asked to.
func (w *world) withReport(register bool) *web.Received {
	w.t.Helper()
	ctx := context.Background()
	units, err := w.db.Units(ctx)
	check(w.t, err)
	themes, err := w.db.Themes(ctx)
	check(w.t, err)
	seed := realPage(w.t)
	got, err := web.Submit(ctx, w.db, ledger.System, intake.NewReader(units, themes, nil), web.Submission{
		File: intake.File{Name: seed.Name, Data: seed.Data, Published: ledger.Date(seed.Published)}, Register: register,
	})
	check(w.t, err)
	return got
}

// browser is somebody's browser: it keeps cookies, and says which page it comes from.
type browser struct {
	*world
	client *http.Client
	lang   string
	part   bool // asks as a page's script does
}

func (w *world) browser() *browser {
	jar, err := cookiejar.New(nil)
	check(w.t, err)
	return &browser{w, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, "zh-CN", false}
}

func (w *world) signedIn() *browser {
	w.t.Helper()
	b := w.browser()
	r := b.post("/sign-in", url.Values{"name": {testName}, "password": {testPassword}})
	r.want(http.StatusSeeOther)
	return b
}

// answer is what came back, read to the end.
type answer struct {
	*http.Response
	t    *testing.T
	body string
}

func (b *browser) do(method, path string, body io.Reader, header http.Header) *answer {
	b.t.Helper()
	req, err := http.NewRequest(method, b.URL+path, body)
	check(b.t, err)
	req.Header.Set("Accept-Language", b.lang)
	if b.part {
		req.Header.Set("HX-Request", "true")
	}
	for k, v := range header {
		req.Header[k] = v
	}
	resp, err := b.client.Do(req)
	check(b.t, err)
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	check(b.t, err)
	return &answer{resp, b.t, string(data)}
}

func (b *browser) get(path string) *answer { b.t.Helper(); return b.do("GET", path, nil, nil) }

func (b *browser) post(path string, form url.Values) *answer {
	b.t.Helper()
	return b.do("POST", path, strings.NewReader(form.Encode()), http.Header{
		"Content-Type": {"application/x-www-form-urlencoded"}, "Origin": {b.URL}, "Sec-Fetch-Site": {"same-origin"},
	})
}

// upload posts a report as the page's form does.
func (b *browser) upload(file []byte, fields map[string]string) *answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for k, v := range fields {
		check(b.t, form.WriteField(k, v))
	}
	if file != nil {
		part, err := form.CreateFormFile("file", "报道.txt")
		check(b.t, err)
		_, err = part.Write(file)
		check(b.t, err)
	}
	check(b.t, form.Close())
	return b.do("POST", "/reports", &body, http.Header{"Content-Type": {form.FormDataContentType()}})
}

func (a *answer) want(status int, texts ...string) *answer {
	a.t.Helper()
	if a.StatusCode != status {
		a.t.Fatalf("%s %s: status %d, want %d\n%s", a.Request.Method, a.Request.URL, a.StatusCode, status, ledger.Shorten(a.body, 800))
	}
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			a.t.Errorf("%s %s: no %q in\n%s", a.Request.Method, a.Request.URL, text, ledger.Shorten(a.body, 3000))
		}
	}
	return a
}

func (a *answer) without(texts ...string) *answer {
	a.t.Helper()
	for _, text := range texts {
		if strings.Contains(a.body, text) {
			a.t.Errorf("%s %s: %q is there", a.Request.Method, a.Request.URL, text)
		}
	}
	return a
}
