package web_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"taizhang/backend/web"
)

// contract is the API's description; every call of these tests is held against it, both ways.
type contract struct {
	*browser
	doc    *openapi3.T
	router routers.Router
	token  string
	match  string          // If-Match, "" for whichever version there is, "none" for none
	key    string          // Idempotency-Key, "" for none
	done   map[string]bool // operations that were answered with what was asked for
	last   http.Header     // of the last answer
}

func newContract(w *world) *contract {
	w.t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile("../../docs/api/openapi.yaml")
	check(w.t, err)
	check(w.t, doc.Validate(w.t.Context()))
	doc.Servers = openapi3.Servers{{URL: w.URL + "/api/v1"}}
	router, err := gorillamux.NewRouter(doc)
	check(w.t, err)
	return &contract{browser: w.browser(), doc: doc, router: router, token: testToken, done: map[string]bool{}}
}

// call makes a call and fails where the answer is not as described. Requests that are wrong on purpose are not checked.
func (k *contract) call(method, path string, body any, out any) int {
	k.t.Helper()
	data, kind := bodyOf(k.t, body)
	req, err := http.NewRequest(method, k.URL+"/api/v1"+path, bytes.NewReader(data))
	check(k.t, err)
	for name, v := range map[string]string{"Content-Type": kind, "Authorization": "Bearer " + k.token, "If-Match": cmp.Or(k.match, "*"), "Idempotency-Key": k.key} {
		if v != "" && v != "none" {
			req.Header.Set(name, v)
		}
	}
	route, params, err := k.router.FindRoute(req)
	check(k.t, err)
	resp, err := k.client.Do(req)
	check(k.t, err)
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	check(k.t, err)
	options := &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}
	request := &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route, Options: options}
	req.Body = io.NopCloser(bytes.NewReader(data))
	k.last = resp.Header
	if resp.StatusCode < 300 {
		k.done[route.Operation.OperationID] = true
		if err := openapi3filter.ValidateRequest(k.t.Context(), request); err != nil {
			k.t.Errorf("%s %s was taken, but is not described: %v", method, path, err)
		}
	}
	err = openapi3filter.ValidateResponse(k.t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: request, Status: resp.StatusCode, Header: resp.Header, Body: io.NopCloser(bytes.NewReader(answer)), Options: options,
	})
	if err != nil {
		k.t.Errorf("%s %s answers otherwise than described: %v", method, path, err)
	}
	if raw, ok := out.(*[]byte); ok {
		*raw = answer
	} else if out != nil {
		check(k.t, json.Unmarshal(answer, out))
	}
	return resp.StatusCode
}

func (k *contract) want(status int, method, path string, body any, out any) {
	k.t.Helper()
	if got := k.call(method, path, body, out); got != status {
		k.t.Errorf("%s %s: status %d, want %d", method, path, got, status)
	}
}

func TestEveryAPIRouteIsDescribed(t *testing.T) {
	w := newWorld(t)
	k := newContract(w)
	var routes, described []string
	for _, r := range web.Routes(w.Config.Handler) {
		if path, ok := strings.CutPrefix(r.Path, "/api/v1"); ok {
			routes = append(routes, r.Method+" "+path)
		}
	}
	for path, item := range k.doc.Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+strings.NewReplacer("{", ":", "}", "").Replace(path))
		}
	}
	slices.Sort(routes)
	slices.Sort(described)
	if !slices.Equal(routes, described) {
		t.Errorf("routes %v\ndescribed %v", routes, described)
	}
}

type items struct {
	Items []struct {
		Number, Kind, Status, Light string
		ID                          int64
	}
	Total int
	Next  string
}

func TestAPI(t *testing.T) {
	w := newWorld(t)
	k := newContract(w)
	var made struct {
		Report   struct{ ID int64 }
		Created  bool
		Findings []struct{ Quote string }
	}
	ask := map[string]any{"text": short, "name": "九月点评", "published": "2024-09-06", "register": true}
	k.want(201, "POST", "/reports", ask, &made)
	if !made.Created || len(made.Findings) != 4 {
		t.Errorf("made %+v", made)
	}
	k.want(200, "POST", "/reports", ask, &made)
	if made.Created {
		t.Error("the same text again was taken for a new report")
	}
	k.want(422, "POST", "/reports", map[string]any{"text": "今天天气晴。"}, nil)
	k.want(422, "POST", "/reports", map[string]any{"text": ""}, nil)
	k.want(422, "POST", "/reports", map[string]any{"text": short, "published": "yesterday"}, nil)
	k.want(400, "POST", "/reports", map[string]any{"text": short, "colour": "red"}, nil)
	var list items
	k.want(200, "GET", "/reports/1/findings", nil, &list)
	k.want(404, "GET", "/reports/9/findings", nil, nil)
	k.want(200, "GET", "/units", nil, nil)
	k.want(200, "GET", "/units/110106002/summary", nil, nil)
	k.want(200, "GET", "/units/110106010/summary", nil, nil)
	k.want(404, "GET", "/units/42/summary", nil, nil)
	k.want(400, "GET", "/units/110106002/summary?month=may", nil, nil)
	k.want(200, "GET", "/entries?kind=shortcoming", nil, &list)
	if list.Total != 2 || list.Items[0].Status != "registered" || list.Items[0].Light != "green" {
		t.Errorf("list %+v", list)
	}
	number := url.PathEscape(list.Items[0].Number)
	k.want(200, "GET", "/entries/"+number, nil, nil)
	k.want(422, "POST", "/entries/"+number+"/moves", map[string]any{"move": "resolve"}, nil)
	k.match = `"1-of-yesterday"`
	k.want(412, "POST", "/entries/"+number+"/moves", map[string]any{"move": "resolve", "note": "已办"}, nil)
	k.match = ""
	k.want(200, "POST", "/entries/"+number+"/moves", map[string]any{"move": "resolve", "note": "已办"}, nil)
	k.want(409, "POST", "/entries/"+number+"/moves", map[string]any{"move": "resolve", "note": "已办"}, nil)
	k.want(200, "POST", "/entries/"+number+"/moves", map[string]any{"move": "undo"}, nil)
	k.want(400, "POST", "/entries/"+number+"/moves", map[string]any{"move": "fly"}, nil)
	k.want(404, "POST", "/entries/2024-09-%E4%BB%BB-999/moves", map[string]any{"move": "undo"}, nil)
}

// TestAPICursor walks the whole list in steps and meets every entry once.
func TestAPICursor(t *testing.T) {
	w := newWorld(t)
	want := len(w.withReport(true).Findings)
	k := newContract(w)
	for _, sort := range []string{"number", "due", "updated", "unit"} {
		seen := map[string]bool{}
		for cursor, n := "", 0; n < 100; n++ {
			var list items
			k.want(200, "GET", "/entries?limit=7&sort="+sort+"&cursor="+url.QueryEscape(cursor), nil, &list)
			for _, i := range list.Items {
				if seen[i.Number] {
					t.Errorf("%s: %s came twice", sort, i.Number)
				}
				seen[i.Number] = true
			}
			if cursor = list.Next; cursor == "" {
				break
			}
		}
		if len(seen) != want {
			t.Errorf("%s: met %d of %d entries", sort, len(seen), want)
		}
	}
}

// upload is a body that is sent as a form with a file.
type upload struct {
	fields map[string]string
	file   []byte
	name   string
}

// bodyOf writes what is sent: a form, plain text, or JSON.
func bodyOf(t *testing.T, body any) (data []byte, kind string) {
	t.Helper()
	switch b := body.(type) {
	case nil:
		return nil, ""
	case string:
		return []byte(b), "text/plain; charset=utf-8"
	case upload:
		var out bytes.Buffer
		form := multipart.NewWriter(&out)
		for k, v := range b.fields {
			check(t, form.WriteField(k, v))
		}
		part, err := form.CreateFormFile("file", b.name)
		check(t, err)
		_, err = part.Write(b.file)
		check(t, err)
		check(t, form.Close())
		return out.Bytes(), form.FormDataContentType()
	}
	data, err := json.Marshal(body)
	check(t, err)
	return data, "application/json"
}
