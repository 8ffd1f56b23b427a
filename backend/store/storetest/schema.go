package storetest

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// schema is a ledger's schema on the server as its migrations left it.
type schema struct {
	name, address string
	shape         string // tells it from one that a test has changed
	emptying      string // the SQL that brings back the rows it began with
}

func newSchema(ctx context.Context, open func(context.Context, string) error) (s *schema, err error) {
	s = &schema{name: "taizhang_" + strings.ToLower(rand.Text())}
	if s.address, err = at(s.name); err != nil {
		return nil, err
	}
	c, err := pgx.Connect(ctx, s.address)
	if err != nil {
		return nil, err
	}
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, "CREATE SCHEMA "+s.name); err != nil {
		return nil, err
	}
	if err := open(ctx, s.address); err != nil {
		return nil, err
	}
	if err := c.QueryRow(ctx, shape).Scan(&s.shape); err != nil {
		return nil, err
	}
	s.emptying, err = emptying(ctx, c)
	return s, err
}

// shape counts what a schema is made of: a test that drops a trigger, or says that a newer program was here, changes it.
const shape = `
SELECT concat((SELECT count(*) FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace)), ' ',
  (SELECT count(*) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE c.relnamespace = CAST(current_schema() AS regnamespace)), ' ',
  (SELECT sum(version_id) FROM goose_db_version))`

// emptying writes the SQL that empties every table, puts back the rows that a table has now and begins its numbers anew.
func emptying(ctx context.Context, c *pgx.Conn) (string, error) {
	rows, err := c.Query(ctx, `
SELECT c.relname, coalesce(a.attname, '') FROM pg_class AS c LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attidentity <> ''
WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r' AND c.relname <> 'goose_db_version'`)
	if err != nil {
		return "", err
	}
	type table struct{ Name, Identity string }
	tables, err := pgx.CollectRows(rows, pgx.RowToStructByPos[table])
	sql := "SET lock_timeout = '10s'; SET session_replication_role = replica;" // no trigger stands in the way
	for _, t := range tables {
		var kept string
		if err := c.QueryRow(ctx, fmt.Sprintf("SELECT coalesce(json_agg(t), '[]') FROM %s AS t", t.Name)).Scan(&kept); err != nil {
			return "", err
		}
		sql += fmt.Sprintf("DELETE FROM %s;", t.Name)
		if kept != "[]" {
			sql += fmt.Sprintf("INSERT INTO %[1]s SELECT * FROM json_populate_recordset(NULL::%[1]s, '%[2]s');", t.Name, strings.ReplaceAll(kept, "'", "''"))
		}
		if t.Identity != "" {
			sql += fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%s', '%s'), 1, false);", t.Name, t.Identity)
		}
	}
	return sql, err
}

func (s *schema) empty(ctx context.Context) (same bool, err error) {
	c, err := pgx.Connect(ctx, s.address)
	if err != nil {
		return false, err
	}
	defer c.Close(ctx)
	var now string
	if err := c.QueryRow(ctx, shape).Scan(&now); err != nil || now != s.shape {
		return false, err
	}
	_, err = c.Exec(ctx, s.emptying)
	return err == nil, err
}

func (s *schema) drop(ctx context.Context) error {
	c, err := pgx.Connect(ctx, s.address)
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	_, err = c.Exec(ctx, "SET client_min_messages = error; DROP SCHEMA "+s.name+" CASCADE")
	return err
}
