package web_test

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/notice"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

// as lets a program of another role make the calls that follow.
func (k *contract) as(role ledger.OfficeRole) {
	k.t.Helper()
	a := ledger.Account{Role: role}
	if role == ledger.Liaison {
		a.UnitCode = ownUnit
	}
	if _, err := k.db.TokenByHash(k.t.Context(), web.HashSecret(tokenOf(role))); err != nil {
		check(k.t, k.db.Write(k.t.Context(), ledger.System, func(w *store.Writer) error {
			return w.AddToken(ledger.Token{Name: string(role), Hash: web.HashSecret(tokenOf(role)), Account: a})
		}))
	}
	k.token = tokenOf(role)
}

// TestEveryOperationIsAnsweredAsDescribed does the office's work over the API alone, and leaves no operation out.
func TestEveryOperationIsAnsweredAsDescribed(t *testing.T) {
	w, r := newWorld(t), newRobot(t)
	c := web.ConfigOf(w.Config.Handler)
	c.Notices = notice.Environment{Allowed: []string{r.URL}}
	w.Server = httptest.NewServer(web.New(c))
	t.Cleanup(w.Close)
	k := newContract(w)
	do := func(status int, method, path string, body any) {
		t.Helper()
		k.want(status, method, path, body, nil)
	}
	w.withReport(true)
	own := entryPath(pickAnswered(t, w))
	k.as(ledger.Clerk)
	k.reviewReport()
	for _, path := range []string{"/me", "/me/work", "/overview", "/overview?month=2024-09", "/units", "/units?limit=3", "/units/" + ownUnit, "/units/" + ownUnit + "/summary", "/themes", "/calendar?year=2024",
		"/months", "/months/2024-09", "/scores", "/exports", "/reminders", "/reminders?state=unread", "/reports", "/reports/1", "/reports/1/original", "/reports/1/reading",
		"/exports/entries.csv", "/exports/entries.xlsx?kind=task", "/papers/bulletin.docx?month=2024-09", "/units/" + ownUnit + "/papers/brief.docx", "/registers/units"} {
		do(200, "GET", path, nil)
	}
	var register []byte
	k.want(200, "GET", "/registers/themes", nil, &register)
	do(200, "PUT", "/registers/themes", string(register))
	do(422, "PUT", "/registers/themes", "- nothing")
	do(404, "GET", "/registers/none", nil)
	do(200, "POST", "/registers/themes/preview", string(register))
	do(422, "POST", "/registers/themes/preview", "- nothing")

	do(200, "PATCH", own, map[string]any{"theme": "城市环境", "due": "2024-10-20", "units": []string{ownUnit}, "remark": "抓紧"})
	do(422, "PATCH", own, map[string]any{"due": "soon"})
	do(200, "POST", own+"/moves", map[string]any{"move": "assign", "units": []string{ownUnit}})
	do(200, "POST", own+"/reminders", map[string]any{"note": "请报进展"})
	k.as(ledger.Liaison)
	do(204, "POST", "/units/"+ownUnit+"/acknowledge", map[string]any{"entries": []string{unescaped(t, own)}})
	do(200, "POST", "/units/"+ownUnit+"/reminders/read", map[string]any{})
	do(200, "GET", "/units/"+ownUnit+"/reminders", nil)
	do(200, "GET", "/me/work", nil)
	report := map[string]string{"move": "report", "progress": "开工", "percent": "10"}
	do(200, "POST", own+"/moves", upload{report, []byte("%PDF-1.4\n%%EOF"), "照片.pdf"})
	var files struct{ Items []struct{ ID int64 } }
	k.want(200, "GET", own+"/attachments", nil, &files)
	if len(files.Items) != 1 {
		t.Fatalf("attached %+v", files)
	}
	do(200, "GET", own+"/attachments/"+itoa(files.Items[0].ID), nil)
	for _, path := range []string{"", "/moves", "/events", "/sources", "/chain", "/parts", "/feedback", "/extensions", "/ties", "/reminders"} {
		do(200, "GET", own+path, nil)
	}
	k.as(ledger.Clerk)
	do(200, "GET", "/entries?status=open", nil)
	other := pickOther(t, w, unescaped(t, own))
	tie := map[string]any{"tie": "parallel", "number": other, "note": "同一件事的两面"}
	do(200, "POST", own+"/ties", tie)
	do(200, "POST", own+"/ties/drop", tie)
	k.several()
	k.ownThings()
	k.manyReports()
	k.fileBack()
	k.sideBySide()
	k.calendarAndLights()
	k.scoreRules()
	k.channels(r)
	k.papers()
	k.accounts()
	k.as(ledger.Clerk)
	k.monthAndScores()
	k.as(ledger.Auditor)
	do(200, "GET", "/audit?actor="+url.QueryEscape("clerk"), nil)
	do(200, "GET", "/audit/file", nil)
	for path, item := range k.doc.Paths.Map() {
		for method, o := range item.Operations() {
			if !k.done[o.OperationID] {
				t.Errorf("%s %s (%s) was never answered", method, path, o.OperationID)
			}
		}
	}
}

const said = "区委书记现场点评，要求立行立改"

// reviewReport brings a report in, reviews what was found in it, and withdraws it.
func (k *contract) reviewReport() {
	k.t.Helper()
	var made struct {
		Report   struct{ ID int64 }
		Findings []struct{ ID int64 }
	}
	k.want(201, "POST", "/reports", upload{map[string]string{"name": "九月点评", "published": "2024-09-06"}, []byte(asks + said + "。\n"), "点评.txt"}, &made)
	report := "/reports/" + itoa(made.Report.ID)
	at := func(i int) string { return report + "/findings/" + itoa(made.Findings[i].ID) }
	k.want(200, "GET", report+"/findings", nil, nil)
	k.want(200, "GET", at(0), nil, nil)
	k.match = k.last.Get("ETag")
	k.want(200, "PATCH", at(0), map[string]any{"remark": "先办"}, nil)
	k.want(412, "PATCH", at(0), map[string]any{"remark": "后办"}, nil)
	k.match = ""
	k.want(200, "POST", at(0)+"/moves", map[string]any{"move": "reject", "note": "不是任务"}, nil)
	k.want(200, "POST", at(0)+"/moves", map[string]any{"move": "restore"}, nil)
	k.want(200, "POST", at(3)+"/due", nil, nil)
	k.want(200, "POST", at(1)+"/ties", map[string]any{"tie": "parallel", "number": pickAnswered(k.t, k.world), "note": "各有各的"}, nil)
	var added, first struct{ ID int64 }
	k.want(201, "POST", report+"/findings", map[string]any{"kind": "task", "words": said}, &added)
	if want := "/api/v1" + report + "/findings/" + itoa(added.ID); k.last.Get("Location") != want {
		k.t.Errorf("it is at %q", k.last.Get("Location"))
	}
	k.want(409, "POST", report+"/findings", map[string]any{"kind": "task", "words": said}, nil)
	k.want(422, "POST", report+"/findings/"+itoa(added.ID)+"/split", map[string]any{"at": 1}, nil)
	k.want(200, "POST", report+"/findings/"+itoa(added.ID)+"/split", map[string]any{"at": 9}, &first)
	k.want(200, "POST", report+"/findings/"+itoa(first.ID)+"/merge", map[string]any{"with": first.ID + 1}, nil)
	k.want(200, "GET", report+"/withdrawal", nil, nil)
	k.want(200, "POST", report+"/accept", map[string]any{}, nil)
	k.want(200, "POST", report+"/withdraw", map[string]any{"reason": "重复"}, nil)
	k.want(200, "POST", report+"/put-back", nil, nil)
	var again struct{ Digest string }
	k.want(200, "GET", report+"/reading", nil, &again)
	k.call("POST", report+"/reading", map[string]any{"digest": again.Digest}, nil)
}

// monthAndScores imports scores, corrects them, and seals the month.
func (k *contract) monthAndScores() {
	k.t.Helper()
	ask := map[string]any{"month": "2024-08", "indicators": []string{"响应率", "解决率"}, "rows": []map[string]any{{"unit": ownUnit, "values": []any{98.5, nil}}, {"unit": otherUnit, "values": []any{97, 90.25}}}}
	k.want(200, "POST", "/scores", ask, nil)
	var table struct{ Seen string }
	k.want(200, "GET", "/scores?month=2024-08", nil, &table)
	ask["rows"] = []map[string]any{{"unit": ownUnit, "values": []any{99, 95}}, {"unit": otherUnit, "values": []any{97, 90.25}}}
	k.want(409, "POST", "/scores", ask, nil)
	ask["seen"] = table.Seen
	k.want(200, "POST", "/scores", ask, nil)
	ask["rows"] = []map[string]any{{"unit": "nowhere", "values": []any{99, 95}}}
	k.want(422, "POST", "/scores", ask, nil)
	k.want(200, "GET", "/scores/file?month=2024-08&format=csv", nil, nil)
	var month struct{ Seen string }
	k.want(200, "GET", "/months/2024-09", nil, &month)
	k.want(409, "POST", "/months/2024-09/seal", map[string]any{"seen": "other"}, nil)
	k.want(200, "POST", "/months/2024-09/seal", map[string]any{"seen": month.Seen}, nil)
	k.want(200, "GET", "/months/2024-09/bulletin", nil, nil)
	k.want(200, "GET", "/months/2024-09", nil, nil)
}

// pickAnswered is the number of a shortcoming that ownUnit answers for, pickOther that of another.
func pickAnswered(t *testing.T, w *world) string {
	t.Helper()
	return pick(t, w, func(e *ledger.Entry) bool { return e.AnsweredBy(ownUnit) })
}

func pickOther(t *testing.T, w *world, than string) string {
	t.Helper()
	return pick(t, w, func(e *ledger.Entry) bool { return e.Number != than })
}

func pick(t *testing.T, w *world, takes func(*ledger.Entry) bool) (number string) {
	t.Helper()
	check(t, w.db.EachEntry(t.Context(), ledger.Filter{Kind: ledger.Shortcoming, Status: "registered"}, ledger.Day{Today: "2024-09-20", Soon: "2024-09-25"}, func(e *ledger.Entry) error {
		if number == "" && takes(e) {
			number = e.Number
		}
		return nil
	}))
	if number == "" {
		t.Fatal("there is none")
	}
	return number
}

func unescaped(t *testing.T, path string) string {
	t.Helper()
	n, err := url.PathUnescape(path[len("/entries/"):])
	check(t, err)
	return n
}
