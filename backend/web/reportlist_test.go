package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// The list of reports is turned page by page and searched by title, month and place, on the page and in the API.
func TestReportsAreSearchedAndTurned(t *testing.T) {
	s, _ := neighbours(t)
	otherReport(t, s)
	check(t, s.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		for i := range 120 {
			name := fmt.Sprintf("第%03d份", i+1)
			r := &ledger.Report{Name: name + ".txt", Title: name + "100%简报", Fingerprint: name, Published: ledger.Date("2024-07-01").AddDays(i % 30), Text: "无", UnitCode: otherDistrict}
			if err := w.AddReport(r, []byte(r.Text), nil); err != nil {
				return err
			}
		}
		return nil
	}))
	clerk := s.browsers[ledger.Clerk]
	first := clerk.get("/reports").want(http.StatusOK, "122 份报告", "第 1 / 3 页", `href="/reports?page=2"`)
	if n := strings.Count(first.body, "<time datetime"); n != ledger.ReportsAPage {
		t.Errorf("the first page lists %d", n)
	}
	last := clerk.get("/reports?page=3").want(http.StatusOK, `rel="prev"`).without(`rel="next"`)
	if n := strings.Count(last.body, "<time datetime"); n != 22 {
		t.Errorf("the last page lists %d", n)
	}
	found := func(query string, n int) {
		t.Helper()
		clerk.get("/reports?"+query).want(http.StatusOK, fmt.Sprintf("找到 %d 份报告", n))
		var list struct{ Total int }
		a := s.browsers[nobody].do("GET", "/api/v1/reports?"+query, nil, http.Header{"Authorization": {"Bearer " + tokenOf(ledger.Clerk)}}).want(http.StatusOK)
		check(t, json.Unmarshal([]byte(a.body), &list))
		if list.Total != n {
			t.Errorf("the API finds %d by %s, want %d", list.Total, query, n)
		}
	}
	found("month=2024-07", 120)
	found("q="+url.QueryEscape("第007份"), 1)
	found("q="+url.QueryEscape("100% 简报"), 120)
	found("q="+url.QueryEscape("第%份"), 0)
	found("under="+otherDistrict, 121)
	found("under=110106", 1)
	clerk.get("/reports?page=none").want(http.StatusBadRequest, "page")
	clerk.get("/reports?under=nowhere").want(http.StatusBadRequest, "nowhere")
	s.browsers["neighbour-clerk"].get("/reports?under=110106").want(http.StatusBadRequest)
	s.browsers["neighbour-clerk"].get("/reports").want(http.StatusOK, "121 份报告").without("丰台")
}

// The register comes to programs a stretch at a time, by place and by name.
func TestUnitsByPlaceAndName(t *testing.T) {
	s, _ := neighbours(t)
	ask := func(who ledger.OfficeRole, query string, status int) (codes []string, next string) {
		var list struct {
			Items []ledger.Unit
			Next  string
		}
		a := s.browsers[nobody].do("GET", "/api/v1/units?"+query, nil, http.Header{"Authorization": {"Bearer " + tokenOf(who)}}).want(status)
		check(t, json.Unmarshal([]byte(a.body), &list))
		for _, u := range list.Items {
			codes = append(codes, u.Code)
		}
		return codes, list.Next
	}
	if got, _ := ask(ledger.Clerk, "under="+otherDistrict, 200); fmt.Sprint(got) != "[110107 110107001]" {
		t.Errorf("below the other district are %v", got)
	}
	if got, _ := ask(ledger.Clerk, "q="+url.QueryEscape("八宝山"), 200); fmt.Sprint(got) != "[110107001]" {
		t.Errorf("found %v", got)
	}
	first, next := ask(ledger.Clerk, "under=110106&limit=5", 200)
	second, _ := ask(ledger.Clerk, "under=110106&limit=5&cursor="+next, 200)
	if len(first) != 5 || len(second) != 5 || first[4] == second[0] {
		t.Errorf("stretches %v and %v", first, second)
	}
	ask("neighbour-clerk", "under=110106", 400)
}

// A month can be gone down by place; what is sealed is the whole.
func TestMonthOfAPlace(t *testing.T) {
	s, _ := neighbours(t)
	otherReport(t, s)
	clerk := s.browsers[ledger.Clerk]
	clerk.get("/months/2024-09").want(http.StatusOK, "各地", `href="/months/2024-09?under=110107"`, "核对后封账")
	below := clerk.get("/months/2024-09?under="+otherDistrict).want(http.StatusOK, "石景山区", "1 份报告，2 项事项", "八宝山街道").without("封账后会怎样").without("太平桥街道</")
	for _, l := range figureLink.FindAllStringSubmatch(below.body, -1) {
		u, err := url.Parse(strings.ReplaceAll(l[1], "&amp;", "&"))
		check(t, err)
		if n := s.totalOf(ledger.Clerk, u.RawQuery); fmt.Sprint(n) != l[2] {
			t.Errorf("%s: %s is said and %d are there", u, l[2], n)
		}
	}
	clerk.get("/months/2024-09?under=nowhere").want(http.StatusNotFound)
	s.browsers["neighbour-clerk"].get("/months/2024-09?under=110106").want(http.StatusNotFound)
	var month struct{ Figures ledger.MonthFigures }
	a := s.browsers[nobody].do("GET", "/api/v1/months/2024-09?under="+otherDistrict, nil, http.Header{"Authorization": {"Bearer " + tokenOf(ledger.Clerk)}}).want(http.StatusOK)
	check(t, json.Unmarshal([]byte(a.body), &month))
	if len(month.Figures.Units) != 1 || month.Figures.Reports != 1 {
		t.Errorf("a program reads %+v", month.Figures)
	}
	s.browsers[nobody].do("GET", "/api/v1/months/2024-09?under=110106", nil, http.Header{"Authorization": {"Bearer " + tokenOf("neighbour-clerk")}}).want(http.StatusBadRequest)
	var o struct {
		Places []struct {
			Unit  string
			Below int
		}
		Units []any
	}
	a = s.browsers[nobody].do("GET", "/api/v1/overview", nil, http.Header{"Authorization": {"Bearer " + tokenOf(ledger.Clerk)}}).want(http.StatusOK)
	check(t, json.Unmarshal([]byte(a.body), &o))
	if len(o.Places) != 2 || o.Places[0].Unit != otherDistrict || o.Places[0].Below != 1 || len(o.Units) != 0 {
		t.Errorf("the overview tells of %+v", o)
	}
}
