package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"
)

// people is migration 5: roles of people and programs, and the chain of events. It is Go, for SQL alone has no SHA-256.
func people() *goose.Migration {
	return goose.NewGoMigration(5, &goose.GoFunc{RunTx: addPeople}, nil)
}

// Those who could sign in before there were roles keep what they could do: the first user everything, others the clerk's work.
var peopleSteps = []string{
	"ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'clerk'",
	"ALTER TABLE users ADD COLUMN unit_code TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE users ADD COLUMN active INTEGER NOT NULL DEFAULT 1",
	"UPDATE users SET role = 'owner' WHERE id = (SELECT min(id) FROM users WHERE name = '管理员')",
	"ALTER TABLE tokens ADD COLUMN role TEXT NOT NULL DEFAULT 'clerk'",
	"ALTER TABLE tokens ADD COLUMN unit_code TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE links ADD COLUMN purpose TEXT NOT NULL DEFAULT 'sign-in'",
	"ALTER TABLE events ADD COLUMN hash TEXT NOT NULL DEFAULT ''",
	"CREATE INDEX events_actor ON events (actor, id)",
	"DROP TRIGGER events_never_change",
}

const eventsNeverChange = "CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"

func addPeople(ctx context.Context, tx *sql.Tx) error {
	for _, sql := range peopleSteps {
		if _, err := tx.ExecContext(ctx, sql); err != nil {
			return fmt.Errorf("add people: %w", err)
		}
	}
	if err := chainEvents(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, eventsNeverChange)
	return err
}
