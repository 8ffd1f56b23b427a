package samples

import (
	"fmt"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

func chartStates(s *specimens) {
	for _, n := range []int{1, 2, 4, 12, 24} {
		s.show(fmt.Sprintf("Trend %d months", n), "", parts.Trend(s.View, monthEnds(n, 1)))
		s.show(fmt.Sprintf("Swing %d months", n), "", parts.Swing(s.View, monthsSaid(n, 1), ledger.Filter{Theme: "接诉即办"}))
	}
	s.show("Trend of nothing", "", parts.Trend(s.View, monthEnds(4, 0)))
	s.show("Swing of nothing", "", parts.Swing(s.View, monthsSaid(4, 0), ledger.Filter{}))
	s.show("Trend overfull", "", parts.Trend(s.View, monthEnds(12, 12345)))
	s.show("Swing overfull", "", parts.Swing(s.View, monthsSaid(12, 1234), ledger.Filter{}))
	for _, figures := range [][]*float64{nil, {number(95.5)}, {number(90), nil, number(92), number(91), nil}, {number(5), number(5), number(5)}} {
		s.show(fmt.Sprintf("Spark of %d", len(figures)), "", parts.Spark(s.T("解决率", "solved"), figures))
	}
	o := overview()
	s.show("Heat", "", parts.Heat(s.View, o.Units, o.Themes, o.Period))
	s.show("Heat empty", "", parts.Heat(s.View, o.Units, nil, o.Period))
	full := o.Themes
	for i := range full {
		full[i].Units = map[string]int{}
		for j, u := range o.Units {
			full[i].Units[u.Unit.Code] = (i*3 + j) % 12 * (1 + j/20*10)
		}
	}
	s.show("Heat overfull", "", parts.Heat(s.View, o.Units, full, o.Period))
	s.show("Repeats", "", parts.Repeats(s.View, repeats()))
	var many []ledger.Repeat
	for i := range 20 {
		r := repeats()[i%2]
		r.Unit = units()[i]
		many = append(many, r)
	}
	s.show("Repeats overfull", "", parts.Repeats(s.View, many))
	s.show("Tiles", "", parts.Tiles(s.View, o.Units))
	s.show("Tiles without a place", "", parts.Tiles(s.View, tallies()[24:]))
}

func monthEnds(n, times int) (all []ledger.MonthEnd) {
	for i := range n {
		all = append(all, ledger.MonthEnd{Period: ledger.Period("2024-09").Add(i + 1 - n), Open: (38 + i*5%17) * times, Overdue: i * 3 % 8 * times, Closed: (12 + i*7%20) * times})
	}
	return all
}

func monthsSaid(n, times int) (all []ledger.MonthSaid) {
	for i := range n {
		all = append(all, ledger.MonthSaid{Period: ledger.Period("2024-09").Add(i + 1 - n), Progress: i * 2 % 5 * times, Shortcomings: i * 3 % 7 * times, Tasks: i % 3 * times})
	}
	return all
}

func matrixStates(s *specimens) {
	all := tallies()
	s.show("MatrixHead", "head", parts.MatrixHead(s.View))
	rows := []ledger.Tally{all[0], all[9], all[20], {Unit: units()[5]}}
	full := all[1]
	full.Red, full.Yellow, full.Blue, full.Green, full.Grey, full.Open, full.Progress = 1200, 34, 5, 678, 9, 1926, 400
	full.Shortcomings = nil
	for _, e := range entries() {
		if e.Kind == ledger.Shortcoming {
			full.Shortcomings = append(full.Shortcomings, e)
		}
	}
	praised := all[2]
	praised.Shortcomings, praised.Progress = nil, 3
	for i, t := range append(rows, full, praised) {
		name := []string{"open", "overdue", "all well", "nothing said, nothing open", "overfull", "praised alone"}[i]
		s.show("MatrixRow "+name, "matrix", parts.MatrixRow(s.View, t, "2024-09", ""))
		s.show("Bar "+name, "", parts.Bar(s.View, t))
	}
	s.show("LightKey", "", parts.LightKey(s.View))
}
