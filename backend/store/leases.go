package store

import (
	"context"
	"time"

	"taizhang/backend/ledger"
)

const takeLease = `
INSERT INTO leases (name, holder, until) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE leases.holder = excluded.holder OR leases.until < ? OR leases.until > ?`

// Lease makes holder the one process that does what name stands for, for as long as life; false where another one is. Whoever has it
// prolongs it by taking it again. One that lasts longer than twice as long was taken before the clock was set back, and binds nobody.
func (s *Store) Lease(ctx context.Context, name, holder string, life time.Duration) (had bool, err error) {
	err = s.Write(ctx, ledger.System, func(w *Writer) error {
		now := w.time()
		done := w.tx.Exec(takeLease, name, holder, stored(now.Add(life)), now, stored(now.Add(2*life)))
		had = done.RowsAffected == 1
		return failed("take lease", done.Error)
	})
	return had, err
}

// Release lets another process take the lease at once.
func (s *Store) Release(ctx context.Context, name, holder string) error {
	return s.Write(ctx, ledger.System, func(w *Writer) error {
		return failed("release lease", w.tx.Exec("DELETE FROM leases WHERE name = ? AND holder = ?", name, holder).Error)
	})
}
