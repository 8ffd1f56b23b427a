package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Bare opens the database of a ledger without anything of ours above it, on connections set as the ledger's own, so that a measurement
// can tell what the database alone costs. For measurements only: what it writes has no audit event.
func Bare(ctx context.Context, place string) (writer, reader *sql.DB, err error) {
	connects := func(c connection) (*gorm.DB, error) { return connect(place, c, time.Now) }
	if OnServer(place) {
		connects = func(c connection) (*gorm.DB, error) { return dial(place, c.readOnly, time.Now) }
	}
	var pools [2]*sql.DB
	for i, c := range []connection{{cacheKB: 64 << 10}, {cacheKB: 8 << 10, readOnly: true}} {
		db, err := connects(c)
		if err == nil {
			pools[i], err = db.DB()
		}
		if err == nil && i == 0 && !OnServer(place) {
			err = remembering(ctx, db)
		}
		if err == nil {
			err = pools[i].PingContext(ctx)
		}
		if err != nil {
			return nil, nil, errors.Join(err, closed(pools[:i+1]))
		}
	}
	return pools[0], pools[1], nil
}

// BareList is the query by which the entries of a list are found in one statement, with columns of the table entries AS e. For measurements
// only.
func (s *Store) BareList(ctx context.Context, f ledger.Filter, d ledger.Day, columns string) (string, []any, error) {
	selected, err := s.selection(ctx, f, d)
	if err != nil {
		return "", nil, err
	}
	by, offset := selected.order.by(), (max(f.Page, 1)-1)*ledger.DefaultLimit
	from, args := selected.places(by, ledger.DefaultLimit+1, offset)
	sql := "SELECT " + columns + " FROM (" + from + ") AS spots, entries AS e WHERE e.id = at ORDER BY key, tie"
	written := s.db.WithContext(ctx).Session(&gorm.Session{DryRun: true}).Raw(sql, args...).Scan(&[]int{}).Statement
	return written.SQL.String(), written.Vars, nil
}

func closed(pools []*sql.DB) (err error) {
	for _, p := range pools {
		if p != nil {
			err = errors.Join(err, p.Close())
		}
	}
	return err
}
