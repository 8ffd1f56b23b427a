package store

import (
	"context"
	"database/sql"
	"fmt"

	"taizhang/backend/ledger"
)

// Stats tells how the connections that write and those that read are used. Writes wait for their turn before they wait for a connection: both
// are told as one.
func (s *Store) Stats() (writer, reader sql.DBStats, err error) {
	w, err := s.writer.DB()
	if err != nil {
		return writer, reader, fmt.Errorf("read the use of connections: %w", err)
	}
	r, err := s.db.DB()
	if err != nil {
		return writer, reader, fmt.Errorf("read the use of connections: %w", err)
	}
	writer = w.Stats()
	waits, waited := s.queue.waitedSoFar()
	writer.WaitCount, writer.WaitDuration = writer.WaitCount+waits, writer.WaitDuration+waited
	return writer, r.Stats(), nil
}

// Bytes is how large the database is.
func (r *Reader) Bytes(ctx context.Context) (int64, error) {
	n, err := scan[int64](ctx, r.db, "size of the database", dialectOf(r.db).size)
	if err != nil {
		return 0, err
	}
	return n[0], nil
}

// Queued counts the messages that wait to be sent and those that could not be.
func (r *Reader) Queued(ctx context.Context) (waiting, failed int, err error) {
	type row struct{ Waiting, Failed int }
	n, err := scan[row](ctx, r.db, "queue", "SELECT count(CASE WHEN state = ? THEN 1 END) AS waiting, count(CASE WHEN state = ? THEN 1 END) AS failed FROM deliveries WHERE state IN ?",
		ledger.Waiting, ledger.Undeliverable, []ledger.DeliveryState{ledger.Waiting, ledger.Undeliverable})
	if err != nil {
		return 0, 0, err
	}
	return n[0].Waiting, n[0].Failed, nil
}
