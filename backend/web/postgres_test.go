package web_test

import (
	"context"
	"testing"
	"time"

	"taizhang/backend/store"
	"taizhang/backend/store/storetest"
)

// TestOnPostgreSQL runs the tests of this package again, on PostgreSQL.
func TestOnPostgreSQL(t *testing.T) { storetest.OnPostgreSQL(t) }

// openOnce opens a ledger and closes it again.
func openOnce(ctx context.Context, place string) error {
	s, err := store.Open(ctx, place, time.Now)
	if err != nil {
		return err
	}
	return s.Close()
}
