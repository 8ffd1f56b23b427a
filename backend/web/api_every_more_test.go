package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

const ownersToken = "token-of-a-person"

// asOwner lets the owner make the calls that follow, a person with a token of their own.
func (k *contract) asOwner() {
	k.t.Helper()
	if _, err := k.db.TokenByHash(k.t.Context(), web.HashSecret(ownersToken)); err != nil {
		u, err := k.db.User(k.t.Context(), testName)
		check(k.t, err)
		check(k.t, k.db.Write(k.t.Context(), ledger.Actor{Name: testName}, func(w *store.Writer) error {
			return w.AddOwnToken(u, ledger.Token{Name: "own", Hash: web.HashSecret(ownersToken)}, noon.Add(24*time.Hour))
		}))
	}
	k.token = ownersToken
}

// Several entries are moved at once: tried first, then done; what has changed meanwhile is left.
func (k *contract) several() {
	k.t.Helper()
	k.as(ledger.Clerk)
	var list struct {
		Items []struct {
			ID      int64
			Version int
			Status  string
		}
	}
	k.want(200, "GET", "/entries?kind=shortcoming&status=registered&limit=2", nil, &list)
	picks := []map[string]any{{"id": list.Items[0].ID, "version": list.Items[0].Version}, {"id": list.Items[1].ID, "version": list.Items[1].Version + 1}}
	ask := map[string]any{"move": "assign", "entries": picks, "units": []string{ownUnit}, "due": "2024-10-20"}
	var done struct {
		Moved, Left int
		Attempts    []struct {
			Before string
			Entry  *struct{ Status string }
			Left   *struct{ Field, Detail string }
		}
	}
	for _, path := range []string{"/moves/preview", "/moves"} {
		k.want(200, "POST", path, ask, &done)
		if done.Moved != 1 || done.Left != 1 || done.Attempts[0].Entry == nil || done.Attempts[0].Entry.Status != "assigned" || done.Attempts[1].Left == nil {
			k.t.Errorf("%s: %+v", path, done)
		}
	}
	k.want(422, "POST", "/moves", map[string]any{"move": "resolve", "all": true}, nil)
	k.want(422, "POST", "/moves/preview", map[string]any{"move": "resolve"}, nil)
	k.want(400, "POST", "/moves/preview", map[string]any{"move": "divide", "all": true}, nil)
	k.want(200, "POST", "/moves/preview?kind=task&unit="+ownUnit, map[string]any{"move": "remind", "all": true}, &done)
	k.as(ledger.Liaison)
	k.want(403, "POST", "/moves?unit="+otherUnit, map[string]any{"move": "acknowledge", "all": true}, nil)
}

// manyReports brings a packed folder in in the background, and does not bring it in twice; what was cancelled adds nothing.
func (k *contract) manyReports() {
	k.t.Helper()
	folder := upload{map[string]string{"published": "2024-09-06"}, packedFolder(k.t, map[string]string{"九月/点评.txt": asks + "批量导入的一份。\n", "九月/天气.txt": "今天天气晴。"}), "九月.zip"}
	k.as(ledger.Clerk)
	k.want(409, "POST", "/imports", folder, nil) // a job is a person's
	k.asOwner()
	k.want(415, "POST", "/imports", upload{nil, []byte("PK\x03\x04 no"), "坏的.zip"}, nil)
	type job struct {
		ID    int64
		State string
		Files []struct {
			Name, Asks, Trouble string
			Report              int64
			Known               bool
			Findings            int
		}
	}
	k.want(422, "POST", "/imports", map[string]any{}, nil)
	var stopped, first, again job
	k.want(202, "POST", "/imports", folder, &stopped)
	k.want(200, "POST", "/jobs/"+itoa(stopped.ID)+"/cancel", nil, nil)
	reports := func() int {
		all, err := k.db.Reports(k.t.Context())
		check(k.t, err)
		return len(all)
	}
	before := reports()
	defer k.working()()
	for _, j := range []*job{&first, &again} {
		k.want(202, "POST", "/imports", folder, j)
		if want := "/api/v1/jobs/" + itoa(j.ID); k.last.Get("Location") != want {
			k.t.Errorf("the job is at %q", k.last.Get("Location"))
		}
		for range 600 {
			if k.want(200, "GET", "/jobs/"+itoa(j.ID), nil, j); j.State == "done" {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	if len(first.Files) != 2 || first.State != "done" || reports() != before+1 {
		k.t.Fatalf("%d reports more: %+v", reports()-before, first)
	}
	for i, f := range first.Files {
		switch a := again.Files[i]; f.Name {
		case "点评.txt":
			if f.Report == 0 || f.Findings == 0 || f.Known || !a.Known || a.Report != f.Report {
				k.t.Errorf("of the report became %+v, and sent again %+v", f, a)
			}
			events, err := k.db.Events(k.t.Context(), "report", f.Report)
			check(k.t, err)
			if len(events) == 0 || events[0].Via != "api" || events[0].Actor != testName {
				k.t.Errorf("brought in by %+v", events)
			}
		default:
			if f.Report != 0 || f.Asks == "" {
				k.t.Errorf("of what says nothing became %+v", f)
			}
		}
	}
}

// Views, jobs and subscriptions are a person's.
func (k *contract) ownThings() {
	k.t.Helper()
	k.as(ledger.Clerk)
	k.want(409, "GET", "/views", nil, nil)
	k.want(409, "GET", "/jobs", nil, nil)
	k.want(409, "POST", "/exports/entries.xlsx", nil, nil)
	k.asOwner()
	var view struct {
		ID    int64
		Query string
	}
	k.want(200, "POST", "/views?kind=task&status=open", map[string]any{"name": "在办任务", "shared": true, "default": true}, &view)
	if view.Query != "kind=task&status=open" {
		k.t.Errorf("the view shows %q", view.Query)
	}
	k.want(422, "POST", "/views", map[string]any{"name": ""}, nil)
	k.want(400, "POST", "/views", map[string]any{"title": "在办任务"}, nil)
	k.want(200, "GET", "/views", nil, nil)
	k.want(204, "DELETE", "/views/"+itoa(view.ID), nil, nil)
	k.want(404, "DELETE", "/views/"+itoa(view.ID), nil, nil)

	var job, shown struct {
		ID    int64
		State string
		File  *struct {
			Name string
			Size int
		}
	}
	k.want(202, "POST", "/exports/entries.csv?kind=task", nil, &job)
	if want := "/api/v1/jobs/" + itoa(job.ID); k.last.Get("Location") != want {
		k.t.Errorf("the job is at %q", k.last.Get("Location"))
	}
	stop := k.working()
	for range 600 {
		if k.want(200, "GET", "/jobs/"+itoa(job.ID), nil, &shown); shown.State == "done" {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	k.want(200, "GET", "/jobs", nil, nil)
	if shown.State != "done" || shown.File == nil || shown.File.Size == 0 {
		k.t.Errorf("the job %+v", shown)
	}
	k.want(200, "GET", "/jobs/"+itoa(job.ID)+"/file", nil, nil)
	k.want(404, "GET", "/jobs/999", nil, nil)
	k.want(202, "POST", "/exports/entries.xlsx", nil, &job)
	k.want(200, "POST", "/jobs/"+itoa(job.ID)+"/cancel", nil, &shown)
	if shown.State != "cancelled" {
		k.t.Errorf("cancelled, it is %+v", shown)
	}
}

// A file of the ledger goes out, comes back changed, is looked at and taken.
func (k *contract) fileBack() {
	k.t.Helper()
	k.as(ledger.Clerk)
	var sheet []byte
	k.want(200, "GET", "/exports/entries.csv?kind=task&lang=zh", nil, &sheet)
	lines := strings.SplitAfterN(string(sheet), "\n", 3)
	head := strings.Split(lines[0], ",")
	for i, name := range head {
		if strings.Contains(name, "备注") {
			cells := strings.Split(strings.TrimRight(lines[1], "\r\n"), ",")
			cells[i] = "回传"
			lines[1] = strings.Join(cells, ",") + "\r\n"
		}
	}
	file := upload{map[string]string{}, []byte(strings.Join(lines, "")), "台账.csv"}
	var would struct {
		Seen    string
		Entries []struct {
			Line    int
			Changes []struct{ Field, New string }
		}
	}
	k.want(200, "POST", "/ledger-file/preview", file, &would)
	if len(would.Entries) != 1 || would.Entries[0].Changes[0].New != "回传" {
		k.t.Fatalf("the file would change %+v", would)
	}
	file.fields["seen"] = "other"
	k.want(409, "POST", "/ledger-file", file, nil)
	file.fields["seen"], file.fields["take"] = would.Seen, "99"
	k.want(422, "POST", "/ledger-file", file, nil)
	file.fields["take"] = itoa(int64(would.Entries[0].Line))
	var done struct{ Entries, Changes int }
	k.want(200, "POST", "/ledger-file", file, &done)
	if done.Entries != 1 || done.Changes != 1 {
		k.t.Errorf("changed %+v", done)
	}
	k.want(415, "POST", "/ledger-file/preview", upload{nil, []byte("%PDF-1.4"), "a.xlsx"}, nil)
}

// Themes across units, and units and months side by side.
func (k *contract) sideBySide() {
	k.t.Helper()
	k.as(ledger.Leader)
	for _, path := range []string{"/themes/tallies", "/themes/tallies?limit=2", "/themes/" + url.PathEscape("城市环境") + "/summary?month=2024-09",
		"/compare?a=" + ownUnit + "&b=" + otherUnit, "/compare?a=2024-08&b=2024-09"} {
		k.want(200, "GET", path, nil, nil)
	}
	k.want(404, "GET", "/themes/none/summary", nil, nil)
	k.want(400, "GET", "/compare?a="+ownUnit+"&b="+ownUnit, nil, nil)
	k.want(404, "GET", "/compare?a=none&b="+ownUnit, nil, nil)
}

// What has versions is changed by those who say which one they mean.
func TestVersionsAreAskedFor(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	k := newContract(w)
	k.asOwner()
	asks := caller{w.browser(), k.token}
	for path, item := range k.doc.Paths.Map() {
		for method, o := range item.Operations() {
			if o.Parameters.GetByInAndName("header", "If-Match") == nil {
				continue
			}
			p := asks.call(method, "/api/v1"+strings.NewReplacer("{number}", url.PathEscape("2024-09-任-001"), "{id}", "1", "{finding}", "1", "{user}", "1").Replace(path), `{}`, "If-Match", "").problem(http.StatusPreconditionRequired, "version-needed")
			if len(p.Errors) != 1 || p.Errors[0].Field != "If-Match" || !strings.Contains(p.Detail, "ETag") {
				t.Errorf("%s %s: %+v", method, path, p)
			}
		}
	}
}
