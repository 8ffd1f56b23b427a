package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func specialDays() []ledger.SpecialDay {
	off := func(d ledger.Date, name string) ledger.SpecialDay { return ledger.SpecialDay{Date: d, Name: name} }
	work := func(d ledger.Date, name string) ledger.SpecialDay {
		return ledger.SpecialDay{Date: d, Worked: true, Name: name}
	}
	all := []ledger.SpecialDay{
		off("2024-01-01", "元旦"), work("2024-02-04", "春节"), off("2024-06-10", "端午节"), work("2024-09-14", "中秋节"), off("2024-09-15", "中秋节"), off("2024-09-16", "中秋节"), off("2024-09-17", "中秋节"), work("2024-09-29", "国庆节"),
	}
	for d := ledger.Date("2024-02-10"); d <= "2024-02-17"; d = d.AddDays(1) {
		all = append(all, off(d, "春节"))
	}
	for d := ledger.Date("2024-10-01"); d <= "2024-10-07"; d = d.AddDays(1) {
		all = append(all, off(d, "国庆节"))
	}
	return append(all, work("2024-10-12", "国庆节"))
}

func dueMoves() []ledger.DueMove {
	list := entries()
	a, b, c := list[3], list[15], list[11]
	b.Due, b.DueText, b.DueBasis = "2024-10-10", "二十个工作日内", ledger.DueFromText
	c.Due, c.DueText, c.DueBasis = "2024-09-27", "十五个工作日内", ledger.DueFromText
	return []ledger.DueMove{{Entry: a, Before: ledger.Green, After: ledger.Blue}, {Entry: b, Before: ledger.Green, After: ledger.Green, Proposed: "2024-10-11", Days: 20}, {Entry: c, Before: ledger.Green, After: ledger.Green, Proposed: "2024-09-29", Days: 15}}
}

func calendarChange(b pages.Base) pages.AdminCalendarPage {
	was := ledger.SpecialDay{Date: "2024-09-29", Worked: true, Name: "国庆节"}
	is := ledger.SpecialDay{Date: "2024-10-08", Name: "国庆节"}
	return pages.AdminCalendarPage{
		Base: b, Year: 2024, Years: []int{2024, 2025, 2026}, Days: specialDays(), Covered: true, Own: true, Sheet: "date,kind,name\n2024-01-01,off,元旦\n", Seen: "7f3c91", MayRead: true,
		Changes: []pages.DayChange{{Before: &was}, {After: &is}}, Moves: dueMoves(),
	}
}
