package store

import (
	"context"
	"strings"
	"sync"

	"gorm.io/gorm"
)

// sizes tells of which units the part of the ledger is so small that it is best read by itself; a large one is come upon in any order, and
// to gather and sort it each time would take longer. SQLite cannot know: it is counted, as far as the bound, from time to time.
type sizes struct {
	mu    sync.Mutex
	units map[string]size
}

type size struct {
	few  bool
	asks int // how often that may still be said before it is counted again
}

// A size is said so often, and of so many units.
const (
	mostAsks  = 2_000
	mostSizes = 5_000
)

// fewBelow counts, by the index of seats alone, what belongs to a unit and to those below it, as far as the bound.
var fewBelow = "SELECT count(*) FROM (SELECT 1 FROM entries WHERE " + belowPlace + " LIMIT ?)"

func (s *sizes) few(ctx context.Context, db gorm.ConnPool, unit string) bool {
	s.mu.Lock()
	known, ok := s.units[unit]
	if ok && known.asks > 0 {
		known.asks--
		s.units[unit] = known
		s.mu.Unlock()
		return known.few
	}
	s.mu.Unlock()
	n := 0
	if err := db.QueryRowContext(ctx, fewBelow, unit, mostFew+1).Scan(&n); err != nil {
		return false // the query itself will say what is wrong
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.units == nil || len(s.units) >= mostSizes {
		s.units = map[string]size{}
	}
	s.units[unit] = size{n <= mostFew, mostAsks}
	return n <= mostFew
}

// sized has a narrowed query read the kept counts of a small part by their index of seats, whatever else it asks of them, and the entries of a
// large part by any index but that.
func sized(query string, few bool) string {
	if !few {
		return strings.Replace(query, "main.entries WHERE seat ", "main.entries WHERE "+weak("seat")+" ", 1)
	}
	for _, r := range rollups {
		counts := "main." + r.table + " WHERE seat IN (SELECT code FROM seats)"
		query = strings.Replace(query, counts, counts+sqliteDialect.apart, 1)
	}
	return query
}
