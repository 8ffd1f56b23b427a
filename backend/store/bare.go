package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"gorm.io/gorm"
)

// Bare opens the database of a ledger without anything of ours above it, on connections set as the ledger's own, so that a measurement
// can tell what the database alone costs. For measurements only: what it writes has no audit event.
func Bare(ctx context.Context, place string) (writer, reader *sql.DB, err error) {
	connects := func(c connection) (*gorm.DB, error) { return connect(place, c, time.Now) }
	if OnServer(place) {
		connects = func(c connection) (*gorm.DB, error) { return dial(place, c.readOnly, time.Now) }
	}
	var pools [2]*sql.DB
	for i, c := range []connection{{cacheKB: 64 << 10}, {cacheKB: 32 << 10, readOnly: true}} {
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

func closed(pools []*sql.DB) (err error) {
	for _, p := range pools {
		if p != nil {
			err = errors.Join(err, p.Close())
		}
	}
	return err
}
