package ledger

import (
	"slices"
	"testing"
)

// country is a made-up tree: a province, a city, two districts that both have a 城关街道, a community and departments.
func country() []Unit {
	return []Unit{
		{Code: "990000", Name: "江南省", Kind: Province},
		{Code: "990100", Name: "临江市", Kind: City, Parent: "990000"},
		{Code: "990101", Name: "东湖区", Kind: District, Parent: "990100"},
		{Code: "990102", Name: "西湖区", Kind: District, Parent: "990100"},
		{Code: "990101001", Name: "城关街道", Kind: Subdistrict, Parent: "990101"},
		{Code: "990102001", Name: "城关街道", Kind: Subdistrict, Parent: "990102"},
		{Code: "990101001001", Name: "河沿社区", Kind: Community, Parent: "990101001"},
		{Code: "990100-cg", Name: "城市管理局", Kind: Department, Parent: "990100"},
		{Code: "990101-cg", Name: "区城管局", Kind: Department, Parent: "990101"},
	}
}

func TestUnitsAreATree(t *testing.T) {
	r, err := Register{}.WithUnits(country()...)
	if err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{}
	for _, u := range r.Units {
		paths[u.Code] = u.Path
	}
	if paths["990101001001"] != "/990000/990100/990101/990101001/990101001001/" || paths["990000"] != "/990000/" {
		t.Errorf("paths %v", paths)
	}
	if got := len(r.Subtree("990101").Units); got != 4 {
		t.Errorf("东湖区 has %d units", got)
	}
	if got := len(r.Subtree("").Units); got != len(country()) {
		t.Errorf("the whole has %d units", got)
	}
	moved := country()[2]
	moved.Parent = "990000" // a district right under the province, as many are
	if r, err = r.WithUnits(moved); err != nil || !slices.ContainsFunc(r.Units, func(u Unit) bool { return u.Path == "/990000/990101/990101001/" }) {
		t.Errorf("moved: %v", err)
	}
}

func TestParentsThatCannotBe(t *testing.T) {
	whole, err := Register{}.WithUnits(country()...)
	if err != nil {
		t.Fatal(err)
	}
	for name, u := range map[string]Unit{
		"none":                      {Code: "990103", Name: "南湖区", Kind: District, Parent: "990199"},
		"itself":                    {Code: "990103", Name: "南湖区", Kind: District, Parent: "990103"},
		"round":                     {Code: "990000", Name: "江南省", Kind: Province, Parent: "990101001001"},
		"a city in a district":      {Code: "990100", Name: "临江市", Kind: City, Parent: "990102"},
		"a street under a bureau":   {Code: "990101002", Name: "河东街道", Kind: Subdistrict, Parent: "990101-cg"},
		"a district made a town":    {Code: "990101", Name: "东湖区", Kind: Town, Parent: "990100"},
		"an office round and round": {Code: "990100-cg", Name: "城市管理局", Kind: Department, Parent: "990100-x"},
	} {
		changed := []Unit{u}
		if name == "an office round and round" {
			changed = append(changed, Unit{Code: "990100-x", Name: "执法总队", Kind: Department, Parent: "990100-cg"})
		}
		if _, _, err := whole.TryUnits(changed); err == nil || AsMistake(err).Field != "parent" {
			t.Errorf("%s: %v", name, err)
		}
	}
	twin := Unit{Code: "990101009", Name: "城关街道", Kind: Subdistrict, Parent: "990101"}
	if _, wrong, err := whole.TryUnits([]Unit{country()[0], twin}); err == nil || wrong != 1 {
		t.Errorf("two of a name in one district: %v, unit %d", err, wrong)
	}
}

// What a meeting asks of 各街镇 is meant for those that lie in its own area.
func TestCollectivesStayInTheirArea(t *testing.T) {
	r, err := Register{}.WithUnits(country()...)
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]Unit{}
	for _, u := range r.Units {
		at[u.Code] = u
	}
	asked := func(seat string, scope Scope) *Entry {
		return &Entry{Kind: Task, Seat: seat, Units: []Party{{Role: Lead, Scope: scope}}}
	}
	for _, c := range []struct {
		seat  string
		scope Scope
		unit  string
		want  bool
	}{
		{"990101", AllLocal, "990101001", true}, {"990101", AllLocal, "990102001", false}, {"990100", AllLocal, "990102001", true}, {"", AllLocal, "990102001", true},
		{"990100", AllDepartments, "990100-cg", true}, {"990100", AllDepartments, "990101-cg", false}, {"990101", Everyone, "990101-cg", true},
	} {
		u := at[c.unit]
		if got := asked(c.seat, c.scope).Reaches(u); got != c.want || got != asked(c.seat, c.scope).AsksOf(u) || got != slices.Contains(u.Seats(), c.seat) {
			t.Errorf("%s of %q reaches %s: %v", c.scope, c.seat, c.unit, got)
		}
	}
}
