package ledger

import "fmt"

// Persistence is how a shortcoming of one unit and theme runs through the months, seen from one of them.
type Persistence struct {
	Unit    Unit
	Theme   string
	Periods []Period // in which it was said, newest first, none after At
	At      Period   // the month that it is seen from
}

// Said tells whether it was said in the month that it is seen from.
func (p Persistence) Said() bool { return len(p.Periods) > 0 && p.Periods[0] == p.At }

// InARow is how many months without a break it was said, up to the last time.
func (p Persistence) InARow() (n int) {
	for n < len(p.Periods) && p.Periods[n] == p.Periods[0].Add(-n) {
		n++
	}
	return n
}

// Gap is how many months lay free of it before it came back the last time; 0 where it never was away.
func (p Persistence) Gap() (n int) {
	run := p.InARow()
	if run == 0 || run == len(p.Periods) {
		return 0
	}
	for m := p.Periods[run-1].Add(-1); m > p.Periods[run]; m = m.Add(-1) {
		n++
	}
	return n
}

// Words says where it stands: the first time, so many in a row, back, or gone.
func (p Persistence) Words(month func(Period) string) Words {
	run, gap := p.InARow(), p.Gap()
	switch {
	case len(p.Periods) == 0:
		return Words{"没有点到过", "never said"}
	case !p.Said():
		return Words{"未再点到，上次是 " + month(p.Periods[0]), "not since " + month(p.Periods[0])}
	case gap == 1 && run == 1:
		return Words{"间隔 1 个月后反弹", "back after a month without it"}
	case gap > 1 && run == 1:
		return Words{fmt.Sprintf("间隔 %d 个月后反弹", gap), fmt.Sprintf("back after %d months without it", gap)}
	case run > 1:
		return Words{fmt.Sprintf("连续 %d 个月", run), fmt.Sprintf("%d months in a row", run)}
	}
	return Words{"首次", "first time"}
}
