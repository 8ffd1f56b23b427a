package samples

import (
	"fmt"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// cityUnits are those of a made-up city of sixteen districts, more than a choice lists: the sample district is one of them.
func cityUnits() (all []ledger.Unit) {
	names := []string{"北山区", "南河区", "东湖区", "西岭县"}
	all = append(all, ledger.Unit{Code: "990100", Name: "青川市", Official: "青川市", Kind: ledger.City, Path: "/990100/"})
	for i := range 16 {
		code, name := fmt.Sprintf("9901%02d", i+1), fmt.Sprintf("第%d区", i+1)
		if i < len(names) {
			name = names[i]
		}
		path := "/990100/" + code + "/"
		all = append(all, ledger.Unit{Code: code, Name: name, Official: "青川市" + name, Kind: ledger.District, Parent: "990100", Path: path})
		for _, u := range units() {
			u.Code = code + u.Code[len("990101"):]
			u.Official, u.District, u.Parent, u.Path, u.Position = name+u.Name, code, code, path+u.Code+"/", len(all)
			all = append(all, u)
		}
	}
	return all
}

func cityBase(b pages.Base) pages.Base {
	b.Units = cityUnits()
	return b
}

func cityPlaces() (all []ledger.PlaceTally) {
	for i, u := range cityUnits() {
		if u.Kind != ledger.District {
			continue
		}
		t := ledger.PlaceTally{Tally: ledger.Tally{Unit: u}, Below: 30}
		if n := i / 31; n < 12 {
			t.Open, t.Red, t.Blue, t.Green, t.Progress, t.Resolved = 1247-90*n, 3*n%5, 12+n, 1247-90*n-3*n%5-12-n, 40-3*n, 200+n
		}
		all = append(all, t)
	}
	return all
}

// cities are the pages as those see them who look after several districts.
func cities(b func(path string) pages.Base) []Sample {
	c := func(path string) pages.Base { return cityBase(b(path)) }
	o := overview()
	o.Units, o.Others, o.Places, o.Open = nil, nil, cityPlaces(), 12_470
	found := ledger.Sought(cityUnits(), "东河", 50)
	months := overview().Periods
	return []Sample{
		{"overview-city", pages.Overview(pages.OverviewPage{Base: c("/"), Overview: o})},
		{"units-city", pages.Units(pages.UnitsPage{Base: c("/units"), Period: "2024-09", Periods: months, Places: cityPlaces()})},
		{"units-city-below", pages.Units(pages.UnitsPage{Base: c("/units?under=990101"), Period: "2024-09", Periods: months, Under: "990101", Tallies: tallies(), Loads: loads()})},
		{"units-city-found", pages.Units(pages.UnitsPage{Base: c("/units?q=%E4%B8%9C%E6%B2%B3"), Period: "2024-09", Periods: months, Query: "东河", Found: found})},
		{"entries-city", pages.Entries(pages.EntriesPage{Base: c("/entries?month=2024-09&under=990102"), Filter: ledger.Filter{Under: "990102", Month: "2024-09", Page: 1}, List: ledger.Page{Items: entries(), Total: 63}, Months: months})},
		{"reports-city", pages.Reports(pages.ReportsPage{Base: c("/reports?page=2&under=990102"), Filter: ledger.ReportFilter{Under: "990102", Page: 2}, List: ledger.ReportPage{Items: reports(), Total: 412, Drafts: 12}, Months: months})},
		{"month-city", pages.Month(monthCity(c("/months/2024-09"), ""))},
		{"month-city-below", pages.Month(monthCity(c("/months/2024-09?under=990101"), "990101"))},
		{"report-new-city", pages.NewReport(pages.NewReportPage{Base: c("/reports/new"), Published: "2024-09-20", Formats: []string{".txt", ".docx"}, Limit: 32, Files: 50, All: 128})},
	}
}

// monthCity is a month of the whole city, or of one district in it.
func monthCity(b pages.Base, under string) pages.MonthPage {
	p := monthPage(b)
	if p.Under = under; under == "" {
		p.Places = cityPlaces()
	}
	return p
}
