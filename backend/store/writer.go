package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Writer changes the ledger within one transaction. Each method records what it did, by whom and from where.
type Writer struct {
	tx     *gorm.DB
	actor  ledger.Actor
	now    func() time.Time
	read   *Reader     // the same transaction
	tip    *tip        // the end of the audit log, once it is known
	day    *ledger.Day // today, once it is known
	commit *commit     // what this is kept with
	owner  string      // code of the unit whose part of the ledger is looked at, "" for everything

	known   *entryMemory  // nil where nothing is remembered
	altered []*alteration // so far
	counts  counts
	taken   map[series]numbers
}

// Log records something that changed no row: a sign-in, one that failed, an export. Actor and origin are filled in where
// e leaves them empty.
func (w *Writer) Log(e ledger.Event) error { return w.record(e) }

// record writes events, each chained to the one before it.
func (w *Writer) record(events ...ledger.Event) error {
	rows := make([][]any, len(events))
	for i := range events {
		e := &events[i]
		e.ID, e.At = 0, w.time()
		e.Actor, e.Via, e.Address = cmp.Or(e.Actor, w.actor.Name), cmp.Or(e.Via, w.actor.Via), cmp.Or(e.Address, w.actor.Address)
		if err := w.seal(e); err != nil {
			return err
		}
		rows[i] = eventRow(e)
	}
	return w.insert("events", eventColumns, rows...)
}

const eventColumns = "id, at, actor, via, address, action, subject, subject_id, note, before, after, hash"

func eventRow(e *ledger.Event) []any {
	return []any{e.ID, e.At, e.Actor, e.Via, e.Address, e.Action, e.Subject, e.SubjectID, e.Note, e.Before, e.After, e.Hash}
}

// log records a change.
func (w *Writer) log(action, subject string, id int64, note string, before, after any) error {
	e, err := eventOf(action, subject, id, note, before, after)
	if err != nil {
		return err
	}
	return w.record(e)
}

// eventOf tells a change: before and after are reduced to the fields that differ.
func eventOf(action, subject string, id int64, note string, before, after any) (ledger.Event, error) {
	b, a, err := differ(before, after)
	if err != nil {
		return ledger.Event{}, fmt.Errorf("record event: %w", err)
	}
	return ledger.Event{Action: action, Subject: subject, SubjectID: id, Note: note, Before: b, After: a}, nil
}

// ctx is the context of what is looked at for whoever writes: within their part of the ledger. w.tx itself is everywhere.
func (w *Writer) ctx() context.Context { return Within(w.tx.Statement.Context, w.owner) }

// time is now as the store keeps it.
func (w *Writer) time() time.Time { return stored(w.now()) }

func (w *Writer) create(what string, row any) error {
	return failed("add "+what, w.tx.Create(row).Error)
}

// insert adds rows to a table, a hundred with a statement.
func (w *Writer) insert(table, columns string, rows ...[]any) error {
	for some := range slices.Chunk(rows, atOnce) {
		one := "(?" + strings.Repeat(", ?", len(some[0])-1) + ")"
		sql := "INSERT INTO " + table + " (" + columns + ") VALUES " + one + strings.Repeat(", "+one, len(some)-1)
		if _, err := run(w.tx, sql, slices.Concat(some...)...); err != nil {
			return failed("add "+table, err)
		}
	}
	return nil
}

func failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// record is something's fields as an event tells them.
type record map[string]json.RawMessage

// differ writes as JSON what before and after have different; "" where there is nothing.
func differ(before, after any) (b, a string, err error) {
	old, err := fields(before)
	if err != nil {
		return "", "", err
	}
	fresh, err := fields(after)
	if err != nil {
		return "", "", err
	}
	for k, v := range old {
		if w, ok := fresh[k]; ok && bytes.Equal(v, w) {
			delete(old, k)
			delete(fresh, k)
		}
	}
	delete(fresh, "updated_at") // the event has its own time
	delete(old, "updated_at")
	if b, err = old.written(); err != nil {
		return "", "", err
	}
	a, err = fresh.written()
	return b, a, err
}

func fields(v any) (record, error) {
	if v, ok := v.(record); ok {
		return v, nil
	}
	all := record{}
	return all, all.add(v)
}

// add takes in the fields of v.
func (r record) add(v any) error {
	b, err := json.Marshal(v)
	if err != nil || string(b) == "null" {
		return err
	}
	return json.Unmarshal(b, &r)
}

func (r record) written() (string, error) {
	if len(r) == 0 {
		return "", nil
	}
	b, err := json.Marshal(r)
	return string(b), err
}
