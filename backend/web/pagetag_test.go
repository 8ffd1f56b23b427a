package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/web"
)

// TestUnchangedPages asks again for pages that the reader has: 304 as long as they would be the same, and only then.
func TestUnchangedPages(t *testing.T) {
	s := newStaff(t)
	clerk, leader := s.browsers[ledger.Clerk], s.browsers[ledger.Leader]
	ask := func(b *browser, path, tag string) *answer {
		t.Helper()
		return b.do("GET", path, nil, http.Header{"If-None-Match": {tag}})
	}
	for _, path := range []string{"/", "/?month=2024-09", "/units", "/themes", "/themes/" + url.PathEscape("城市环境"), "/months"} {
		first := clerk.get(path).want(http.StatusOK)
		tag := first.Header.Get("ETag")
		if tag == "" || first.Header.Get("Cache-Control") != "private, no-cache" {
			t.Errorf("%s: tag %q, kept %q", path, tag, first.Header.Get("Cache-Control"))
		}
		if a := ask(clerk, path, tag).want(http.StatusNotModified); a.body != "" || a.Header.Get("ETag") == "" {
			t.Errorf("%s: 304 with %q, tag %q", path, a.body, a.Header.Get("ETag"))
		}
		ask(clerk, "/?month=2024-08", tag).want(http.StatusOK)
		ask(leader, path, tag).want(http.StatusOK)
		ask(s.browsers[nobody], path, tag).want(http.StatusSeeOther)
		clerk.lang = "en"
		ask(clerk, path, tag).want(http.StatusOK)
		clerk.lang = "zh-CN"
		web.SetClock(s.Config.Handler, func() time.Time { return noon.AddDate(0, 0, 1) })
		for _, b := range []*browser{clerk, leader} { // everybody was idle for too long
			if ask(b, path, tag).StatusCode == http.StatusNotModified {
				t.Errorf("%s: unchanged a day later", path)
			}
		}
		web.SetClock(s.Config.Handler, func() time.Time { return noon })
		s.signIn(ledger.Clerk)
		s.signIn(ledger.Leader)
		ask(clerk, path, tag).want(http.StatusOK) // signing in is on record, so that the revision is another
		if clerk.get("/entries").Header.Get("ETag") != "" {
			t.Error("a list, which shows more than the ledger, has a tag")
		}
	}
}

// TestTagsEndWithRights changes what the reader may do, and says something once.
func TestTagsEndWithRights(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Clerk]
	tag := b.get("/").want(http.StatusOK).Header.Get("ETag")
	s.browsers[ledger.SecurityAdmin].post("/accounts/"+strconv.FormatInt(s.person(string(ledger.Clerk)).ID, 10), url.Values{"role": {"leader"}, "active": {"1"}}).want(http.StatusSeeOther)
	again := b.do("GET", "/", nil, http.Header{"If-None-Match": {tag}}).want(http.StatusOK)
	if again.Header.Get("ETag") == tag {
		t.Error("the page of other rights has the same tag")
	}
	if a := s.browsers[ledger.SecurityAdmin].get("/themes"); a.StatusCode == http.StatusOK && a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a page with a notice may be kept: %s", a.Header.Get("Cache-Control"))
	}
	b.post("/sign-out", nil)
	b.do("GET", "/", nil, http.Header{"If-None-Match": {again.Header.Get("ETag")}}).want(http.StatusSeeOther)
}

// TestTagsEndWithTheDay asks before midnight and after it.
func TestTagsEndWithTheDay(t *testing.T) {
	s := newStaff(t)
	web.SetClock(s.Config.Handler, func() time.Time { return noon.Add(11*time.Hour + 50*time.Minute) })
	s.signIn(ledger.Clerk)
	b := s.browsers[ledger.Clerk]
	tag := http.Header{"If-None-Match": {b.get("/").want(http.StatusOK).Header.Get("ETag")}}
	b.do("GET", "/", nil, tag).want(http.StatusNotModified)
	web.SetClock(s.Config.Handler, func() time.Time { return noon.Add(12*time.Hour + 5*time.Minute) })
	b.do("GET", "/", nil, tag).want(http.StatusOK)
}
