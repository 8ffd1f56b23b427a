package bench

import (
	"bytes"
	"context"
	"time"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/seeds"
)

// Filled opens the ledger at place and, where it is empty, gives it the units and themes that come with the program and n made-up
// entries, the same ones for the same n and month. A ledger with other reports is refused: it is somebody's.
func Filled(ctx context.Context, place string, n int, now func() time.Time) (*store.Store, error) {
	db, err := store.Open(ctx, place, now)
	if err != nil {
		return nil, err
	}
	if err := fill(ctx, db, n); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func fill(ctx context.Context, db *store.Store, n int) error {
	reports, err := db.Reports(ctx)
	if err != nil {
		return err
	}
	for _, r := range reports {
		if !store.Filling(r.Report) {
			return ledger.Mistake(ledger.Conflict, "folder", "这里已有台账，测量不能用它：请换一个空的文件夹或数据库。", "There is a ledger here already; measure in an empty folder or database.")
		}
	}
	if len(reports) > 0 {
		return nil
	}
	if err := register(ctx, db); err != nil || n == 0 {
		return err
	}
	return store.Fill(ctx, db, n)
}

// register gives an empty ledger the units and themes that come with the program.
func register(ctx context.Context, db *store.Store) error {
	have, err := db.Units(ctx)
	if err != nil || len(have) > 0 {
		return err
	}
	units, err := intake.ReadUnits(bytes.NewReader(seeds.Units))
	if err != nil {
		return err
	}
	themes, err := intake.ReadThemes(bytes.NewReader(seeds.Themes))
	if err != nil {
		return err
	}
	return db.Write(ctx, ledger.System, func(w *store.Writer) error {
		if _, _, err := w.SaveUnits(units); err != nil {
			return err
		}
		_, _, err := w.SaveThemes(themes)
		return err
	})
}
