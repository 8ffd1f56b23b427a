package store

import (
	"context"

	"taizhang/backend/ledger"
)

// aReport is how many entries a made-up report of a district has where there are many districts, and reportsAtOnce how many of them one
// transaction adds.
const (
	aReport       = 24
	reportsAtOnce = 100
)

// seats are the districts with the units that stand below each.
func (f *filler) seats() (all [][]ledger.Unit) {
	at := map[string]int{}
	for _, u := range f.units {
		if u.Kind == ledger.District {
			at[u.Code] = len(all)
			all = append(all, []ledger.Unit{u})
		}
	}
	for _, u := range f.units {
		if i, ok := at[u.Parent]; ok {
			all[i] = append(all[i], u)
		}
	}
	return all
}

// places adds n entries: a report of each district of the newest month, then of the month before, until there are as many.
func (f *filler) places(ctx context.Context, s *Store, seats [][]ledger.Unit, newest ledger.Period, n int) error {
	for done := 0; done < n; {
		err := s.Write(ctx, ledger.System, func(w *Writer) error {
			for range reportsAtOnce {
				if done >= n {
					return nil
				}
				seat := seats[done/aReport%len(seats)]
				f.units = seat[min(1, len(seat)-1):]
				if err := f.month(w, newest.Add(-(done / aReport / len(seats))), seat[0], min(aReport, n-done)); err != nil {
					return err
				}
				done += aReport
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return settled(ctx, s)
}
