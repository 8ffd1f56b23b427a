package parts

import (
	"fmt"

	"taizhang/backend/ledger"
)

// The drawing of praise and blame: praise stands above the line, blame hangs below it.
const (
	swingWidth = 336
	swingSide  = 42 // the most that stands above or hangs below
	swingLine  = 60
	swingHigh  = 138
)

// swingOf is praise and blame being drawn.
type swingOf struct {
	months []ledger.MonthSaid
	most   int
}

func newSwing(months []ledger.MonthSaid) swingOf {
	most := 1
	for _, m := range months {
		most = max(most, m.Progress, m.Shortcomings)
	}
	return swingOf{months, most}
}

func (s swingOf) wide() int        { return swingWidth / max(len(s.months), 1) }
func (s swingOf) middle(i int) int { return s.wide()*i + s.wide()/2 }
func (s swingOf) bar() int         { return min(s.wide()*6/10, 24) }
func (s swingOf) tall(n int) int   { return n * swingSide / s.most }
func (s swingOf) box() string      { return fmt.Sprintf("0 0 %d %d", swingWidth, swingHigh) }

// named tells whether the month at place i is named: all of a few, every other of many, and the last.
func (s swingOf) named(i int) bool { return len(s.months) <= 8 || (len(s.months)-1-i)%2 == 0 }

// swingWords says what the drawing shows.
func swingWords(v View, months []ledger.MonthSaid) string {
	praise, blame := 0, 0
	for _, m := range months {
		praise, blame = praise+m.Progress, blame+m.Shortcomings
	}
	return v.T("%[1]s至%[2]s：成绩 %[3]d 项，问题 %[4]d 项。", "%[1]s to %[2]s: praise %[3]d, faults %[4]d.", v.Month(months[0].Period), v.Month(months[len(months)-1].Period), praise, blame)
}
