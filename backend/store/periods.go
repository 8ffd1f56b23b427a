package store

import (
	"context"

	"taizhang/backend/ledger"
)

// Periods lists the months that have entries in the ledger, newest first.
func (r *Reader) Periods(ctx context.Context) ([]ledger.Period, error) {
	_, all, err := r.month(ctx, "")
	return all, err
}
