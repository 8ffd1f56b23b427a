package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// The API's description names every status and every move that there is, and no other.
func TestAPINamesStatusesAndMoves(t *testing.T) {
	k := newContract(newWorld(t))
	var statuses, moves, inLedger []any
	for _, i := range ledger.Statuses {
		if statuses = append(statuses, string(i.Status)); i.Status.InLedger() {
			inLedger = append(inLedger, string(i.Status))
		}
	}
	for _, m := range ledger.Moves {
		moves = append(moves, string(m.Name))
	}
	for name, want := range map[string][]any{"Status": statuses, "Move": moves} {
		if got := k.doc.Components.Schemas[name].Value.Enum; !slices.Equal(got, want) {
			t.Errorf("%s is described as %v, it is %v", name, got, want)
		}
	}
	filter := k.doc.Paths.Value("/entries").Get.Parameters.GetByInAndName("query", "status").Schema.Value.Enum
	if want := append(inLedger, "open", "done", "kept", "dropped", "standing"); !slices.Equal(filter, want) {
		t.Errorf("the filter is described as %v, it takes %v", filter, want)
	}
}

// TestAPILifecycle divides a task among the units it reaches, follows a part to the end, and reads all of it back.
func TestAPILifecycle(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	k := newContract(w)
	var list items
	k.want(200, "GET", "/entries?kind=task&status=open&unit=110106002", nil, &list)
	shared := ""
	for _, i := range list.Items {
		var e struct {
			Units []struct{ Code, Scope string }
		}
		k.want(200, "GET", "/entries/"+url.PathEscape(i.Number), nil, &e)
		if !slices.ContainsFunc(e.Units, func(u struct{ Code, Scope string }) bool { return u.Code != "" || u.Scope == "" }) {
			shared = "/entries/" + url.PathEscape(i.Number)
		}
	}
	if shared == "" {
		t.Fatal("no task that is asked of all")
	}
	var register struct{ Items []struct{ Code, Kind string } }
	k.want(200, "GET", "/units", nil, &register)
	var local []string
	for _, u := range register.Items {
		if u.Kind == "subdistrict" || u.Kind == "town" {
			local = append(local, u.Code)
		}
	}
	k.want(422, "POST", shared+"/moves", map[string]any{"move": "assign"}, nil)
	k.want(422, "POST", shared+"/moves", map[string]any{"move": "divide", "due": "2024-09-01"}, nil)
	k.want(400, "POST", shared+"/moves", map[string]any{"move": "divide", "units": "all"}, nil)
	k.want(200, "POST", shared+"/moves", map[string]any{"move": "divide", "units": local, "due": "2024-10-31"}, nil)
	var parts struct {
		items
		Division struct{ Total, Open, Solved, Percent int }
	}
	k.want(200, "GET", shared+"/parts", nil, &parts)
	if len(parts.Items) != 26 || parts.Division.Open != 26 || parts.Items[25].Status != "assigned" {
		t.Fatalf("divided into %+v", parts)
	}
	k.want(409, "POST", shared+"/moves", map[string]any{"move": "resolve", "note": "办结"}, nil)
	part := "/entries/" + url.PathEscape(parts.Items[2].Number)
	k.want(422, "POST", part+"/moves", map[string]any{"move": "report", "progress": "开工", "percent": 101}, nil)
	for _, ask := range []map[string]any{
		{"move": "acknowledge"},
		{"move": "report", "progress": "开工", "problems": "缺资金", "steps": "申请", "coordination": "请财政支持", "percent": 60},
		{"move": "ask-more", "note": "雨季", "due": "2024-11-30", "progress": "过半"},
		{"move": "extend", "due": "2024-11-15"},
		{"move": "submit", "note": "完成"},
		{"move": "verify", "note": "属实", "evidence": "现场"},
		{"move": "strike"},
	} {
		k.want(200, "POST", part+"/moves", ask, nil)
	}
	k.want(200, "GET", shared+"/parts", nil, &parts)
	if parts.Division.Solved != 1 || parts.Division.Open != 25 || parts.Division.Percent != 3 { // 100 of one in 26
		t.Errorf("after one: %+v", parts.Division)
	}
	var said struct {
		Items []struct {
			Progress string
			Percent  int
		}
	}
	k.want(200, "GET", part+"/feedback", nil, &said)
	var asked struct {
		Items []struct{ Decision, Granted string }
	}
	k.want(200, "GET", part+"/extensions", nil, &asked)
	if len(said.Items) != 1 || said.Items[0].Percent != 60 || len(asked.Items) != 1 || asked.Items[0].Granted != "2024-11-15" {
		t.Errorf("read back %+v and %+v", said, asked)
	}
	var may struct{ Items []struct{ Move, To string } }
	k.want(200, "GET", part+"/moves", nil, &may)
	if len(may.Items) != 2 || may.Items[0].Move != "undo" || may.Items[0].To != "verified" || may.Items[1].Move != "rebound" {
		t.Errorf("may %+v", may)
	}
	k.want(404, "GET", "/entries/2024-09-%E4%BB%BB-999/parts", nil, nil)
}

// A liaison reads of the parts of what was divided the own unit's alone, and works on no other.
func TestLiaisonSeesTheOwnPart(t *testing.T) {
	s := newStaff(t)
	call := func(r ledger.OfficeRole, method, path, body string) *answer {
		return s.browser().do(method, "/api/v1"+path, strings.NewReader(body), http.Header{"Authorization": {"Bearer " + tokenOf(r)}, "Content-Type": {"application/json"}, "If-Match": {"*"}})
	}
	shared := entryPath(s.shared)
	call(ledger.Clerk, "POST", shared+"/moves", `{"move": "divide"}`).want(http.StatusOK)
	parent, err := s.db.Entry(t.Context(), s.shared)
	check(t, err)
	parts, err := s.db.Children(t.Context(), parent.ID)
	check(t, err)
	own, others := "", ""
	for _, p := range parts {
		if p.AnsweredBy(ownUnit) {
			own = p.Number
		} else {
			others = p.Number
		}
	}
	seen := call(ledger.Liaison, "GET", shared+"/parts", "").want(http.StatusOK, `"total":1`, own)
	if len(parts) < 26 || strings.Contains(seen.body, others) {
		t.Errorf("of %d parts a liaison sees %s", len(parts), seen.body)
	}
	report := `{"move": "report", "progress": "开工", "percent": 10}`
	call(ledger.Liaison, "POST", entryPath(own)+"/moves", report).want(http.StatusOK)
	call(ledger.Liaison, "POST", entryPath(own)+"/moves", `{"move": "resolve", "note": "办结"}`).want(http.StatusForbidden)
	for _, where := range []string{others, s.shared} {
		call(ledger.Liaison, "POST", entryPath(where)+"/moves", report).want(http.StatusForbidden)
	}
	for _, list := range []string{"/parts", "/feedback", "/extensions", "/moves"} {
		call(ledger.Liaison, "GET", entryPath(others)+list, "").want(http.StatusForbidden)
	}
	call(ledger.Leader, "POST", entryPath(own)+"/moves", report).want(http.StatusForbidden)
}
