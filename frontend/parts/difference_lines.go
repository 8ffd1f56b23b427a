package parts

import (
	"strings"

	"taizhang/backend/ledger"
)

// DifferenceLines says differences line by line, for a terminal: what is new begins with +, what is gone with -, what is read
// otherwise with ~ and is followed by what changed.
func DifferenceLines(v View, all []ledger.Difference) (lines []string) {
	for _, d := range all {
		e, sign := shown(d), "~"
		switch {
		case d.Before == nil:
			sign = "+"
		case d.After == nil:
			sign = "-"
		}
		words := []string{sign, v.In(e.Kind.Words())}
		if who := partiesSaid(v, e.Units); who != "" {
			words = append(words, who)
		}
		lines = append(lines, strings.Join(append(words, e.Quote), " "))
		for _, c := range fieldChanges(v, d) {
			lines = append(lines, "    "+c.name+v.T("：", ": ")+c.theirs+" → "+c.mine)
		}
	}
	return lines
}
