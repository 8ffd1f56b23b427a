package frontend

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAssetsAreServedForEverByTheirContent(t *testing.T) {
	for _, name := range []string{"style.css", "app.js", "icon.svg"} {
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, httptest.NewRequest("GET", Asset(name), nil))
		if w.Code != 200 || w.Body.Len() == 0 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s at %q: status %d, %d bytes, %q", name, Asset(name), w.Code, w.Body.Len(), w.Header().Get("Cache-Control"))
		}
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest("GET", "/assets/style-0000000000.css", nil))
	if w.Code != 404 {
		t.Errorf("another content's address answers %d", w.Code)
	}
	if got := Asset("nothing.js"); got != "" {
		t.Errorf("an asset that is not there has the address %q", got)
	}
}

func TestStylesheetIsWholeAndSmall(t *testing.T) {
	css := string(stylesheet())
	if open, shut := strings.Count(css, "{"), strings.Count(css, "}"); open != shut {
		t.Errorf("%d braces open, %d close", open, shut)
	}
	for _, want := range []string{"--paper:", "@media print", ".desk{display:grid", "section + section > .group", "clip-path:inset(50%)"} {
		if !strings.Contains(css, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if n := len(css); n > 60<<10 {
		t.Errorf("the stylesheet has %d bytes; a first view should stay light", n)
	}
}
