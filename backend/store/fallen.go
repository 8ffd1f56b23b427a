package store

import (
	"strings"

	"gorm.io/gorm"
)

// fallen are the counts that may have come to nothing since those of nothing were dropped. Which they are is remembered, for to look through all
// counts takes the longer the more there are; a program that has just begun does not know.
type fallen struct {
	known bool
	of    [2]map[bucket]bool
}

// swept is how many counts may have fallen before those of nothing are dropped.
const swept = 256

// note takes in what a transaction changed of the counts of one table.
func (f *fallen) note(i int, by map[bucket]int) {
	for b, n := range by {
		if n >= 0 {
			continue
		}
		if f.of[i] == nil {
			f.of[i] = map[bucket]bool{}
		}
		f.of[i][b] = true
	}
}

// due tells whether it is time to drop the counts of nothing.
func (f *fallen) due() bool { return len(f.of[0])+len(f.of[1]) >= swept }

// sweep drops them, within a transaction; once that is kept, clear is to be called.
func (f *fallen) sweep(tx *gorm.DB) error {
	for i, r := range rollups {
		drop := "DELETE FROM " + r.table + " WHERE n = 0"
		if !f.known {
			if err := execute(tx, drop); err != nil {
				return err
			}
			continue
		}
		drop += " AND " + strings.ReplaceAll(r.columns, ", ", " = ? AND ") + " = ?"
		for b := range f.of[i] {
			if err := execute(tx, drop, b.values()...); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *fallen) clear() { *f = fallen{known: true} }
