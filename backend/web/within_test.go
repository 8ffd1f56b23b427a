package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

// otherDistrict is where nothing is but a unit of its own.
const otherDistrict = "110107"

// neighbours are people of a district beside the one whose reports there are: its clerk and its leader.
func neighbours(t *testing.T) (*staff, []ledger.OfficeRole) {
	s := newStaff(t)
	roles := []ledger.OfficeRole{ledger.Clerk, ledger.Leader}
	hash, err := argon2id.CreateHash(testPassword, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	check(t, err)
	check(t, s.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		if _, _, err := w.SaveUnits([]ledger.Unit{
			{Code: otherDistrict, Name: "石景山区", Short: "石景山", Kind: ledger.District, District: otherDistrict},
			{Code: otherDistrict + "001", Name: "八宝山街道", Short: "八宝山", Kind: ledger.Subdistrict, District: otherDistrict, Parent: otherDistrict},
		}); err != nil {
			return err
		}
		for _, r := range roles {
			a := ledger.Account{Role: r, UnitCode: otherDistrict}
			if _, err := w.AddUser(ledger.User{Name: "neighbour-" + string(r), PasswordHash: hash, Account: a}); err != nil {
				return err
			}
			if err := w.AddToken(ledger.Token{Name: "neighbour-" + string(r), Hash: web.HashSecret(tokenOf("neighbour-" + r)), Account: a}); err != nil {
				return err
			}
		}
		return nil
	}))
	for _, r := range roles {
		s.browsers["neighbour-"+r] = s.world.browser()
		s.signIn("neighbour-" + r)
	}
	return s, roles
}

// Whoever is bound to another district gets nothing of this one from any route: what a path names is not there, and no list, count,
// file, feed or answer to a program holds a word of it.
func TestOtherDistrictsAreOutOfReach(t *testing.T) {
	s, roles := neighbours(t)
	var marks []string
	for _, e := range s.every(ledger.Filter{}) {
		marks = append(marks, e.Number)
	}
	marks = append(marks, "太平桥", "右安门", "丰台时报")
	before, err := s.db.Revision(t.Context())
	check(t, err)
	named, calls := 0, 0
	for _, r := range web.Routes(s.Config.Handler) {
		if r.Right == "" || r.Path == "/sign-out" {
			continue
		}
		for _, role := range roles {
			a := s.callAs(r, "neighbour-"+role)
			calls++
			if a.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s %s: status %d", r.Method, r.Path, a.StatusCode)
			}
			about := strings.Contains(r.Path, ":number") || strings.Contains(r.Path, ":id") && strings.Contains(r.Path, "/reports/") || strings.Contains(r.Path, ":code")
			if about {
				named++
				if a.StatusCode != http.StatusNotFound && a.StatusCode != http.StatusForbidden {
					t.Errorf("%s %s as another district's %s: status %d", r.Method, r.Path, role, a.StatusCode)
				}
			}
			if i := slices.IndexFunc(marks, func(m string) bool { return strings.Contains(a.body, m) && !strings.Contains(r.Path, ":code") }); i >= 0 && !about {
				t.Errorf("%s %s shows another district's %s %q", r.Method, r.Path, role, marks[i])
			}
		}
	}
	t.Logf("%d calls, %d about something of the other district", calls, named)
	events, err := s.db.News(t.Context(), before)
	check(t, err)
	if len(events.Touched) > 0 || len(events.Reports) > 0 {
		t.Errorf("changed what is another district's: %+v", events)
	}
}

// callAs calls a route about the entry, the report and the unit of ownUnit's district.
func (s *staff) callAs(r web.Route, who ledger.OfficeRole) *answer {
	path := strings.NewReplacer(":number", url.PathEscape(s.own), ":code", ownUnit, ":id", "1", ":finding", "1", ":file", "entries.csv",
		":token", "no-such-link", ":problem", "stale", ":page", "overview", ":user", "1", ":session", "none", ":attachment", "1", ":key", "none", ":name", "x", ":list", "verbs", ":register", "units", ":month", "2024-09", ":paper", "bulletin", ":view", "1").Replace(r.Path)
	header := http.Header{}
	if strings.HasPrefix(r.Path, "/api/") {
		header.Set("Authorization", "Bearer "+tokenOf(who))
		header.Set("If-Match", "*")
	}
	return s.browsers[who].do(r.Method, path, nil, header)
}

// Somebody bound to the district where everything is sees and does what an unbound one does, but for what is of all districts.
func TestOwnDistrictIsInReach(t *testing.T) {
	s, _ := neighbours(t)
	check(t, s.db.Write(t.Context(), ledger.System, func(w *store.Writer) error {
		return w.AddToken(ledger.Token{Name: "own-clerk", Hash: web.HashSecret(tokenOf("own-clerk")), Account: ledger.Account{Role: ledger.Clerk, UnitCode: "110106"}})
	}))
	var all, own struct{ Total int }
	for who, into := range map[string]any{"clerk": &all, "own-clerk": &own} {
		a := s.browsers[nobody].do("GET", "/api/v1/entries", nil, http.Header{"Authorization": {"Bearer " + tokenOf(ledger.OfficeRole(who))}}).want(http.StatusOK)
		check(t, json.Unmarshal([]byte(a.body), into))
	}
	if all.Total == 0 || all.Total != own.Total {
		t.Errorf("%d entries in all, %d in the district that has them all", all.Total, own.Total)
	}
	s.browsers["neighbour-clerk"].get("/admin/units").want(http.StatusForbidden)
	s.browsers["neighbour-clerk"].get("/").want(http.StatusOK)
}
