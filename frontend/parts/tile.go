package parts

import (
	"fmt"

	"taizhang/backend/ledger"
)

// A tile of the map is so wide and so high; the drawing leaves a gap between tiles.
const (
	tileWide = 78
	tileHigh = 58
	tileGap  = 4
)

// tile is a unit at its place on the map.
type tile struct {
	ledger.Tally
	x, y int
}

// tilesOf sets units at their places, and tells which have none of their own. Rows and columns that nobody stands in at the
// edges are left out.
func tilesOf(all []ledger.Tally) (set []tile, beside []ledger.Tally, width int, box string) {
	taken := map[[2]int]bool{}
	top, left, bottom, right := 100, 100, 0, 0
	for _, t := range all {
		row, column, ok := t.Unit.OnMap()
		if !ok || taken[[2]int{row, column}] {
			beside = append(beside, t)
			continue
		}
		taken[[2]int{row, column}] = true
		set = append(set, tile{t, column * tileWide, row * tileHigh})
		top, left, bottom, right = min(top, row), min(left, column), max(bottom, row), max(right, column)
	}
	return set, beside, (right - left + 1) * (tileWide + 8), fmt.Sprintf("%d %d %d %d", left*tileWide, top*tileHigh, (right-left+1)*tileWide, (bottom-top+1)*tileHigh)
}

// OnMap tells whether any of the units has a place on the schematic map.
func OnMap(all []ledger.Tally) bool {
	set, _, _, _ := tilesOf(all)
	return len(set) > 0
}

// shade is how deep a tile is coloured: by what is overdue against the most that any unit has.
func shade(n, most int) string {
	if n == 0 {
		return "t0"
	}
	return fmt.Sprintf("t%d", 1+(n*3-1)/max(most, 3))
}

func mostOverdue(set []tile) (most int) {
	for _, t := range set {
		most = max(most, t.Red)
	}
	return most
}

func tileWords(v View, t ledger.Tally) string {
	return v.T("%[1]s：在办 %[2]d，逾期 %[3]d，滞后 %[4]d，临期 %[5]d", "%[1]s: %[2]d open, %[3]d overdue, %[4]d behind, %[5]d due soon", t.Unit.Name, t.Open, t.Red, t.Yellow, t.Blue)
}
