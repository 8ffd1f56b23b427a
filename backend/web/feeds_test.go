package web_test

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"taizhang/backend/ledger"
)

var linkShown = regexp.MustCompile(`<code>(http[^<]+/feeds/[^<]+/(due\.ics|changes\.atom))</code>`)

// subscribed makes the links of whoever b is and returns their paths.
func subscribed(b *browser) (calendar, feed string) {
	b.t.Helper()
	page := b.post("/me/subscription", nil).want(http.StatusCreated)
	for _, m := range linkShown.FindAllStringSubmatch(page.body, -1) {
		at, err := url.Parse(m[1])
		check(b.t, err)
		if m[2] == "due.ics" {
			calendar = at.Path
		} else {
			feed = at.Path
		}
	}
	if calendar == "" || feed == "" {
		b.t.Fatalf("no links in %s", ledger.Shorten(page.body, 2000))
	}
	return calendar, feed
}

// A secret link gives what its owner may read, to whoever holds it, until it is renewed or ended; the page shows it once, and neither
// the ledger nor the log holds it.
func TestSubscriptions(t *testing.T) {
	s := newStaff(t)
	owner, stranger := s.browsers[ledger.Clerk], s.browsers[nobody]
	calendar, feed := subscribed(owner)
	secret := strings.Split(calendar, "/")[2]
	owner.get("/me").want(http.StatusOK, "还没有程序读取过").without(secret)
	first := stranger.get(calendar).want(http.StatusOK, "BEGIN:VCALENDAR", "REFRESH-INTERVAL")
	if got := first.Header.Get("Content-Type"); got != "text/calendar; charset=utf-8" || first.Header.Get("Cache-Control") != "private, no-cache" {
		t.Errorf("headers %v", first.Header)
	}
	stranger.do("GET", calendar, nil, http.Header{"If-None-Match": {first.Header.Get("ETag")}}).want(http.StatusNotModified)
	stranger.get(feed).want(http.StatusOK, "http://www.w3.org/2005/Atom", s.own)
	owner.get("/me").want(http.StatusOK, "最近读取")
	for _, table := range []string{s.log.String()} {
		if strings.Contains(table, secret) {
			t.Errorf("the log holds the secret: %s", table)
		}
	}
	again, _ := subscribed(owner)
	stranger.get(calendar).want(http.StatusNotFound)
	stranger.get(again).want(http.StatusOK)
	owner.post("/me/subscription/end", nil).want(http.StatusSeeOther)
	stranger.get(again).want(http.StatusNotFound)
	if strings.Contains(s.log.String(), strings.Split(again, "/")[2]) {
		t.Error("the log holds a secret that is ended")
	}
	s.browsers[ledger.Auditor].get("/me").want(http.StatusOK).without("/me/subscription")
}

// The calendar reads back, with an event for every open entry that is due and the owner may read, each leading to its page.
func TestSubscribedCalendarReadsBack(t *testing.T) {
	s := newStaff(t)
	for _, role := range []ledger.OfficeRole{ledger.Leader, ledger.Liaison} {
		calendar, _ := subscribed(s.browsers[role])
		f := ledger.Filter{Status: string(ledger.Open)}
		if role == ledger.Liaison {
			f.Unit = ownUnit
		}
		want := map[string]bool{}
		for _, e := range s.every(f) {
			if e.Due != "" {
				want[s.URL+entryPath(e.Number)] = true
			}
		}
		cal, err := ics.ParseCalendar(strings.NewReader(s.browsers[nobody].get(calendar).want(http.StatusOK).body))
		check(t, err)
		if len(cal.Events()) != len(want) {
			t.Errorf("%s: %d events, want %d", role, len(cal.Events()), len(want))
		}
		for _, e := range cal.Events() {
			if at := e.GetProperty(ics.ComponentPropertyUrl); at == nil || !want[at.Value] {
				t.Errorf("%s: an event leads to %v", role, at)
			}
		}
	}
}

// atom is what RFC 4287 demands of a feed.
type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"http://www.w3.org/2005/Atom id"`
	Title   string   `xml:"http://www.w3.org/2005/Atom title"`
	Updated string   `xml:"http://www.w3.org/2005/Atom updated"`
	Author  struct {
		Name string `xml:"http://www.w3.org/2005/Atom name"`
	} `xml:"http://www.w3.org/2005/Atom author"`
	Entries []struct {
		ID      string `xml:"http://www.w3.org/2005/Atom id"`
		Title   string `xml:"http://www.w3.org/2005/Atom title"`
		Updated string `xml:"http://www.w3.org/2005/Atom updated"`
		Summary string `xml:"http://www.w3.org/2005/Atom summary"`
		Link    struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/2005/Atom link"`
		Author struct {
			Name string `xml:"http://www.w3.org/2005/Atom name"`
		} `xml:"http://www.w3.org/2005/Atom author"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

// The feed is a feed as RFC 4287 has it, the newest first, and a unit's holds nothing of others.
func TestFeedOfChanges(t *testing.T) {
	s := newStaff(t)
	s.browsers[ledger.Liaison].move(s.own, half, nil).want(http.StatusSeeOther)
	own := s.unit(ownUnit)
	for _, role := range []ledger.OfficeRole{ledger.Clerk, ledger.Liaison} {
		_, path := subscribed(s.browsers[role])
		var feed atom
		check(t, xml.Unmarshal([]byte(s.browsers[nobody].get(path).want(http.StatusOK).body), &feed))
		if feed.ID == "" || feed.Title == "" || feed.Author.Name == "" || len(feed.Entries) == 0 || len(feed.Entries) > 100 {
			t.Fatalf("%s: %+v", role, feed)
		}
		if first := feed.Entries[0]; !strings.Contains(first.Title, s.own+" 反馈进展") || first.Author.Name != string(ledger.Liaison) || first.Link.Href != s.URL+entryPath(s.own) || feed.Updated != first.Updated || !strings.Contains(first.Summary, "已完成一半") {
			t.Errorf("%s: the newest is %+v", role, first)
		}
		ids := map[string]bool{}
		for _, e := range feed.Entries {
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.ID == "" || ids[e.ID] || e.Title == "" || e.Link.Rel != "alternate" {
				t.Errorf("%s: %+v (%v)", role, e, err)
			}
			ids[e.ID] = true
			number, _, _ := strings.Cut(e.Title, " ")
			entry, err := s.db.Entry(t.Context(), number)
			check(t, err)
			if role == ledger.Liaison && !entry.Reaches(own) {
				t.Errorf("the unit's feed holds %s", number)
			}
		}
	}
}

// One link is not fetched without end, and one that is guessed gives nothing.
func TestSubscriptionsAreBounded(t *testing.T) {
	s := newStaff(t)
	calendar, _ := subscribed(s.browsers[ledger.Leader])
	refused := 0
	for range 40 {
		if a := s.browsers[nobody].get(calendar); a.StatusCode == http.StatusTooManyRequests && a.Header.Get("Retry-After") != "" {
			refused++
		}
	}
	if refused == 0 {
		t.Error("forty requests at once were all answered")
	}
	s.browsers[nobody].get("/feeds/none/due.ics").want(http.StatusNotFound)
	s.browsers[nobody].get("/feeds/" + strings.Repeat("x", 4000) + "/changes.atom").want(http.StatusNotFound)
}
