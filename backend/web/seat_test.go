package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// Somebody who sees several districts says whose report is brought in, on the page and in the API; without that nothing is taken in, and
// what the choice reads by and leaves behind is that district's.
func TestWhoseReport(t *testing.T) {
	s, _ := neighbours(t)
	clerk := s.browsers[ledger.Clerk]
	page := clerk.get("/reports/new").want(http.StatusOK)
	for _, want := range []string{`name="unit"`, `value="110106"`, `value="` + otherDistrict + `"`} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the page does not offer %s", want)
		}
	}
	const text = "会议要求，八宝山街道要在9月30日前完成消防隐患整改。"
	form := url.Values{"text": {text}, "published": {"2024-09-20"}}
	refused := clerk.post("/reports", form).want(http.StatusUnprocessableEntity)
	if !strings.Contains(refused.body, "哪里的报告") || !strings.Contains(refused.body, text) {
		t.Error("without a district the form does not come back with what was typed")
	}
	form.Set("unit", otherDistrict)
	clerk.post("/reports", form).want(http.StatusSeeOther)

	body, err := json.Marshal(map[string]any{"text": text + "另一次。", "published": "2024-09-21", "unit": "石景山区"})
	check(t, err)
	header := http.Header{"Authorization": {"Bearer " + tokenOf(ledger.Clerk)}, "Content-Type": {"application/json"}}
	s.browsers[nobody].do("POST", "/api/v1/reports", strings.NewReader(string(body)), header).want(http.StatusCreated)
	reports, err := s.db.Reports(t.Context())
	check(t, err)
	theirs := 0
	for _, r := range reports {
		if r.UnitCode == otherDistrict {
			theirs++
			found, err := s.db.Findings(t.Context(), r.ID)
			check(t, err)
			if len(found) == 0 || found[0].Seat != otherDistrict || len(found[0].Units) == 0 || found[0].Units[0].UnitCode == nil || *found[0].Units[0].UnitCode != otherDistrict+"001" {
				t.Errorf("read %+v", found)
			}
		}
	}
	if theirs != 2 {
		t.Errorf("%d reports are the other district's", theirs)
	}
	// whoever is bound elsewhere cannot name it
	form.Set("unit", "110106")
	form.Set("text", text+"第三次。")
	if a := s.browsers["neighbour-clerk"].post("/reports", form); a.StatusCode == http.StatusSeeOther {
		t.Error("a clerk of one district brought in a report of another's")
	}
}
