package store

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"taizhang/backend/ledger"
)

// Lists load so many rows that reading each through gorm, which looks at every value twice, takes more time than the query itself.
// shape is what gorm knows of a table, kept so that database/sql reads a row into its struct directly.
type shape struct {
	columns string
	fields  []*schema.Field
}

var shapes sync.Map // of reflect.Type

func shapeOf[T any]() (*shape, error) {
	t := reflect.TypeFor[T]()
	if known, ok := shapes.Load(t); ok {
		return known.(*shape), nil
	}
	parsed, err := schema.Parse(new(T), &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		return nil, fmt.Errorf("read the shape of %s: %w", t, err)
	}
	s := &shape{}
	var names []string
	for _, f := range parsed.Fields {
		if f.DBName != "" {
			s.fields, names = append(s.fields, f), append(names, `"`+f.DBName+`"`)
		}
	}
	s.columns = strings.Join(names, ", ")
	shapes.Store(t, s)
	return s, nil
}

// rowsOf reads whole rows of T; rest is the query behind its columns.
func rowsOf[T any](ctx context.Context, db *gorm.DB, what, rest string, args ...any) (all []T, err error) {
	s, err := shapeOf[T]()
	if err != nil {
		return nil, err
	}
	rows, err := db.WithContext(ctx).Raw("SELECT "+s.columns+" "+rest, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, translated(db, err))
	}
	defer rows.Close()
	var row, empty T // every row is read into the same place, at which the cells are aimed once
	cells := s.aimedAt(reflect.ValueOf(&row).Elem())
	for rows.Next() {
		row = empty
		if err := rows.Scan(cells...); err != nil {
			return nil, fmt.Errorf("read %s: %w", what, err)
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", what, translated(db, err))
	}
	return all, nil
}

// translated says of an error that came past gorm what gorm would have said.
func translated(db *gorm.DB, err error) error {
	if err == nil {
		return nil
	}
	if t, ok := db.Dialector.(gorm.ErrorTranslator); ok {
		return t.Translate(err)
	}
	return err
}

// oneOf reads the one row of T that a query by one value finds, or fails with missing where there is none.
func oneOf[T any](ctx context.Context, db *gorm.DB, what, rest string, by any, missing *ledger.Error) (*T, error) {
	all, err := rowsOf[T](ctx, db, what, rest, by)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, missing
	}
	return &all[0], nil
}

// aimedAt is a cell for each field of row.
func (s *shape) aimedAt(row reflect.Value) []any {
	cells := make([]any, len(s.fields))
	for i, f := range s.fields {
		field := row.FieldByIndex(f.StructField.Index)
		switch at := field.Addr().Interface(); {
		case f.Serializer != nil:
			cells[i] = inJSON{at}
		case field.CanInt() || field.Kind() == reflect.String && field.Type() != reflect.TypeFor[string]():
			cells[i] = plain{field}
		default:
			cells[i] = at
		}
	}
	return cells
}

// plain is a field of a number, or of words of a type of their own: database/sql would write the one out and read it back, and look at the
// other twice.
type plain struct{ field reflect.Value }

// Scan sets the field to what the column holds.
func (p plain) Scan(v any) error {
	words := p.field.Kind() == reflect.String
	switch v := v.(type) {
	case string:
		if words {
			p.field.SetString(v)
			return nil
		}
	case int64:
		if !words && !p.field.OverflowInt(v) {
			p.field.SetInt(v)
			return nil
		}
	}
	return fmt.Errorf("%T is nothing for %s", v, p.field.Type())
}

// inJSON reads a column that holds JSON.
type inJSON struct{ into any }

// Scan reads what the column holds; an empty one leaves the field as it is.
func (j inJSON) Scan(v any) error {
	var data []byte
	switch v := v.(type) {
	case nil:
	case string:
		data = []byte(v)
	case []byte:
		data = v
	default:
		return fmt.Errorf("%T is no JSON", v)
	}
	if len(data) == 0 {
		return nil
	}
	return json.Unmarshal(data, j.into)
}

// assignments are columns of a row with what they are to hold.
type assignments struct {
	columns []string
	values  []any
}

// changed lists the columns that two rows of one table have different: only those are written, and only their indexes.
func changed[T any](before, after *T) (a assignments, err error) {
	s, err := shapeOf[T]()
	if err != nil {
		return a, err
	}
	old, fresh := reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem()
	for _, f := range s.fields {
		is := fresh.FieldByIndex(f.StructField.Index)
		if sameValue(old.FieldByIndex(f.StructField.Index), is) {
			continue
		}
		value := is.Interface()
		if f.Serializer != nil {
			if value, err = f.Serializer.Value(context.Background(), f, fresh, value); err != nil {
				return a, fmt.Errorf("write column %s: %w", f.DBName, err)
			}
		}
		a.add(f.DBName, value)
	}
	return a, nil
}

func (a *assignments) add(column string, value any) {
	a.columns, a.values = append(a.columns, column), append(a.values, value)
}

// of leaves those of certain columns.
func (a assignments) of(columns []string) (some assignments) {
	for i, c := range a.columns {
		if slices.Contains(columns, c) {
			some.add(c, a.values[i])
		}
	}
	return some
}

// update writes them into the rows of a table that a condition selects, and tells how many those were.
func (a assignments) update(tx *gorm.DB, table, where string, args ...any) (int64, error) {
	if len(a.columns) == 0 {
		return 0, nil
	}
	n, err := run(tx, `UPDATE `+table+` SET "`+strings.Join(a.columns, `" = ?, "`)+`" = ? WHERE `+where, append(a.values, args...)...)
	return n, failed("save "+table, err)
}
