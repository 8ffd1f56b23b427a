package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// CopiedTable is how many rows of a table were copied, and a sum over what they say that does not depend on their order.
type CopiedTable struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"`
	Sum  string `json:"sum"`
}

// Copy puts everything that from holds, as it stands at one moment, into to, which must be new and empty, and reads it back: either
// every row of every table is there and says the same, or nothing was copied.
func Copy(ctx context.Context, from, to *Store) (done []CopiedTable, err error) {
	switch n, err := to.Revision(ctx); {
	case err != nil:
		return nil, err
	case n > 0:
		return nil, ledger.Mistake(ledger.Conflict, "to", "目标台账不是空的，没有复制。请换一个新的数据文件夹或数据库。", "The ledger to copy to is not empty; nothing was copied. Choose a new data folder or database.")
	}
	err = from.snapshot(onPrimary(ctx), func(r *Reader) error {
		return to.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			done, err = (&copier{from: r.db.WithContext(ctx), to: tx}).all(ctx)
			return err
		})
	})
	return done, err
}

type copier struct {
	from, to *gorm.DB
	booleans []string // table.column of the target that take yes or no, and no number
}

func (c *copier) all(ctx context.Context) (done []CopiedTable, err error) {
	d := dialectOf(c.to)
	if c.booleans, err = d.list(c.to, d.booleans); err != nil {
		return nil, err
	}
	tighten, err := d.loosen(c.to)
	if err != nil {
		return nil, err
	}
	tables, err := ledgerTables(c.from)
	if err != nil {
		return nil, err
	}
	for _, name := range tables {
		copied, err := c.table(name)
		if err != nil {
			return nil, fmt.Errorf("copy %s: %w", name, err)
		}
		read := CopiedTable{Name: name}
		if err := eachRow(c.to, &read, func([]string, []any) error { return nil }); err != nil {
			return nil, err
		}
		if read != copied {
			return nil, fmt.Errorf("copy %s: %d rows %s were read back as %d rows %s", name, copied.Rows, copied.Sum, read.Rows, read.Sum)
		}
		done = append(done, copied)
	}
	for _, finish := range []func() error{tighten, func() error { return c.search(ctx) }, func() error { return c.numbers(ctx) }} {
		if err := finish(); err != nil {
			return nil, err
		}
	}
	return done, nil
}

// ledgerTables lists the tables that hold a ledger, without what is worked out from others.
func ledgerTables(db *gorm.DB) ([]string, error) {
	all, err := db.Migrator().GetTables()
	slices.Sort(all)
	return slices.DeleteFunc(all, func(name string) bool {
		return strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "entry_search") || name == "goose_db_version" || name == "last_event"
	}), failed("list tables", err)
}

// At most so much is inserted at a time.
const (
	copyRows  = 200
	copyBytes = 4 << 20
)

func (c *copier) table(name string) (copied CopiedTable, err error) {
	copied.Name = name
	if err := c.to.Exec("DELETE FROM " + name).Error; err != nil { // what a migration began with
		return copied, err
	}
	var rows []map[string]any
	size := 0
	flush := func() error {
		if len(rows) == 0 {
			return nil
		}
		err := c.to.Table(name).Create(rows).Error
		rows, size = nil, 0
		return err
	}
	err = eachRow(c.from, &copied, func(columns []string, values []any) error {
		row := map[string]any{}
		for i, column := range columns {
			row[column] = values[i]
			switch v := values[i].(type) {
			case int64:
				if slices.Contains(c.booleans, name+"."+column) {
					row[column] = v != 0
				}
			case []byte:
				size += len(v)
			case string:
				size += len(v)
			}
		}
		if rows = append(rows, row); len(rows) == copyRows || size > copyBytes {
			return flush()
		}
		return nil
	})
	if err != nil {
		return copied, err
	}
	return copied, flush()
}

// eachRow gives each the rows of t, and counts and sums them.
func eachRow(db *gorm.DB, t *CopiedTable, each func([]string, []any) error) error {
	rows, err := db.Raw("SELECT * FROM " + t.Name).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	sum := &big.Int{}
	for rows.Next() {
		values, err := scanned(rows, len(columns))
		if err != nil {
			return err
		}
		t.Rows++
		sum.Add(sum, rowSum(columns, values))
		if err := each(columns, values); err != nil {
			return err
		}
	}
	t.Sum = hex.EncodeToString(sum.Mod(sum, new(big.Int).Lsh(big.NewInt(1), 256)).FillBytes(make([]byte, 32)))
	return rows.Err()
}

func scanned(rows *sql.Rows, n int) ([]any, error) {
	values, at := make([]any, n), make([]any, n)
	for i := range values {
		at[i] = &values[i]
	}
	return values, rows.Scan(at...)
}

// rowSum is a number for what a row says, whatever the order of its columns and the database it is in.
func rowSum(columns []string, values []any) *big.Int {
	said := make([]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case nil:
			said[i] = columns[i]
		case time.Time:
			said[i] = columns[i] + "=" + v.UTC().Format(time.RFC3339Nano)
		case bool:
			said[i] = columns[i] + "=" + map[bool]string{false: "0", true: "1"}[v]
		case []byte:
			said[i] = columns[i] + "=" + string(v)
		default:
			said[i] = fmt.Sprintf("%s=%v", columns[i], v)
		}
	}
	slices.Sort(said)
	h := sha256.New()
	for _, s := range said {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return new(big.Int).SetBytes(h.Sum(nil))
}

// search writes the words of every entry anew: an index tells nobody what it was made of.
func (c *copier) search(ctx context.Context) error {
	r := &Reader{db: c.to, now: time.Now}
	for last := int64(0); ; {
		entries, err := find[ledger.Entry](r.entries(ctx).Where("number <> '' AND id > ?", last).Order("id").Limit(batch), "entries")
		if err != nil || len(entries) == 0 {
			return errors.Join(err, settle(c.to))
		}
		for i := range entries {
			if err := putSearch(c.to, entries[i].ID, words(&entries[i])); err != nil {
				return failed("index entry", err)
			}
			last = entries[i].ID
		}
	}
}

// settle is for the end of what wrote a great many entries.
func settle(tx *gorm.DB) error { return execute(tx, dialectOf(tx).settle) }

// numbers lets the numbers of rows go on behind the last one given.
func (c *copier) numbers(ctx context.Context) error {
	given, err := scan[int64](ctx, c.from, "last number given", dialectOf(c.from).given)
	if err != nil {
		return err
	}
	return failed("go on with numbers", dialectOf(c.to).goOn(c.to, append(given, 0)[0]))
}

// list runs a query that lists names, where the dialect has one.
func (d *dialect) list(db *gorm.DB, sql string) (names []string, err error) {
	if sql != "" {
		err = db.Raw(sql).Scan(&names).Error
	}
	return names, failed("read schema", err)
}
