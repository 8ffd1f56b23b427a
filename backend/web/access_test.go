package web_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

var update = flag.Bool("update", false, "rewrite docs/access.md")

const ownUnit, otherUnit = "110106002", "110106001"

// staff is somebody of every role, each with a browser and a token of their own. The liaison is of ownUnit.
type staff struct {
	*world
	browsers map[ledger.OfficeRole]*browser
	own      string // an entry that ownUnit answers for
	other    string // one that does not concern it
	shared   string // one for every local unit
}

const nobody ledger.OfficeRole = "" // not signed in

func newStaff(t *testing.T) *staff {
	w := newWorld(t)
	w.withReport(true)
	all := &staff{world: w, browsers: map[ledger.OfficeRole]*browser{nobody: w.browser()}}
	hash, err := argon2id.CreateHash(testPassword, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	check(t, err)
	check(t, w.db.Write(t.Context(), ledger.System, func(tx *store.Writer) error {
		for _, i := range ledger.Roles {
			a := ledger.Account{Role: i.Role}
			if i.Role == ledger.Liaison {
				a.UnitCode = ownUnit
			}
			if _, err := tx.AddUser(ledger.User{Name: string(i.Role), PasswordHash: hash, Account: a}); err != nil {
				return err
			}
			if err := tx.AddToken(ledger.Token{Name: string(i.Role), Hash: web.HashSecret(tokenOf(i.Role)), Account: a}); err != nil {
				return err
			}
		}
		return nil
	}))
	for _, i := range ledger.Roles {
		all.browsers[i.Role] = w.browser()
		all.signIn(i.Role)
	}
	all.pickEntries()
	return all
}

func tokenOf(r ledger.OfficeRole) string { return "token-of-" + string(r) }

func (s *staff) signIn(r ledger.OfficeRole) {
	s.browsers[r].post("/sign-in", url.Values{"name": {string(r)}, "password": {testPassword}}).want(http.StatusSeeOther)
}

func (s *staff) unit(code string) ledger.Unit {
	u, err := s.db.Unit(s.t.Context(), code)
	check(s.t, err)
	return *u
}

func (s *staff) pickEntries() {
	own := s.unit(ownUnit)
	for _, e := range s.every(ledger.Filter{}) {
		switch reaches := e.Reaches(own); {
		case e.AnsweredBy(ownUnit) && e.Status == ledger.Registered:
			s.own = e.Number
		case !reaches && e.Status == ledger.Registered:
			s.other = e.Number
		case reaches && e.Status == ledger.Registered:
			s.shared = e.Number
		}
	}
	if s.own == "" || s.other == "" || s.shared == "" {
		s.t.Fatalf("entries %q %q %q", s.own, s.other, s.shared)
	}
}

func (s *staff) every(f ledger.Filter) (all []ledger.Entry) {
	check(s.t, s.db.EachEntry(s.t.Context(), f, ledger.Day{Today: "2024-09-20", Soon: "2024-09-25"}, func(e *ledger.Entry) error { all = append(all, *e); return nil }))
	return all
}

// reach calls a route about something of the own unit, and about something of another, and tells how far it lets a role.
func (s *staff) reach(r web.Route, role ledger.OfficeRole) (ledger.Reach, bool) {
	own, other := s.passes(r, role, s.own, ownUnit), s.passes(r, role, s.other, otherUnit)
	switch {
	case own && other:
		return ledger.Whole, true
	case own:
		return ledger.OwnUnit, true
	}
	return ledger.Nothing, !other
}

func (s *staff) passes(r web.Route, role ledger.OfficeRole, number, code string) bool {
	path := strings.NewReplacer(":number", url.PathEscape(number), ":code", code, ":id", "1", ":finding", "1", ":file", "entries.csv",
		":token", "no-such-link", ":problem", "stale", ":page", "overview", ":user", "1", ":session", "none", ":attachment", "1", ":key", "none", ":name", "x", ":list", "verbs", ":register", "units", ":month", "2024-09", ":paper", "bulletin", ":view", "1", ":from", "2024-09-20").Replace(r.Path)
	if strings.Contains(path, ":") {
		s.t.Fatalf("%s has a parameter that this test cannot fill", r.Path)
	}
	header := http.Header{}
	if strings.HasPrefix(r.Path, "/api/") && role != nobody {
		header.Set("Authorization", "Bearer "+tokenOf(role))
	}
	a := s.browsers[role].do(r.Method, path+"?unit="+code, nil, header)
	if a.StatusCode >= http.StatusInternalServerError {
		s.t.Errorf("%s %s as %q: status %d", r.Method, path, role, a.StatusCode)
	}
	signIn := a.StatusCode == http.StatusSeeOther && strings.HasPrefix(a.Header.Get("Location"), "/sign-in?next=")
	if r.Path == "/sign-out" && role != nobody {
		s.signIn(role)
	}
	failed := a.StatusCode == http.StatusUnauthorized && r.Right != "" // where nobody need be signed in, it is a sign-in that failed
	return !signIn && !failed && a.StatusCode != http.StatusForbidden
}

// TestAccess calls every route as every role, about the own unit and about another, and holds what comes back against the
// table of rights and against docs/access.md: a route that is not there fails.
func TestAccess(t *testing.T) {
	s := newStaff(t)
	page := accessPage()
	calls, refused := 0, 0
	for _, r := range web.Routes(s.Config.Handler) {
		cells := []string{"`" + r.Method + " " + r.Path + "`", "`" + string(r.Right) + "`"}
		if r.Right == "" {
			cells[1] = "anyone"
		}
		for _, i := range append([]ledger.RoleInfo{{Role: nobody}}, ledger.Roles...) {
			got, fits := s.reach(r, i.Role)
			calls += 2
			want := i.Role.Reach(r.Right)
			if r.Right == "" {
				want = ledger.Whole
			}
			if got != want || !fits {
				t.Errorf("%s %s lets %q reach %q, the table of rights says %q", r.Method, r.Path, i.Role, got.Words().EN, want.Words().EN)
			}
			if got == ledger.Nothing {
				refused++
			}
			cells = append(cells, map[ledger.Reach]string{ledger.Nothing: "", ledger.OwnUnit: "own", ledger.Whole: "all"}[got])
		}
		page += "| " + strings.Join(cells, " | ") + " |\n"
	}
	t.Logf("%d calls, %d cells of nothing", calls, refused)
	const path = "../../docs/access.md"
	if *update {
		check(t, os.WriteFile(path, []byte(page), 0o644))
	}
	have, err := os.ReadFile(path)
	check(t, err)
	if string(have) != page {
		t.Error("docs/access.md differs; run go test ./backend/web -run TestAccess -update and read its diff")
	}
}

// accessPage is what docs/access.md says before the rows of its routes.
func accessPage() string {
	head, rule := "| | |", "|---|---|"
	for _, i := range ledger.Roles {
		head, rule = head+" "+i.Words.EN+" |", rule+"---|"
	}
	page := "# Who may do what\n\nWritten by `go test ./backend/web -run TestAccess -update`, which calls every route as every role, about an entry and a unit of the\nown and of another. *own*: for the own unit only. The rights are in `backend/ledger/right.go`, the roles in `backend/ledger/role.go`.\n\n## Rights\n\n" + head + "\n" + rule + "\n"
	for _, r := range ledger.Rights {
		page += "| `" + string(r.Right) + "` | " + r.Words.EN + " |"
		for _, i := range ledger.Roles {
			page += " " + map[ledger.Reach]string{ledger.Nothing: "", ledger.OwnUnit: "own", ledger.Whole: "all"}[i.Role.Reach(r.Right)] + " |"
		}
		page += "\n"
	}
	return page + "\n## Routes\n\n" + strings.Replace(head, "| | |", "| route | right | nobody |", 1) + "\n" + strings.Replace(rule, "|---|---|", "|---|---|---|", 1) + "\n"
}

// A session opens no API, and a token no page.
func TestSessionsAndTokensAreApart(t *testing.T) {
	s := newStaff(t)
	for _, r := range web.Routes(s.Config.Handler) {
		if r.Right == "" || strings.Contains(r.Path, ":") {
			continue
		}
		b, header := s.browsers[nobody], http.Header{"Authorization": {"Bearer " + testToken}}
		if strings.HasPrefix(r.Path, "/api/") {
			b, header = s.browsers[ledger.Owner], http.Header{}
		}
		a := b.do(r.Method, r.Path, nil, header)
		if a.StatusCode != http.StatusUnauthorized && !(a.StatusCode == http.StatusSeeOther && strings.HasPrefix(a.Header.Get("Location"), "/sign-in?next=")) {
			t.Errorf("%s %s: status %d", r.Method, r.Path, a.StatusCode)
		}
	}
	s.browsers[nobody].do("GET", "/api/v1/entries", nil, http.Header{"Authorization": {"Bearer wrong"}}).want(http.StatusUnauthorized)
}

// A liaison's lists, counts, exports and API answers hold what concerns the own unit and nothing else.
func TestLiaisonSeesTheOwnUnitOnly(t *testing.T) {
	s := newStaff(t)
	b, own := s.browsers[ledger.Liaison], s.every(ledger.Filter{Unit: ownUnit})
	all := s.every(ledger.Filter{})
	if len(own) == 0 || len(own) == len(all) {
		t.Fatalf("%d of %d", len(own), len(all))
	}
	var page struct {
		Items []ledger.Entry
		Total int
	}
	a := b.do("GET", "/api/v1/entries?limit=500", nil, http.Header{"Authorization": {"Bearer " + tokenOf(ledger.Liaison)}}).want(http.StatusOK)
	check(t, json.Unmarshal([]byte(a.body), &page))
	if len(page.Items) != len(own) || page.Total != len(own) {
		t.Errorf("the API gives %d of %d, want %d", len(page.Items), page.Total, len(own))
	}
	list, file := b.get("/entries?limit=500").want(http.StatusOK), b.get("/export/entries.csv").want(http.StatusOK)
	unit := s.unit(ownUnit)
	for _, e := range all {
		for where, body := range map[string]string{"list": list.body, "export": file.body} {
			if strings.Contains(body, e.Number) != e.Reaches(unit) {
				t.Errorf("%s: %s %s", e.Number, where, map[bool]string{true: "lacks it", false: "shows it"}[e.Reaches(unit)])
			}
		}
	}
	if rows := strings.Count(file.body, "\r\n") - 1; rows != len(own) {
		t.Errorf("%d rows exported, want %d", rows, len(own))
	}
	b.get("/entries?unit="+otherUnit).want(http.StatusForbidden, "本单位")
	if a := b.get("/").want(http.StatusSeeOther); a.Header.Get("Location") != "/me" {
		t.Errorf("begins at %q", a.Header.Get("Location"))
	}
	b.get("/units/"+ownUnit).want(http.StatusOK, unit.Name)
	b.get(entryPath(s.shared)).want(http.StatusOK)
	b.post(entryPath(s.shared)+"/moves", url.Values{"move": {"resolve"}, "note": {"x"}, "version": {"2"}}).want(http.StatusForbidden, "督查室")
	b.post(entryPath(s.own)+"/moves", url.Values{"move": {"resolve"}, "note": {"办结"}, "version": {"2"}}).want(http.StatusForbidden)
	b.post(entryPath(s.own)+"/moves", url.Values{"move": {"submit"}, "note": {"办结"}, "version": {"2"}}).want(http.StatusSeeOther)
}

// A refusal is told in the reader's language and stands in the audit log.
func TestRefusalsAreToldAndLogged(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Auditor]
	b.get("/entries").want(http.StatusForbidden, "审计员", "安全管理员")
	b.lang = "en"
	b.get("/entries").want(http.StatusForbidden, "Auditor", "security administrator")
	s.browsers[nobody].do("GET", "/api/v1/entries", nil, http.Header{"Authorization": {"Bearer " + tokenOf(ledger.Auditor)}}).want(http.StatusForbidden, `"/api/problems/forbidden"`)
	events, err := s.db.Events(t.Context(), "route", 0)
	check(t, err)
	if len(events) != 3 || events[0].Action != "refused" || events[0].Actor != "auditor" || events[0].Note != "GET /entries" || events[0].Address == "" || events[2].Via != "api" {
		t.Errorf("logged %+v", events)
	}
}

func TestCrossOriginWritesAreRefused(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	path := "/entries/" + url.PathEscape("2024-09-任-001") + "/moves"
	form := strings.NewReader(url.Values{"move": {"resolve"}, "note": {"x"}, "version": {"2"}}.Encode())
	for _, h := range []http.Header{{"Sec-Fetch-Site": {"cross-site"}}, {"Origin": {"https://elsewhere.example"}}} {
		h.Set("Content-Type", "application/x-www-form-urlencoded")
		b.do("POST", path, form, h).want(http.StatusForbidden, "nothing was saved")
	}
	if e, err := w.db.Entry(t.Context(), "2024-09-任-001"); err != nil || e.Status != "registered" {
		t.Errorf("entry is %v, %v", e, err)
	}
}

func TestHeaders(t *testing.T) {
	a := newWorld(t).browser().get("/sign-in").want(http.StatusOK)
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
	} {
		if got := a.Header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if strings.Contains(a.body, "<script>") || strings.Contains(a.body, " style=") || strings.Contains(a.body, " onclick=") {
		t.Error("the page has inline script or style, which its own policy refuses")
	}
}

// Pages offer nothing that their reader may not do.
func TestPagesOfferWhatIsAllowed(t *testing.T) {
	s := newStaff(t)
	s.withText("drafts.txt", asks, "2024-09-06", false)
	leader, liaison := s.browsers[ledger.Leader], s.browsers[ledger.Liaison]
	for where, page := range map[string]*answer{
		"the leader's list": leader.get("/entries"), "the leader's entry": leader.get(entryPath(s.own)), "the leader's desk": leader.get("/reports/2"), "the leader's reports": leader.get("/reports"),
		"the liaison's entry for all": liaison.get(entryPath(s.shared)),
	} {
		page.want(http.StatusOK)
		for _, sign := range []string{`name="move"`, `name="ids"`, `edit=`, "/reports/new", "/withdraw", "/reading", `name="kind" value=`} {
			if strings.Contains(page.body, sign) {
				t.Errorf("%s offers %s", where, sign)
			}
		}
	}
	own := liaison.get(entryPath(s.own)).want(http.StatusOK, "本单位")
	if strings.Contains(own.body, `value="resolve"`) || strings.Contains(own.body, "edit=") || strings.Contains(own.body, `href="/reports`) || strings.Contains(own.body, `href="/accounts`) {
		t.Error("the liaison's entry offers what a liaison may not do")
	}
	s.browsers[ledger.Clerk].get("/reports/2").want(http.StatusOK, `name="move"`, `name="ids"`, "edit=")
	s.browsers[ledger.SecurityAdmin].get("/accounts").want(http.StatusOK, `href="/me"`)
}

// The clerk keeps what reports are read by; what everybody's due dates, lights and reminders follow stays with the
// administrator.
func TestClerkKeepsRegistersAlone(t *testing.T) {
	s := newStaff(t)
	clerk, admin := s.browsers[ledger.Clerk], s.browsers[ledger.SystemAdmin]
	clerk.get("/admin").want(http.StatusOK, "/admin/units", "/admin/themes", "/admin/words").without("/admin/calendar").without("/admin/lights")
	clerk.get("/admin/calendar").want(http.StatusForbidden, "维护日历")
	admin.get("/admin").want(http.StatusOK, "/admin/units", "/admin/calendar", "/admin/lights")
}
