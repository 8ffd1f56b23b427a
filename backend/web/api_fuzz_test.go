package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"taizhang/backend/ledger"
)

// FuzzAPI calls the operations of the API's description in turn, with values made from it, good ones and bad ones, as a clerk and as an
// auditor. A run of it is some hundred calls on one ledger; make test does two.
func FuzzAPI(f *testing.F) {
	f.Add(uint64(1))
	f.Add(uint64(1 << 40))
	f.Fuzz(func(t *testing.T, seed uint64) {
		h := newHostile(t)
		for i := range uint64(callsOfOne) {
			h.round(seed + i)
		}
		if h.calls[true] < callsOfOne/10 || h.calls[false] < callsOfOne/10 {
			t.Errorf("%d calls were taken and %d refused: it proves little", h.calls[true], h.calls[false])
		}
		t.Logf("%d calls were taken, %d refused", h.calls[true], h.calls[false])
	})
}

const callsOfOne = 400

// hostile makes calls of the API that follow its description more or less.
type hostile struct {
	*world
	doc   *openapi3.T
	all   []operation
	calls map[bool]int // by whether they were taken
}

type operation struct {
	method, path string
	*openapi3.Operation
	params openapi3.Parameters
}

func newHostile(t *testing.T) *hostile {
	t.Helper()
	w := newWorld(t)
	w.withReport(true)
	k := newContract(w)
	k.as(ledger.Clerk)
	k.as(ledger.Auditor)
	h := &hostile{world: w, doc: k.doc, calls: map[bool]int{}}
	paths := k.doc.Paths.Map()
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		operations := paths[path].Operations()
		for _, method := range slices.Sorted(maps.Keys(operations)) {
			o := operations[method]
			h.all = append(h.all, operation{method, path, o, append(slices.Clone(paths[path].Parameters), o.Parameters...)})
		}
	}
	return h
}

// round calls the operation that a seed stands for. Whatever is sent, the answer is no fault of ours, is a problem where it is a refusal,
// and what is refused writes nothing but that it was.
func (h *hostile) round(seed uint64) {
	h.t.Helper()
	chance := rand.New(rand.NewPCG(seed, 7))
	o := h.all[seed%uint64(len(h.all))]
	req := h.request(chance, o)
	before := h.written()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatalf("seed %d: %s %s: %v", seed, o.method, req.URL, err)
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(resp.Body)
	check(h.t, err)
	h.calls[resp.StatusCode < 300]++
	switch {
	case resp.StatusCode >= 500:
		h.t.Errorf("seed %d: %s %s is answered %d: %s", seed, o.method, req.URL, resp.StatusCode, h.log.String()[max(0, h.log.Len()-1000):])
	case resp.StatusCode >= 400:
		var p struct {
			Type, Title string
			Status      int
		}
		if !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/problem+json") || json.Unmarshal(said, &p) != nil || p.Status != resp.StatusCode || p.Title == "" {
			h.t.Errorf("seed %d: %s %s is answered %d with no problem: %s", seed, o.method, req.URL, resp.StatusCode, said)
		}
		if after := h.written(); after != before {
			h.t.Errorf("seed %d: %s %s was refused, %d, and changed the ledger from %s to %s", seed, o.method, req.URL, resp.StatusCode, before, after)
		}
	case o.method == http.MethodGet:
		if after := h.written(); after != before {
			h.t.Errorf("seed %d: %s %s changed the ledger", seed, o.method, req.URL)
		}
	}
}

// written tells what there is in the ledger: a change of any entry or report changes it, and so does an event, but for refusals and exports.
func (h *hostile) written() string {
	news, err := h.db.News(h.t.Context(), 0)
	check(h.t, err)
	versions := 0
	for _, e := range news.Touched {
		versions += e.Version
	}
	reports, err := h.db.Reports(h.t.Context())
	check(h.t, err)
	months, err := h.db.Months(h.t.Context())
	check(h.t, err)
	return fmt.Sprint(len(news.Touched), " entries, ", versions, " versions, ", len(reports), " reports, ", len(months), " months")
}

func (h *hostile) request(chance *rand.Rand, o operation) *http.Request {
	h.t.Helper()
	path, query, header := o.path, url.Values{}, http.Header{}
	for _, p := range o.params {
		v := fmt.Sprint(h.value(chance, p.Value.Schema, p.Value.Name))
		switch {
		case p.Value.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", url.PathEscape(v))
		case chance.IntN(2) == 0 && !p.Value.Required:
		case p.Value.In == "query":
			query.Set(p.Value.Name, v)
		case p.Value.In == "header":
			header.Set(p.Value.Name, strings.Map(func(r rune) rune {
				if r < ' ' || r > '~' {
					return 'x'
				}
				return r
			}, v))
		}
	}
	body, kind := h.body(chance, o)
	req, err := http.NewRequest(o.method, h.URL+"/api/v1"+path+"?"+query.Encode(), bytes.NewReader(body))
	check(h.t, err)
	req.Header = header
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if o.method != http.MethodGet && req.Header.Get("If-Match") == "" {
		req.Header.Set("If-Match", "*")
	}
	req.Header.Set("Authorization", "Bearer "+tokenOf([]ledger.OfficeRole{ledger.Clerk, ledger.Clerk, ledger.Clerk, ledger.Auditor}[chance.IntN(4)]))
	return req
}

func (h *hostile) body(chance *rand.Rand, o operation) (data []byte, kind string) {
	if o.RequestBody == nil {
		return nil, ""
	}
	kinds := o.RequestBody.Value.Content
	kind = slices.Sorted(maps.Keys(kinds))[chance.IntN(len(kinds))]
	made := h.value(chance, kinds[kind].Schema, "")
	fields, ok := made.(map[string]any)
	if kind == "multipart/form-data" && ok {
		b := &bytes.Buffer{}
		form := multipart.NewWriter(b)
		for name, v := range fields {
			if name == "file" || name == "files" {
				w, err := form.CreateFormFile(name, fmt.Sprint("文件", chance.IntN(9), []string{".txt", ".docx", ".pdf", ".xlsx", ""}[chance.IntN(5)]))
				check(h.t, err)
				_, err = fmt.Fprint(w, v)
				check(h.t, err)
			} else {
				check(h.t, form.WriteField(name, fmt.Sprint(v)))
			}
		}
		form.Close()
		return b.Bytes(), form.FormDataContentType()
	}
	if text, ok := made.(string); ok && !strings.Contains(kind, "json") {
		return []byte(text), kind
	}
	data, err := json.Marshal(made)
	check(h.t, err)
	if chance.IntN(20) == 0 {
		data = data[:chance.IntN(len(data)+1)] // cut short
	}
	return data, kind
}

// odd are values that programs trip over.
var odd = []any{nil, "", " ", "0", -1, 0, 1e30, true, "\x00", "\u202e倒", strings.Repeat("长", 5000), "2024-02-31", "2024-13", "9999-12-31", "../../etc/passwd", "' OR 1=1 --", "<script>", "%00", "😀", []any{}, map[string]any{}, []any{nil, []any{1}}, "=1+1", "99999999999999999999", "a\r\nb: c"}

// known are values that there are in the ledger, by what a parameter is called.
var known = map[string][]any{
	"number": {"2024-09-问-001", "2024-09-任-001", "2024-09-进-001"}, "code": {ownUnit, otherUnit}, "unit": {ownUnit, otherUnit}, "id": {1, 2, 3}, "finding": {1, 2, 3, 4}, "report": {1},
	"month": {"2024-09", "2024-08"}, "move": {"resolve", "undo", "assign", "report", "submit", "accept"}, "register": {"units", "themes", "words"}, "units": {[]any{ownUnit}}, "note": {"已办"}, "published": {"2024-09-06"}, "limit": {1, 50, 500}, "cursor": {""},
	"due_by": {"2024-10-08"}, "due": {"this-week", "next-month"}, "closed": {"2024-09"}, "at": {"2024-09"}, "q": {"环境", "a"}, "theme": {"城市环境"}, "text": {short, asks}, "a": {ownUnit}, "b": {otherUnit}, "under": {"110106", "000000"},
}

// value makes a value by a schema: mostly as it says, now and then another.
func (h *hostile) value(chance *rand.Rand, ref *openapi3.SchemaRef, name string) any {
	if chance.IntN(24) == 0 {
		return odd[chance.IntN(len(odd))]
	}
	if all := known[name]; len(all) > 0 && chance.IntN(6) > 0 {
		return all[chance.IntN(len(all))]
	}
	if ref == nil || ref.Value == nil {
		return "text"
	}
	s := ref.Value
	for _, some := range []openapi3.SchemaRefs{s.OneOf, s.AnyOf} {
		if len(some) > 0 {
			return h.value(chance, some[chance.IntN(len(some))], name)
		}
	}
	if len(s.Enum) > 0 {
		return s.Enum[chance.IntN(len(s.Enum))]
	}
	switch {
	case s.Type.Includes("object") || len(s.AllOf) > 0 || len(s.Properties) > 0:
		made := map[string]any{}
		for _, part := range append(openapi3.SchemaRefs{ref}, s.AllOf...) {
			for _, field := range slices.Sorted(maps.Keys(part.Value.Properties)) {
				if chance.IntN(3) > 0 || slices.Contains(part.Value.Required, field) {
					made[field] = h.value(chance, part.Value.Properties[field], field)
				}
			}
		}
		return made
	case s.Type.Includes("array"):
		made := []any{}
		for range chance.IntN(4) {
			made = append(made, h.value(chance, s.Items, ""))
		}
		return made
	case s.Type.Includes("integer"):
		return chance.IntN(12)
	case s.Type.Includes("number"):
		return chance.Float64() * 120
	case s.Type.Includes("boolean"):
		return chance.IntN(2) == 0
	case s.Format == "date":
		return fmt.Sprintf("2024-%02d-%02d", 1+chance.IntN(12), 1+chance.IntN(28))
	}
	return []string{"text", "城市环境", "太平桥街道", "2024-09", asks, "print"}[chance.IntN(6)]
}
