package web_test

import (
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

var figureLink = regexp.MustCompile(`<a[^>]* href="(/entries\?[^"]*under=[^"]*)"[^>]*>([0-9,]+)</a>`)

// totalOf is how many entries a list has, as a program is told by the token of a role.
func (s *staff) totalOf(who ledger.OfficeRole, query string) int {
	var page struct{ Total int }
	a := s.browsers[nobody].do("GET", "/api/v1/entries?"+query, nil, http.Header{"Authorization": {"Bearer " + tokenOf(who)}}).want(http.StatusOK)
	check(s.t, json.Unmarshal([]byte(a.body), &page))
	return page.Total
}

// otherReport puts a short report of the other district into the ledger.
func otherReport(t *testing.T, s *staff) {
	check(t, s.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		code := otherDistrict + "001"
		r := &ledger.Report{Name: "石景山.txt", Title: "石景山区点评会", Fingerprint: "石景山", Published: "2024-09-06", Period: "2024-09", Text: "八宝山街道要整改消防隐患。", UnitCode: otherDistrict}
		lead := []ledger.Party{{UnitCode: &code, Name: "八宝山街道", Role: ledger.Lead}}
		if err := w.AddReport(r, []byte(r.Text), []ledger.Entry{
			{Kind: ledger.Task, Text: "整改消防隐患", Quote: "整改消防隐患", Start: 6, End: 12, Units: lead, Due: "2024-09-10"},
			{Kind: ledger.Shortcoming, Text: "消防隐患", Quote: "消防隐患", Start: 8, End: 12, Units: lead},
		}); err != nil {
			return err
		}
		_, err := w.AcceptAll(r.ID, nil)
		return err
	}))
}

// leadToTheirEntries checks that each link of a page that says a number leads to a list that has as many entries; there are at least so
// many of them.
func (s *staff) leadToTheirEntries(path string, figure *regexp.Regexp, least int) {
	s.t.Helper()
	links := figure.FindAllStringSubmatch(s.browsers[ledger.Clerk].get(path).want(http.StatusOK).body, -1)
	if len(links) < least {
		s.t.Errorf("%s has %d numbers that lead to entries, want %d at least", path, len(links), least)
	}
	for _, l := range links {
		u, err := url.Parse(html.UnescapeString(l[1]))
		check(s.t, err)
		want, err := strconv.Atoi(strings.ReplaceAll(l[2], ",", ""))
		check(s.t, err)
		if n := s.totalOf(ledger.Clerk, u.RawQuery); n != want {
			s.t.Errorf("%s: %s is said to be %d and has %d", path, u, want, n)
		}
	}
}

// Every number of a place, and of a unit on its place's page, leads to a list that has as many entries as it says.
func TestFiguresOfPlacesLeadToTheirEntries(t *testing.T) {
	s, _ := neighbours(t)
	otherReport(t, s)
	for path, least := range map[string]int{"/": 8, "/units": 8, "/units?under=110106": 20, "/units?under=" + otherDistrict: 4} {
		s.leadToTheirEntries(path, figureLink, least)
	}
}

// So does every number of a month, a unit and a theme after a report was withdrawn: figures of praise and blame leave out what it had
// said, and the ledger's list of everything does not.
func TestFiguresLeadToTheirEntriesAfterAWithdrawal(t *testing.T) {
	s := newStaff(t)
	all := s.totalOf(ledger.Clerk, "")
	check(t, s.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		code := "110106002"
		lead := []ledger.Party{{UnitCode: &code, Name: "太平桥街道", Role: ledger.Lead}}
		r := &ledger.Report{Name: "误传.txt", Title: "误传", Fingerprint: "误传", Published: "2024-09-06", Period: "2024-09", Text: "太平桥街道打造品牌，垃圾分类滞后，要尽快整改。"}
		if err := w.AddReport(r, []byte(r.Text), []ledger.Entry{
			{Kind: ledger.Progress, Theme: "城市环境", Text: "打造品牌", Quote: "打造品牌", Start: 5, End: 9, Units: lead},
			{Kind: ledger.Shortcoming, Theme: "城市环境", Text: "垃圾分类滞后", Quote: "垃圾分类滞后", Start: 10, End: 16, Units: lead},
			{Kind: ledger.Task, Theme: "城市环境", Text: "要尽快整改", Quote: "要尽快整改", Start: 17, End: 22, Units: lead},
		}); err != nil {
			return err
		}
		if _, err := w.AcceptAll(r.ID, nil); err != nil {
			return err
		}
		return w.Withdraw(r.ID, "误传")
	}))
	if now := s.totalOf(ledger.Clerk, ""); now != all+3 {
		t.Fatalf("the ledger has %d entries after the withdrawal, %d before", now, all)
	}
	if standing := s.totalOf(ledger.Clerk, "status=standing"); standing != all {
		t.Errorf("%d entries were not withdrawn, want %d", standing, all)
	}
	figure := regexp.MustCompile(`<a[^>]* href="(/entries\?[^"]*)"[^>]*>[+−]?([0-9,]+)</a>`)
	for path, least := range map[string]int{"/": 60, "/units": 60, "/units/110106002/brief": 3, "/themes": 20, "/themes/" + url.PathEscape("城市环境"): 5, "/months": 4} {
		s.leadToTheirEntries(path, figure, least)
	}
}

// The filter by place holds on the page, in files, in views and in the API, and gives nobody more than they see without it.
func TestFilterByPlace(t *testing.T) {
	s, _ := neighbours(t)
	otherReport(t, s)
	clerk := s.browsers[ledger.Clerk]
	here, there := s.totalOf(ledger.Clerk, "under=110106"), s.totalOf(ledger.Clerk, "under="+otherDistrict)
	if there != 2 || here == 0 || here+there != s.totalOf(ledger.Clerk, "") {
		t.Fatalf("%d entries of the one, %d of the other, %d in all", here, there, s.totalOf(ledger.Clerk, ""))
	}
	if n := s.totalOf(ledger.Clerk, "under="+url.QueryEscape("石景山区")+"&kind=task"); n != 1 {
		t.Errorf("by its name the other place has %d tasks", n)
	}
	clerk.get("/entries?under="+otherDistrict).want(http.StatusOK, "地方：", "石景山区及下属", `name="under"`, `value="110107" selected`, "八宝山", `href="/export/entries.xlsx?under=110107"`, "<b>2 项</b>")
	clerk.get("/entries?under=nowhere").want(http.StatusBadRequest, "nowhere")
	if rows := strings.Count(clerk.get("/export/entries.csv?under="+otherDistrict).want(http.StatusOK).body, "\r\n"); rows != 1+there {
		t.Errorf("%d rows are exported", rows)
	}
	clerk.post("/views?under="+otherDistrict, url.Values{"name": {"石景山"}, "shared": {"1"}}).want(http.StatusSeeOther)
	if at := clerk.get("/views/1").want(http.StatusSeeOther).Header.Get("Location"); at != "/entries?under=110107&view=1" {
		t.Errorf("the view opens at %s", at)
	}
	token := func(who ledger.OfficeRole) http.Header {
		return http.Header{"Authorization": {"Bearer " + tokenOf(who)}}
	}
	bound := ledger.OfficeRole("neighbour-clerk")
	if n := s.totalOf(bound, "under="+otherDistrict); n != there {
		t.Errorf("who is bound to the place finds %d of its entries", n)
	}
	s.browsers[bound].get("/entries?under=110106").want(http.StatusBadRequest, "110106")
	for _, path := range []string{"/api/v1/entries?under=110106", "/api/v1/exports/entries.csv?under=110106"} {
		s.browsers[nobody].do("GET", path, nil, token(bound)).want(http.StatusBadRequest)
	}
	own := s.totalOf(ledger.Liaison, "")
	if n := s.totalOf(ledger.Liaison, "under=110106"); own == 0 || n != own {
		t.Errorf("a liaison finds %d entries by the district, %d without", n, own)
	}
	if n := s.totalOf(ledger.Liaison, "under="+otherDistrict); n != 0 {
		t.Errorf("a liaison finds %d entries of another district", n)
	}
}
